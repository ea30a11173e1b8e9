using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.AspNetCore.Tests;

/// <summary>Who may see the page.</summary>
public sealed class HelixAccessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Testing")]
    public async Task Is_not_found_outside_Development(string environment)
    {
        await using HelixApp app = await HelixApp.StartAsync(Token, environment);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await Ask(app));
    }

    [Fact]
    public async Task Is_open_in_Development()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Ask(app));
    }

    [Fact]
    public async Task Outside_Development_authorization_opens_it_to_those_whom_the_policy_lets_through()
    {
        await using HelixApp app = await Protected(static app => app.MapHelix().RequireAuthorization("operators"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), await Ask(app));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), await Ask(app, "guest"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Ask(app, "operator"));
    }

    [Fact]
    public async Task Authorization_of_a_group_counts()
    {
        await using HelixApp app = await Protected(static app => app.MapGroup("").RequireAuthorization("operators").MapHelix());

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), await Ask(app));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Ask(app, "operator"));
    }

    [Fact]
    public async Task A_fallback_policy_or_another_convention_does_not_open_it()
    {
        await using HelixApp app = await Protected(static app => app.MapHelix().RequireHost("127.0.0.1"), static options => options.FallbackPolicy = options.GetPolicy("operators"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await Ask(app, "operator"));
    }

    [Fact]
    public async Task AllowAnonymous_closes_it()
    {
        await using HelixApp app = await Protected(static app => app.MapHelix().RequireAuthorization("operators").AllowAnonymous());

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await Ask(app, "operator"));
    }

    [Fact]
    public async Task Authorization_that_no_middleware_enforces_shows_nothing()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token, "Production", map: static app => app.MapHelix().RequireAuthorization());

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), await Ask(app));
    }

    private static Task<HelixApp> Protected(Action<WebApplication> map, Action<AuthorizationOptions>? configure = null) => HelixApp.StartAsync(
        Token,
        "Production",
        builder =>
        {
            _ = builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
            _ = builder.Services.AddAuthorization(options =>
            {
                options.AddPolicy("operators", static policy => policy.RequireRole("operator"));
                configure?.Invoke(options);
            });
        },
        map);

    private static async Task<(HttpStatusCode Page, HttpStatusCode Json)> Ask(HelixApp app, string? role = null)
    {
        return (await Get("/helix"), await Get("/helix.json"));

        async Task<HttpStatusCode> Get(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (role is not null)
            {
                request.Headers.Add("Role", role);
            }

            using HttpResponseMessage response = await app.Client.SendAsync(request, Token);
            string body = await response.Content.ReadAsStringAsync(Token);
            Assert.Equal(response.StatusCode == HttpStatusCode.OK, body.Contains("ledger-db", StringComparison.Ordinal));
            return response.StatusCode;
        }
    }

    /// <summary>Believes the header, as only a test may.</summary>
    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers["Role"].ToString() is { Length: > 0 } role
                ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "header")), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
