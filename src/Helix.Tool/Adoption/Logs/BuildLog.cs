namespace Helix.Tool.Adoption.Logs;

/// <summary>What one SARIF file says about products.</summary>
/// <param name="Path">The file, as the caller would name it.</param>
internal sealed record BuildLog(string Path)
{
    /// <summary>Why the file cannot be used; null where it can. Then nothing else of it counts.</summary>
    public string? Problem { get; init; }

    /// <summary>The compilations in it; one, unless somebody merged logs.</summary>
    public IReadOnlyList<Compilation> Compilations { get; init; } = [];
}

/// <summary>A run of the compiler.</summary>
/// <param name="Facts">The products that it saw.</param>
/// <param name="Incomplete">Why there are no facts, or not all; null where they are complete.</param>
internal sealed record Compilation(IReadOnlyList<ProductFact> Facts, string? Incomplete);
