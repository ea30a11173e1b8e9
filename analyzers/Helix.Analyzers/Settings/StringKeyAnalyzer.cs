using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// HLX1001: a setting of a product is read by a string key. HLX1005: it is read from an environment variable. Both read past validation,
/// precedence and reload, and break without a word when the key is renamed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StringKeyAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Key = HelixRules.Create(
        "HLX1001", "Product setting read by a string key", "'{0}' {1}; use {2} ({3})",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "A string key is not checked by the compiler, has no default and no contract, and misses what other sources say.");

    internal static readonly DiagnosticDescriptor Variable = HelixRules.Create(
        "HLX1005", "Environment variable read for a product setting", "The environment variable '{0}' is one of several sources of a setting; use {1} ({2})",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "In another environment the value comes from a file or a service binding, and this code does not see it.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Key, Variable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is not { Products.IsEmpty: false } helix)
            {
                return;
            }

            var check = new Check(helix, start.Compilation);
            start.RegisterUses(helix, CodeTopics.Configuration | CodeTopics.EnvironmentVariable, check.AnalyzeInvocation);
            if (check.HasConfiguration)
            {
                start.RegisterUses(helix, CodeTopics.Indexer, check.AnalyzeIndexer);
            }
        });
    }

    private sealed class Check(HelixCompilation helix, Compilation compilation)
    {
        private readonly SettingPaths _paths = new(helix);
        private readonly KeySyntax _keys = new(helix);
        private readonly INamedTypeSymbol? _configuration = compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration");
        private readonly INamedTypeSymbol? _section = compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfigurationSection");

        public bool HasConfiguration => _configuration is not null;

        public void AnalyzeIndexer(CodeUse context)
        {
            if (!helix.Stance.IsTest(context.Tree) && _keys.MayRead(context.Expression, context.CancellationToken)
                && context.Operation is IPropertyReferenceOperation { Property.IsIndexer: true } reference && IsNotTarget(reference))
            {
                Analyze(context, reference);
            }
        }

        public void AnalyzeInvocation(CodeUse context)
        {
            if (helix.Stance.IsTest(context.Tree) || context.Operation is not IInvocationOperation invocation)
            {
                return;
            }

            switch (invocation.TargetMethod.Name)
            {
                case "GetSection" or "GetRequiredSection" or "GetValue" or "GetConnectionString" or "Bind" or "BindConfiguration":
                    Analyze(context, invocation);
                    break;
                case "GetEnvironmentVariable" when invocation.TargetMethod.ContainingType is { Name: "Environment", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }:
                    AnalyzeVariable(context, invocation);
                    break;
            }
        }

        private static bool IsNotTarget(IOperation operation) =>
            operation.Parent is not ISimpleAssignmentOperation assignment || !ReferenceEquals(assignment.Target, operation);

        private void Analyze(CodeUse context, IOperation operation)
        {
            // The outermost access has the whole key: GetSection("Helix:OrdersDb")["Port"] is one mistake.
            if (Read(operation) is not { } access || access.Path is not { } path || Place(access, path) is not { } place || IsReceiverOfAnother(operation))
            {
                return;
            }

            SyntaxTree tree = operation.Syntax.SyntaxTree;
            if (helix.Stance.IsExempt(context.ContainingSymbol, tree) || helix.Stance.Implements(place.Product))
            {
                return;
            }

            string problem = place.IsUnknown
                ? place.Nearest is null ? "is not a key of the product" : $"is not a key of the product; did you mean '{place.Nearest}'?"
                : access.IsConnectionString ? "is the connection string of a product" : place.Relative.Length == 0 ? "is the section of a product" : "is a setting of a product";
            context.ReportDiagnostic(helix.Found(Key.At(
                access.Key.Syntax.GetLocation(), Properties(place), access.Shown, problem, Instead(place, access.IsConnectionString), place.Product.Whom)));
        }

        private void AnalyzeVariable(CodeUse context, IInvocationOperation invocation)
        {
            SyntaxTree tree = invocation.Syntax.SyntaxTree;
            if (invocation.Arguments.Length > 0 && Text(invocation.Arguments[0].Value) is { } name && _paths.FindVariable(name) is { } place
                && !helix.Stance.IsExempt(context.ContainingSymbol, tree) && !helix.Stance.Implements(place.Product))
            {
                context.ReportDiagnostic(helix.Found(Variable.At(
                    invocation.Arguments[0].Value.Syntax.GetLocation(), Properties(place), name, Instead(place, name.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase)),
                    place.Product.Whom)));
            }
        }

        private SettingPath? Place(Access access, string path) => access.IsConnectionString ? _paths.FindConnectionString(path) : _paths.Find(path);

        private static string Instead(SettingPath place, bool isConnectionString) =>
            isConnectionString ? place.Product.CSharpName
            : place.Key is { } key && !place.Relative.Contains(':') ? $"{place.Product.CSharpName}Settings.{key.CSharpName}"
            : $"{place.Product.CSharpName}Settings";

        private static ImmutableDictionary<string, string?> Properties(SettingPath place)
        {
            ImmutableDictionary<string, string?> properties = RuleProperties.Of(place.Product);
            return place.Key is { } key && !place.Relative.Contains(':') ? properties.Add(RuleProperties.Key, key.CSharpName) : properties;
        }

        private bool IsReceiverOfAnother(IOperation operation)
        {
            IOperation child = operation;
            IOperation? parent = operation.Parent;
            while (parent is IConversionOperation or IParenthesizedOperation or IArgumentOperation)
            {
                if (parent is IArgumentOperation { Parameter.Ordinal: not 0 })
                {
                    return false;
                }

                child = parent;
                parent = parent.Parent;
            }

            return parent is not null && Read(parent) is { Path: { } path } outer && !ReferenceEquals(outer.Key, child) && Place(outer, path) is not null;
        }

        /// <summary>An access by a constant key; null for any other operation.</summary>
        private Access? Read(IOperation operation)
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer when IsConfiguration(indexer.Property.ContainingType):
                    return Of(indexer.Instance, indexer.Arguments[0].Value, false);
                case IInvocationOperation invocation:
                    return Read(invocation);
                default:
                    return null;
            }
        }

        private Access? Read(IInvocationOperation invocation)
        {
            IMethodSymbol method = invocation.TargetMethod;
            if (method.Name == "GetSection" && IsConfiguration(method.ContainingType))
            {
                return Of(invocation.Instance, invocation.Arguments[0].Value, false);
            }

            if (!method.IsStatic || method.ContainingNamespace is not { Name: "Configuration" or "DependencyInjection", ContainingNamespace: { Name: "Extensions", ContainingNamespace.Name: "Microsoft" } })
            {
                return null;
            }

            IArgumentOperation? key = null;
            foreach (IArgumentOperation argument in invocation.Arguments)
            {
                if (argument.Parameter is { Type.SpecialType: SpecialType.System_String, Name: "key" or "name" or "configSectionPath" } && argument.ArgumentKind == ArgumentKind.Explicit)
                {
                    key = argument;
                }
            }

            if (key is null)
            {
                return null;
            }

            return method.Name switch
            {
                "BindConfiguration" => new(key.Value, Text(key.Value), false, Text(key.Value) ?? ""),
                "GetConnectionString" or "GetRequiredSection" or "GetValue" or "Bind" when IsConfiguration(Unconverted(invocation.Arguments[0].Value).Type) =>
                    Of(invocation.Arguments[0].Value, key.Value, method.Name == "GetConnectionString"),
                _ => null,
            };
        }

        private Access? Of(IOperation? receiver, IOperation key, bool isConnectionString)
        {
            if (receiver is null || Text(key) is not { } text || PathOf(receiver) is not { } before)
            {
                return null;
            }

            return isConnectionString
                ? new(key, before.Length == 0 ? text : null, true, text)
                : new(key, before.Length == 0 ? text : $"{before}:{text}", false, before.Length == 0 ? text : $"{before}:{text}");
        }

        /// <summary>The path of a configuration: empty for a root, null for a section whose place is not known here.</summary>
        private string? PathOf(IOperation operation)
        {
            IOperation inner = Unconverted(operation);
            return inner is IInvocationOperation invocation && invocation.TargetMethod.Name is "GetSection" or "GetRequiredSection"
                ? Read((IInvocationOperation)inner)?.Path
                : SymbolEqualityComparer.Default.Equals(inner.Type, _section) ? null : "";
        }

        private bool IsConfiguration(ITypeSymbol? type)
        {
            if (type is null || _configuration is null)
            {
                return false;
            }

            if (SymbolEqualityComparer.Default.Equals(type, _configuration))
            {
                return true;
            }

            foreach (INamedTypeSymbol implemented in type.AllInterfaces)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented, _configuration))
                {
                    return true;
                }
            }

            return false;
        }

        private static string? Text(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: string text } ? text : null;

        private static IOperation Unconverted(IOperation operation) => operation switch
        {
            IConversionOperation conversion => Unconverted(conversion.Operand),
            IParenthesizedOperation parenthesized => Unconverted(parenthesized.Operand),
            _ => operation,
        };
    }

    /// <summary>An access by a constant key.</summary>
    /// <param name="Key">The key's expression.</param>
    /// <param name="Path">The full path, or the name of a connection string; null where it cannot be told.</param>
    /// <param name="IsConnectionString">Whether the path is the name of a connection string.</param>
    /// <param name="Shown">The path for a message.</param>
    private sealed record Access(IOperation Key, string? Path, bool IsConnectionString, string Shown);
}
