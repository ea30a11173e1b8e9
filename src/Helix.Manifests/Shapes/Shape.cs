namespace Helix.Manifests;

/// <summary>
/// What may stand at a place of a manifest. The reader checks files against shapes and the JSON Schema is written from them, so the two
/// cannot drift apart.
/// </summary>
internal abstract class Shape
{
    /// <summary>What is expected, for messages: "a date (yyyy-MM-dd)".</summary>
    public abstract string Expected { get; }
}

/// <summary>A single value.</summary>
internal sealed class ScalarShape(ScalarFormat format) : Shape
{
    public ScalarFormat Format { get; } = format;

    /// <summary>The allowed values; null for any that has the format.</summary>
    public string[]? Values { get; init; }

    public override string Expected => Values is null ? Format.Expected : "one of " + string.Join(", ", Values);
}

/// <summary>A list.</summary>
internal sealed class ListShape(Shape item) : Shape
{
    public Shape Item { get; } = item;

    public override string Expected => "a list";
}

/// <summary>Names that the author chooses, with values.</summary>
internal sealed class MapShape(ScalarFormat name, Shape value) : Shape
{
    public ScalarFormat Name { get; } = name;

    public Shape Value { get; } = value;

    public override string Expected => "a mapping";
}

/// <summary>A single value or something longer.</summary>
internal sealed class EitherShape(ScalarShape scalar, Shape other) : Shape
{
    public ScalarShape Scalar { get; } = scalar;

    public Shape Other { get; } = other;

    public override string Expected => $"{Scalar.Expected} or {Other.Expected}";
}

/// <summary>Known properties with values.</summary>
internal sealed class ObjectShape(string name, Func<Property[]> properties) : Shape
{
    private Property[]? _properties;

    /// <summary>The name of its definition in the JSON Schema.</summary>
    public string Name { get; } = name;

    /// <summary>The properties, in the order of the documentation. Made late, since keys hold keys.</summary>
    public Property[] Properties => _properties ??= properties();

    public override string Expected => "a mapping";

    public Property? Find(string name) => Array.Find(Properties, p => p.Name == name);
}

/// <summary>A property of an <see cref="ObjectShape"/>.</summary>
internal sealed record Property(string Name, Shape Shape, string Description)
{
    public bool IsRequired { get; init; }
}
