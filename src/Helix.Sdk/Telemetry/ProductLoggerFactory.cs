using Microsoft.Extensions.Logging;

namespace Helix.Telemetry;

/// <summary>Gives everything that a client logs a scope with the attributes of its product. It belongs to the product, not to the app.</summary>
/// <param name="inner">The app's loggers.</param>
/// <param name="telemetry">The product.</param>
public sealed class ProductLoggerFactory(ILoggerFactory inner, ProductTelemetry telemetry) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(inner.CreateLogger(categoryName), telemetry.Attributes);

    /// <summary>Not possible here: providers are the app's.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Add a provider to the app's logging, not to that of one product.");

    /// <summary>Does nothing: the loggers are the app's.</summary>
    public void Dispose()
    {
    }

    private sealed class Logger(ILogger inner, IReadOnlyList<KeyValuePair<string, object?>> attributes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (inner.IsEnabled(logLevel))
            {
                using IDisposable? scope = inner.BeginScope(attributes);
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
