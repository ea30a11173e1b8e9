using System.Globalization;
using Helix.Testing;
using Npgsql;

// The app finds its servers by variables of the whole process, as it does in production.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Storefront.Tests;

/// <summary>
/// The five servers that the app needs, and where it finds them, each by another of the ways that there are: database and receipts by service
/// bindings, the cache by variables as Aspire sets them, the broker by a connection string, and payments by keys of the product.
/// </summary>
public sealed class StorefrontServers : IAsyncLifetime
{
    private readonly string _bindings = Directory.CreateTempSubdirectory("helix-storefront-").FullName;
    private readonly List<string> _variables = [];

    internal PostgreSqlServer Database { get; private set; } = null!;

    internal RedisServer Cache { get; private set; } = null!;

    internal RabbitMqServer Broker { get; private set; } = null!;

    internal AzuriteServer Blobs { get; private set; } = null!;

    internal PaymentsServer Payments { get; } = new();

    internal string DatabaseConnection => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Database.Port};Database=orders;Username={PostgreSqlServer.Username};Password={PostgreSqlServer.FirstPassword};Pooling=false");

    public async ValueTask InitializeAsync()
    {
        await Payments.StartAsync();
        await Task.WhenAll(
            Start(async () => Database = await PostgreSqlServer.StartAsync()),
            Start(async () => Cache = await RedisServer.StartAsync()),
            Start(async () => Broker = await RabbitMqServer.StartAsync()),
            Start(async () => Blobs = await AzuriteServer.StartAsync()));
        await using (var connection = new NpgsqlConnection(DatabaseConnection.Replace("Database=orders", "Database=postgres", StringComparison.Ordinal)))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("CREATE DATABASE orders", connection);
            _ = await command.ExecuteNonQueryAsync();
        }

        Bind(
            "orders-db",
            ("type", "postgresql"), ("provider", "acme"), ("host", "127.0.0.1"), ("port", Text(Database.Port)), ("database", "orders"),
            ("username", PostgreSqlServer.Username), ("password", PostgreSqlServer.FirstPassword));
        Bind(
            "receipts",
            ("type", "blobs"), ("provider", "acme"), ("endpoint", Blobs.Endpoint), ("account-name", AzuriteServer.Account), ("account-key", AzuriteServer.FirstKey));
        Set("SERVICE_BINDING_ROOT", _bindings);
        Set("CATALOG_CACHE_HOST", "127.0.0.1");
        Set("CATALOG_CACHE_PORT", Text(Cache.Port));
        Set("CATALOG_CACHE_PASSWORD", RedisServer.FirstPassword);
        Set("ConnectionStrings__order-events", $"amqp://{RabbitMqServer.Username}:{RabbitMqServer.FirstPassword}@127.0.0.1:{Broker.Port}");
        Set("Helix__PaymentsApi__BaseAddress", Payments.Address);
        Set("Helix__PaymentsApi__ApiKey", PaymentsServer.ApiKey);
        // A machine that is busy with other tests is slow, and that is not what is tested here.
        Set("Helix__OrdersDb__ConnectTimeout", "30s");
        Set("Helix__OrdersDb__CommandTimeout", "30s");
        Set("Helix__CatalogCache__CommandTimeout", "30s");
        Set("Helix__PaymentsApi__Timeout", "30s");
        Set("Helix__PaymentsApi__AttemptTimeout", "10s");
        Set("Helix__OrderEvents__ConnectTimeout", "30s");
        Set("Helix__OrderEvents__OperationTimeout", "30s");
        Set("Helix__OrderEvents__ReconnectDelay", "1s");

        // The broker is killed: a quorum queue of RabbitMQ 3.10 on one node may not answer any more after that.
        Set("Helix__OrderEvents__QueueType", "Classic");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string variable in _variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        foreach (IAsyncDisposable? server in new IAsyncDisposable?[] { Payments, Blobs, Broker, Cache, Database })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        Directory.Delete(_bindings, recursive: true);
    }

    /// <summary>Of those that start at once, one may be missing: the others are known by then, and stopped.</summary>
    private static Task Start(Func<Task> start) => Task.Run(start);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private void Bind(string product, params (string Entry, string Value)[] entries)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_bindings, product)).FullName;
        foreach ((string entry, string value) in entries)
        {
            File.WriteAllText(Path.Combine(folder, entry), value);
        }
    }

    private void Set(string variable, string value)
    {
        _variables.Add(variable);
        Environment.SetEnvironmentVariable(variable, value);
    }
}
