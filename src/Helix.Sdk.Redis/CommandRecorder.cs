using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Helix.Telemetry;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Helix.Redis;

/// <summary>
/// Turns the driver's profile of each command into a span and a measurement. The caller only leaves a mark; the rest is done once a second
/// on a thread of the pool, so that no answer waits for telemetry.
/// </summary>
internal sealed class CommandRecorder : IDisposable
{
    public const string MeterName = "Helix.Redis";

    private const string Operation = "command";

    // As many marks as wake the thread before its second is over, and as many as are kept at all: then commands go unrecorded.
    private const int Many = 8_192;
    private const int Limit = 262_144;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<CommandRecorder, byte> s_all = new();
    private static readonly Meter s_meter = new(MeterName);

    private readonly ProductTelemetry _telemetry;
    private readonly bool _tracing;
    private readonly bool _metrics;
    private readonly Lock _lock = new();
    private readonly Lock _sweeping = new();
    private readonly Timer _timer;
    private List<ProfilingSession> _marks = [];
    private List<ProfilingSession> _spare = [];
    private bool _awake;
    private IConnectionMultiplexer? _connection;

    static CommandRecorder()
    {
        // Asked for at each collection of metrics: what is waiting to be recorded is in it.
        _ = s_meter.CreateObservableUpDownCounter(
            "helix.redis.commands.open", static () => s_all.Keys.Select(static recorder => recorder.Open()), "{command}", "Commands that were given and have no answer yet.");
        // A command that the driver refuses for want of a connection is shown to nobody, so the want itself is.
        _ = s_meter.CreateObservableUpDownCounter(
            "helix.redis.servers.connected", static () => s_all.Keys.Where(static recorder => recorder._metrics).Select(static recorder => recorder.Connected()), "{server}", "Servers that the product is connected to; with none, no command is possible.");
    }

    public CommandRecorder(ProductTelemetry telemetry, IRedisSettings settings)
    {
        _telemetry = telemetry;
        _tracing = settings.Tracing;
        _metrics = settings.Metrics;
        _timer = new(static recorder => ((CommandRecorder)recorder!).Sweep(), this, s_period, s_period);
        s_all[this] = 0;
    }

    /// <summary>Called by the driver in the context of whoever gives a command. Null when nobody wants to know.</summary>
    public ProfilingSession? Begin()
    {
        bool traced = _tracing && CommandSpans.IsWanted;
        if (!traced && !(_metrics && ProductTelemetry.Start() != 0))
        {
            return null;
        }

        var mark = new ProfilingSession(traced ? Activity.Current : null);
        bool wake = false;
        lock (_lock)
        {
            if (_marks.Count >= Limit)
            {
                return null;
            }

            _marks.Add(mark);
            if (_marks.Count >= Many && !_awake)
            {
                _awake = wake = true;
            }
        }

        if (wake)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(static recorder => recorder.Sweep(), this, preferLocal: false);
        }

        return mark;
    }

    /// <summary>Tells which connection the commands are of.</summary>
    public void Watch(IConnectionMultiplexer connection) => Volatile.Write(ref _connection, connection);

    /// <summary>Called by the driver right after a command failed.</summary>
    public void Failed(Exception exception) => Sweep(exception);

    public void Dispose()
    {
        _ = s_all.TryRemove(this, out _);
        _timer.Dispose();
        Sweep();
    }

    private Measurement<int> Open()
    {
        Sweep();
        lock (_lock)
        {
            return new(_metrics ? _marks.Count : 0, _telemetry.Attributes);
        }
    }

    private Measurement<int> Connected() =>
        new(Volatile.Read(ref _connection)?.GetServers().Count(static server => server.IsConnected) ?? 0, _telemetry.Attributes);

    /// <summary>Records all commands that are over.</summary>
    /// <param name="failure">Why the one that was over last has failed; null when none is known to.</param>
    private void Sweep(Exception? failure = null)
    {
        lock (_sweeping)
        {
            List<ProfilingSession> marks;
            lock (_lock)
            {
                _awake = false;
                if (_marks.Count == 0)
                {
                    return;
                }

                (marks, _marks, _spare) = (_marks, _spare, _marks);
            }

            List<(IProfiledCommand Command, Activity? Parent)> done = new(marks.Count);
            int open = 0, last = -1;
            DateTime latest = default;
            for (int i = 0; i < marks.Count; i++)
            {
                ProfilingSession mark = marks[i];
                int before = done.Count;
                foreach (IProfiledCommand command in mark.FinishProfiling())
                {
                    done.Add((command, (Activity?)mark.UserToken));
                    DateTime end = command.CommandCreated + command.ElapsedTime;
                    if (end >= latest)
                    {
                        (last, latest) = (done.Count - 1, end);
                    }
                }

                if (done.Count == before)
                {
                    marks[open++] = mark;
                }
            }

            if (open > 0)
            {
                lock (_lock)
                {
                    // In front, so that order stays and the list does not grow from its middle.
                    _marks.InsertRange(0, marks.GetRange(0, open));
                }
            }

            marks.Clear();
            for (int i = 0; i < done.Count; i++)
            {
                (IProfiledCommand command, Activity? parent) = done[i];
                string? error = i == last && failure is not null ? Type(failure)
                    // Never sent, and over: it waited for a connection in vain.
                    : command.EnqueuedToSending < TimeSpan.Zero ? "not_sent" : null;
                if (_metrics)
                {
                    _telemetry.Record(command.ElapsedTime.TotalSeconds, Operation, error);
                }

                if (_tracing)
                {
                    CommandSpans.Write(command, parent, _telemetry, error);
                }
            }
        }
    }

    /// <summary>The error code of the server, such as WRONGTYPE, or the kind of the failure: few words, and none of them data.</summary>
    private static string Type(Exception e) => e switch
    {
        RedisServerException { Message: { Length: > 0 } message } => message.Split(' ', 2)[0],
        RedisConnectionException connection => connection.FailureType.ToString(),
        TimeoutException => "timeout",
        _ => e.GetType().Name,
    };
}
