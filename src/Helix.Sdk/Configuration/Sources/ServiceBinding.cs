namespace Helix.Configuration;

/// <summary>A directory of a Kubernetes service binding (servicebinding.io): one file an entry.</summary>
internal sealed class ServiceBinding
{
    private readonly string _files;

    private ServiceBinding(string directory)
    {
        Directory = directory;

        // A mounted secret is a link "..data" to the files of one version, exchanged as a whole: entries of two versions are never mixed.
        string data = Path.Combine(directory, "..data");
        _files = ResolveLink(data) ?? directory;
    }

    /// <summary>The environment variable that names the directory of all bindings.</summary>
    public const string RootVariable = "SERVICE_BINDING_ROOT";

    /// <summary>The directory of all bindings; null where the environment names none.</summary>
    public static string? Root => Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root ? root : null;

    /// <summary>The directory of this binding.</summary>
    public string Directory { get; }

    public string Name => Path.GetFileName(Directory);

    /// <summary>What makes the choice unsure; null where there is one binding only.</summary>
    public string? Ambiguity { get; private init; }

    /// <summary>The directory named like the product or instance, else the only one of its type and provider.</summary>
    public static ServiceBinding? Find(string root, ProductReadingTarget target)
    {
        if (target.Bindings.ServiceBindingType is not { } type || !System.IO.Directory.Exists(root))
        {
            return null;
        }

        string named = Path.Combine(root, target.Instance ?? target.Info.Name);
        if (System.IO.Directory.Exists(named))
        {
            return new(named);
        }

        string[] matches =
        [
            .. System.IO.Directory.EnumerateDirectories(root)
                .Order(StringComparer.Ordinal)
                .Where(directory => Is(directory, "type", type) && (target.Bindings.ServiceBindingProvider is not { } provider || Is(directory, "provider", provider))),
        ];
        return matches switch
        {
            [] => null,
            [string only] => new(only),
            _ => new(matches[0])
            {
                Ambiguity = $"has {matches.Length} service bindings of type {type}: {string.Join(", ", matches.Select(Path.GetFileName))}; "
                    + $"name the one to use {target.Instance ?? target.Info.Name}",
            },
        };
    }

    /// <summary>The content of an entry without the line end that editors add; null where there is none.</summary>
    public string? Read(string entry)
    {
        string file = Path.Combine(_files, entry);
        return File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : null;
    }

    private static bool Is(string directory, string entry, string value) =>
        string.Equals(new ServiceBinding(directory).Read(entry), value, StringComparison.OrdinalIgnoreCase);

    private static string? ResolveLink(string link)
    {
        try
        {
            return System.IO.Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
