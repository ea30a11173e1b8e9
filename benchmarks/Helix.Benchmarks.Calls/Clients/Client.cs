using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Benchmarks.Calls.Clients;

/// <summary>A client of a server, of which an app can have both sides.</summary>
internal abstract class Client
{
    /// <param name="server">What is called.</param>
    /// <param name="port">The port of a server on loopback; null for a stub in this process.</param>
    public static Client Of(Server server, int? port) => server switch
    {
        Server.Http => new HttpApi(port),
        Server.Redis => new Redis(port ?? Stubs.RespStub.Start()),
        _ => new PostgreSql(port ?? Stubs.PostgreSqlStub.Start(), isAsync: port is not null),
    };

    /// <summary>Adds the product, as an app does.</summary>
    public abstract void AddProduct(HostApplicationBuilder builder);

    /// <summary>Adds the native client with what the product has, as an app does without it.</summary>
    public abstract void AddByHand(HostApplicationBuilder builder);

    /// <summary>Collects the spans of the native client.</summary>
    public abstract void TraceByHand(TracerProviderBuilder tracing);

    /// <summary>Collects the measurements of the native client.</summary>
    public abstract void MeasureByHand(MeterProviderBuilder metering);

    /// <summary>Gives up the connections of both sides, where each has a process of the server of its own.</summary>
    public virtual void Disconnect(IServiceProvider services)
    {
    }

    /// <summary>Calls through the product, one call after the other.</summary>
    public abstract Task CallProductAsync(IServiceProvider services, int calls);

    /// <summary>Calls by the native client.</summary>
    public abstract Task CallByHandAsync(IServiceProvider services, int calls);
}
