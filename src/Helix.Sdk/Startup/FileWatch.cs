using Helix.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Helix.Startup;

/// <summary>
/// Tells of configuration files that are malformed after an edit. The framework's provider throws where nobody listens, and says nothing
/// to those who wait for a reload.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly FileConfigurationSource _source;
    private readonly Action<string, string> _report;
    private readonly Timer _timer;
    private readonly IDisposable _subscription;

    /// <param name="source">The file.</param>
    /// <param name="report">Gets the path and what is wrong with the file.</param>
    public FileWatch(FileConfigurationSource source, Action<string, string> report)
    {
        _source = source;
        _report = report;
        _timer = new(static state => ((FileWatch)state!).Check(), this, Timeout.Infinite, Timeout.Infinite);

        // Later than the provider's own reload, and once for the many events of one edit.
        _subscription = ChangeToken.OnChange(
            () => source.FileProvider!.Watch(source.Path!),
            () => _ = _timer.Change(source.ReloadDelay + 100, Timeout.Infinite));
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _timer.Dispose();
    }

    private void Check()
    {
        if (LastGoodFiles.ProblemOf(_source) is { } problem)
        {
            _report(_source.Path!, problem);
        }
    }
}
