using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>The <c>using</c> directives that code which a fix has written needs.</summary>
internal static class Usings
{
    /// <summary>Adds those that are not there, each before the first of the file that comes after it in the alphabet.</summary>
    public static CompilationUnitSyntax Add(CompilationUnitSyntax root, IEnumerable<string> namespaces)
    {
        foreach (string space in namespaces)
        {
            SyntaxList<UsingDirectiveSyntax> there = root.Usings;
            if (there.Any(one => one is { Alias: null, StaticKeyword.RawKind: 0 } && one.Name?.ToString() == space))
            {
                continue;
            }

            string eol = root.SyntaxTree.ToString().Contains("\r\n") ? "\r\n" : "\n";
            UsingDirectiveSyntax added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(space)).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.EndOfLine(eol));
            int index = there.IndexOf(one => one is { Alias: null, StaticKeyword.RawKind: 0, GlobalKeyword.RawKind: 0 } && Compare(one.Name?.ToString() ?? "", space) > 0);
            if (index == 0)
            {
                // What stands above the first line, such as a licence, stays there.
                UsingDirectiveSyntax first = there[0];
                added = added.WithLeadingTrivia(first.GetLeadingTrivia());
                root = root.ReplaceNode(first, first.WithLeadingTrivia());
            }

            root = index < 0 ? root.AddUsings(added) : root.WithUsings(root.Usings.Insert(index, added));
        }

        return root;
    }

    /// <summary>Those of the framework come first, as they do by the default of formatters.</summary>
    private static int Compare(string left, string right)
    {
        int framework = IsFramework(right).CompareTo(IsFramework(left));
        return framework != 0 ? framework : string.CompareOrdinal(left, right);
    }

    private static bool IsFramework(string space) => space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
}
