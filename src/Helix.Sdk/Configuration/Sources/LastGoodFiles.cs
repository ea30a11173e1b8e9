using Microsoft.Extensions.Configuration;

namespace Helix.Configuration;

/// <summary>
/// What the configuration files held when they could last be read. A file that is malformed when it is reloaded empties its provider,
/// and the next reload of any other would take defaults for its values.
/// </summary>
internal sealed class LastGoodFiles
{
    private readonly Dictionary<IConfigurationProvider, IDictionary<string, string?>> _good = new(ReferenceEqualityComparer.Instance);

    /// <summary>The values to read: the provider's own, or the last good ones where its file cannot be read.</summary>
    public IDictionary<string, string?> Choose(IConfigurationProvider provider, IDictionary<string, string?> data)
    {
        if (provider is not FileConfigurationProvider file)
        {
            return data;
        }

        if (data.Count == 0 && _good.TryGetValue(provider, out IDictionary<string, string?>? good) && good.Count > 0 && ProblemOf(file.Source) is not null)
        {
            return good;
        }

        _good[provider] = data;
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
