using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Acme.Mail;
using Acme.Messaging;
using Helix;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MimeKit;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Acme.Kinds.Tests;

/// <summary>A kind that an outside team wrote, by a product of it, on a real server.</summary>
public sealed class OrderMailTests : IDisposable
{
    private const string FirstPassword = "pg-first-Secret-7431";
    private const string NextPassword = "pg-next-Secret-5518";
    private const string WrongPassword = "pg-wrong-Secret-2290";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-mail-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_message_arrives_with_the_sender_of_the_settings()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server);

        await Mail(host).SendAsync(Message("order 1"), Token);

        string taken = Assert.Single(server.Messages);
        Assert.Contains("Taken-For: customer@shop.example", taken, StringComparison.Ordinal);
        Assert.Contains("From: orders@acme.example", taken, StringComparison.Ordinal);
        Assert.Contains("Subject: order 1", taken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_system_writes_to_no_customer()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server, ("RedirectTo", "testers@acme.example"));

        await Mail(host).SendAsync(Message("order 1"), Token);

        string taken = Assert.Single(server.Messages);
        Assert.Contains("Taken-For: testers@acme.example", taken, StringComparison.Ordinal);
        Assert.Contains("To: customer@shop.example", taken, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_of_the_manifest_narrows_the_keys_of_the_kind()
    {
        using IHost host = Host(null, "Production", static _ => { }, ("Host", "mail.acme.example"), ("RedirectTo", "testers@acme.example"));

        ProductConfigurationException e = Assert.Throws<ProductConfigurationException>(() => Mail(host));

        Assert.Equal(
            ["Helix:OrderMail:Username is required in Production and has no value", "Helix:OrderMail:Password is required in Production and has no value", "Helix:OrderMail:RedirectTo must not be set in Production"],
            e.Errors.Select(static error => $"{error.Key} {error.Problem}"));
    }

    [Fact]
    public async Task A_refused_recipient_is_the_callers_to_handle_and_no_fault_of_the_connection()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server, ("MaxConnections", "1"));

        SmtpCommandException e = await Assert.ThrowsAsync<SmtpCommandException>(() => Mail(host).SendAsync(Message("order 1", "nobody@shop.example"), Token));
        Assert.Equal(SmtpStatusCode.MailboxUnavailable, e.StatusCode);

        await Mail(host).SendAsync(Message("order 2"), Token);
        _ = Assert.Single(server.Messages);
    }

    [Fact]
    public async Task An_absent_gateway_leaves_the_app_running_and_its_health_red_with_the_owner_until_it_comes()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.KillAsync();
        using IHost host = Host(server);
        await host.StartAsync(Token);

        Assert.Equal((HealthStatus.Unhealthy, "order-mail does not work: no connection (ConnectionRefused) (owner messaging, https://acme.example/oncall/messaging)"), await Health(host));

        await server.RestartAsync();
        Assert.Equal((HealthStatus.Healthy, null), await Health(host));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        await using SmtpServer server = await SmtpServer.StartAsync(FirstPassword);
        using IHost host = Host(server, ("Username", "shop"), ("Password", WrongPassword));

        Assert.Equal("order-mail does not work: the gateway refuses user or password (owner messaging, https://acme.example/oncall/messaging)", (await Health(host)).Description);
        Exception e = await Assert.ThrowsAnyAsync<Exception>(() => Mail(host).SendAsync(Message("order 1"), Token));
        Assert.DoesNotContain(WrongPassword, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_rotated_in_the_service_binding_is_used_without_a_restart()
    {
        await using SmtpServer server = await SmtpServer.StartAsync(FirstPassword);
        string binding = Path.Combine(_folder, "order-mail");
        _ = Directory.CreateDirectory(binding);
        foreach ((string entry, string text) in new[]
        {
            ("type", "smtp"), ("provider", "acme"), ("host", "127.0.0.1"), ("port", server.Port.ToString(CultureInfo.InvariantCulture)), ("username", "shop"), ("password", FirstPassword),
        })
        {
            await File.WriteAllTextAsync(Path.Combine(binding, entry), text, Token);
        }

        // The tests of this class run one after the other; the variable is taken away again after the test.
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", _folder);
        using IHost host = Host(null, "Development", builder => builder.Configuration.AddCommandLine(["--Helix:OrderMail:Security=None"]));
        await Mail(host).SendAsync(Message("order 1"), Token);

        server.SetPassword(NextPassword);
        await File.WriteAllTextAsync(Path.Combine(binding, "password"), NextPassword, Token);
        for (var clock = Stopwatch.StartNew(); Mail(host).Settings.Password?.Reveal() != NextPassword; await Task.Delay(20, Token))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The new password did not arrive.");
        }

        await Mail(host).SendAsync(Message("order 2"), Token);
        Assert.Equal(2, server.Messages.Count);
    }

    [Fact]
    public async Task A_gateway_that_hangs_is_given_up_after_the_timeout_of_the_settings()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server, ("Timeout", "500ms"));
        server.Freeze();

        var clock = Stopwatch.StartNew();
        TimeoutException e = await Assert.ThrowsAsync<TimeoutException>(() => Mail(host).SendAsync(Message("order 1"), Token));

        Assert.Equal("order-mail did not answer in 0.5 s.", e.Message);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(450), TimeSpan.FromSeconds(30));
        server.Thaw();
    }

    [Fact]
    public async Task No_message_that_was_taken_over_is_lost_when_the_gateway_is_killed_in_mid_traffic()
    {
        const int orders = 1_000;
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server);
        int next = 0, failures = 0;
        var sent = new ConcurrentBag<int>();
        Task[] senders = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(Send, Token))];
        while (sent.Count < orders / 2)
        {
            await Task.Delay(5, Token);
        }

        await server.KillAsync();
        while (Volatile.Read(ref failures) == 0)
        {
            await Task.Delay(5, Token);
        }

        await server.RestartAsync();
        await Task.WhenAll(senders);

        Assert.Equal(Enumerable.Range(1, orders), sent.Order());
        IReadOnlyList<string> taken = server.Messages;
        Assert.DoesNotContain(Enumerable.Range(1, orders), id => !taken.Any(text => text.Contains($"Subject: order {id}\r\n", StringComparison.Ordinal)));

        async Task Send()
        {
            for (int id; (id = Interlocked.Increment(ref next)) <= orders;)
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    try
                    {
                        await Mail(host).SendAsync(Message($"order {id}"), Token);
                        sent.Add(id);
                        break;
                    }
                    catch (Exception e) when (e is SocketException or IOException or ProtocolException or ServiceNotConnectedException or TimeoutException && clock.Elapsed < TimeSpan.FromSeconds(90))
                    {
                        _ = Interlocked.Increment(ref failures);
                        await Task.Delay(20, Token);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Messages_are_traced_and_measured_with_the_attributes_of_the_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server, "Development", builder => builder.Services.AddOpenTelemetry().WithTracing(t => t.AddInMemoryExporter(spans)).WithMetrics(m => m.AddInMemoryExporter(metrics)));
        await host.StartAsync(Token);

        await Mail(host).SendAsync(Message("order 1"), Token);
        _ = await Assert.ThrowsAsync<SmtpCommandException>(() => Mail(host).SendAsync(Message("order 2", "nobody@shop.example"), Token));

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.Equal(2, spans.Count);
        Assert.All(spans, static span => Assert.Equal(
            ("order-mail", "1.1.0", "messaging", "standard"),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"))));
        Assert.DoesNotContain(spans.SelectMany(static span => span.TagObjects), static tag => $"{tag.Value}".Contains('@', StringComparison.Ordinal));
        Assert.Contains(metrics, static metric => metric.Name == "helix.product.operation.duration");
        Assert.Contains(metrics, static metric => metric.Name == "helix.product.operation.errors");
    }

    [Theory]
    [InlineData("smtp://u%40acme:pg-uri%2FSecret-3308@mail.acme.example:2525", "mail.acme.example", 2525, SmtpSecurity.StartTls, "u@acme", "pg-uri/Secret-3308")]
    [InlineData("smtps://mail.acme.example", "mail.acme.example", 587, SmtpSecurity.Tls, null, null)]
    [InlineData("Host=mail.acme.example;User=u;Security=None", "mail.acme.example", 587, SmtpSecurity.None, "u", null)]
    public void A_connection_string_is_a_uri_or_pairs(string text, string server, int port, SmtpSecurity security, string? user, string? password)
    {
        using IHost host = Host(null, "Development", builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:order-mail", text)]));

        OrderMailSettings settings = host.Services.GetRequiredService<OrderMailSettings>();
        Assert.Equal((server, port, security, user, password), (settings.Host, settings.Port, settings.Security, settings.Username, settings.Password?.Reveal()));
    }

    [Fact]
    public async Task The_way_out_wants_a_reason_and_gives_a_client_that_is_connected()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        using IHost host = Host(server);

        _ = await Assert.ThrowsAsync<ArgumentException>(() => Mail(host).EscapeToClientAsync(" ", Token));
        using SmtpClient client = await Mail(host).EscapeToClientAsync("a list of what the server can do", Token);
        Assert.True(client.IsConnected);
    }

    private static OrderMail Mail(IHost host) => host.Services.GetRequiredService<OrderMail>();

    private static MimeMessage Message(string subject, string recipient = "customer@shop.example")
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Thank you." } };
        message.To.Add(MailboxAddress.Parse(recipient));
        return message;
    }

    private static async Task<(HealthStatus Status, string? Description)> Health(IHost host)
    {
        HealthReportEntry entry = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["order-mail"];
        return (entry.Status, entry.Description);
    }

    private static IHost Host(SmtpServer? server, params (string Key, string Value)[] settings) => Host(server, "Development", static _ => { }, settings);

    private static IHost Host(SmtpServer? server, string environment, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });
        if (server is not null)
        {
            _ = builder.Configuration.AddInMemoryCollection(
            [
                new("Helix:OrderMail:Host", "127.0.0.1"), new("Helix:OrderMail:Port", server.Port.ToString(CultureInfo.InvariantCulture)), new("Helix:OrderMail:Security", "None"),
            ]);
        }

        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:OrderMail:" + s.Key, s.Value)));
        configure(builder);
        _ = builder.AddOrderMail();
        return builder.Build();
    }
}
