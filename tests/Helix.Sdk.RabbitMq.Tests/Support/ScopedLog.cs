using Microsoft.Extensions.Logging;

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>Keeps what is logged, with the scopes that it is in.</summary>
internal sealed class ScopedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly List<string> _lines = [];
    private IExternalScopeProvider? _scopes;

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(ScopedLog lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<string> scopes = [];
            lines._scopes?.ForEachScope(
                static (scope, all) =>
                {
                    if (scope is IEnumerable<KeyValuePair<string, object?>> pairs)
                    {
                        all.AddRange(pairs.Select(static pair => $"{pair.Key}={pair.Value}"));
                    }
                },
                scopes);
            lock (lines._lines)
            {
                lines._lines.Add($"{logLevel} {formatter(state, exception)} [{string.Join(' ', scopes)}] {exception}");
            }
        }
    }
}
