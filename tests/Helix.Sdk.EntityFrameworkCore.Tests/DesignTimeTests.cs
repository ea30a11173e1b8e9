using System.Collections;
using Helix.Testing;
using Microsoft.EntityFrameworkCore.Design;

namespace Helix.Sdk.EntityFrameworkCore.Tests;

/// <summary>
/// What <c>dotnet ef</c> does to an app: it runs its entry point up to the built host, takes the context from its services, and works on it.
/// This is the class of Entity Framework that the command calls, with the arguments that it passes.
/// </summary>
public sealed class DesignTimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-ef-").FullName;

    public void Dispose()
    {
        // The variables are those that a developer's shell has for the app; the tests of this class run one after the other.
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("Helix__", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("OrdersContext", "numeric")]
    [InlineData("NotesContext", "TEXT")]
    public void Migrations_are_made_without_configuration_and_without_a_server(string context, string columnType)
    {
        IDictionary files = Assert.IsAssignableFrom<IDictionary>(Run(
            static (executor, results, arguments) => _ = new OperationExecutor.AddMigration(executor, results, arguments),
            new() { ["name"] = "Initial", ["outputDir"] = null, ["contextType"] = context, ["namespace"] = null, ["dryRun"] = false }));

        string code = File.ReadAllText((string)files["MigrationFile"]!);
        Assert.Contains("migrationBuilder.CreateTable(", code, StringComparison.Ordinal);
        Assert.Contains($"type: \"{columnType}\"", code, StringComparison.Ordinal);
        Assert.StartsWith(_folder, (string)files["SnapshotFile"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_is_dropped_by_the_configuration_of_the_app()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        Configure(server);
        await using (var create = new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username={PostgreSqlServer.Username};Password={PostgreSqlServer.FirstPassword};Database=postgres;Pooling=false"))
        {
            await create.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("CREATE DATABASE design", create);
            _ = await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            _ = Run(static (executor, results, arguments) => _ = new OperationExecutor.DropDatabase(executor, results, arguments), new() { ["contextType"] = "OrdersContext" });

            await using var count = new Npgsql.NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = 'design'", create);
            Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("OrdersContext")]
    [InlineData("NotesContext")]
    public void A_command_that_needs_the_database_says_what_is_missing_in_the_configuration(string context)
    {
        var results = new OperationResultHandler();
        _ = new OperationExecutor.UpdateDatabase(Executor(), results, new Hashtable { ["targetMigration"] = null, ["connectionString"] = null, ["contextType"] = context });

        Assert.Equal("Helix.ProductConfigurationException", results.ErrorType);
        Assert.Contains("Helix:OrdersDb:Password   is required and has no value", results.ErrorMessage, StringComparison.Ordinal);
    }

    private static void Configure(PostgreSqlServer server)
    {
        foreach ((string key, string? value) in PostgreSqlContextTests.Values(server, "design", "Helix__OrdersDb__"))
        {
            Environment.SetEnvironmentVariable(key, value);
        }
    }

    private object? Run(Action<OperationExecutor, OperationResultHandler, Hashtable> operation, Hashtable arguments)
    {
        var results = new OperationResultHandler();
        operation(Executor(), results, arguments);
        Assert.True(results.ErrorType is null, $"{results.ErrorType}: {results.ErrorMessage}\n{results.ErrorStackTrace}");
        return results.Result;
    }

    private OperationExecutor Executor() => new(
        new OperationReportHandler(),
        new Hashtable
        {
            ["targetName"] = "Shop", ["startupTargetName"] = "Shop", ["project"] = "Shop", ["projectDir"] = _folder, ["rootNamespace"] = "Shop",
            ["language"] = "C#", ["nullable"] = true, ["toolsVersion"] = "10.0.0", ["remainingArguments"] = Array.Empty<string>(),
        });
}
