using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>HLX2006: which infrastructure the app has depends on the name of its environment.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnvironmentBranchAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Branch = HelixRules.Create(
        "HLX2006", "Infrastructure chosen by an environment branch", "'{0}' happens in some environments only; use {1} everywhere, and let configuration say where it is ({2})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning, "What runs in production first has then never run before.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Branch];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { Products.IsEmpty: false } helix)
            {
                start.RegisterUses(
                    helix, CodeTopics.Registration | CodeTopics.BannedMember | CodeTopics.BannedCreation | CodeTopics.ImplicitCreation,
                    use => Analyze(helix, helix.GoldenPath, use));
            }
        });
    }

    private static void Analyze(HelixCompilation helix, GoldenPathTable table, CodeUse context)
    {
        if (!MayBeInBranch(context.Expression) || context.Operation is not { } operation)
        {
            return;
        }

        IMethodSymbol? method = operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (method is null || ProductOf(helix, table, method) is not { } product || !IsInBranch(operation, context.CancellationToken)
            || helix.Stance.IsTest(operation.Syntax.SyntaxTree) || helix.Stance.IsExempt(context.ContainingSymbol, operation.Syntax.SyntaxTree)
            || operation.IsInNameOf())
        {
            return;
        }

        string name = method.MethodKind == MethodKind.Constructor ? "new " + method.ContainingType.Name : method.Name;
        context.ReportDiagnostic(helix.Found(Branch.At(
            operation.Syntax.NameOfUse().GetLocation(), RuleProperties.Of(product), name, product.CSharpName, product.Whom)));
    }

    private static bool MayBeInBranch(SyntaxNode? node)
    {
        for (; node is not null and not MemberDeclarationSyntax { Parent: TypeDeclarationSyntax }; node = node.Parent)
        {
            if (node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }

    private static KnownProduct? ProductOf(HelixCompilation helix, GoldenPathTable table, IMethodSymbol method)
    {
        if (method.IsStatic && helix.Types.TryGetRegistration(method.ContainingType, out KnownProduct? product))
        {
            return product;
        }

        return table.FindMember(method) is { Entry: { IsRaw: true } entry } ? entry.Products[0] : null;
    }

    private static bool IsInBranch(IOperation operation, CancellationToken cancellationToken)
    {
        IOperation child = operation;
        for (IOperation? parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation? condition = parent switch
            {
                IConditionalOperation conditional => conditional.Condition,
                ISwitchOperation @switch => @switch.Value,
                ISwitchExpressionOperation expression => expression.Value,
                _ => null,
            };
            if (condition is not null && !ReferenceEquals(condition, child) && AsksForEnvironment(condition, depth: 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>env.IsDevelopment()</c>, <c>env.EnvironmentName == "…"</c>, also kept in a local variable.</summary>
    private static bool AsksForEnvironment(IOperation condition, int depth)
    {
        foreach (IOperation part in condition.DescendantsAndSelf())
        {
            switch (part)
            {
                case IInvocationOperation { TargetMethod: { Name: "IsDevelopment" or "IsProduction" or "IsStaging" or "IsEnvironment", ContainingType.Name: "HostEnvironmentEnvExtensions" or "HostingEnvironmentExtensions" } }:
                case IPropertyReferenceOperation { Property: { Name: "EnvironmentName", ContainingNamespace.Name: "Hosting" } }:
                    return true;
                case ILocalReferenceOperation { SemanticModel: { } model, Local.DeclaringSyntaxReferences: [var declaration] }
                    when depth < 4 && declaration.SyntaxTree == model.SyntaxTree
                    && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initializer }
                    && model.GetOperation(initializer) is { } value && AsksForEnvironment(value, depth + 1):
                    return true;
            }
        }

        return false;
    }
}
