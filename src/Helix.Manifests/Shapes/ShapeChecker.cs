namespace Helix.Manifests;

/// <summary>Compares a file's nodes with a shape and reports each difference at its token.</summary>
internal sealed class ShapeChecker(string path, ManifestReadMode mode, bool isBroken, List<ManifestProblem> problems)
{
    public void Check(ManifestNode node, Shape shape, string place)
    {
        switch (shape)
        {
            case EitherShape either:
                Check(node, node is ScalarNode ? either.Scalar : either.Other, place);
                break;

            case ScalarShape scalar when node is ScalarNode value:
                CheckScalar(value, scalar, place);
                break;

            case ListShape list when node is SequenceNode sequence:
                foreach (ManifestNode item in sequence.Items)
                {
                    Check(item, list.Item, place);
                }

                break;

            case MapShape map when node is MappingNode mapping:
                CheckMap(mapping, map, place);
                break;

            case ObjectShape known when node is MappingNode mapping:
                CheckObject(mapping, known, place);
                break;

            default:
                Add(ManifestRules.MissingOrWrongType, node.Span, $"{place} is {node.Noun}; expected {shape.Expected}");
                break;
        }
    }

    private void CheckScalar(ScalarNode node, ScalarShape shape, string place)
    {
        if (node.IsNull)
        {
            Add(ManifestRules.MissingOrWrongType, node.Span, $"{place} has no value; expected {shape.Expected}");
        }
        else if (shape.Values is { } values)
        {
            // A newer product may say what an older SDK has no word for.
            if (Array.IndexOf(values, node.Text) < 0 && mode == ManifestReadMode.Strict)
            {
                // helix.dev/v2 is another version and not helix.dev/v1 mistyped.
                string? nearest = Suggestions.Nearest(node.Text, values) is { } word && WithoutDigits(word) != WithoutDigits(node.Text) ? word : null;
                Add(ManifestRules.InvalidValue, node.Span, $"{place} '{Shorten(node.Text)}' is not known; expected {shape.Expected}", nearest);
            }
        }
        else if (!shape.Format.IsValid(node.Text))
        {
            Add(shape.Format.RuleId, node.Span, $"{place} '{Shorten(node.Text)}' is not {shape.Expected}");
        }
    }

    private void CheckMap(MappingNode node, MapShape shape, string place)
    {
        foreach (MappingEntry entry in node.Entries)
        {
            if (!shape.Name.IsValid(entry.Name.Text))
            {
                Add(ManifestRules.InvalidValue, entry.Name.Span, $"The name '{Shorten(entry.Name.Text)}' in {place} is not {shape.Name.Expected}");
            }

            CheckValue(entry, shape.Value, entry.Name.Text);
        }
    }

    private void CheckObject(MappingNode node, ObjectShape shape, string place)
    {
        foreach (MappingEntry entry in node.Entries)
        {
            if (shape.Find(entry.Name.Text) is { } property)
            {
                CheckValue(entry, property.Shape, property.Name);
            }
            else if (mode == ManifestReadMode.Strict)
            {
                string? nearest = Suggestions.Nearest(
                    entry.Name.Text, shape.Properties.Where(p => node.Find(p.Name) is null).Select(static p => p.Name));
                string message = nearest is null
                    ? $"'{Shorten(entry.Name.Text)}' is not a property of {place}; known are {string.Join(", ", shape.Properties.Select(static p => p.Name))}"
                    : $"'{Shorten(entry.Name.Text)}' is not a property of {place}; did you mean '{nearest}'?";
                Add(ManifestRules.UnknownProperty, entry.Name.Span, message, nearest);
            }
        }

        foreach (Property property in shape.Properties)
        {
            // In a file that is not readable whole, what is missing may only be unreadable.
            if (property.IsRequired && !isBroken && node.Find(property.Name) is null)
            {
                string shown = property.Shape is ScalarShape { Values.Length: 1 } single
                    ? $"{property.Name}: {((ScalarShape)property.Shape).Values![0]}"
                    : property.Name;
                Add(ManifestRules.MissingOrWrongType, Head(node), $"{place} lacks '{shown}'; expected {property.Shape.Expected}");
            }
        }
    }

    private void CheckValue(MappingEntry entry, Shape shape, string place)
    {
        if (entry.Value is not null)
        {
            Check(entry.Value, shape, place);
        }
        else if (!isBroken)
        {
            Add(ManifestRules.MissingOrWrongType, entry.Name.Span, $"{place} has no value; expected {shape.Expected}");
        }
    }

    /// <summary>The first property's name: an error that spans a whole block would paint half of the file.</summary>
    private static SourceSpan Head(MappingNode node) => node.Entries.Count > 0 ? node.Entries[0].Name.Span : node.Span;

    private void Add(string ruleId, SourceSpan span, string message, string? suggestion = null)
    {
        if (suggestion is not null && message.IndexOf("did you mean", StringComparison.Ordinal) < 0)
        {
            message += $"; did you mean '{suggestion}'?";
        }

        problems.Add(new(ruleId, path, span, message) { Suggestion = suggestion });
    }

    private static string WithoutDigits(string text) => new([.. text.Where(static c => c is < '0' or > '9')]);

    /// <summary>A value in a message of one line.</summary>
    private static string Shorten(string text)
    {
        string line = text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t");
        return line.Length <= 80 ? line : line.Substring(0, 79) + "…";
    }
}
