using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Helix.Testing;

/// <summary>Keeps what is logged, with the scopes that hold then.</summary>
internal sealed class ScopeLog : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<(string Text, string Scopes)> Entries { get; } = new();

    /// <summary>All of it, a line an entry.</summary>
    public string Text => string.Join('\n', Entries.Select(static entry => $"{entry.Text} [{entry.Scopes}]"));

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(ScopeLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<string> scopes = [];
            log._scopes.ForEachScope(
                static (scope, list) => list.AddRange(scope is IEnumerable<KeyValuePair<string, object?>> pairs ? pairs.Select(static pair => $"{pair.Key}={pair.Value}") : [$"{scope}"]), scopes);
            log.Entries.Enqueue(($"{logLevel} {formatter(state, exception)} {exception}".TrimEnd(), string.Join(' ', scopes)));
        }
    }
}
