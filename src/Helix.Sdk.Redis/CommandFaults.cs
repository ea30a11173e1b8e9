using System.Runtime.CompilerServices;
using StackExchange.Redis;
using StackExchange.Redis.Availability;

namespace Helix.Redis;

/// <summary>
/// Tells the recorder of commands that failed. The driver shows the outcome of each command to its circuit breaker and to nobody else; this
/// one watches, and never breaks.
/// </summary>
internal static class CommandFaults
{
    /// <summary>
    /// Watches a connection that is about to be made. The driver may still change its circuit breaker: where it did, commands are measured
    /// without their errors, and the app runs.
    /// </summary>
    public static void Observe(ConfigurationOptions options, CommandRecorder recorder)
    {
        try
        {
            Install(options, recorder);
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException)
        {
        }
    }

    // A method of its own: what is missing is noticed when it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Install(ConfigurationOptions options, CommandRecorder recorder)
    {
#pragma warning disable SER007 // Said above.
        options.CircuitBreaker = new Watcher(recorder);
    }

    private sealed class Watcher(CommandRecorder recorder) : CircuitBreaker
    {
        public override Accumulator CreateAccumulator() => new Connection(recorder);
    }

    private sealed class Connection(CommandRecorder recorder) : CircuitBreaker.Accumulator
    {
        public override void ObserveResult(in FaultContext fault)
        {
            if (fault.Fault is { } exception)
            {
                recorder.Failed(exception);
            }
        }

        // Errors that are the app's own, such as a key of another type, are errors of the operation too.
        protected override bool IsFailure(in FaultContext fault) => fault.IsFault;

        public override bool IsHealthy() => true;

        public override void Reset()
        {
        }
    }
#pragma warning restore SER007
}
