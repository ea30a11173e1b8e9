using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Helix.Manifests;

/// <summary>The values of one product's keys on a developer's machine, each found once.</summary>
internal sealed class LocalValues(ProductContract product, LocalResource local)
{
    private const int SecretLength = 24;
    private readonly Dictionary<string, LocalValue?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LocalParameter> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    public EquatableArray<LocalParameter> Parameters => _parameters.Values.ToEquatableArray();

    /// <summary>The scheme of the endpoint: that of a key with the address, where it is HTTP's.</summary>
    public string EndpointScheme => product.Keys
        .Where(key => key.Type == KeyType.Uri && PropertyOf(key.Name) is not null)
        .Select(static key => SchemeOf(key))
        .FirstOrDefault(static scheme => scheme is "http" or "https") ?? "tcp";

    private bool HasEndpoint => local is { Form: LocalResourceForm.Container or LocalResourceForm.Executable, Port: not null };

    /// <summary>The value as the server itself sees it: it listens on its own port, on its own machine.</summary>
    public static LocalValue AtServer(LocalValue value, LocalResource local) => value.Replace(part => part.Kind switch
    {
        LocalPartKind.EndpointHost => new(LocalPartKind.Literal, "localhost"),
        LocalPartKind.EndpointPort when local is { Form: LocalResourceForm.Container, Port: { } port } => new(LocalPartKind.Literal, port.ToString(CultureInfo.InvariantCulture)),
        LocalPartKind.EndpointPort => new(LocalPartKind.TargetPort),
        _ => part,
    });

    /// <summary>The name of the key that a connection property carries; null for none.</summary>
    public string? KeyOf(string property) => product.Kind?.Manifest.ConnectionProperties.FirstOrDefault(p => p.Name == property)?.Text;

    /// <summary>A template with the values of keys in place of their names. A key that is named here is told to the consumer too.</summary>
    public LocalValue Template(string template)
    {
        var parts = new List<LocalPart>();
        foreach (TemplatePart part in LocalTemplate.Parse(template))
        {
            if (part.IsLiteral)
            {
                parts.Add(new(LocalPartKind.Literal, part.Text));
                continue;
            }

            LocalValue value = Placeholder(part.Text) ?? LocalValue.Literal("{" + part.Text + "}");
            parts.AddRange(part.IsUriEncoded ? value.Parts.Select(static p => p with { IsUriEncoded = true }) : value.Parts);
        }

        return new(parts.ToEquatableArray());
    }

    /// <summary>The value that the manifest itself gives to a key on a developer's machine; null for none.</summary>
    public LocalValue? Written(KeyContract key) =>
        local.Values.Any(value => string.Equals(value.Name, key.Name, StringComparison.OrdinalIgnoreCase)) ? ValueOf(key) : null;

    /// <summary>Whether the settings of an app in development need the key.</summary>
    public bool IsRequired(KeyContract key) =>
        key.Required || product.Environments.Any(environment => environment.Name == "Development" && environment.Require.Contains(key.Name));

    /// <summary>What the consumer is told about where the product is, by Aspire's names.</summary>
    public EquatableArray<LocalVariable> ConnectionProperties()
    {
        var properties = new List<LocalVariable>();
        foreach (NamedText property in product.Kind?.Manifest.ConnectionProperties ?? default)
        {
            if (Key(property.Text) is { } key && (IsAddress(property.Name) || IsRequired(key) || Written(key) is not null || _told.Contains(key.Name)) && ValueOf(key) is { } value)
            {
                properties.Add(new(property.Name, value));
            }
        }

        return properties.ToEquatableArray();
    }

    /// <summary>The connection string of what the connection properties tell, in the kind's keywords.</summary>
    public LocalValue? ConnectionString()
    {
        var parts = new List<LocalPart>();
        EquatableArray<LocalVariable> properties = ConnectionProperties();
        foreach (IGrouping<string, NamedText> keywords in (product.Kind?.Manifest.ConnectionStringKeywords ?? default).GroupBy(static keyword => keyword.Text))
        {
            if (properties.FirstOrDefault(property => KeyOf(property.Name) == keywords.Key)?.Value is { } value)
            {
                parts.Add(new(LocalPartKind.Literal, $"{(parts.Count > 0 ? ";" : "")}{keywords.First().Name}="));
                parts.AddRange(value.Text is { } text ? [new(LocalPartKind.Literal, Quoted(text))] : value.Parts);
            }
        }

        return parts.Count == 0 ? null : new(parts.ToEquatableArray());
    }

    /// <summary>A value that the developer is asked for.</summary>
    public LocalValue Ask(string name, string? description, bool isSecret, int generatedLength = 0)
    {
        _parameters[name] = new(name, description, isSecret) { GeneratedLength = generatedLength };
        return LocalValue.Of(LocalPartKind.Parameter, name);
    }

    /// <summary>The variables of a key that must be given: one for a single value, one for each part of an object, list or map.</summary>
    public IEnumerable<LocalVariable> Required(KeyContract key, string variable)
    {
        switch (key.Type)
        {
            case KeyType.Object:
                return key.Keys.Where(static nested => nested.Required).SelectMany(nested => Required(nested, $"{variable}__{nested.Name}"));
            case KeyType.List or KeyType.Map:
                KeyContract item = (key.Item ?? new("", "", KeyType.String)) with
                {
                    Name = key.Name, Secret = key.Secret || key.Item?.Secret == true, Description = key.Item?.Description ?? key.Description,
                };
                return Enumerable.Range(0, Math.Max(1, key.MinLength ?? 1)).SelectMany(i =>
                {
                    string entry = key.Type == KeyType.List ? i.ToString(CultureInfo.InvariantCulture) : "entry-" + i.ToString(CultureInfo.InvariantCulture);
                    return Required(item, $"{variable}__{entry}");
                }).ToArray();
            default:
                string path = variable.Substring(product.Section.Replace(":", "__").Length + 2);
                return [new(variable, path == key.Name && ValueOf(key) is { } value ? value : Made(key, Dashed(path)))];
        }
    }

    private LocalValue? Placeholder(string name)
    {
        if (LocalTemplate.Limit(name) is { } limit)
        {
            return LocalValue.Of(LocalPartKind.Limit, limit);
        }

        switch (name)
        {
            case LocalTemplate.EndpointHost:
                return LocalValue.Of(LocalPartKind.EndpointHost);
            case LocalTemplate.EndpointPort:
                return LocalValue.Of(LocalPartKind.EndpointPort);
            case LocalTemplate.ProductName:
                return LocalValue.Literal(product.Manifest.Name);
        }

        if (Key(name) is not { } key)
        {
            return null;
        }

        _ = _told.Add(key.Name);
        return ValueOf(key) ?? LocalValue.Literal("");
    }

    private LocalValue? ValueOf(KeyContract key)
    {
        if (_values.TryGetValue(key.Name, out LocalValue? known) && known is not null)
        {
            return known;
        }

        // A template that leads back to its own key ends here, as empty text.
        _values[key.Name] = LocalValue.Literal("");
        LocalValue? value = Find(key);
        if (value is null)
        {
            _ = _values.Remove(key.Name);
        }
        else
        {
            _values[key.Name] = value;
        }

        return value;
    }

    private LocalValue? Find(KeyContract key)
    {
        if (local.Values.FirstOrDefault(value => string.Equals(value.Name, key.Name, StringComparison.OrdinalIgnoreCase)) is { } written)
        {
            return Template(written.Text);
        }

        string? property = PropertyOf(key.Name);
        if (HasEndpoint && property is not null && Address(property, key) is { } address)
        {
            return address;
        }

        if (key.Default is { } value && key.Type != KeyType.List)
        {
            return LocalValue.Literal(value.Text);
        }

        bool isNeeded = _told.Contains(key.Name) || IsRequired(key);
        if (!isNeeded || key.Type is KeyType.Object or KeyType.List or KeyType.Map)
        {
            return null;
        }

        if (local.Form != LocalResourceForm.External && key is { Secret: false, Type: KeyType.String, Format: null, Values.IsEmpty: true })
        {
            string? name = property switch
            {
                "Username" when HasEndpoint => "app",
                "Database" when HasEndpoint => product.Manifest.Name.Replace('-', '_'),
                // Whether a server has it or a folder.
                "BlobContainerName" => product.Manifest.Name,
                _ => null,
            };
            if (name is not null && name.Length >= (key.MinLength ?? 0) && name.Length <= (key.MaxLength ?? int.MaxValue) && Takes(key.Pattern, name))
            {
                return LocalValue.Literal(name);
            }
        }

        return Made(key, Dashed(key.Name));
    }

    /// <summary>A secret of a server on the machine may be any text, and is made up. Every other value is the developer's to give.</summary>
    private LocalValue Made(KeyContract key, string name)
    {
        int length = Math.Min(Math.Max(SecretLength, key.MinLength ?? 0), key.MaxLength ?? int.MaxValue);
        bool isFree = HasEndpoint && key is { Secret: true, Type: KeyType.String, Format: null, Values.IsEmpty: true } && TakesAny(key.Pattern, length);
        return Ask(name, key.Description, key.Secret, isFree ? length : 0);
    }

    /// <summary>Whether a pattern takes letters and digits of a length whatever they are, such as that of Base64.</summary>
    private static bool TakesAny(string? pattern, int length)
    {
        const string Characters = "Zq7aB09xYz5Km3LpTr8CdW2v";
        return Enumerable.Range(0, Characters.Length).All(from => Takes(
            pattern, string.Concat(Enumerable.Range(0, length).Select(i => Characters[(from + (i * 5)) % Characters.Length]))));
    }

    private static bool Takes(string? pattern, string text)
    {
        try
        {
            return pattern is null || Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static LocalValue? Address(string property, KeyContract key) => property switch
    {
        "Host" => LocalValue.Of(LocalPartKind.EndpointHost),
        "Port" => LocalValue.Of(LocalPartKind.EndpointPort),
        _ when key is { Type: KeyType.Uri, Secret: false } => new(EquatableArray.Create<LocalPart>(
            new(LocalPartKind.Literal, SchemeOf(key) + "://"), new(LocalPartKind.EndpointHost), new(LocalPartKind.Literal, ":"), new(LocalPartKind.EndpointPort))),
        _ => null,
    };

    private bool IsAddress(string property) =>
        HasEndpoint && (property is "Host" or "Port" || (KeyOf(property) is { } name && Key(name) is { Type: KeyType.Uri }));

    private static string SchemeOf(KeyContract key) =>
        key.Schemes.IsEmpty || key.Schemes.Contains("http") ? "http" : key.Schemes[0];

    private KeyContract? Key(string name) => product.Keys.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));

    private string? PropertyOf(string key) =>
        product.Kind?.Manifest.ConnectionProperties.FirstOrDefault(property => string.Equals(property.Text, key, StringComparison.OrdinalIgnoreCase))?.Name;

    /// <summary>The value as it stands in a connection string.</summary>
    private static string Quoted(string text) =>
        text.IndexOfAny([';', '\'', '"', '=']) < 0 && text.Trim() == text ? text : "\"" + text.Replace("\"", "\"\"") + "\"";

    /// <summary>A parameter's name: <c>ApiKey</c> is <c>api-key</c>.</summary>
    private static string Dashed(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        bool gap = false;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (!char.IsLetterOrDigit(c) || c > '\u007f')
            {
                gap = text.Length > 0;
                continue;
            }

            bool word = char.IsUpper(c) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1])));
            if (gap || (word && text.Length > 0))
            {
                _ = text.Append('-');
            }

            _ = text.Append(char.ToLowerInvariant(c));
            gap = false;
        }

        return text.Length == 0 ? "value" : text.ToString();
    }
}
