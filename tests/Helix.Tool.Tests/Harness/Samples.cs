using System.Runtime.CompilerServices;

namespace Helix.Tool.Tests.Harness;

/// <summary>The samples of the repository.</summary>
internal static class Samples
{
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>The products of Acme whose kinds are in this repository, and those of the Quickstart.</summary>
    public static string[] Products { get; } =
    [
        Path.Combine(Repository, "samples", "Acme.Products", "Acme.Orders"),
        Path.Combine(Repository, "samples", "Acme.Products", "Acme.Payments"),
        Path.Combine(Repository, "samples", "Quickstart", "products"),
    ];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
