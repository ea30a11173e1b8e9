using System.Globalization;
using Helix.Benchmarks.Calls.Clients;
using Helix.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Helix.Benchmarks.Calls.Pairs;

/// <summary>A server that runs for a measurement: PostgreSQL and Redis as the tests start them, and Kestrel in this process.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    private readonly IAsyncDisposable _server;

    private RealServer(IAsyncDisposable server, int port)
    {
        _server = server;
        Port = port;
    }

    public int Port { get; }

    public static async Task<RealServer> StartAsync(Server server)
    {
        switch (server)
        {
            case Server.PostgreSql:
                PostgreSqlServer database = await PostgreSqlServer.StartAsync();
                return new(database, database.Port);
            case Server.Redis:
                RedisServer cache = await RedisServer.StartAsync();
                await using (ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(
                    string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{cache.Port},password={RedisServer.FirstPassword}")))
                {
                    _ = await connection.GetDatabase().StringSetAsync(Clients.Redis.Key, "value");
                }

                return new(cache, cache.Port);
            default:
                WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
                _ = builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
                WebApplication api = builder.Build();
                api.Run(static context => context.Response.WriteAsync("[]"));
                await api.StartAsync();
                return new(api, new Uri(api.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
