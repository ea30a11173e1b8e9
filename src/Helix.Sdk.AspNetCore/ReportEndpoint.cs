using System.Text.Json;
using Helix.AspNetCore.Html;
using Helix.AspNetCore.Report;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace Helix.AspNetCore;

/// <summary>Answers requests for the page, where it may be shown at all.</summary>
internal static class ReportEndpoint
{
    public static async Task AnswerAsync(HttpContext context, bool json)
    {
        HttpResponse response = context.Response;
        if (!MayBeShown(context))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers[HeaderNames.ContentSecurityPolicy] = ReportPage.ContentSecurityPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        AppReport report = await AppReportReader.ReadAsync(context.RequestServices, context.RequestAborted).ConfigureAwait(false);
        if (json)
        {
            response.ContentType = "application/json; charset=utf-8";
            await JsonSerializer.SerializeAsync(response.Body, report, ReportJson.Default.AppReport, context.RequestAborted).ConfigureAwait(false);
        }
        else
        {
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(ReportPage.Of(report, JsonAddress(context.Request)), context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the client names JSON, and prefers it to HTML where it names both. A wildcard names nothing.</summary>
    public static bool PrefersJson(HttpRequest request)
    {
        double json = 0, html = 0;
        foreach (MediaTypeHeaderValue type in request.GetTypedHeaders().Accept)
        {
            double quality = type.Quality ?? 1;
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            {
                json = Math.Max(json, quality);
            }
            else if (type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            {
                html = Math.Max(html, quality);
            }
        }

        return json > html;
    }

    /// <summary>
    /// In Development, and where the endpoint demands authorization: the framework refuses to run such an endpoint that its authorization
    /// middleware has not let through, so it cannot be open by mistake.
    /// </summary>
    private static bool MayBeShown(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            return true;
        }

        EndpointMetadataCollection? metadata = context.GetEndpoint()?.Metadata;
        return metadata?.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<IAllowAnonymous>() is null;
    }

    // Absolute, because a page that was asked for with a slash at its end has another folder.
    private static string JsonAddress(HttpRequest request) => request.PathBase.Add(new PathString(request.Path.Value!.TrimEnd('/') + ".json")).ToUriComponent();
}
