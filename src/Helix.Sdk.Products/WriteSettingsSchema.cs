using System.Text;
using Helix.Manifests;
using Microsoft.Build.Framework;

namespace Helix.Products;

/// <summary>Writes the JSON Schema of the products' settings.</summary>
public sealed class WriteSettingsSchema : ProductTask
{
    /// <summary>The file to write. One that holds the same already stays as it is.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        string schema = SettingsSchema.Of(ProductFiles.Read(Manifests, Others, ManifestReadMode.Lenient).Products.Select(static product => product.Contract));
        if (System.IO.File.Exists(File) && System.IO.File.ReadAllText(File) == schema)
        {
            return;
        }

        _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(File))!);
        string half = File + ".new";
        System.IO.File.WriteAllText(half, schema, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        System.IO.File.Delete(File);
        System.IO.File.Move(half, File);
    }
}
