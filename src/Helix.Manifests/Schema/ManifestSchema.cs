using System.Text;

namespace Helix.Manifests;

/// <summary>
/// The JSON Schema (draft 7) of manifests, for editors. It is written from the shapes that the reader checks files against, so what an
/// editor accepts and what the reader accepts do not drift apart.
/// </summary>
public static class ManifestSchema
{
    /// <summary>The schema of a product manifest, <c>*.product.yaml</c>.</summary>
    public static string Product() => Write(ProductShape.Root, "Helix product manifest", "helix.product.schema.json");

    /// <summary>The schema of a kind manifest, <c>*.kind.yaml</c>.</summary>
    public static string Kind() => Write(KindShape.Root, "Helix kind manifest", "helix.kind.schema.json");

    private static string Write(ObjectShape root, string title, string file)
    {
        var definitions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string top = Object(root, "  ", definitions, isRoot: true);
        var schema = new StringBuilder();
        _ = schema.Append("{\n")
            .Append("  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n")
            .Append($"  \"$id\": \"https://helix.dev/schemas/v1/{file}\",\n")
            .Append($"  \"title\": {JsonText.Quote(title)},\n")
            .Append(top)
            .Append(",\n  \"definitions\": {");
        string separator = "\n";
        foreach (KeyValuePair<string, string> definition in definitions)
        {
            _ = schema.Append(separator).Append($"    {JsonText.Quote(definition.Key)}: {{\n{definition.Value}\n    }}");
            separator = ",\n";
        }

        return schema.Append("\n  }\n}\n").ToString();
    }

    /// <summary>The inside of an object's schema.</summary>
    private static string Object(ObjectShape shape, string indent, SortedDictionary<string, string> definitions, bool isRoot = false)
    {
        var text = new StringBuilder();
        _ = text.Append(indent).Append("\"type\": \"object\",\n").Append(indent).Append("\"additionalProperties\": false,\n");
        string[] required = [.. shape.Properties.Where(static p => p.IsRequired).Select(static p => JsonText.Quote(p.Name))];
        if (required.Length > 0)
        {
            _ = text.Append(indent).Append("\"required\": [").Append(string.Join(", ", required)).Append("],\n");
        }

        _ = text.Append(indent).Append("\"properties\": {");
        string separator = "\n";
        if (isRoot)
        {
            // An editor writes it into JSON files; YAML files have a comment instead.
            _ = text.Append('\n').Append(indent).Append("  \"$schema\": { \"type\": \"string\" }");
            separator = ",\n";
        }

        foreach (Property property in shape.Properties.Where(static p => p.Name != "$schema"))
        {
            _ = text.Append(separator).Append(indent)
                .Append("  ").Append(JsonText.Quote(property.Name)).Append(": { \"description\": ").Append(JsonText.Quote(property.Description))
                .Append(", ").Append(Inside(property.Shape, definitions, inAllOf: true)).Append(" }");
            separator = ",\n";
        }

        return text.Append('\n').Append(indent).Append('}').ToString();
    }

    /// <summary>The inside of any schema. Draft 7 ignores what stands beside a reference, so beside a description it is wrapped.</summary>
    private static string Inside(Shape shape, SortedDictionary<string, string> definitions, bool inAllOf = false)
    {
        switch (shape)
        {
            case ScalarShape { Values: { } values }:
                return $"\"enum\": [{string.Join(", ", values.Select(JsonText.Quote))}]";
            case ScalarShape scalar:
                return scalar.Format.JsonSchema;
            case ListShape list:
                return $"\"type\": \"array\", \"items\": {{ {Inside(list.Item, definitions)} }}";
            case MapShape map:
                return $"\"type\": \"object\", \"propertyNames\": {{ {map.Name.JsonSchema} }}, \"additionalProperties\": {{ {Inside(map.Value, definitions)} }}";
            case EitherShape either:
                return $"\"anyOf\": [{{ {Inside(either.Scalar, definitions)} }}, {{ {Inside(either.Other, definitions)} }}]";
            case ObjectShape known:
                if (!definitions.ContainsKey(known.Name))
                {
                    // First the name, then the content: keys hold keys.
                    definitions.Add(known.Name, "");
                    definitions[known.Name] = Object(known, "      ", definitions);
                }

                string reference = $"\"$ref\": \"#/definitions/{known.Name}\"";
                return inAllOf ? $"\"allOf\": [{{ {reference} }}]" : reference;
            default:
                return "";
        }
    }
}
