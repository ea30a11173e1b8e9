using System.Globalization;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Benchmarks.Calls.Clients;

/// <summary>A query for one number, each on a connection that is taken from the pool and given back.</summary>
/// <param name="port">The port of the server on loopback.</param>
/// <param name="isAsync">
/// Not for a stub: whether its answer is there at once is up to the scheduler, and costs an async driver 200 B where it is not.
/// </param>
internal sealed class PostgreSql(int port, bool isAsync) : Client
{
    private const string Query = "SELECT 1";

    public override void AddProduct(HostApplicationBuilder builder)
    {
        _ = builder.Configuration.AddInMemoryCollection(
        [
            new("Helix:BenchDb:Host", "127.0.0.1"),
            new("Helix:BenchDb:Port", port.ToString(CultureInfo.InvariantCulture)),
            new("Helix:BenchDb:Database", "postgres"),
            new("Helix:BenchDb:Username", PostgreSqlServer.Username),
            new("Helix:BenchDb:Password", PostgreSqlServer.FirstPassword),
            new("Helix:BenchDb:SslMode", "Disable"),
        ]);
        _ = builder.AddBenchDb();
    }

    public override void AddByHand(HostApplicationBuilder builder) => builder.Services.AddSingleton(services =>
    {
        var source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = "postgres",
            Username = PostgreSqlServer.Username,
            Password = PostgreSqlServer.FirstPassword,
            SslMode = SslMode.Disable,
            // The defaults of the kind.
            Timeout = 5,
            CommandTimeout = 30,
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 300,
            ConnectionPruningInterval = 10,
            ConnectionLifetime = 3600,
            KeepAlive = 30,
        }.ConnectionString)
        {
            Name = "by-hand",
        };
        return source.ConfigureTracing(static options => options
            .EnablePhysicalOpenTracing(false)
            .ConfigureCommandEnrichmentCallback(static (span, _) => HandWritten.Enrich(span))).Build();
    });

    public override void TraceByHand(TracerProviderBuilder tracing) => tracing.AddSource("Npgsql");

    public override void MeasureByHand(MeterProviderBuilder metering) => metering.AddMeter("Npgsql", HandWritten.MeterName);

    public override void Disconnect(IServiceProvider services)
    {
        services.GetRequiredService<BenchDb>().DataSource.Clear();
        services.GetRequiredService<NpgsqlDataSource>().Clear();
    }

    public override async Task CallProductAsync(IServiceProvider services, int calls)
    {
        BenchDb db = services.GetRequiredService<BenchDb>();
        for (int i = 0; i < calls; i++)
        {
            if (!isAsync)
            {
                using NpgsqlConnection held = db.DataSource.OpenConnection();
                using NpgsqlCommand query = held.CreateCommand();
                query.CommandText = Query;
                _ = query.ExecuteScalar();
                continue;
            }

            await using NpgsqlConnection connection = await db.OpenConnectionAsync();
            await using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText = Query;
            _ = await command.ExecuteScalarAsync();
        }
    }

    public override async Task CallByHandAsync(IServiceProvider services, int calls)
    {
        NpgsqlDataSource db = services.GetRequiredService<NpgsqlDataSource>();
        for (int i = 0; i < calls; i++)
        {
            if (!isAsync)
            {
                using NpgsqlConnection held = db.OpenConnection();
                using NpgsqlCommand query = held.CreateCommand();
                query.CommandText = Query;
                long begun = HandWritten.Start();
                _ = query.ExecuteScalar();
                HandWritten.Stop(begun, "command");
                continue;
            }

            await using NpgsqlConnection connection = await db.OpenConnectionAsync();
            await using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText = Query;
            long started = HandWritten.Start();
            _ = await command.ExecuteScalarAsync();
            HandWritten.Stop(started, "command");
        }
    }
}
