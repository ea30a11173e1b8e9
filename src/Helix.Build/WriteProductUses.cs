using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Framework;

namespace Helix.Build;

/// <summary>
/// Writes down which types of product assemblies a service's code refers to: the first line is the service's project, each other one the
/// full name of a type. It reads the metadata of compiled assemblies, so what counts is what the compiler has left in.
/// </summary>
public sealed class WriteProductUses : Microsoft.Build.Utilities.Task
{
    /// <summary>The service's own assembly and those of its libraries.</summary>
    [Required]
    public ITaskItem[] Assemblies { get; set; } = [];

    /// <summary>The simple names of the assemblies that own products.</summary>
    [Required]
    public string[] Owners { get; set; } = [];

    /// <summary>The full path of the service's project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The file to write. It keeps its time where nothing changes, so that nothing is compiled again for it.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var owners = new HashSet<string>(Owners, StringComparer.OrdinalIgnoreCase);
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ITaskItem assembly in Assemblies)
        {
            string path = assembly.GetMetadata("FullPath");
            if (owners.Contains(Path.GetFileNameWithoutExtension(path)) || !System.IO.File.Exists(path))
            {
                continue;
            }

            try
            {
                Collect(path, owners, types);
            }
            catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                Log.LogWarning(null, "HELIX002", null, path, 0, 0, 0, 0, "Which products it uses cannot be read: {0}", e.Message);
            }
        }

        string text = string.Join("\n", types.Prepend(Project)) + "\n";
        if (!System.IO.File.Exists(File) || System.IO.File.ReadAllText(File) != text)
        {
            string temporary = File + ".tmp";
            System.IO.File.WriteAllText(temporary, text);
            System.IO.File.Delete(File);
            System.IO.File.Move(temporary, File);
        }

        return !Log.HasLoggedErrors;
    }

    private static void Collect(string path, HashSet<string> owners, SortedSet<string> types)
    {
        using FileStream stream = System.IO.File.OpenRead(path);
        using var image = new PEReader(stream);
        if (!image.HasMetadata)
        {
            return;
        }

        MetadataReader metadata = image.GetMetadataReader();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && owners.Contains(metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)))
            {
                string space = metadata.GetString(type.Namespace);
                string name = metadata.GetString(type.Name);
                _ = types.Add(space.Length == 0 ? name : space + "." + name);

                // A service that registers a product and has it injected elsewhere refers to its registration alone.
                const string Registration = "Registration";
                if (name.EndsWith(Registration, StringComparison.Ordinal) && name.Length > Registration.Length && space.Length > 0)
                {
                    _ = types.Add(space + "." + name.Substring(0, name.Length - Registration.Length));
                }
            }
        }
    }
}
