using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// HLX2003: an app injects a product that nothing registers. HLX2004: it registers one that nothing uses. Only an executable can tell, and
/// only as far as it sees: where services are handed to, or the product may be used by, an assembly that knows the product, it is silent.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegistrationAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Unregistered = HelixRules.Create(
        "HLX2003", "Product is injected and never registered", "{0} is injected here, and nothing registers it: call builder.Add{0}() ({1})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning, "The app fails when the class is first made, which may be long after it has started.",
        WellKnownDiagnosticTags.CompilationEnd);

    internal static readonly DiagnosticDescriptor Unused = HelixRules.Create(
        "HLX2004", "Product is registered and never used", "{0} is registered, and nothing uses it: its configuration is asked for and its health checked in vain ({1})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning, "An app that needs a product on paper only cannot start without its configuration all the same.",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unregistered, Unused];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(static end =>
        {
            if (end.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
                && HelixCompilation.Of(end.Compilation, end.Options, end.CancellationToken) is { Products.IsEmpty: false } helix
                && !helix.Stance.IsTest(tree: null))
            {
                new Check(helix).Judge(end);
            }
        });
    }

    private sealed class Check
    {
        private readonly HelixCompilation _helix;
        private readonly Compilation _compilation;
        private readonly RegistrationLedger _ledger = new();
        private readonly HashSet<string> _names;
        private readonly INamedTypeSymbol? _services;
        private readonly INamedTypeSymbol? _builder;

        public Check(HelixCompilation helix)
        {
            Compilation compilation = helix.Compilation;
            _helix = helix;
            _compilation = compilation;
            _names = [.. helix.Products.Select(static product => product.CSharpName), .. helix.Products.Select(static product => product.CSharpName + "Settings")];
            _services = compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.IServiceCollection");
            _builder = compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting.IHostApplicationBuilder");
        }

        public void Judge(CompilationAnalysisContext context)
        {
            foreach (CodeFile file in HandWritten.Files(_helix, context.ReportDiagnostic, context.CancellationToken))
            {
                foreach (CodeUse use in file.Uses(CodeTopics.Product | CodeTopics.Registration | CodeTopics.Service | CodeTopics.Mapping))
                {
                    Note(use);
                }
            }

            if (HasFindings())
            {
                // Only now is it worth to bind every call: the app may hand its services on, or register a product that no name stands for.
                foreach (CodeFile file in HandWritten.Files(_helix, context.ReportDiagnostic, context.CancellationToken))
                {
                    foreach (InvocationExpressionSyntax call in file.Tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
                    {
                        if (file.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation invocation)
                        {
                            AnalyzeInvocation(invocation);
                        }
                    }
                }
            }

            if (HasUnused())
            {
                // A page of Razor injects what it needs in code that a tool writes.
                foreach (CodeFile file in HandWritten.OtherFiles(_helix, context.ReportDiagnostic, context.CancellationToken))
                {
                    foreach (CodeUse use in file.Uses(CodeTopics.Product))
                    {
                        NoteMention(use);
                    }
                }
            }

            Report(context);
        }

        private void Note(CodeUse use)
        {
            if ((use.Topics & CodeTopics.Product) != 0)
            {
                AnalyzeName(use);
            }

            if ((use.Topics & (CodeTopics.Registration | CodeTopics.Service)) != 0 && use.Operation is IInvocationOperation invocation)
            {
                AnalyzeInvocation(invocation);
            }

            if ((use.Topics & CodeTopics.Mapping) != 0 && use.Operation is IInvocationOperation mapping && IsMapping(mapping.TargetMethod))
            {
                AnalyzeHandlers(mapping, use.CancellationToken);
            }
        }

        private bool HasFindings() => HasUnused() || _ledger.Injections.Any(injection => !_ledger.IsRegistered(injection.Key));

        private bool HasUnused() => _ledger.Registrations.Any(registration => !_ledger.IsUsed(registration.Key));

        /// <summary>Every mention of a product's type, or of its settings', is a use; in code that a tool wrote, too.</summary>
        /// <returns>The product, where its own type is named.</returns>
        private KnownProduct? NoteMention(CodeUse use)
        {
            if (use.Name is not IdentifierNameSyntax name || !_names.Contains(name.Identifier.ValueText) || name.IsMention())
            {
                return null;
            }

            var type = use.Model.GetSymbolInfo(name, use.CancellationToken).Symbol as ITypeSymbol;
            bool isProduct = _helix.Types.TryGetProduct(type, out KnownProduct? product);
            if (isProduct || _helix.Types.TryGetSettings(type, out product))
            {
                _ledger.Used(product!);
            }

            return isProduct ? product : null;
        }

        /// <summary>In the parameter of a constructor the mention of a product is an injection.</summary>
        private void AnalyzeName(CodeUse context)
        {
            if (NoteMention(context) is not { } product)
            {
                return;
            }

            SyntaxNode name = context.Name!;
            SyntaxNode whole = name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax ? name.Parent : name;
            if (whole.Parent is ParameterSyntax { Default: null, Parent: ParameterListSyntax list } parameter
                && whole is not NullableTypeSyntax && IsInjected(parameter, list, context.Model, context.CancellationToken))
            {
                _ledger.Injected(product, name.GetLocation());
            }
        }

        private bool IsInjected(ParameterSyntax parameter, ParameterListSyntax list, SemanticModel model, CancellationToken cancellationToken)
        {
            switch (list.Parent)
            {
                case ConstructorDeclarationSyntax { Parent: TypeDeclarationSyntax type } constructor:
                    return !constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && IsMadeByContainer(type);
                case TypeDeclarationSyntax type:
                    return IsMadeByContainer(type);
                case ParenthesizedLambdaExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } }:
                    return model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && IsMapping(method);
                default:
                    return false;
            }

            // A struct or an abstract class is made by other code, and a product by its registration.
            bool IsMadeByContainer(TypeDeclarationSyntax type) =>
                type is ClassDeclarationSyntax or RecordDeclarationSyntax && !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
                && model.GetDeclaredSymbol(type, cancellationToken) is { } declared && !_helix.Types.IsProduct(declared)
                && model.GetDeclaredSymbol(parameter, cancellationToken) is not null;
        }

        /// <summary>The parameters of a method that is mapped to a route are injected.</summary>
        private void AnalyzeHandlers(IInvocationOperation mapping, CancellationToken cancellationToken)
        {
            foreach (IArgumentOperation argument in mapping.Arguments)
            {
                IOperation value = argument.Value;
                while (value is IDelegateCreationOperation or IConversionOperation)
                {
                    value = value is IDelegateCreationOperation creation ? creation.Target : ((IConversionOperation)value).Operand;
                }

                if (value is IMethodReferenceOperation reference)
                {
                    AnalyzeHandler(reference, cancellationToken);
                }
            }
        }

        private void AnalyzeHandler(IMethodReferenceOperation reference, CancellationToken cancellationToken)
        {
            foreach (IParameterSymbol parameter in reference.Method.Parameters)
            {
                if (_helix.Types.TryGetProduct(parameter.Type, out KnownProduct? product) && parameter.NullableAnnotation != NullableAnnotation.Annotated)
                {
                    _ledger.Injected(product, parameter.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax(cancellationToken) is ParameterSyntax { Type: { } type }
                        ? type.GetLocation()
                        : reference.Syntax.GetLocation());
                }
            }
        }

        private void AnalyzeInvocation(IInvocationOperation invocation)
        {
            IMethodSymbol method = invocation.TargetMethod;
            if (method.IsStatic && _helix.Types.TryGetRegistration(method.ContainingType, out KnownProduct? product))
            {
                _ledger.HasServicesAtAll();
                _ledger.Registered(product, invocation.Syntax.NameOfUse().GetLocation());
                return;
            }

            if (method is { Name: "GetRequiredService" or "GetRequiredKeyedService", TypeArguments: [var asked] } && _helix.Types.TryGetProduct(asked, out product))
            {
                _ledger.Injected(product, invocation.Syntax.NameOfUse().GetLocation());
                return;
            }

            if (!TakesServices(invocation))
            {
                return;
            }

            _ledger.HasServicesAtAll();
            foreach (ITypeSymbol argument in method.TypeArguments)
            {
                if (_helix.Types.TryGetProduct(argument, out product))
                {
                    _ledger.Registered(product, invocation.Syntax.NameOfUse().GetLocation());
                    _ledger.Used(product);
                }
            }

            if (method.ContainingAssembly is { } assembly && !SymbolEqualityComparer.Default.Equals(assembly, _compilation.Assembly))
            {
                _ledger.HandedTo(assembly.Name);
            }
        }

        private bool TakesServices(IInvocationOperation invocation)
        {
            if (IsServices(invocation.Instance?.Type))
            {
                return true;
            }

            foreach (IArgumentOperation argument in invocation.Arguments)
            {
                if (IsServices(argument.Parameter?.Type) || IsServices(argument.Value.Type))
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsServices(ITypeSymbol? type)
        {
            if (type is null)
            {
                return false;
            }

            if (Is(type))
            {
                return true;
            }

            foreach (INamedTypeSymbol implemented in type.AllInterfaces)
            {
                if (Is(implemented))
                {
                    return true;
                }
            }

            return false;

            bool Is(ITypeSymbol candidate) =>
                SymbolEqualityComparer.Default.Equals(candidate, _services) || SymbolEqualityComparer.Default.Equals(candidate, _builder);
        }

        private static bool IsMapping(IMethodSymbol method) =>
            method.Name.StartsWith("Map", StringComparison.Ordinal)
            && method.ContainingNamespace is { Name: "Builder", ContainingNamespace: { Name: "AspNetCore", ContainingNamespace.Name: "Microsoft" } };

        private void Report(CompilationAnalysisContext context)
        {
            var graph = new Lazy<AssemblyGraph>(() => new(_compilation));
            foreach (KeyValuePair<KnownProduct, Location> injection in _ledger.Injections)
            {
                KnownProduct product = injection.Key;
                if (_ledger.HasServices && !_ledger.IsRegistered(product) && !MayBeRegisteredElsewhere(product, graph.Value))
                {
                    context.ReportDiagnostic(_helix.Found(Unregistered.At(injection.Value, RuleProperties.Of(product), product.CSharpName, product.Whom)));
                }
            }

            foreach (KeyValuePair<KnownProduct, Location> registration in _ledger.Registrations)
            {
                KnownProduct product = registration.Key;
                if (!_ledger.IsUsed(product) && !MayBeUsedElsewhere(product, graph.Value))
                {
                    context.ReportDiagnostic(_helix.Found(Unused.At(registration.Value, RuleProperties.Of(product), product.CSharpName, product.Whom)));
                }
            }
        }

        /// <summary>Whether the app hands its services to an assembly that could register the product.</summary>
        private bool MayBeRegisteredElsewhere(KnownProduct product, AssemblyGraph graph) =>
            product.Source.OwnerAssembly is not { } owner || (!product.Source.IsOwned && _ledger.Foreign.Any(assembly => graph.Reaches(assembly, owner)));

        private bool MayBeUsedElsewhere(KnownProduct product, AssemblyGraph graph) =>
            product.Source.OwnerAssembly is not { } owner || (!product.Source.IsOwned && graph.UsersOf(owner).Any());
    }
}
