using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Helix.Sdk.Tests.Support;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<string> Warnings => [.. _lines.Where(static line => line.Level == LogLevel.Warning).Select(static line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    /// <summary>Waits for a warning; fails after half a minute.</summary>
    public async Task<string> WarningAsync(Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        for (int i = 0; i < 600; i++)
        {
            if (Warnings.FirstOrDefault(wanted) is { } found)
            {
                return found;
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new TimeoutException("No such warning. There are: " + string.Join(" | ", Warnings));
    }

    private sealed class Logger(LogLines owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner._lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
