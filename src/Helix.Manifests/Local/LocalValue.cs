using System.Text;

namespace Helix.Manifests;

/// <summary>What a part of a <see cref="LocalValue"/> stands for.</summary>
public enum LocalPartKind
{
    /// <summary>Its text.</summary>
    Literal,

    /// <summary>The host where a consumer reaches the product.</summary>
    EndpointHost,

    /// <summary>The port where a consumer reaches the product.</summary>
    EndpointPort,

    /// <summary>The port that the server itself listens on.</summary>
    TargetPort,

    /// <summary>The value of the <see cref="LocalParameter"/> of this name.</summary>
    Parameter,

    /// <summary>The limit of this name in the chosen plan of the product.</summary>
    Limit,
}

/// <summary>A part of a value.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The text of a literal, the name of a parameter or limit; empty otherwise.</param>
/// <param name="IsUriEncoded">Whether the value is percent-encoded where it stands.</param>
public sealed record LocalPart(LocalPartKind Kind, string Text = "", bool IsUriEncoded = false);

/// <summary>A value of which some parts are known only where the product runs: its address, its secrets.</summary>
/// <param name="Parts">The parts, in their order.</param>
public sealed record LocalValue(EquatableArray<LocalPart> Parts)
{
    /// <summary>The text, where every part is a literal; else null.</summary>
    public string? Text => Parts.All(static part => part.Kind == LocalPartKind.Literal) ? string.Concat(Parts.Select(static part => part.Text)) : null;

    /// <summary>A value that is known.</summary>
    public static LocalValue Literal(string text) => new(EquatableArray.Create(new LocalPart(LocalPartKind.Literal, text)));

    /// <summary>A value of one part.</summary>
    public static LocalValue Of(LocalPartKind kind, string text = "") => new(EquatableArray.Create(new LocalPart(kind, text)));

    /// <summary>Whether a part is of the kind.</summary>
    public bool Has(LocalPartKind kind) => Parts.Any(part => part.Kind == kind);

    /// <summary>Puts the parts together.</summary>
    /// <param name="resolve">Gives the value of a part that is no literal.</param>
    public string Render(Func<LocalPart, string> resolve)
    {
        var text = new StringBuilder();
        foreach (LocalPart part in Parts)
        {
            string value = part.Kind == LocalPartKind.Literal ? part.Text : resolve(part);
            _ = text.Append(part.IsUriEncoded ? Uri.EscapeDataString(value) : value);
        }

        return text.ToString();
    }

    /// <summary>The value with other parts in place of some.</summary>
    /// <param name="replace">Gives what takes the place of a part: the part itself where it stays.</param>
    public LocalValue Replace(Func<LocalPart, LocalPart> replace) => new(Parts.Select(replace).ToEquatableArray());

    /// <summary>The value as a template, such as <c>http://{host}:{port}</c>. It shows the names of parameters, never values.</summary>
    public override string ToString() => Render(static part => part.Kind switch
    {
        LocalPartKind.EndpointHost => "{host}",
        LocalPartKind.EndpointPort => "{port}",
        LocalPartKind.TargetPort => "{targetPort}",
        LocalPartKind.Limit => $"{{limit {part.Text}}}",
        _ => $"{{{part.Text}}}",
    });
}
