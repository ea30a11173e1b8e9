using System.Data.Common;

namespace Helix.Configuration;

/// <summary>
/// The values that a product gets from elsewhere than its section: a service binding, connection properties in the environment, or a
/// connection string. The first of them that is there supplies all.
/// </summary>
internal sealed class AliasValues
{
    /// <summary>An entry of service bindings that holds a whole connection string.</summary>
    private const string UriEntry = "uri";

    private readonly Dictionary<string, AliasValue> _values = new(StringComparer.OrdinalIgnoreCase);

    private AliasValues(string origin, int? order) => (Origin, FileOrder) = (origin, order);

    /// <summary>What supplies the values, for a message.</summary>
    public string Origin { get; }

    /// <summary>The place of the source among all, where the product's own section may come later; null for what stands above files.</summary>
    public int? FileOrder { get; }

    /// <summary>The directory of the service binding; null where it is none.</summary>
    public string? BindingDirectory { get; private init; }

    public List<(string Text, string Source)> Problems { get; } = [];

    /// <summary>The values of a product; null where there are none, which is most often so and costs next to nothing.</summary>
    public static AliasValues? Of(ConfigurationTable table, ProductReadingTarget target, string? bindingRoot)
    {
        if (target.Kind is null)
        {
            return null;
        }

        if (bindingRoot is not null && ServiceBinding.Find(bindingRoot, target) is { } binding)
        {
            return FromBinding(binding, target);
        }

        if (target.EnvironmentPrefix is { } prefix && table.HasVariables && FromEnvironment(table, target, prefix) is { } environment)
        {
            return environment;
        }

        if (!table.HasConnectionStrings || target.ConnectionStringKey is not { } key)
        {
            return null;
        }

        int at = table.Find(key);
        return at >= 0 && table[at].Value is { Length: > 0 } text ? FromConnectionString(table, at, text, target) : null;
    }

    public AliasValue? Find(string relative) => _values.GetValueOrDefault(relative);

    private static AliasValues FromBinding(ServiceBinding binding, ProductReadingTarget target)
    {
        var result = new AliasValues($"service binding {binding.Name}", null) { BindingDirectory = binding.Directory };
        foreach ((string entry, string key) in target.Kind!.ServiceBindingEntries)
        {
            if (binding.Read(entry) is { } value)
            {
                result._values[key] = new(value, $"service binding {binding.Name}/{entry}");
            }
        }

        // The specification's own name for all in one. Where a binding has both, the single entries win.
        if (target.ReadConnectionString is not null && binding.Read(UriEntry) is { Length: > 0 } uri
            && !target.Kind.ServiceBindingEntries.Any(static entry => entry.Key == UriEntry))
        {
            result.AddConnectionString(uri, $"service binding {binding.Name}/{UriEntry}", target);
        }

        if (binding.Ambiguity is { } text)
        {
            result.Problems.Add((text, "service bindings"));
        }

        return result;
    }

    private static AliasValues? FromEnvironment(ConfigurationTable table, ProductReadingTarget target, string prefix)
    {
        AliasValues? result = null;
        for (int at = table.VariableFrom(table.VariablesOf(prefix), prefix); at >= 0; at = table.VariableFrom(table[at].Next, prefix))
        {
            ref ConfigurationSlot variable = ref table[at];
            foreach ((string property, string key) in target.Kind!.ConnectionProperties)
            {
                if (IsProperty(variable.Key.AsSpan(prefix.Length), property))
                {
                    result ??= new($"environment variables {prefix}…", null);
                    result._values[key] = new(variable.Value!, $"environment variable {variable.Key}");
                }
            }
        }

        return result;
    }

    private static AliasValues FromConnectionString(ConfigurationTable table, int at, string text, ProductReadingTarget target)
    {
        bool isOverride = table.SourceOf(at).IsOverride;
        string name = table.SourceNameOf(at);
        string source = isOverride ? name : $"{table[at].Key} in {name}";
        table[at].IsRead = true;
        var result = new AliasValues(source, isOverride ? null : table[at].Source);
        result.AddConnectionString(text, source, target);
        return result;
    }

    /// <summary>Adds what a connection string gives and nothing else gave before.</summary>
    private void AddConnectionString(string text, string source, ProductReadingTarget target)
    {
        HashSet<string> before = new(_values.Keys, StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach ((string keyword, string value) in target.ReadConnectionString?.Invoke(text) ?? Read(text))
            {
                string? key = null;
                foreach ((string known, string keyOfKind) in target.Kind!.ConnectionStringKeywords)
                {
                    if (string.Equals(known, keyword, StringComparison.OrdinalIgnoreCase))
                    {
                        key = keyOfKind;
                        break;
                    }
                }

                if (key is null)
                {
                    Problems.Add(($"the connection string has a keyword '{keyword}' that the product does not take", source));
                }
                else if (!before.Contains(key))
                {
                    _values[key] = new(value, source);
                }
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // The exception's message may hold the text, and the text a password.
            Problems.Add(("the connection string cannot be read", source));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = text };
        foreach (string keyword in builder.Keys)
        {
            yield return new(keyword, builder[keyword].ToString() ?? "");
        }
    }

    /// <summary>Whether the rest of a variable's name is a property: <c>HOST</c> is <c>Host</c>.</summary>
    private static bool IsProperty(ReadOnlySpan<char> rest, string property) => rest.Equals(property, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A value and the name of where it comes from.</summary>
internal sealed record AliasValue(string Value, string Source)
{
    /// <summary>Without the value, which may be a secret.</summary>
    public override string ToString() => Source;
}
