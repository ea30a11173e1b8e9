using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>A format that products are exported to.</summary>
internal interface IExportFormat
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>What it is for, one sentence.</summary>
    string Description { get; }

    /// <summary>The names of the files, the one that matters first. Several of them are written into a folder.</summary>
    IReadOnlyList<string> FileNames { get; }

    /// <summary>Writes products.</summary>
    /// <param name="products">The products, in the order of their names.</param>
    /// <param name="options">What the caller says beside them.</param>
    /// <returns>The texts of the files, in the order of their names.</returns>
    /// <exception cref="ArgumentException">The products cannot be written together; the message says why.</exception>
    IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options);
}

/// <summary>What the caller of an export says beside the products.</summary>
/// <param name="Workload">The app that uses the products.</param>
/// <param name="Group">The API group of custom resources, a DNS name.</param>
/// <param name="Namespace">The namespace in the cluster or catalog; null for the default one.</param>
internal sealed record ExportOptions(string Workload, string Group, string? Namespace);
