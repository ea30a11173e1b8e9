namespace Helix.Startup;

/// <summary>Tells of changed service bindings: a rotated password, or the exchanged link of a mounted secret.</summary>
internal sealed class BindingWatch : IDisposable
{
    private const int DelayMilliseconds = 200;

    private readonly FileSystemWatcher _watcher;
    private readonly Timer _timer;

    /// <exception cref="IOException">The system has no more watches to give.</exception>
    public BindingWatch(string directory, Action changed)
    {
        _timer = new(_ => changed(), null, Timeout.Infinite, Timeout.Infinite);
        _watcher = new(directory)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
        };
        _watcher.Changed += Schedule;
        _watcher.Created += Schedule;
        _watcher.Deleted += Schedule;
        _watcher.Renamed += Schedule;
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    // One rotation is many events.
    private void Schedule(object sender, FileSystemEventArgs e)
    {
        try
        {
            _ = _timer.Change(DelayMilliseconds, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // The app stops.
        }
    }
}
