using System.Reflection;

namespace Helix.Tool.Pages;

/// <summary>Style and script of pages, which are files in this project.</summary>
internal static class Asset
{
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("pages/" + name)
            ?? throw new InvalidOperationException($"The asset '{name}' is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
