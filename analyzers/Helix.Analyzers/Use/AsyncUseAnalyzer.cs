using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// HLX5001: a thread waits for a call on a product, or on what a product hands out. HLX5002: such a call does not get the token that is
/// at hand.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncUseAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Blocking = HelixRules.Create(
        "HLX5001", "Sync over async on a product", "'{0}' blocks a thread until '{1}' is done; await it ({2})",
        HelixRules.Use, DiagnosticSeverity.Warning, "Under load all threads wait for each other, and the app stands still while the product is idle.");

    internal static readonly DiagnosticDescriptor Token = HelixRules.Create(
        "HLX5002", "CancellationToken at hand and not passed", "Pass '{0}' to '{1}': without it the call goes on after its caller has given up ({2})",
        HelixRules.Use, DiagnosticSeverity.Warning, "A product is shared: work that nobody waits for any more takes its share from others.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Blocking, Token];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { Products.IsEmpty: false } helix
                && start.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken") is { } token)
            {
                var check = new Check(helix, token);
                start.RegisterUses(helix, CodeTopics.Wait, check.AnalyzeWait);
                start.RegisterUses(helix, CodeTopics.Cancellable, check.AnalyzeCall);
            }
        });
    }

    private sealed class Check(HelixCompilation helix, INamedTypeSymbol token)
    {
        private readonly ProductCalls _calls = new(helix);

        public void AnalyzeWait(CodeUse context)
        {
            if (helix.Stance.IsTest(context.Tree) || !TokenSyntax.IsOnCall(context.Name))
            {
                return;
            }

            switch (context.Operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "Result" } property } reference when IsTask(property.ContainingType) && !reference.IsInNameOf():
                    ReportBlocking(context, reference.Instance, "Result");
                    break;
                case IInvocationOperation { TargetMethod.Name: "Wait" } wait when IsTask(wait.TargetMethod.ContainingType):
                    ReportBlocking(context, wait.Instance, "Wait");
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter" } awaiter }:
                    ReportBlocking(context, awaiter.Instance, "GetResult");
                    break;
            }
        }

        public void AnalyzeCall(CodeUse context)
        {
            if (!helix.Stance.IsTest(context.Tree) && TokenSyntax.MayLackToken(context.Expression as InvocationExpressionSyntax, helix.Names)
                && context.Operation is IInvocationOperation invocation && _calls.Of(invocation) is { } product && LacksToken(invocation)
                && TokenAtHand(invocation, context.ContainingSymbol) is { } parameter && !helix.Stance.IsExempt(context.ContainingSymbol, invocation.Syntax.SyntaxTree))
            {
                context.ReportDiagnostic(helix.Found(Token.At(
                    invocation.Syntax.NameOfUse().GetLocation(), RuleProperties.Of(product).Add(RuleProperties.Token, parameter.Name), parameter.Name, invocation.TargetMethod.Name, product.Whom)));
            }
        }

        private void ReportBlocking(CodeUse context, IOperation? task, string how)
        {
            if (Called(task) is { } called && _calls.Of(called) is { } product
                && !helix.Stance.IsExempt(context.ContainingSymbol, context.Tree))
            {
                context.ReportDiagnostic(helix.Found(Blocking.At(
                    context.Expression!.NameOfUse().GetLocation(), RuleProperties.Of(product), how, called.TargetMethod.Name, product.Whom)));
            }
        }

        /// <summary>The call that made a task, behind <c>ConfigureAwait</c>, <c>AsTask</c> and conversions.</summary>
        private static IInvocationOperation? Called(IOperation? task) => task switch
        {
            IConversionOperation conversion => Called(conversion.Operand),
            IParenthesizedOperation parenthesized => Called(parenthesized.Operand),
            IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" } wrapper when IsTask(wrapper.TargetMethod.ContainingType) => Called(wrapper.Instance),
            IInvocationOperation invocation => invocation,
            _ => null,
        };

        private static bool IsTask(INamedTypeSymbol? type) =>
            type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } };

        /// <summary>Whether a token could be given and is not: an optional one, or an overload that takes one behind the same parameters.</summary>
        private bool LacksToken(IInvocationOperation invocation)
        {
            foreach (IArgumentOperation argument in invocation.Arguments)
            {
                if (IsToken(argument.Parameter?.Type))
                {
                    return argument.ArgumentKind == ArgumentKind.DefaultValue;
                }
            }

            IMethodSymbol method = (invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod).OriginalDefinition;
            foreach (ISymbol member in method.ContainingType.GetMembers(method.Name))
            {
                if (member is IMethodSymbol other && TakesOneMore(other, method))
                {
                    return true;
                }
            }

            return false;
        }

        private bool TakesOneMore(IMethodSymbol other, IMethodSymbol method)
        {
            int count = method.Parameters.Length;
            if (other.Parameters.Length != count + 1 || !IsToken(other.Parameters[count].Type) || other.Arity != method.Arity
                || other.IsStatic != method.IsStatic || other.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(other.Parameters[i].Type, method.Parameters[i].Type))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>
        /// The token of the method or function around; none in <c>catch</c> and <c>finally</c>, where what cleans up must not be cancelled.
        /// </summary>
        private IParameterSymbol? TokenAtHand(IOperation operation, ISymbol? containing)
        {
            IOperation child = operation;
            for (IOperation? parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
            {
                switch (parent)
                {
                    case ICatchClauseOperation:
                    case ITryOperation { Finally: { } last } when ReferenceEquals(last, child):
                    case INameOfOperation:
                        return null;
                    case IAnonymousFunctionOperation lambda when First(lambda.Symbol) is { } ofLambda:
                        return ofLambda;
                    case ILocalFunctionOperation local when First(local.Symbol) is { } ofLocal:
                        return ofLocal;
                    case IAnonymousFunctionOperation { Symbol.IsStatic: true }:
                    case ILocalFunctionOperation { Symbol.IsStatic: true }:
                        return null;
                }
            }

            return containing is IMethodSymbol method ? First(method) : null;
        }

        private IParameterSymbol? First(IMethodSymbol method)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (IsToken(parameter.Type) && parameter.RefKind != RefKind.Out)
                {
                    return parameter;
                }
            }

            return null;
        }

        private bool IsToken(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, token);
    }
}
