using System.Globalization;
using System.Text;

namespace Helix.Manifests;

/// <summary>
/// The JSON Schema (draft 7) of the settings that products read, for editors of <c>appsettings*.json</c>. It accepts every value that the
/// settings reader accepts; what it cannot say (a duration's bounds, say) is left to the rules.
/// </summary>
public static class SettingsSchema
{
    /// <summary>The schema of some products together.</summary>
    /// <param name="products">The products; each has a section of its own.</param>
    public static string Of(IEnumerable<ProductContract> products)
    {
        var root = new Node();
        foreach (ProductContract product in products.OrderBy(static product => product.Section, StringComparer.Ordinal))
        {
            Node section = root;
            foreach (string part in product.Section.Split(':'))
            {
                section = section.Child(part);
            }

            ProductManifest manifest = product.Manifest;
            section.Description = $"{manifest.DisplayName ?? manifest.Name} {manifest.Version}: {manifest.Description}";
            AddKeys(section, product.Keys);
            if (product.Bindings.ConnectionString is { } name)
            {
                root.Child("ConnectionStrings").Child(name).Write("\"type\": \"string\"", $"The connection of {manifest.Name}, in one line. Keys of {product.Section} go before it.");
            }
        }

        var text = new StringBuilder("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n");
        root.WriteTo(text, "  ");
        return text.Append("\n}\n").ToString();
    }

    private static void AddKeys(Node node, EquatableArray<KeyContract> keys)
    {
        foreach (KeyContract key in keys)
        {
            Node child = node.Child(key.Name);
            child.Description = Describe(key);
            if (key.Type == KeyType.Object)
            {
                AddKeys(child, key.Keys);
            }
            else
            {
                child.Write(Value(key), child.Description);
            }
        }
    }

    private static string? Describe(KeyContract key)
    {
        string text = key.Description ?? "";
        if (key.Secret)
        {
            text += " A secret: give it by the environment, user secrets or a binding, never in a file of the repository.";
        }

        if (key.Deprecated is { } deprecated)
        {
            text += $" Deprecated{(deprecated.Replacement is { } replacement ? $": use {replacement}" : "")}.";
        }

        return text.Length == 0 ? null : text.TrimStart();
    }

    /// <summary>The inside of a value's schema: the value as JSON would have it, or as the text that every source but JSON has.</summary>
    private static string Value(KeyContract key)
    {
        string schema = key.Type switch
        {
            KeyType.Int or KeyType.Long => "\"type\": [\"integer\", \"string\"], \"pattern\": \"^[+-]?[0-9]+$\"" + Bounds(key),
            KeyType.Double => "\"type\": [\"number\", \"string\"]" + Bounds(key),
            KeyType.Size => "\"type\": [\"integer\", \"string\"], \"pattern\": \"^[0-9]\"",
            KeyType.Bool => "\"anyOf\": [{ \"type\": \"boolean\" }, { \"type\": \"string\", \"pattern\": \"^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$\" }]",
            KeyType.Enum => Choice(key),
            KeyType.List => "\"type\": \"array\"" + Limits(key, "Items") + ", \"items\": { " + Item(key) + " }",
            KeyType.Map => "\"type\": \"object\", \"additionalProperties\": { " + Item(key) + " }",
            KeyType.String when !key.Values.IsEmpty => $"\"enum\": [{string.Join(", ", key.Values.Select(JsonText.Quote))}]",
            _ => "\"type\": \"string\"" + Limits(key, "Length"),
        };
        return key.Default is { } value && !key.Secret ? schema + ", \"default\": " + Default(key, value) : schema;
    }

    private static string Item(KeyContract key)
    {
        if (key.Item is not { } item)
        {
            return "";
        }

        if (item.Type != KeyType.Object)
        {
            return Value(item);
        }

        var node = new Node();
        AddKeys(node, item.Keys);
        var text = new StringBuilder();
        node.WriteTo(text, "");
        return text.ToString();
    }

    /// <summary>Names in the manifest's own spelling are offered; another case is read too.</summary>
    private static string Choice(KeyContract key)
    {
        EquatableArray<string> names = key.AllowedValues.IsEmpty ? key.Values : key.AllowedValues;
        string anyCase = string.Join("|", names.Select(static name => string.Concat(name.Select(static c =>
            char.ToUpperInvariant(c) == char.ToLowerInvariant(c) ? c.ToString() : $"[{char.ToUpperInvariant(c)}{char.ToLowerInvariant(c)}]"))));
        return $"\"anyOf\": [{{ \"enum\": [{string.Join(", ", names.Select(JsonText.Quote))}] }}, {{ \"type\": \"string\", \"pattern\": {JsonText.Quote($"^({anyCase})$")} }}]";
    }

    private static string Bounds(KeyContract key) =>
        (key.Minimum is { } minimum ? ", \"minimum\": " + Number(minimum) : "") + (key.Maximum is { } maximum ? ", \"maximum\": " + Number(maximum) : "");

    private static string Limits(KeyContract key, string what) =>
        (key.MinLength is { } least ? $", \"min{what}\": {least.ToString(CultureInfo.InvariantCulture)}" : "")
        + (key.MaxLength is { } most ? $", \"max{what}\": {most.ToString(CultureInfo.InvariantCulture)}" : "");

    private static string Default(KeyContract key, KeyLiteral value) => key.Type switch
    {
        KeyType.Int or KeyType.Long or KeyType.Double => Number(value),
        KeyType.Bool => value.Integer == 0 ? "false" : "true",
        KeyType.List => $"[{string.Join(", ", value.Items.Select(JsonText.Quote))}]",
        _ => JsonText.Quote(value.Text),
    };

    private static string Number(KeyLiteral value) => value.Type == KeyType.Double
        ? value.Number.ToString("R", CultureInfo.InvariantCulture)
        : value.Integer.ToString(CultureInfo.InvariantCulture);

    /// <summary>An object of the schema while it is put together: sections of several products share their beginning.</summary>
    private sealed class Node
    {
        private readonly List<KeyValuePair<string, Node>> _children = [];
        private string? _value;

        public string? Description { get; set; }

        public Node Child(string name)
        {
            foreach (KeyValuePair<string, Node> child in _children)
            {
                if (string.Equals(child.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return child.Value;
                }
            }

            var added = new Node();
            _children.Add(new(name, added));
            return added;
        }

        public void Write(string value, string? description)
        {
            _value = value;
            Description = description;
        }

        public void WriteTo(StringBuilder text, string indent)
        {
            if (Description is not null)
            {
                _ = text.Append(indent).Append("\"description\": ").Append(JsonText.Quote(Description)).Append(",\n");
            }

            if (_value is not null)
            {
                _ = text.Append(indent).Append(_value);
                return;
            }

            _ = text.Append(indent).Append("\"type\": \"object\"");
            if (_children.Count == 0)
            {
                return;
            }

            _ = text.Append(",\n").Append(indent).Append("\"properties\": {");
            string separator = "\n";
            foreach (KeyValuePair<string, Node> child in _children)
            {
                _ = text.Append(separator).Append(indent).Append("  ").Append(JsonText.Quote(child.Key)).Append(": {\n");
                child.Value.WriteTo(text, indent + "    ");
                _ = text.Append('\n').Append(indent).Append("  }");
                separator = ",\n";
            }

            _ = text.Append('\n').Append(indent).Append('}');
        }
    }
}
