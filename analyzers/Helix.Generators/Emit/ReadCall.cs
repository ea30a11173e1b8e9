using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Writes the call of the settings reader that reads one key, with all that its contract says as arguments.</summary>
/// <param name="names">The names of types.</param>
/// <param name="environments">The rules of single environments, for keys at the top.</param>
internal sealed class ReadCall(TypeNames names, EquatableArray<EnvironmentContract> environments)
{
    private const string Flags = "global::Helix.Configuration.KeyFlags";
    private const string ItemParameters = "static (ref global::Helix.Configuration.SettingsReader reader, string key) => ";

    /// <summary>The expression that gives the property its value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="at">The expression of the full key.</param>
    /// <param name="path">The names of the objects around the key, without separators.</param>
    /// <param name="constant">The full key where it is constant; null below a list or map.</param>
    public string Expression(KeyContract key, string at, string path, string? constant)
    {
        bool top = constant is not null && path.Length == 0;
        string flags = FlagsOf(key, top);
        string call = key.Type switch
        {
            KeyType.Object => NewObject(key, at, path, constant),
            KeyType.List or KeyType.Map => Collection(key, at, flags, path, top),
            _ => $"{Cast(key, path)}reader.{Method(key)}({string.Join(", ", [at, flags, .. Arguments(key, path, top)])})",
        };
        bool optional = TypeNames.IsOptional(key);
        if (key.Type == KeyType.Object)
        {
            return optional ? $"reader.HasSection({at}, {flags}) ? {call} : null" : call;
        }

        if (TypeNames.IsReference(key))
        {
            return optional || key.Type is KeyType.List or KeyType.Map ? call : call + "!";
        }

        return optional ? $"reader.Has({at}, {flags}) ? {call} : null" : call;
    }

    private static string Method(KeyContract key) => key.Secret ? "Secret" : key.Type switch
    {
        KeyType.Int => "Int32",
        KeyType.Long => "Int64",
        KeyType.Bool => "Boolean",
        _ => key.Type.ToString(),
    };

    private string Cast(KeyContract key, string path) => key.Type == KeyType.Enum && !key.Secret ? $"({names.Type(key, path)})" : "";

    private string NewObject(KeyContract key, string at, string path, string? constant)
    {
        // The kind's types know no product's section; the product's own have constant keys wherever their place is known.
        string type = names.Type(key, path);
        return constant is not null && !key.FromKind ? $"new {type}(ref reader)" : $"new {type}(ref reader, {at})";
    }

    private string Collection(KeyContract key, string at, string flags, string path, bool top)
    {
        KeyContract item = TypeNames.Item(key);
        string type = names.Type(item, path);
        string read = Expression(item with { Required = item.Type != KeyType.Object || item.Required }, "key", path, null);
        string[] arguments = [at, flags, ItemParameters + read, .. Arguments(key, path, top)];
        string call = $"reader.{key.Type}<{type}>({string.Join(", ", arguments)})";
        return key.Type == KeyType.List
            ? call + " ?? []"
            : $"{call} ?? global::System.Collections.ObjectModel.ReadOnlyDictionary<string, {type}>.Empty";
    }

    private IEnumerable<string> Arguments(KeyContract key, string path, bool top)
    {
        if (key.Type == KeyType.Enum && !key.Secret)
        {
            yield return Literal.Of(key.Default is { } index ? (int)index.Integer : 0);
            yield return Literal.Of(string.Join("|", key.Values));
            if (PerEnvironment(key, top, static k => k.AllowedValues.IsEmpty ? null : Literal.Of(string.Join("|", k.AllowedValues)), "null") is { } allowed)
            {
                yield return "allowed: " + allowed;
            }

            yield break;
        }

        (string Name, Func<KeyContract, string?> Value, string None)[] constraints =
        [
            ("minimum", static k => Number(k, k.Minimum), Limit(key, "MinValue")),
            ("maximum", static k => Number(k, k.Maximum), Limit(key, "MaxValue")),
            ("minLength", static k => k.MinLength is { } length ? Literal.Of(length) : null, "0"),
            ("maxLength", static k => k.MaxLength is { } length ? Literal.Of(length) : null, "int.MaxValue"),
            ("pattern", static k => k.Pattern is { } pattern ? Literal.Of(pattern) : null, "null"),
            ("format", static k => k.Format is { } format ? Literal.Of(format) : null, "null"),
            ("allowed", static k => k.Type == KeyType.String && !k.Values.IsEmpty ? Literal.Of(string.Join("\n", k.Values)) : null, "null"),
            ("schemes", static k => k.Type == KeyType.Uri && !k.Secret && !k.Schemes.IsEmpty ? Literal.Of(string.Join("|", k.Schemes)) : null, "null"),
        ];
        // The reader has one method for texts with a form, which takes all arguments, and one for those without.
        bool hasForm = constraints.Any(c => IsForm(c.Name) && Takes(key, c.Name) && PerEnvironment(key, top, c.Value, c.None) is not null);
        string? standard = key.Default is { } value && !key.Secret ? Default(key, value, path) : null;
        if (standard is not null || (hasForm && !key.Secret))
        {
            yield return "defaultValue: " + (standard ?? "null");
        }

        foreach ((string name, Func<KeyContract, string?> select, string none) in constraints)
        {
            if (Takes(key, name) && (PerEnvironment(key, top, select, none) ?? (hasForm ? none : null)) is { } argument)
            {
                yield return $"{name}: {argument}";
            }
        }
    }

    private static bool IsForm(string parameter) => parameter is "pattern" or "format" or "allowed";

    /// <summary>Whether the reader's method has the parameter.</summary>
    private static bool Takes(KeyContract key, string parameter) => parameter switch
    {
        "minimum" or "maximum" => key.Minimum is not null || key.Maximum is not null || Limit(key, "").Length > 0,
        "minLength" => key.Type is KeyType.String or KeyType.List or KeyType.Map || key.Secret,
        "maxLength" => key.Type is KeyType.String or KeyType.Uri or KeyType.List or KeyType.Map || key.Secret,
        "pattern" or "format" or "allowed" => key.Type == KeyType.String || key.Secret,
        _ => key.Type == KeyType.Uri && !key.Secret,
    };

    private string? Default(KeyContract key, KeyLiteral value, string path) => key.Type switch
    {
        KeyType.Duration => Literal.Of(value.Integer),
        KeyType.Date => Literal.Of((int)value.Integer),
        KeyType.Timestamp => Literal.Of(value.Integer),
        KeyType.Uri or KeyType.Guid => Literal.Of(value.Text),
        _ => Values.Expression(key, value, names, path),
    };

    private static string? Number(KeyContract key, KeyLiteral? value) => value is null ? null : key.Type switch
    {
        KeyType.Int or KeyType.Date => Literal.Of((int)value.Integer),
        KeyType.Double => Literal.Of(value.Number),
        _ => Literal.Of(value.Integer),
    };

    private static string Limit(KeyContract key, string which) => key.Type switch
    {
        KeyType.Int or KeyType.Date => "int." + which,
        KeyType.Double => "double." + which,
        KeyType.Long or KeyType.Duration or KeyType.Timestamp => "long." + which,
        KeyType.Size => which == "MinValue" ? "0L" : "long." + which,
        _ => "",
    };

    /// <summary>An argument that an environment may narrow; null when nobody gives one.</summary>
    private string? PerEnvironment(KeyContract key, bool top, Func<KeyContract, string?> select, string none)
    {
        string? everywhere = select(key);
        string? result = everywhere;
        if (top)
        {
            foreach (EnvironmentContract environment in environments)
            {
                KeyContract? there = environment.Constrain.FirstOrDefault(k => k.Name == key.Name);
                if (there is not null && select(there) is { } narrower && narrower != everywhere)
                {
                    result = $"reader.InEnvironment({Literal.Of(environment.Name)}) ? {narrower} : {result ?? none}";
                }
            }
        }

        return result;
    }

    private string FlagsOf(KeyContract key, bool top)
    {
        var flags = new List<string>();
        Add(key.Required, "Required");
        Add(key.Secret, "Secret");
        Add(key.Connection, "Connection");
        Add(key.Live, "Live");
        if (top)
        {
            foreach (EnvironmentContract environment in environments)
            {
                AddIn(environment, environment.Require, "Required");
                AddIn(environment, environment.Forbid, "Forbidden");
            }
        }

        return flags.Count == 0 ? Flags + ".None" : string.Join(" | ", flags);

        void Add(bool holds, string flag)
        {
            if (holds)
            {
                flags.Add($"{Flags}.{flag}");
            }
        }

        void AddIn(EnvironmentContract environment, EquatableArray<string> keys, string flag)
        {
            if (keys.Contains(key.Name) && !(flag == "Required" && key.Required))
            {
                flags.Add($"(reader.InEnvironment({Literal.Of(environment.Name)}) ? {Flags}.{flag} | {Flags}.ByEnvironment : {Flags}.None)");
            }
        }
    }
}
