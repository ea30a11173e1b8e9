using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Generators;

/// <summary>Turns problems of manifests into diagnostics of the compiler, at the manifest's own line.</summary>
internal static class ManifestDiagnostics
{
    // Release tracking wants each identifier spelled out; a test holds them to ManifestRules.
    private static readonly DiagnosticDescriptor s_syntax = Create("HLX0001", "Manifest is not readable");
    private static readonly DiagnosticDescriptor s_unknownProperty = Create("HLX0002", "Unknown property in a manifest");
    private static readonly DiagnosticDescriptor s_missingOrWrongType = Create("HLX0003", "Property is missing or of the wrong type");
    private static readonly DiagnosticDescriptor s_invalidValue = Create("HLX0004", "Value breaks its own contract");
    private static readonly DiagnosticDescriptor s_collision = Create("HLX0005", "Two products collide");
    private static readonly DiagnosticDescriptor s_unknownReference = Create("HLX0007", "Successor, replacement or dependency is unknown");
    private static readonly DiagnosticDescriptor s_unknownKind = Create("HLX0008", "The kind of the product is unknown");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [s_syntax, s_unknownProperty, s_missingOrWrongType, s_invalidValue, s_collision, s_unknownReference, s_unknownKind];

    public static Diagnostic Create(ManifestProblem problem)
    {
        SourceSpan span = problem.Span;
        var location = Location.Create(
            problem.Path,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new(span.StartLine, span.StartColumn), new(span.EndLine, span.EndColumn)));
        DiagnosticDescriptor descriptor = All.FirstOrDefault(d => d.Id == problem.RuleId) ?? s_invalidValue;
        return Diagnostic.Create(descriptor, location, problem.Message);
    }

    private static DiagnosticDescriptor Create(string id, string title) => new(
        id, title, "{0}", ManifestRules.Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        ManifestRules.All.First(rule => rule.Id == id).Description, ManifestRules.HelpLinkFor(id));
}
