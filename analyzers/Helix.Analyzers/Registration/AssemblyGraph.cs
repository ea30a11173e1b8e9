using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>Which referenced assemblies can know a product, because they reference its assembly, directly or by others.</summary>
internal sealed class AssemblyGraph
{
    private readonly Dictionary<string, IAssemblySymbol> _assemblies = new(StringComparer.OrdinalIgnoreCase);

    public AssemblyGraph(Compilation compilation)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            _assemblies[assembly.Name] = assembly;
        }
    }

    /// <summary>Whether an assembly reaches another one.</summary>
    public bool Reaches(string from, string to) =>
        string.Equals(from, to, StringComparison.OrdinalIgnoreCase) || Visit(from, to, new(StringComparer.OrdinalIgnoreCase));

    /// <summary>The assemblies that reference another one themselves.</summary>
    public IEnumerable<string> UsersOf(string assembly) =>
        _assemblies.Values.Where(candidate => References(candidate, assembly)).Select(static candidate => candidate.Name);

    private bool Visit(string from, string to, HashSet<string> seen)
    {
        if (!seen.Add(from) || !_assemblies.TryGetValue(from, out IAssemblySymbol? assembly))
        {
            return false;
        }

        foreach (IModuleSymbol module in assembly.Modules)
        {
            foreach (AssemblyIdentity reference in module.ReferencedAssemblies)
            {
                if (string.Equals(reference.Name, to, StringComparison.OrdinalIgnoreCase) || Visit(reference.Name, to, seen))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool References(IAssemblySymbol assembly, string name) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => string.Equals(reference.Name, name, StringComparison.OrdinalIgnoreCase)));
}
