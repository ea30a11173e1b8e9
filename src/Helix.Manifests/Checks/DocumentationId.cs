namespace Helix.Manifests;

/// <summary>The form of documentation-comment IDs. Whether one names a symbol only the compiler knows: HLX0006.</summary>
public static class DocumentationId
{
    /// <summary>Whether a text has the form of an ID: <c>M:Name.Space.Type.Method(System.String)</c> and its like.</summary>
    public static bool HasForm(string text) =>
        text.Length > 2 && text[1] == ':' && "TMPFEN".IndexOf(text[0]) >= 0 && !char.IsWhiteSpace(text[2]) && text.IndexOf(' ') < 0;
}
