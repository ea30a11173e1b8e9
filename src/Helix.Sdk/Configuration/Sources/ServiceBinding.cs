namespace Helix.Configuration;

/// <summary>A directory of a Kubernetes service binding (servicebinding.io): one file an entry.</summary>
internal sealed class ServiceBinding
{
    private readonly string _directory;

    private ServiceBinding(string directory) => _directory = directory;

    public string Name => Path.GetFileName(_directory);

    /// <summary>What makes the choice unsure; null where there is one binding only.</summary>
    public string? Ambiguity { get; private init; }

    /// <summary>The directory named like the product or instance, else the only one of its type and provider.</summary>
    public static ServiceBinding? Find(ProductReadingTarget target)
    {
        string? root = Environment.GetEnvironmentVariable("SERVICE_BINDING_ROOT");
        if (string.IsNullOrEmpty(root) || target.Bindings.ServiceBindingType is not { } type || !Directory.Exists(root))
        {
            return null;
        }

        string named = Path.Combine(root, target.Instance ?? target.Info.Name);
        if (Directory.Exists(named))
        {
            return new(named);
        }

        string[] matches =
        [
            .. Directory.EnumerateDirectories(root)
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
        string file = Path.Combine(_directory, entry);
        return File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : null;
    }

    private static bool Is(string directory, string entry, string value) =>
        string.Equals(new ServiceBinding(directory).Read(entry), value, StringComparison.OrdinalIgnoreCase);
}
