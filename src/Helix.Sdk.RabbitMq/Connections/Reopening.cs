using System.Diagnostics;

namespace Helix.RabbitMq;

/// <summary>
/// A connection or channel that all callers share: opened when first asked for, and again when it is asked for and no longer open. Callers
/// who ask at the same time wait for one and the same attempt.
/// </summary>
/// <param name="open">Opens it; it ends the attempt itself when it takes too long.</param>
/// <param name="isOpen">Whether it still works.</param>
internal sealed class Reopening<T>(Func<CancellationToken, Task<T>> open, Func<T, bool> isOpen) : IAsyncDisposable
    where T : class, IAsyncDisposable
{
    /// <summary>Many callers that try again must not become as many attempts, one after the other.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private Task<T>? _current;
    private long _failed;
    private bool _disposed;

    /// <summary>The one that is open now; null where none is.</summary>
    public T? Open => Volatile.Read(ref _current) is { IsCompletedSuccessfully: true, Result: var value } && isOpen(value) ? value : null;

    /// <summary>The open one, or a new one.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    public ValueTask<T> GetAsync(CancellationToken cancellationToken) =>
        Open is { } value ? new(value) : new(Attempt().WaitAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        Task<T>? last;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            last = _current;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await CloseAsync(last).ConfigureAwait(false);
        _end.Dispose();
    }

    private Task<T> Attempt()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(T));
            switch (_current)
            {
                case { IsCompleted: false }:
                case { IsCompletedSuccessfully: true, Result: var value } when isOpen(value):
                case { IsFaulted: true } when Stopwatch.GetElapsedTime(Volatile.Read(ref _failed)) < s_pause:
                    return _current;
                default:
                    Task<T>? previous = _current;
                    // What runs for as long as the connection does must not belong to the caller who happened to be the first: neither to his
                    // trace nor to anything else that flows with his code.
                    using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
                    {
                        _current = Task.Run(() => ReplaceAsync(previous), CancellationToken.None);
                    }

                    return _current;
            }
        }
    }

    private async Task<T> ReplaceAsync(Task<T>? previous)
    {
        // The last one is closed already, or broken: nobody waits for the end of its resources.
        _ = CloseAsync(previous);
        try
        {
            return await open(_end.Token).ConfigureAwait(false);
        }
        catch
        {
            Volatile.Write(ref _failed, Stopwatch.GetTimestamp());
            throw;
        }
    }

    private static async Task CloseAsync(Task<T>? last)
    {
        if (last is null)
        {
            return;
        }

        try
        {
            await (await last.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It was never opened, or is broken; either way there is nothing left to close.
        }
    }
}
