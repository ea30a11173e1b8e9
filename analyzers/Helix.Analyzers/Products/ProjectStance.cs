using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// What kind of code this is, where that decides whether a rule has anything to say: tests, the product's own implementation, factories
/// that only design-time tools call. Generated code is left out by each analyzer itself.
/// </summary>
internal sealed class ProjectStance
{
    /// <summary><c>check</c> in <c>.editorconfig</c>: the rules of the golden path speak in test projects too.</summary>
    public const string TestsOption = "helix.test_projects";

    /// <summary><c>check</c> in <c>.editorconfig</c>: the rules of the golden path speak in design-time factories too.</summary>
    public const string DesignTimeOption = "helix.design_time_factories";

    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly ProductTypes _types;
    private readonly string? _assembly;
    private readonly bool _isLibrary;
    private readonly bool _isTestProject;
    private readonly INamedTypeSymbol? _designTimeFactory;

    public ProjectStance(Compilation compilation, AnalyzerConfigOptionsProvider options, ProductTypes types)
    {
        _options = options;
        _types = types;
        _assembly = compilation.AssemblyName;
        _isLibrary = compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;
        _isTestProject = options.BuildProperty("IsTestProject").IsTrue() || options.BuildProperty("IsTestingPlatformApplication").IsTrue();
        _designTimeFactory = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1");
    }

    /// <summary>Whether the code of a file is test code, whose set-up may reach below the golden path.</summary>
    public bool IsTest(SyntaxTree? tree) => _isTestProject && !IsChecked(tree, TestsOption);

    /// <summary>
    /// Whether the project implements the kind: the assembly that brings the kind's types is where raw clients belong.
    /// </summary>
    public bool Implements(KnownKind kind) => kind.Source.IsOwned || (_assembly is not null && kind.Source.OwnerAssembly == _assembly);

    /// <summary>
    /// Whether the project implements the product: a library that owns the manifest is the product. An app that owns manifests itself is
    /// their user as well, and only its product types are implementation.
    /// </summary>
    public bool Implements(KnownProduct product) => _isLibrary && product.Source.IsOwned;

    /// <summary>
    /// Whether code inside a symbol is implementation or only for design-time tools: a product's type (also what is nested in it), or an
    /// <c>IDesignTimeDbContextFactory</c>.
    /// </summary>
    public bool IsExempt(ISymbol? containing, SyntaxTree? tree)
    {
        for (INamedTypeSymbol? type = containing as INamedTypeSymbol ?? containing?.ContainingType; type is not null; type = type.ContainingType)
        {
            if (_types.IsProduct(type) || _types.TryGetAny(type, out _) || (IsDesignTimeFactory(type) && !IsChecked(tree, DesignTimeOption)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsDesignTimeFactory(INamedTypeSymbol type)
    {
        if (_designTimeFactory is null)
        {
            return false;
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, _designTimeFactory))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsChecked(SyntaxTree? tree, string option) =>
        string.Equals(_options.For(tree, option), "check", StringComparison.OrdinalIgnoreCase);
}
