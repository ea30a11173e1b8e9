using System.Data.Common;

namespace Helix.Configuration;

/// <summary>
/// The values that a product gets from elsewhere than its section: a service binding, connection properties in the environment, or a
/// connection string. The first of them that is there supplies all.
/// </summary>
internal sealed class AliasValues
{
    private static readonly AliasValues s_none = new([], null, false);

    private readonly Dictionary<string, FoundValue> _values;

    private AliasValues(Dictionary<string, FoundValue> values, int? order, bool isFromFiles)
    {
        _values = values;
        Order = order;
        IsFromFiles = isFromFiles;
    }

    public bool IsEmpty => _values.Count == 0;

    /// <summary>The place of the provider of a connection string.</summary>
    public int? Order { get; }

    /// <summary>Whether the values stand in a file, where the product's own section may come later.</summary>
    public bool IsFromFiles { get; }

    public List<(string Text, string Source)> Problems { get; } = [];

    public static AliasValues Of(ConfigurationMap map, ProductReadingTarget target)
    {
        if (target.Kind is null)
        {
            return s_none;
        }

        string name = target.Instance ?? target.Bindings.ConnectionString ?? target.Info.Name;
        ServiceBinding? binding = ServiceBinding.Find(target);
        if (binding is not null)
        {
            return FromBinding(binding, target);
        }

        if (target.Bindings.EnvironmentPrefix is { } prefix && FromEnvironment(map, target, prefix) is { IsEmpty: false } environment)
        {
            return environment;
        }

        return target.Bindings.ConnectionString is not null && map.Find("ConnectionStrings:" + name) is { Value: { Length: > 0 } } entry
            ? FromConnectionString(entry, target)
            : s_none;
    }

    public FoundValue? Find(string relative) => _values.GetValueOrDefault(relative);

    private static AliasValues FromBinding(ServiceBinding binding, ProductReadingTarget target)
    {
        var values = new Dictionary<string, FoundValue>(StringComparer.OrdinalIgnoreCase);
        foreach ((string entry, string key) in target.Kind!.ServiceBindingEntries)
        {
            if (binding.Read(entry) is { } value)
            {
                values[key] = new(value, $"service binding {binding.Name}/{entry}", key);
            }
        }

        var result = new AliasValues(values, null, false);
        if (binding.Ambiguity is { } text)
        {
            result.Problems.Add((text, "service bindings"));
        }

        return result;
    }

    private static AliasValues FromEnvironment(ConfigurationMap map, ProductReadingTarget target, string prefix)
    {
        string start = target.Instance is null ? prefix : UpperSnake(target.Instance) + "_";
        var values = new Dictionary<string, FoundValue>(StringComparer.OrdinalIgnoreCase);
        foreach (ConfigurationEntry variable in map.Variables)
        {
            if (variable.Value is null || !variable.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach ((string property, string key) in target.Kind!.ConnectionProperties)
            {
                if (string.Equals(variable.Key[start.Length..], property, StringComparison.OrdinalIgnoreCase))
                {
                    values[key] = new(variable.Value, $"environment variable {variable.Key}", key);
                }
            }
        }

        return values.Count == 0 ? s_none : new(values, null, false);
    }

    private static AliasValues FromConnectionString(ConfigurationEntry entry, ProductReadingTarget target)
    {
        var values = new Dictionary<string, FoundValue>(StringComparer.OrdinalIgnoreCase);
        var result = new AliasValues(values, entry.Order, !entry.IsOverride);
        string source = entry.IsOverride ? entry.Source : $"{entry.Key} in {entry.Source}";
        try
        {
            IEnumerable<KeyValuePair<string, string>> pairs = target.ReadConnectionString?.Invoke(entry.Value!) ?? Read(entry.Value!);
            foreach ((string keyword, string value) in pairs)
            {
                string? key = null;
                foreach ((string known, string target2) in target.Kind!.ConnectionStringKeywords)
                {
                    if (string.Equals(known, keyword, StringComparison.OrdinalIgnoreCase))
                    {
                        key = target2;
                        break;
                    }
                }

                if (key is null)
                {
                    result.Problems.Add(($"the connection string has a keyword '{keyword}' that the product does not take", source));
                }
                else
                {
                    values[key] = new(value, source, key);
                }
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // The exception's message may hold the text, and the text a password.
            result.Problems.Add(("the connection string cannot be read", source));
        }

        return result;
    }

    private static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = text };
        foreach (string keyword in builder.Keys)
        {
            yield return new(keyword, builder[keyword].ToString() ?? "");
        }
    }

    private static string UpperSnake(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
