using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Helix.Configuration;

/// <summary>
/// The entries of a configuration that concern products, gathered by one pass over the providers: what a provider says, not what a
/// section's children are, so the time is linear in the number of entries.
/// </summary>
internal sealed class ConfigurationMap
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ConfigurationEntry> _entries = [];
    private readonly Dictionary<string, List<int>> _sections;
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _sectionOf;
    private readonly string[] _roots;

    private ConfigurationMap(IEnumerable<string> sections)
    {
        _sections = new(StringComparer.OrdinalIgnoreCase);
        foreach (string section in sections)
        {
            _ = _sections.TryAdd(section, []);
        }

        _sectionOf = _sections.GetAlternateLookup<ReadOnlySpan<char>>();
        _roots = [.. _sections.Keys.Select(static s => s.Split(':')[0]).Append("ConnectionStrings").Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The environment variables of the process that providers without a prefix show; the aliases of products are among them.</summary>
    public List<ConfigurationEntry> Variables { get; } = [];

    /// <summary>Gathers the entries below the sections, and the connection strings.</summary>
    public static ConfigurationMap Create(IConfiguration configuration, IReadOnlyCollection<string> sections)
    {
        // A provider replaces its data as a whole when it reloads. A pass that meets two states of one provider is done again.
        for (int attempt = 0; ; attempt++)
        {
            var map = new ConfigurationMap(sections);
            var seen = new List<(IConfigurationProvider Provider, IDictionary<string, string?> Data)>();
            int order = 0;
            map.Add(configuration, seen, ref order, attempt == 3);
            if (attempt == 3 || seen.TrueForAll(static pair => ReferenceEquals(ProviderData.Of(pair.Provider), pair.Data)))
            {
                return map;
            }
        }
    }

    public ConfigurationEntry? Find(string key) => _index.TryGetValue(key, out int at) ? _entries[at] : null;

    /// <summary>The entries below a section, in the order of the providers.</summary>
    public IEnumerable<ConfigurationEntry> Under(string section) =>
        _sections.TryGetValue(section, out List<int>? entries) ? entries.Select(at => _entries[at]) : [];

    private void Add(
        IConfiguration configuration, List<(IConfigurationProvider Provider, IDictionary<string, string?> Data)> seen, ref int order, bool walk)
    {
        if (configuration is not IConfigurationRoot root)
        {
            // A section, or a configuration of somebody's own: it has no providers to name.
            foreach ((string key, string? value) in configuration.AsEnumerable())
            {
                Put(key, value, order, null);
            }

            order++;
            return;
        }

        foreach (IConfigurationProvider provider in root.Providers)
        {
            if (provider is ChainedConfigurationProvider chained)
            {
                Add(chained.Configuration, seen, ref order, walk);
                continue;
            }

            int current = order++;
            if (!walk && ProviderData.Of(provider) is { } data)
            {
                seen.Add((provider, data));
                bool variables = provider is EnvironmentVariablesConfigurationProvider;
                foreach ((string key, string? value) in data)
                {
                    Put(key, value, current, provider);
                    if (variables && !key.Contains(':', StringComparison.Ordinal))
                    {
                        Variables.Add(new(key, value, current, provider));
                    }
                }
            }
            else
            {
                foreach (string top in _roots)
                {
                    ProviderData.Walk(provider, top, (key, value) => Put(key, value, current, provider));
                }
            }
        }
    }

    private void Put(string key, string? value, int order, IConfigurationProvider? provider)
    {
        if (!IsBelowRoot(key))
        {
            return;
        }

        var entry = new ConfigurationEntry(key, value, order, provider);
        if (_index.TryGetValue(key, out int at))
        {
            _entries[at] = entry;
            return;
        }

        at = _entries.Count;
        _entries.Add(entry);
        _index.Add(key, at);
        for (int colon = key.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = key.IndexOf(':', colon + 1))
        {
            if (_sectionOf.TryGetValue(key.AsSpan(0, colon), out List<int>? section))
            {
                section.Add(at);
            }
        }
    }

    private bool IsBelowRoot(string key)
    {
        foreach (string root in _roots)
        {
            if (key.Length > root.Length && key[root.Length] == ':' && key.StartsWith(root, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A value that a provider supplies.</summary>
/// <param name="Key">The full key, as the provider spells it.</param>
/// <param name="Value">The value; null where a file says null, which counts as not given.</param>
/// <param name="Order">The place of the provider among all: the highest wins.</param>
/// <param name="Provider">The provider; null where it cannot be told.</param>
internal sealed record ConfigurationEntry(string Key, string? Value, int Order, IConfigurationProvider? Provider)
{
    /// <summary>Whether generated code asked for the key.</summary>
    public bool IsRead { get; set; }

    /// <summary>Whether it stands above service bindings and aliases.</summary>
    public bool IsOverride => Provider is EnvironmentVariablesConfigurationProvider or CommandLineConfigurationProvider;

    public string Source => Provider is null ? "configuration" : ConfigurationSourceName.Of(Provider, Key);
}
