using System.Diagnostics;
using Helix.Telemetry;
using Microsoft.Data.Sqlite;

namespace Helix.Sqlite;

/// <summary>Spans and measurements of one product's commands. The driver has none of its own.</summary>
internal sealed class SqliteTelemetry(ProductInfo info, string? instance, bool tracing, bool metrics)
{
    /// <summary>The name of the activity source.</summary>
    public const string Name = "Helix.Sqlite";

    private const string Operation = "command";

    private static readonly ActivitySource s_source = new(Name);

    public ProductTelemetry Product { get; } = new(info, instance);

    public (Activity? Span, long Started) Start(SqliteCommand command)
    {
        Activity? span = tracing ? s_source.StartActivity("sqlite command", ActivityKind.Client) : null;
        if (span is not null)
        {
            _ = span.SetTag("db.system.name", "sqlite");
            // The text of a statement that takes no parameters may hold data.
            if (command.Parameters.Count > 0)
            {
                _ = span.SetTag("db.query.text", command.CommandText);
            }

            Product.Enrich(span);
        }

        return (span, metrics ? ProductTelemetry.Start() : 0);
    }

    public void Stop((Activity? Span, long Started) started, Exception? e = null)
    {
        string? error = e is null ? null : Error(e);
        Product.Stop(started.Started, Operation, error);
        if (started.Span is { } span)
        {
            if (error is not null)
            {
                _ = span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
            }

            span.Dispose();
        }
    }

    /// <summary>Counts a command that somebody else timed.</summary>
    public void Executed(TimeSpan duration, Exception? e)
    {
        if (metrics)
        {
            Product.Record(duration.TotalSeconds, Operation, e is null ? null : Error(e));
        }
    }

    public void OpenFailed(Exception e)
    {
        if (metrics)
        {
            Product.Failed("open", Error(e));
        }
    }

    /// <summary>SQLite's own number, such as 5 for a lock that somebody else holds.</summary>
    private static string Error(Exception e) =>
        e is SqliteException { SqliteErrorCode: var code } ? code.ToString(System.Globalization.CultureInfo.InvariantCulture) : e.GetType().FullName!;
}
