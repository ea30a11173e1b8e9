using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Generators;

/// <summary>Which products' types a service uses, as its build wrote it down.</summary>
/// <param name="ProjectPath">The full path of the service's project file.</param>
/// <param name="Types">The full names of the types, sorted.</param>
internal sealed record ServiceUses(string ProjectPath, EquatableArray<string> Types)
{
    public const string FileName = ".helix.uses.txt";

    /// <summary>Reads the file: the project's path, then a type a line.</summary>
    public static ServiceUses? Read(AdditionalText file, CancellationToken cancellationToken)
    {
        string[] lines = (file.GetText(cancellationToken)?.ToString() ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? null : new(lines[0], lines.Skip(1).ToEquatableArray());
    }
}
