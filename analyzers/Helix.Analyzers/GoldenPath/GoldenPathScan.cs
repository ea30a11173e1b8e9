using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>Looks through a file.</summary>
    public void Scan(CodeFile file)
    {
        if (table.IsEmpty || helix.Stance.IsTest(file.Tree))
        {
            return;
        }

        CodeTopics indexers = table.HasIndexers ? CodeTopics.Indexer : CodeTopics.None;
        foreach (CodeUse use in file.Uses(CodeTopics.BannedMember | CodeTopics.BannedCreation | CodeTopics.BannedName | CodeTopics.ImplicitCreation | indexers))
        {
            if (use.Name is { } name && name.IsMention())
            {
                continue;
            }

            if ((use.Topics & CodeTopics.BannedCreation) != 0 && use.Token.Parent?.FirstAncestorOrSelf<SimpleBaseTypeSyntax>() is { Parent: BaseListSyntax bases } first && bases.Types[0] == first)
            {
                AnalyzeBase(use, bases);
            }
            else if ((use.Topics & CodeTopics.BannedCreation) != 0 && use.Token.Parent?.FirstAncestorOrSelf<PrimaryConstructorBaseTypeSyntax>() is { Parent: BaseListSyntax primary } type
                && type.Type.Span.Contains(use.Token.Span))
            {
                AnalyzeBase(use, primary);
            }

            if ((use.Topics & CodeTopics.BannedName) != 0)
            {
                AnalyzeName(use);
            }

            if ((use.Topics & ~CodeTopics.BannedName) != 0)
            {
                Analyze(use);
            }
        }
    }

    private void Analyze(CodeUse use)
    {
        if (use.Operation is not { } operation || SymbolOf(operation) is not { } symbol)
        {
            return;
        }

        BannedSymbol? banned = table.FindMember(symbol);
        // new() names no type.
        if (banned is null && operation is IObjectCreationOperation { Syntax: ImplicitObjectCreationExpressionSyntax, Type: INamedTypeSymbol type } && table.FindName(type) is { } name)
        {
            if (!IsExempt(name, use.ContainingSymbol, use.Tree))
            {
                found(new(name, type, operation.Syntax.GetLocation(), use.ContainingSymbol), use.ReportDiagnostic);
            }

            return;
        }

        if (banned is not null && !operation.IsInNameOf() && !IsExempt(banned, use.ContainingSymbol, use.Tree)
            && !(banned.Entry.IsRaw && IsGivenByProduct(operation)))
        {
            found(new(banned, symbol, operation.Syntax.NameOfUse().GetLocation(), use.ContainingSymbol), use.ReportDiagnostic);
        }
    }

    /// <summary>A class that inherits a client makes one whenever it is made.</summary>
    private void AnalyzeBase(CodeUse use, BaseListSyntax bases)
    {
        if (bases.Parent is not TypeDeclarationSyntax declaration || use.Model.GetDeclaredSymbol(declaration, use.CancellationToken) is not { BaseType: { } baseType } type
            || table.FindConstructorOf(baseType) is not { } banned || !IsNamed(use, bases.Types[0].Type, baseType) || IsExempt(banned, type, use.Tree))
        {
            return;
        }

        // A partial class may name its base more than once.
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(use.CancellationToken) is TypeDeclarationSyntax { BaseList: not null } part && part.BaseList.Types[0].Type is { } first
                && (part == declaration || first.ToString() == bases.Types[0].Type.ToString()))
            {
                if (part == declaration)
                {
                    found(new(banned, baseType, bases.Types[0].Type.GetLocation(), type), use.ReportDiagnostic);
                }

                return;
            }
        }
    }

    private void AnalyzeName(CodeUse use)
    {
        if (use.Name is not { } name || !table.MayBanName(name.Identifier.ValueText))
        {
            return;
        }

        ISymbol? symbol = use.Model.GetSymbolInfo(name, use.CancellationToken).Symbol;
        // The name of a created type is the constructor's.
        symbol = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : symbol;
        if (symbol is INamedTypeSymbol or INamespaceSymbol && table.FindName(symbol) is { } banned && !IsExempt(banned, use.ContainingSymbol, use.Tree))
        {
            found(new(banned, symbol, name.GetLocation(), use.ContainingSymbol), use.ReportDiagnostic);
        }
    }

    private bool IsExempt(BannedSymbol banned, ISymbol? containing, SyntaxTree tree) =>
        helix.Stance.IsExempt(containing, tree) || banned.Entry.Excepts(containing);

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Constructor,
        IInvocationOperation invocation => invocation.TargetMethod,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };

    /// <summary>Whether the receiver or an argument comes from a product, at once or by a local variable: the escape hatch, or what the product hands out.</summary>
    private bool IsGivenByProduct(IOperation operation)
    {
        if (operation is IInvocationOperation { Instance: { } instance } && IsFromProduct(instance, operation.SemanticModel, depth: 0))
        {
            return true;
        }

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

    /// <summary>Whether the name is the base class's own, not one of its type arguments.</summary>
    private static bool IsNamed(CodeUse use, TypeSyntax name, INamedTypeSymbol type)
    {
        SimpleNameSyntax? last = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            _ => name as SimpleNameSyntax,
        };
        return last is not null && last == use.Name && type.TypeKind == TypeKind.Class;
    }
}
