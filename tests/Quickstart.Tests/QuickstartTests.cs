using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Helix;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Quickstart.Tests;

public sealed class QuickstartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-quickstart-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_note_that_was_posted_is_read_back_after_a_restart()
    {
        await using (var first = QuickstartProcess.Start(_folder))
        {
            await first.WaitUntilServingAsync(Token);
            HttpResponseMessage posted = await first.Client.PostAsJsonAsync("/notes", new { text = "buy milk" }, Token);
            Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        }

        await using var second = QuickstartProcess.Start(_folder);
        await second.WaitUntilServingAsync(Token);

        JsonElement notes = await second.Client.GetFromJsonAsync<JsonElement>("/notes", Token);
        Assert.Equal("buy milk", Assert.Single(notes.EnumerateArray()).GetProperty("text").GetString());
        // The same by the product that is an HTTP API, and by the health check that calls it.
        JsonElement count = await second.Client.GetFromJsonAsync<JsonElement>("/notes/count-by-api", Token);
        Assert.Equal(1, count.GetProperty("count").GetInt64());
        Assert.Equal("Healthy", await second.Client.GetStringAsync("/health", Token));
    }

    [Fact]
    public async Task The_catalog_lists_owner_version_lifecycle_and_slo()
    {
        await using var app = QuickstartProcess.Start(_folder);
        await app.WaitUntilServingAsync(Token);

        JsonElement catalog = await app.Client.GetFromJsonAsync<JsonElement>("/catalog", Token);

        JsonElement[] products = [.. catalog.EnumerateArray()];
        Assert.Equal(["notes-db", "notes-api"], products.Select(static p => p.GetProperty("name").GetString()));
        Assert.Equal("1.0.0", products[0].GetProperty("version").GetString());
        Assert.Equal("developer-experience", products[0].GetProperty("owner").GetString());
        Assert.Equal("ga", products[0].GetProperty("lifecycle").GetString());
        Assert.Equal(99.9, products[0].GetProperty("availability").GetDouble());
        Assert.Contains("Notes database", await app.Client.GetStringAsync("/", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_the_configuration_end_the_app_before_it_serves_with_one_report()
    {
        const string Secret = "hunter2-not-to-be-seen";
        await using var app = QuickstartProcess.Start(
            _folder,
            ("Helix__NotesDb__CommandTimout", "5s"),
            ("Helix__NotesDb__MaxNoteLength", "many"),
            ("Helix__NotesApi__ApiKeyy", Secret),
            ("Helix__NotesApi__BearerToken", Secret));

        int exitCode = await app.WaitForExitAsync(Token);

        Assert.NotEqual(0, exitCode);
        string output = app.Output;
        Assert.Equal(1, Occurrences(output, "products cannot start"));
        Assert.Contains("notes-db 1.0.0   owner developer-experience", output, StringComparison.Ordinal);
        Assert.Matches("Helix:NotesDb:CommandTimout +is not a key; did you mean CommandTimeout\\? +environment variable Helix__NotesDb__CommandTimout", output);
        Assert.Matches("Helix:NotesDb:MaxNoteLength +'many' is not a whole number of 32 bits +environment variable Helix__NotesDb__MaxNoteLength", output);
        Assert.Matches("Helix:NotesApi:ApiKeyy +is not a key; did you mean ApiKey\\?", output);
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_a_test_overrides_in_the_web_application_factory_is_in_the_same_report()
    {
        using var log = new ExceptionLog();
        // Not disposed: the framework's host cannot be stopped when its hosted services could not be made.
        WebApplicationFactory<Program> factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            _ = host.UseSetting("Helix:NotesDb:DataSource", Path.Combine(_folder, "notes.db"));
            _ = host.ConfigureAppConfiguration((_, configuration) => configuration.AddInMemoryCollection(
            [
                new("Helix:NotesDb:CommandTimeout", "31s"), new("Helix:NotesApi:MaxRetries", "-1"),
            ]));
            _ = host.ConfigureLogging(logging => logging.AddProvider(log));
        });

        // The app ends as it does in production, so what the factory itself throws is about an app that is gone.
        _ = Assert.ThrowsAny<Exception>(() => factory.Services);

        ProductConfigurationException report = Assert.Single(log.Exceptions.OfType<ProductConfigurationException>());

        Assert.Equal(["Helix:NotesDb:CommandTimeout", "Helix:NotesApi:MaxRetries"], report.Errors.Select(static e => e.Key));
        Assert.All(report.Errors, static error => Assert.Equal("in-memory configuration", error.Source));
    }

    [Fact]
    public void A_valid_override_in_the_web_application_factory_reaches_the_product()
    {
        using WebApplicationFactory<Program> factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.ConfigureAppConfiguration((_, configuration) => configuration.AddInMemoryCollection(
            [
                new("Helix:NotesDb:DataSource", Path.Combine(_folder, "notes.db")), new("Helix:NotesDb:MaxNoteLength", "7"),
            ])));

        Assert.Equal(7, factory.Services.GetRequiredService<NotesDb>().Settings.MaxNoteLength);
    }

    private sealed class ExceptionLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<Exception> Exceptions { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                Exceptions.Enqueue(exception);
            }
        }

        public void Dispose()
        {
        }
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
