using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Helix.Sqlite;

internal static class SqliteTelemetry
{
    public const string Name = "Helix.Sqlite";

    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_escapes = s_meter.CreateCounter<long>(
        "helix.sqlite.escapes", "{escape}", "Uses of a connection string outside the product.");

    public static ActivitySource Source { get; } = new(Name);

    public static void Escaped(string product, string reason) => s_escapes.Add(1, new("helix.product", product), new("reason", reason));
}
