using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Helix.Sdk.Http.Tests;

/// <summary>What an app sees when the API is not well.</summary>
public sealed class HttpFaultTests : IDisposable
{
    private const string FirstToken = "token-of-the-test-1";
    private const string NextToken = "token-of-the-test-2";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-http-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_absent_server_leaves_the_app_running_and_its_health_red_with_the_owner_until_it_comes()
    {
        await using var server = new ApiServer(static _ => Task.CompletedTask);
        await server.StartAsync();
        await server.KillAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("HealthPath", "/live"), ("MaxRetries", "1"));
        await host.StartAsync(Token);

        Assert.Equal(
            (HealthStatus.Unhealthy, "weather-api does not work: no connection (ConnectionRefused) (owner test, https://acme.example/oncall/test)"),
            await Health(host));

        await server.StartAsync();
        Assert.Equal((HealthStatus.Healthy, null), await Health(host));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task No_acknowledged_order_of_5000_is_lost_when_the_server_is_killed_in_mid_traffic()
    {
        const int orders = 5_000;
        var stored = new ConcurrentDictionary<int, int>();
        await using var server = new ApiServer(context =>
        {
            int id = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
            _ = stored.AddOrUpdate(id, 1, static (_, times) => times + 1);
            return Task.CompletedTask;
        });
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("RetryUnsafeMethods", "true"), ("MaxRetries", "2"));
        WeatherApi api = host.Services.GetRequiredService<WeatherApi>();
        int next = 0, failures = 0;
        var acknowledged = new ConcurrentBag<int>();
        Task[] senders = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(Send, Token))];
        while (acknowledged.Count < orders / 2)
        {
            await Task.Delay(5, Token);
        }

        await server.KillAsync();
        // Until somebody has missed it.
        while (Volatile.Read(ref failures) == 0)
        {
            await Task.Delay(5, Token);
        }

        await server.StartAsync();
        await Task.WhenAll(senders);

        Assert.Equal(Enumerable.Range(1, orders), acknowledged.Order());
        Assert.Equal(Enumerable.Range(1, orders), stored.Keys.Order());

        async Task Send()
        {
            for (int id; (id = Interlocked.Increment(ref next)) <= orders;)
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    try
                    {
                        using HttpClient client = api.CreateClient();
                        using HttpResponseMessage response = await client.PutAsync(new Uri(id.ToString(CultureInfo.InvariantCulture), UriKind.Relative), null, Token);
                        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                        acknowledged.Add(id);
                        break;
                    }
                    catch (Exception e) when (e is HttpRequestException or BrokenCircuitException or TimeoutRejectedException && clock.Elapsed < TimeSpan.FromSeconds(90))
                    {
                        _ = Interlocked.Increment(ref failures);
                        await Task.Delay(20, Token);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_slow_server_is_given_up_after_the_timeout_of_the_settings()
    {
        await using var server = new ApiServer(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("Timeout", "300ms"), ("HealthPath", "/live"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        var clock = Stopwatch.StartNew();
        _ = await Assert.ThrowsAsync<TimeoutRejectedException>(() => client.GetStringAsync(new Uri("slow", UriKind.Relative), Token));

        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));
        Assert.Equal("weather-api does not work: no answer in time (owner test, https://acme.example/oncall/test)", (await Health(host)).Description);
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_of_its_answer_is_given_up()
    {
        await using var server = new ApiServer(static async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("Timeout", "500ms"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        TaskCanceledException late = await Assert.ThrowsAsync<TaskCanceledException>(
            () => client.GetStringAsync(new Uri("slow", UriKind.Relative), Token).WaitAsync(TimeSpan.FromSeconds(30), Token));

        _ = Assert.IsType<TimeoutException>(late.InnerException);
    }

    [Fact]
    public async Task Calls_pause_on_after_a_reload_that_changed_something_else()
    {
        await using var server = new ApiServer(static context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("MaxRetries", "0"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();
        for (int i = 0; i < 1_000 && await IsAnsweredAsync(); i++)
        {
        }

        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration["Logging:LogLevel:Default"] = "Debug";
        configuration.Reload();
        Assert.False(await IsAnsweredAsync());

        configuration["Helix:WeatherApi:Timeout"] = "9s";
        configuration.Reload();
        Assert.True(await IsAnsweredAsync());

        async Task<bool> IsAnsweredAsync()
        {
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri("x", UriKind.Relative), Token);
                return true;
            }
            catch (BrokenCircuitException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData("Authorization", "a+/=key")]
    [InlineData("X-Api-Key", "a key, \"so to say\"")]
    public async Task A_key_is_sent_as_it_is_whatever_the_header_is_meant_for(string header, string key)
    {
        string? seen = null;
        await using var server = new ApiServer(context =>
        {
            seen = context.Request.Headers[header];
            return Task.CompletedTask;
        });
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("ApiKeyHeader", header), ("ApiKey", key));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        _ = await client.GetStringAsync(new Uri("x", UriKind.Relative), Token);

        Assert.Equal(key, seen);
    }

    [Theory]
    [InlineData("ApiKey")]
    [InlineData("BearerToken")]
    public async Task A_credential_that_no_header_can_carry_is_not_shown(string key)
    {
        await using var server = new ApiServer(static _ => Task.CompletedTask);
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), (key, "the-credential\nInjected: yes"));
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => client.GetStringAsync(new Uri("x", UriKind.Relative), Token));

        Assert.DoesNotContain("the-credential", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_credential_is_named_and_not_shown()
    {
        await using var server = new ApiServer(Authorize("somebody else's"));
        await server.StartAsync();
        using IHost host = Host(("BaseAddress", server.Address), ("HealthPath", "/live"), ("BearerToken", FirstToken), ("ApiKey", "key-of-the-test"));

        (_, string? description) = await Health(host);

        Assert.Equal("weather-api does not work: it refuses the credentials (/live answers 401) (owner test, https://acme.example/oncall/test)", description);
    }

    [Fact]
    public async Task A_credential_rotated_in_the_service_binding_is_used_by_the_next_call_without_a_restart()
    {
        string expected = FirstToken;
        await using var server = new ApiServer(context => Authorize(expected)(context));
        await server.StartAsync();
        string binding = Path.Combine(_folder, "weather-api");
        _ = Directory.CreateDirectory(binding);
        foreach ((string entry, string text) in new[] { ("type", "http"), ("uri", server.Address), ("token", FirstToken) })
        {
            await File.WriteAllTextAsync(Path.Combine(binding, entry), text, Token);
        }

        // The tests of this class run one after the other; the variable is taken away again after the test.
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", _folder);
        using IHost host = Host();
        WeatherApi api = host.Services.GetRequiredService<WeatherApi>();
        Assert.Equal(HttpStatusCode.OK, await Call());

        expected = NextToken;
        Assert.Equal(HttpStatusCode.Unauthorized, await Call());
        await File.WriteAllTextAsync(Path.Combine(binding, "token"), NextToken, Token);
        for (var clock = Stopwatch.StartNew(); api.Settings.BearerToken?.Reveal() != NextToken; await Task.Delay(20, Token))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The new token did not arrive.");
        }

        Assert.Equal(HttpStatusCode.OK, await Call());

        async Task<HttpStatusCode> Call()
        {
            using HttpClient client = api.CreateClient();
            using HttpResponseMessage response = await client.GetAsync(new Uri("x", UriKind.Relative), Token);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task The_check_can_be_switched_off()
    {
        using IHost host = Host(("BaseAddress", "http://127.0.0.1:9"), ("HealthPath", "/live"), ("HealthCheck", "false"));

        Assert.Equal((HealthStatus.Healthy, "The check is switched off in the settings."), await Health(host));
    }

    [Fact]
    public void The_way_out_wants_a_reason()
    {
        using IHost host = Host(("BaseAddress", "http://127.0.0.1:9"));
        WeatherApi api = host.Services.GetRequiredService<WeatherApi>();

        _ = Assert.Throws<ArgumentException>(() => api.EscapeToBaseAddress(" "));
        Assert.Equal(new("http://127.0.0.1:9"), api.EscapeToBaseAddress("a library with connections of its own"));
    }

    private static RequestDelegate Authorize(string token) => context =>
    {
        context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer " + token ? 200 : 401;
        return Task.CompletedTask;
    };

    private static async Task<(HealthStatus Status, string? Description)> Health(IHost host)
    {
        HealthReportEntry entry = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["weather-api"];
        return (entry.Status, entry.Description);
    }

    private static IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:WeatherApi:" + s.Key, s.Value)));
        _ = builder.AddWeatherApi();
        return builder.Build();
    }
}
