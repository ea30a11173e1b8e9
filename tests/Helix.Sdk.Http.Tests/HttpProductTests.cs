using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Http.Tests;

/// <summary>The kind against a real server on loopback, by a product that is generated from a manifest.</summary>
public sealed class HttpProductTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<HttpRequestSeen> _requests = [];
    private Func<int, HttpContext, Task> _answer = static (_, context) => context.Response.WriteAsync("ok");
    private WebApplication _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Address => _server.Urls.First();

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            _requests.Enqueue(new(context.Request.Method, context.Request.Path, context.Request.Headers.Authorization, context.Request.Headers["X-Api-Key"]));
            return _answer(_requests.Count, context);
        });
        await _server.StartAsync(Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_container_without_a_host_calls_by_the_configuration_that_the_product_was_given()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Helix:WeatherApi:BaseAddress", "http://weather/v1"), new("Services:weather:http:0", Address)])
            .Build();
        await using ServiceProvider services = new ServiceCollection()
            .AddWeatherApi(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        using HttpClient client = services.GetRequiredService<WeatherApi>().CreateClient();

        Assert.Equal("ok", await client.GetStringAsync(new Uri("today", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Paths_are_relative_to_the_base_address_and_credentials_are_sent()
    {
        using IHost host = Start(("BaseAddress", Address + "/v1"), ("ApiKey", "key-of-the-test"), ("BearerToken", "token-of-the-test"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        Assert.Equal("ok", await client.GetStringAsync(new Uri("today", UriKind.Relative), Token));

        Assert.Equal(new("GET", "/v1/today", "Bearer token-of-the-test", "key-of-the-test"), Assert.Single(_requests));
    }

    [Fact]
    public async Task A_call_of_another_host_carries_no_credentials()
    {
        using IHost host = Start(("BaseAddress", "http://localhost:9"), ("ApiKey", "key-of-the-test"), ("BearerToken", "token-of-the-test"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        _ = await client.GetStringAsync(new Uri(Address + "/other"), Token);

        Assert.Equal(new("GET", "/other", null, null), Assert.Single(_requests));
    }

    [Fact]
    public async Task A_failure_in_passing_is_retried_with_one_set_of_credentials()
    {
        _answer = static (count, context) =>
        {
            context.Response.StatusCode = count < 3 ? 503 : 200;
            return Task.CompletedTask;
        };
        using IHost host = Start(("BaseAddress", Address), ("ApiKey", "key-of-the-test"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        using HttpResponseMessage response = await client.GetAsync(new Uri("x", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, 3), (response.StatusCode, _requests.Count));
        Assert.All(_requests, static request => Assert.Equal("key-of-the-test", request.ApiKey));
    }

    [Theory]
    [InlineData("false", 1)]
    [InlineData("true", 4)]
    public async Task A_post_is_retried_only_where_the_product_says_so(string retry, int calls)
    {
        _answer = static (_, context) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        using IHost host = Start(("BaseAddress", Address), ("RetryUnsafeMethods", retry), ("MaxRetries", "3"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        using HttpResponseMessage response = await client.PostAsync(new Uri("x", UriKind.Relative), null, Token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, calls), (response.StatusCode, _requests.Count));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_the_whole_call_too()
    {
        _answer = static (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        // On a busy machine an attempt may be over before the server sees it, so there is time for several.
        using IHost host = Start(("BaseAddress", Address), ("Timeout", "5s"), ("AttemptTimeout", "200ms"), ("MaxRetries", "10"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        _ = await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => client.GetStringAsync(new Uri("slow", UriKind.Relative), Token));

        Assert.InRange(_requests.Count, 2, 11);
    }

    [Fact]
    public void Handlers_are_made_once_an_app()
    {
        using IHost host = Start(("BaseAddress", Address));

        Assert.Equal(Timeout.InfiniteTimeSpan, host.Services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("helix.weather-api").HandlerLifetime);
    }

    [Fact]
    public async Task A_redirect_is_handed_to_the_caller()
    {
        _answer = static (_, context) =>
        {
            context.Response.Redirect("http://localhost:9/elsewhere");
            return Task.CompletedTask;
        };
        using IHost host = Start(("BaseAddress", Address));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        using HttpResponseMessage response = await client.GetAsync(new Uri("x", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_changed_number_of_retries_holds_without_a_restart()
    {
        _answer = static (_, context) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        using IHost host = Start(("BaseAddress", Address), ("MaxRetries", "0"));
        WeatherApi api = host.Services.GetRequiredService<WeatherApi>();
        using (HttpClient client = api.CreateClient())
        {
            using HttpResponseMessage first = await client.GetAsync(new Uri("x", UriKind.Relative), Token);
            Assert.Single(_requests);
        }

        IConfigurationRoot configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration["Helix:WeatherApi:MaxRetries"] = "1";
        configuration.Reload();

        using HttpClient after = api.CreateClient();
        using HttpResponseMessage second = await after.GetAsync(new Uri("x", UriKind.Relative), Token);
        Assert.Equal(3, _requests.Count);
    }

    [Theory]
    [InlineData("{0}", null)]
    [InlineData("Endpoint={0};Key=from-the-string", "from-the-string")]
    public async Task A_connection_string_is_a_url_or_endpoint_and_key(string format, string? key)
    {
        using IHost host = Start(builder => builder.Configuration.AddInMemoryCollection(
            [new("ConnectionStrings:weather-api", string.Format(System.Globalization.CultureInfo.InvariantCulture, format, Address))]));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        _ = await client.GetStringAsync(new Uri("x", UriKind.Relative), Token);

        Assert.Equal(key, Assert.Single(_requests).ApiKey);
    }

    [Fact]
    public async Task A_logical_name_is_found_by_service_discovery()
    {
        using IHost host = Start(builder => builder.Configuration.AddInMemoryCollection(
            [new("Helix:WeatherApi:BaseAddress", "https+http://weather"), new("Services:weather:http:0", Address)]));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        Assert.Equal("ok", await client.GetStringAsync(new Uri("x", UriKind.Relative), Token));
    }

    [Theory]
    [InlineData(200, HealthStatus.Healthy, null)]
    [InlineData(404, HealthStatus.Unhealthy, "weather-api does not work: /live answers 404 (owner test, https://acme.example/oncall/test)")]
    public async Task The_health_check_calls_the_health_path(int status, HealthStatus expected, string? description)
    {
        _answer = (_, context) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        using IHost host = Start(("BaseAddress", Address), ("HealthPath", "/live"));

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.Equal((expected, description), (report.Status, report.Entries["weather-api"].Description));
        Assert.Equal("/live", Assert.Single(_requests).Path);
    }

    private static IHost Start(params (string Key, string Value)[] settings) => Start(builder => builder.Configuration.AddInMemoryCollection(
        settings.Select(static s => new KeyValuePair<string, string?>("Helix:WeatherApi:" + s.Key, s.Value))));

    private static IHost Start(Action<HostApplicationBuilder> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        configure(builder);
        _ = builder.AddWeatherApi();
        return builder.Build();
    }

    private sealed record HttpRequestSeen(string Method, string Path, string? Authorization, string? ApiKey);
}
