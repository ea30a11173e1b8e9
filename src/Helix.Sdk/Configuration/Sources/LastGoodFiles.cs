using Microsoft.Extensions.Configuration;

namespace Helix.Configuration;

/// <summary>
/// What the configuration files held when they could last be read. A file that is malformed when it is reloaded empties its provider,
/// and the next reload of any other would take defaults for its values.
/// </summary>
internal sealed class LastGoodFiles
{
    // A chain of its own kind, as there are few files: a dictionary of these types would be loaded at each start for them.
    private IConfigurationProvider? _provider;
    private IDictionary<string, string?>? _data;
    private LastGoodFiles? _next;

    /// <summary>The values to read: the provider's own, or the last good ones where its file cannot be read.</summary>
    public IDictionary<string, string?> Choose(IConfigurationProvider provider, IDictionary<string, string?> data)
    {
        if (provider is not FileConfigurationProvider file)
        {
            return data;
        }

        LastGoodFiles good = this;
        while (good._provider is { } known && known != provider)
        {
            good = good._next ??= new();
        }

        if (data.Count == 0 && good._data is { Count: > 0 } last && ProblemOf(file.Source) is not null)
        {
            return last;
        }

        good._provider = provider;
        good._data = data;
        return data;
    }

    /// <summary>Why a file cannot be read, without any of its content; null where it can, or is not there.</summary>
    public static string? ProblemOf(FileConfigurationSource source)
    {
        if (source.FileProvider is null || source.Path is null)
        {
            return null;
        }

        try
        {
            if (source.FileProvider.GetFileInfo(source.Path) is not { Exists: true } info)
            {
                return null;
            }

            // A provider of its own, so that the app's keeps what it has.
            var copy = new ConfigurationBuilder();
            var provider = (FileConfigurationProvider)source.Build(copy);
            using (provider as IDisposable)
            using (Stream stream = info.CreateReadStream())
            {
                provider.Load(stream);
            }

            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The message of a parser may show what it stumbled over.
            return Innermost(e) is System.Text.Json.JsonException { LineNumber: { } line } ? $"is malformed in line {line + 1}" : $"cannot be read ({Innermost(e).GetType().Name})";
        }
    }

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e;
    }
}
