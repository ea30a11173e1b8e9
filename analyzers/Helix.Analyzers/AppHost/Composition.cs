using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>A resource that a block adds, and what becomes of it there.</summary>
internal class ComposedResource(IInvocationOperation call, string? name, SyntaxNode? namePlace)
{
    public IInvocationOperation Call { get; } = call;

    /// <summary>The name of the resource; null where it is no constant.</summary>
    public string? Name { get; } = name;

    public SyntaxNode? NamePlace { get; } = namePlace;

    /// <summary>The product that it is; null for any other resource.</summary>
    public KnownProduct? Product { get; init; }

    /// <summary>The local variable that holds it; null for none.</summary>
    public string? Variable { get; set; }

    public bool IsReferenced { get; set; }

    /// <summary>Whether it is handed to code that the block does not show.</summary>
    public bool IsOutOfSight { get; set; }

    /// <summary>Whether a reference to it gives a project what the product's settings read: it is the product, or has the name of its connection string.</summary>
    public bool Supplies(KnownProduct product) =>
        Product == product || (Product is null && Name is not null && string.Equals(Name, product.Contract.Bindings.ConnectionString, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A project that a block adds.</summary>
internal sealed class ComposedProject(IInvocationOperation call, string name, string? path) : ComposedResource(call, name, namePlace: null)
{
    /// <summary>The name of the project's class, such as <c>Storefront</c>.</summary>
    public new string Name { get; } = name;

    /// <summary>The full path of the project's file.</summary>
    public string? Path { get; } = path;

    /// <summary>The text of the app host's builder.</summary>
    public string? Builder { get; init; }

    public List<ComposedResource> References { get; } = [];
}

/// <summary>A reference with a name of its own: <c>.WithReference(db, "name")</c>.</summary>
internal sealed record NamedReference(ComposedResource Source, string Name, SyntaxNode Place);

/// <summary>What one block of code composes: resources, followed through fluent calls and local variables.</summary>
internal sealed class Composition
{
    private readonly HelixCompilation _helix;
    private readonly Dictionary<ISymbol, ComposedResource> _locals = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IInvocationOperation, ComposedResource> _calls = [];

    private Composition(HelixCompilation helix) => _helix = helix;

    public List<ComposedProject> Projects { get; } = [];

    public List<ComposedResource> Products { get; } = [];

    public List<NamedReference> NamedReferences { get; } = [];

    /// <summary>Reads blocks; null where they compose nothing.</summary>
    public static Composition? Of(ImmutableArray<IOperation> blocks, HelixCompilation helix)
    {
        var composition = new Composition(helix);
        IInvocationOperation[] calls = [.. blocks.SelectMany(static block => block.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(IsAspires)];
        foreach (IInvocationOperation call in calls)
        {
            composition.Add(call);
        }

        if (composition._calls.Count == 0)
        {
            return null;
        }

        foreach (ComposedResource resource in composition._calls.Values)
        {
            composition.Follow(resource, resource.Call);
        }

        foreach (ILocalReferenceOperation use in blocks.SelectMany(static block => block.DescendantsAndSelf()).OfType<ILocalReferenceOperation>())
        {
            if (composition._locals.TryGetValue(use.Local, out ComposedResource? resource))
            {
                composition.Follow(resource, use);
            }
        }

        // References last: by now each variable is known.
        foreach (IInvocationOperation call in calls.Where(static call => call.TargetMethod.Name == "WithReference"))
        {
            composition.Refer(call);
        }

        return composition;
    }

    private static bool IsAspires(IInvocationOperation call)
    {
        INamespaceSymbol? space = call.TargetMethod.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "Aspire" && call.TargetMethod.IsExtensionMethod;
    }

    private void Add(IInvocationOperation call)
    {
        string method = call.TargetMethod.Name;
        if (!method.StartsWith("Add", StringComparison.Ordinal))
        {
            return;
        }

        if (method == "AddProject" && call.TargetMethod.TypeArguments.Length == 1)
        {
            ITypeSymbol type = call.TargetMethod.TypeArguments[0];
            var project = new ComposedProject(call, type.Name, PathOf(type)) { Builder = call.Arguments.Length > 0 ? call.Arguments[0].Value.Syntax.ToString() : null };
            Projects.Add(project);
            _calls.Add(call, project);
            return;
        }

        KnownProduct? product = call.TargetMethod.ContainingType.Name == method.Substring(3) + "AppHost"
            ? _helix.Products.FirstOrDefault(known => "Add" + known.CSharpName == method)
            : null;
        IArgumentOperation? name = call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String });
        var resource = new ComposedResource(
            call, name?.Value.ConstantValue.Value as string, name is { IsImplicit: false, Value.ConstantValue.HasValue: true } ? name.Value.Syntax : null) { Product = product };
        _calls.Add(call, resource);
        if (product is not null)
        {
            Products.Add(resource);
        }
    }

    /// <summary>Follows a resource outwards from an expression that is its builder: through fluent calls, to a variable, or out of sight.</summary>
    private void Follow(ComposedResource resource, IOperation expression)
    {
        for (IOperation current = expression; ;)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    current = current.Parent;
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation call } argument when IsAspires(call):
                    if (call.Arguments.IndexOf(argument) == 0 && !_calls.ContainsKey(call) && call.Type is { Name: "IResourceBuilder" })
                    {
                        current = call;
                        continue;
                    }

                    return;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    resource.Variable = declarator.Symbol.Name;
                    _locals[declarator.Symbol] = resource;
                    return;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == current && !_locals.ContainsKey(target.Local):
                    resource.Variable = target.Local.Name;
                    _locals[target.Local] = resource;
                    return;
                case ISimpleAssignmentOperation { Target: IDiscardOperation } or IExpressionStatementOperation:
                    return;
                // Its properties: what they give is another thing.
                case IPropertyReferenceOperation:
                    return;
                default:
                    resource.IsOutOfSight = true;
                    return;
            }
        }
    }

    private void Refer(IInvocationOperation call)
    {
        if (call.Arguments.Length < 2)
        {
            return;
        }

        ComposedResource? source = Resolve(call.Arguments[1].Value);
        if (Resolve(call.Arguments[0].Value) is ComposedProject project)
        {
            if (source is null)
            {
                // It may be any product.
                project.IsOutOfSight = true;
            }
            else
            {
                project.References.Add(source);
            }
        }

        if (source is null)
        {
            return;
        }

        source.IsReferenced = true;
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "connectionName") is { IsImplicit: false, Value.ConstantValue.Value: string name } named)
        {
            NamedReferences.Add(new(source, name, named.Value.Syntax));
        }
    }

    /// <summary>The resource that an expression builds; null where it comes from elsewhere.</summary>
    private ComposedResource? Resolve(IOperation expression)
    {
        for (IOperation current = expression; ;)
        {
            switch (current)
            {
                case IConversionOperation conversion:
                    current = conversion.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    current = parenthesized.Operand;
                    continue;
                case ILocalReferenceOperation local:
                    return _locals.TryGetValue(local.Local, out ComposedResource? held) ? held : null;
                case IInvocationOperation call when _calls.TryGetValue(call, out ComposedResource? added):
                    return added;
                case IInvocationOperation call when IsAspires(call) && call.Arguments.Length > 0:
                    current = call.Arguments[0].Value;
                    continue;
                default:
                    return null;
            }
        }
    }

    /// <summary>The path that Aspire's generated class of a project gives.</summary>
    private static string? PathOf(ITypeSymbol type) => type.GetMembers("ProjectPath").OfType<IPropertySymbol>()
        .SelectMany(static property => property.DeclaringSyntaxReferences)
        .Select(static reference => (reference.GetSyntax() as PropertyDeclarationSyntax)?.ExpressionBody?.Expression)
        .OfType<LiteralExpressionSyntax>()
        .Select(static literal => literal.Token.ValueText)
        .FirstOrDefault();
}
