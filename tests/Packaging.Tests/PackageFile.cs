using System.IO.Compression;
using System.Xml.Linq;

namespace Helix.Packaging.Tests;

/// <summary>A package on disk, opened again.</summary>
internal sealed class PackageFile
{
    private readonly string _path;

    public PackageFile(string path)
    {
        _path = path;
        using ZipArchive zip = ZipFile.OpenRead(path);
        // What the container itself needs: every package has it, and one name is random.
        Entries =
        [
            .. zip.Entries.Select(static entry => entry.FullName)
                .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
        Nuspec = XDocument.Parse(System.Text.Encoding.UTF8.GetString(Read(Entries.Single(static name => name.EndsWith(".nuspec", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal)))).TrimStart('\uFEFF'));
    }

    public string Name => Path.GetFileName(_path);

    public bool IsSymbols => _path.EndsWith(".snupkg", StringComparison.Ordinal);

    /// <summary>The files in it, by name.</summary>
    public IReadOnlyList<string> Entries { get; }

    public XDocument Nuspec { get; }

    public string Id => Metadata("id");

    public byte[] Read(string entry)
    {
        using ZipArchive zip = ZipFile.OpenRead(_path);
        using Stream stream = zip.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public string ReadText(string entry) => System.Text.Encoding.UTF8.GetString(Read(entry));

    /// <summary>The text of one element of the package's description; empty where it is missing.</summary>
    public string Metadata(string name) =>
        Nuspec.Root!.Elements().Single().Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

    /// <summary>The dependencies, each as <c>id version</c> and what is taken of it.</summary>
    public IEnumerable<string> Dependencies() =>
        Nuspec.Descendants().Where(static element => element.Name.LocalName == "dependency")
            .Select(static d => $"{d.Attribute("id")!.Value} {d.Attribute("version")!.Value} include={d.Attribute("include")?.Value ?? "-"} exclude={d.Attribute("exclude")?.Value ?? "-"}");
}
