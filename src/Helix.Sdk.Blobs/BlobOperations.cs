using System.Diagnostics;
using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Helix.Blobs;

/// <summary>Spans, measurements and log lines of what is done with blobs, in one form for both stores.</summary>
internal sealed partial class BlobOperations
{
    public const string SourceName = "Helix.Blobs";

    private static readonly ActivitySource s_source = new(SourceName);

    private readonly ProductTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly string _container;
    private readonly bool _tracing;
    private readonly bool _metrics;

    public BlobOperations(IProductContext<IBlobsSettings> context, ProductTelemetry telemetry)
    {
        _telemetry = telemetry;
        _container = context.Settings.Container;
        _tracing = context.Settings.Tracing;
        _metrics = context.Settings.Metrics;
        _logger = context.Services.GetService<ILoggerFactory>() is { } loggers
            ? new ProductLoggerFactory(loggers, telemetry).CreateLogger("Helix.Blobs")
            : NullLogger.Instance;
    }

    /// <summary>Begins an operation; its end is said by <see cref="Operation.End"/>, in the same method.</summary>
    /// <param name="name">What is done: <c>read</c>, <c>write</c> or <c>delete</c>.</param>
    public Operation Begin(string name)
    {
        Activity? span = _tracing ? s_source.StartActivity(name, ActivityKind.Client) : null;
        if (span is not null)
        {
            _telemetry.Enrich(span);
            _ = span.SetTag("helix.blobs.container", _container);
        }

        return new(this, name, span, _metrics ? ProductTelemetry.Start() : 0);
    }

    [LoggerMessage(1, LogLevel.Warning, "Blobs: {Operation} failed with {Error}")]
    private static partial void LogFailure(ILogger logger, string operation, string error);

    /// <summary>An operation that runs.</summary>
    public readonly struct Operation(BlobOperations owner, string name, Activity? span, long started)
    {
        public Activity? Span => span;

        /// <param name="error">The code or type of the error; null when it worked.</param>
        public void End(string? error = null)
        {
            owner._telemetry.Stop(started, name, error);
            if (error is not null)
            {
                _ = span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
                LogFailure(owner._logger, name, error);
            }

            span?.Dispose();
        }
    }
}
