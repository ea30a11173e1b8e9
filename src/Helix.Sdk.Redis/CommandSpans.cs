using System.Diagnostics;
using System.Globalization;
using System.Net;
using Helix.Telemetry;
using StackExchange.Redis.Profiling;

namespace Helix.Redis;

/// <summary>Spans of commands. The driver starts none itself; they are made afterwards, of the times that it kept.</summary>
internal static class CommandSpans
{
    public const string SourceName = "Helix.Redis";

    private static readonly ActivitySource s_source = new(SourceName);

    public static bool IsWanted => s_source.HasListeners();

    /// <summary>Writes the span of a command that is over.</summary>
    /// <param name="command">The command.</param>
    /// <param name="parent">What the app was doing when it gave the command; null for nothing that is traced.</param>
    /// <param name="telemetry">The product.</param>
    /// <param name="error">The type of the error; null when it worked.</param>
    public static void Write(IProfiledCommand command, Activity? parent, ProductTelemetry telemetry, string? error)
    {
        // Whoever collects metrics may be traced, and is no parent of what happened before.
        Activity? recording = Activity.Current;
        Activity.Current = null;
        try
        {
            Write(command, parent?.Context ?? default, telemetry, error);
        }
        finally
        {
            Activity.Current = recording;
        }
    }

    private static void Write(IProfiledCommand command, ActivityContext parent, ProductTelemetry telemetry, string? error)
    {
        using Activity? span = s_source.StartActivity(
            command.Command, ActivityKind.Client, parent, tags: null, links: null, startTime: command.CommandCreated);
        if (span is null)
        {
            return;
        }

        telemetry.Enrich(span);
        if (span.IsAllDataRequested)
        {
            // Neither key nor value: either may belong to a user.
            _ = span.SetTag("db.system.name", "redis").SetTag("db.operation.name", command.Command);
            if (command.Db >= 0)
            {
                _ = span.SetTag("db.namespace", command.Db.ToString(CultureInfo.InvariantCulture));
            }

            (string? host, int port) = command.EndPoint switch
            {
                DnsEndPoint dns => (dns.Host, dns.Port),
                IPEndPoint ip => (ip.Address.ToString(), ip.Port),
                _ => (null, 0),
            };
            if (host is not null)
            {
                _ = span.SetTag("server.address", host).SetTag("server.port", port);
            }
        }

        if (error is not null)
        {
            _ = span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }

        _ = span.SetEndTime(command.CommandCreated + command.ElapsedTime);
    }
}
