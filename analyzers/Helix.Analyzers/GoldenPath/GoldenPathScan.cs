using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// Finds uses of banned symbols. Mentions that use nothing are none: <c>nameof</c>, documentation, <c>typeof</c> of a client whose
/// constructors are banned. A client that got its connection from the product by the escape hatch is none either: that is counted there.
/// </summary>
internal sealed class GoldenPathScan(HelixCompilation helix, GoldenPathTable table, GoldenPathScan.Found found)
{
    /// <summary>Takes a use.</summary>
    public delegate void Found(GoldenPathHit hit, Action<Diagnostic> report);

    /// <summary>Registers what the table needs, and nothing more.</summary>
    public void Register(CompilationStartAnalysisContext context)
    {
        if (table.HasMembers)
        {
            context.RegisterOperationAction(
                Analyze,
                OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.MethodReference,
                OperationKind.PropertyReference, OperationKind.FieldReference, OperationKind.EventReference);
        }

        if (table.HasConstructors)
        {
            context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        }

        if (table.HasNames)
        {
            context.RegisterSyntaxNodeAction(AnalyzeName, SyntaxKind.IdentifierName, SyntaxKind.GenericName);
            context.RegisterOperationAction(AnalyzeImplicitCreation, OperationKind.ObjectCreation);
        }
    }

    private void Analyze(OperationAnalysisContext context)
    {
        IOperation operation = context.Operation;
        if (SymbolOf(operation) is not { } symbol || table.FindMember(symbol) is not { } banned)
        {
            return;
        }

        // A base class is reported where the class names it, once.
        if (operation.Syntax is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax || operation.IsInNameOf()
            || IsExempt(banned, context.ContainingSymbol, operation.Syntax.SyntaxTree) || IsGivenByProduct(operation))
        {
            return;
        }

        found(new(banned, symbol, operation.Syntax.NameOfUse().GetLocation(), context.ContainingSymbol), context.ReportDiagnostic);
    }

    /// <summary>A class that inherits a client makes one whenever it is made.</summary>
    private void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.BaseType is not { } baseType || table.FindConstructorOf(baseType) is not { } banned)
        {
            return;
        }

        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(context.CancellationToken) is TypeDeclarationSyntax { BaseList: { } bases } declaration
                && bases.Types[0].Type is { } name && MayName(name, baseType)
                && !IsExempt(banned, type, declaration.SyntaxTree))
            {
                found(new(banned, baseType, name.GetLocation(), type), context.ReportDiagnostic);
                return;
            }
        }
    }

    private void AnalyzeName(SyntaxNodeAnalysisContext context)
    {
        var name = (SimpleNameSyntax)context.Node;
        if (!table.MayBanName(name.Identifier.ValueText) || name.IsMention())
        {
            return;
        }

        ISymbol? symbol = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol;
        // The name of a created type is the constructor's.
        symbol = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : symbol;
        if (symbol is INamedTypeSymbol or INamespaceSymbol && table.FindName(symbol) is { } banned
            && !IsExempt(banned, context.ContainingSymbol, name.SyntaxTree))
        {
            found(new(banned, symbol, name.GetLocation(), context.ContainingSymbol), context.ReportDiagnostic);
        }
    }

    /// <summary><c>new()</c> names no type.</summary>
    private void AnalyzeImplicitCreation(OperationAnalysisContext context)
    {
        if (context.Operation is { Syntax: ImplicitObjectCreationExpressionSyntax syntax, Type: INamedTypeSymbol type }
            && table.FindName(type) is { } banned && !IsExempt(banned, context.ContainingSymbol, syntax.SyntaxTree))
        {
            found(new(banned, type, syntax.GetLocation(), context.ContainingSymbol), context.ReportDiagnostic);
        }
    }

    private bool IsExempt(BannedSymbol banned, ISymbol? containing, SyntaxTree tree) =>
        helix.Stance.IsTest(tree) || helix.Stance.IsExempt(containing, tree) || banned.Entry.Excepts(containing);

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Constructor,
        IInvocationOperation invocation => invocation.TargetMethod,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };

    /// <summary>Whether an argument comes from a product, at once or by a local variable: the escape hatch, or what the product hands out.</summary>
    private bool IsGivenByProduct(IOperation operation)
    {
        var arguments = operation switch
        {
            IObjectCreationOperation creation => creation.Arguments,
            IInvocationOperation invocation => invocation.Arguments,
            _ => [],
        };
        foreach (IArgumentOperation argument in arguments)
        {
            if (IsFromProduct(argument.Value, operation.SemanticModel, depth: 0))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsFromProduct(IOperation value, SemanticModel? model, int depth)
    {
        switch (value)
        {
            case IConversionOperation conversion:
                return IsFromProduct(conversion.Operand, model, depth);
            case IAwaitOperation awaited:
                return IsFromProduct(awaited.Operation, model, depth);
            case IInvocationOperation { Instance: { } instance }:
                return helix.Types.IsProduct(instance.Type);
            case IPropertyReferenceOperation { Instance: { } instance }:
                return helix.Types.IsProduct(instance.Type);
            case ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declaration] } when depth < 4 && model is not null:
                return declaration.SyntaxTree == model.SyntaxTree
                    && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initializer }
                    && model.GetOperation(initializer) is { } assigned
                    && IsFromProduct(assigned, model, depth + 1);
            default:
                return false;
        }
    }

    /// <summary>Whether a base list's first type is the base class; by its last name, or by an alias of another one.</summary>
    private static bool MayName(TypeSyntax name, INamedTypeSymbol type) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText == type.Name,
        _ => type.TypeKind == TypeKind.Class,
    };
}
