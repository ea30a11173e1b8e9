using Helix.AspNetCore;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the page that shows the Helix products of an app.</summary>
public static class HelixEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a page, and the same as JSON at the pattern with <c>.json</c> or for <c>Accept: application/json</c>, with each product that the
    /// app registered: version, owner, lifecycle, plan, SLO, health now, and which source supplied which setting, secrets redacted. It works
    /// without JavaScript and asks nothing of another host.
    /// </summary>
    /// <remarks>
    /// In Development it is open. Everywhere else it answers 404 until its endpoints demand authorization: by <c>RequireAuthorization</c> on
    /// what this method returns, or on the group that it is mapped in. <c>AllowAnonymous</c> closes it again.
    /// </remarks>
    /// <param name="endpoints">The app, or a group of its endpoints.</param>
    /// <param name="pattern">The path of the page.</param>
    /// <returns>Both endpoints, for conventions such as <c>RequireAuthorization</c> or <c>RequireHost</c>.</returns>
    /// <exception cref="ArgumentException">The pattern has no segment to put <c>.json</c> behind.</exception>
    public static IEndpointConventionBuilder MapHelix(this IEndpointRouteBuilder endpoints, string pattern = "/helix")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        string path = pattern.TrimEnd('/');
        if (path.Length == 0 || path.EndsWith('}'))
        {
            throw new ArgumentException($"'{pattern}' does not end with the name of the page, as /helix does: the JSON is found at that name with .json.", nameof(pattern));
        }

        string[] methods = ["GET", "HEAD"];
        RouteGroupBuilder both = endpoints.MapGroup("");
        _ = both.MapMethods(path, methods, static context => ReportEndpoint.AnswerAsync(context, json: ReportEndpoint.PrefersJson(context.Request)))
            .WithDisplayName("Helix products");
        _ = both.MapMethods(path + ".json", methods, static context => ReportEndpoint.AnswerAsync(context, json: true))
            .WithDisplayName("Helix products (JSON)");
        return both;
    }
}
