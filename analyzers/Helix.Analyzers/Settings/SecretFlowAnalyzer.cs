using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// HLX1008: the revealed value of a secret goes to a log, an exception, the console or an interpolated string. It follows the value through
/// locals of the method, not further.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretFlowAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Leak = HelixRules.Create(
        "HLX1008", "Secret flows to a log, an exception or an interpolated string", "The value of a secret goes to {0}; pass the Secret itself, which shows as ***, or nothing{1}",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "Logs and messages are kept, copied and read by people who must not know the secret.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Leak];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { Products.IsEmpty: false } helix
                && start.Compilation.GetTypeByMetadataName("Helix.Secret") is { } secret)
            {
                INamedTypeSymbol? exception = start.Compilation.GetTypeByMetadataName("System.Exception");
                start.RegisterUses(helix, CodeTopics.Reveal, use => Analyze(use, helix, secret, exception));
            }
        });
    }

    private static void Analyze(CodeUse context, HelixCompilation helix, INamedTypeSymbol secret, INamedTypeSymbol? exception)
    {
        if (context.Operation is not IInvocationOperation invocation || invocation.TargetMethod.Name != "Reveal" || !SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, secret)
            || helix.Stance.IsTest(invocation.Syntax.SyntaxTree))
        {
            return;
        }

        string whom = Product(invocation.Instance, helix) is { } product ? $" ({product.Whom})" : "";
        ImmutableDictionary<string, string?> properties =
            Product(invocation.Instance, helix) is { } known ? RuleProperties.Of(known) : ImmutableDictionary<string, string?>.Empty;
        Follow(invocation, depth: 0);

        void Follow(IOperation value, int depth)
        {
            if (SinkOf(value, exception) is { } sink)
            {
                context.ReportDiagnostic(helix.Found(Leak.At(Whole(value).Syntax.GetLocation(), properties, sink, whom)));
            }
            else if (depth < 4 && LocalOf(value) is { } local)
            {
                foreach (IOperation reference in References(value, local))
                {
                    Follow(reference, depth + 1);
                }
            }
        }
    }

    /// <summary>The whole of <c>secret?.Reveal()</c>.</summary>
    private static IOperation Whole(IOperation value) =>
        value.Parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, value) ? access : value;

    /// <summary>Where a value ends up directly, for a message; null where it is no place that shows it.</summary>
    private static string? SinkOf(IOperation value, INamedTypeSymbol? exception)
    {
        IOperation child = value;
        for (IOperation? parent = value.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation or ICoalesceOperation or IConditionalOperation
                    or ICollectionExpressionOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                    continue;
                case IConditionalAccessOperation access when ReferenceEquals(access.WhenNotNull, child):
                    continue;
                case IInterpolationOperation:
                    return "an interpolated string";
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    return SinkOf(call.TargetMethod);
                case IArgumentOperation { Parent: IObjectCreationOperation creation }:
                    return DerivesFrom(creation.Type, exception) ? "an exception" : null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static string? SinkOf(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace.ToDisplayString();
        return (space, type.Name, method.Name) switch
        {
            ("Microsoft.Extensions.Logging", "LoggerExtensions" or "ILogger" or "LoggerMessage", _) => "a log",
            ("System", "Console", "Write" or "WriteLine") => "the console",
            ("System.Diagnostics", "Debug" or "Trace", _) => "a trace",
            ("System.Diagnostics", "Activity", "SetTag" or "AddTag" or "SetBaggage" or "AddBaggage") => "a trace",
            ("System", "String", "Format" or "Concat" or "Join") => "a text for people",
            ("System.Text", "StringBuilder", "AppendFormat") => "a text for people",
            _ => null,
        };
    }

    private static bool DerivesFrom(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (ITypeSymbol? current = type; current is not null && ancestor is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The local that a value is put into.</summary>
    private static ILocalSymbol? LocalOf(IOperation value)
    {
        IOperation? parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalAccessOperation or IConditionalOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
    }

    /// <summary>The places of the method that read a local.</summary>
    private static IEnumerable<IOperation> References(IOperation inside, ILocalSymbol local)
    {
        IOperation root = inside;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (IOperation operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !(reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)))
            {
                yield return reference;
            }
        }
    }

    private static KnownProduct? Product(IOperation? secret, HelixCompilation helix) => secret switch
    {
        IPropertyReferenceOperation property => helix.Types.TryGetAny(property.Property.ContainingType, out KnownProduct? product) ? product : null,
        IConditionalAccessInstanceOperation { Parent: { } } access => Product(Accessed(access), helix),
        IConversionOperation conversion => Product(conversion.Operand, helix),
        _ => null,
    };

    private static IOperation? Accessed(IConditionalAccessInstanceOperation instance)
    {
        IOperation child = instance;
        for (IOperation? parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, child))
            {
                return access.Operation;
            }
        }

        return null;
    }
}
