using System.Collections.Immutable;
using Helix.Testing;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers.Tests;

/// <summary>The products of <c>samples/Acme.Products</c> as they are built, and the real clients of their kinds.</summary>
internal static class Samples
{
    private static readonly string[] s_files =
        ["Acme.*.dll", "Azure.*.dll", "Npgsql*.dll", "RabbitMQ.*.dll", "StackExchange.*.dll", "System.ClientModel.dll", "System.Memory.Data.dll"];

    /// <summary>What an app that uses the products references.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Acme.References,
        .. s_files
            .SelectMany(static pattern => Directory.EnumerateFiles(AppContext.BaseDirectory, pattern))
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>ASP.NET Core as the SDK has it, and the package that tests start apps with.</summary>
    public static ImmutableArray<MetadataReference> AspNetCore { get; } =
    [
        .. Directory.EnumerateFiles(SharedFramework("Microsoft.AspNetCore.App"), "Microsoft.AspNetCore*.dll")
            .Append(Path.Combine(AppContext.BaseDirectory, "Testing", "Microsoft.AspNetCore.Mvc.Testing.dll"))
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>The manifests of the products, as their projects bring them.</summary>
    public static ImmutableArray<ManifestText> Products { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Sdk.Repository, "samples", "Acme.Products"), "*.product.yaml", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static file => new ManifestText(file, File.ReadAllText(file), "referenced", Path.GetFileName(Path.GetDirectoryName(file)))),
    ];

    /// <summary>The folder of the newest version of .NET 10.</summary>
    private static string SharedFramework(string name) =>
        Directory.EnumerateDirectories(Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "../../..", name)), "10.*")
            .MaxBy(static folder => Version.Parse(Path.GetFileName(folder).Split('-')[0]))!;
}
