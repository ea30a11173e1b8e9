using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>A <c>GoldenPathWaiver</c> of the code.</summary>
/// <param name="Rule">The rule that it silences; empty where it names none.</param>
/// <param name="Scope">The assembly, type or member that it stands on.</param>
internal sealed record Waiver(string Rule, ISymbol Scope)
{
    private const string AttributeName = "GoldenPathWaiverAttribute";

    /// <summary>The product whose rule it is; null for any.</summary>
    public string? Product { get; private init; }

    /// <summary>The entry of a golden path; null for any.</summary>
    public string? Entry { get; private init; }

    /// <summary>Why; null for none.</summary>
    public string? Reason { get; private init; }

    /// <summary>Where the way back is tracked; null for none.</summary>
    public string? Ticket { get; private init; }

    /// <summary>The day as written; null for none.</summary>
    public string? Expires { get; private init; }

    /// <summary>The first day that the rule speaks again; null where there is no readable one.</summary>
    public IsoDate? ExpiresOn { get; private init; }

    /// <summary>Whether the waiver silences anything: it says why, until when, and the day has not come.</summary>
    public bool IsActive(JudgementDay day) => Reason is not null && ExpiresOn is { } expires && !day.HasCome(expires);

    /// <summary>Whether the waiver means a diagnostic, wherever that is.</summary>
    public bool Means(Diagnostic diagnostic) =>
        diagnostic.Id == Rule
        && Names(Product, diagnostic.Properties, RuleProperties.Product)
        && Names(Entry, diagnostic.Properties, RuleProperties.Entry);

    /// <summary>Whether a place is inside of what the waiver stands on.</summary>
    public bool Covers(Location location)
    {
        if (Scope is IAssemblySymbol or IModuleSymbol)
        {
            return true;
        }

        foreach (SyntaxReference reference in Scope.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == location.SourceTree && reference.Span.Contains(location.SourceSpan))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The waivers on a symbol.</summary>
    public static IEnumerable<Waiver> On(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (IsWaiver(attribute.AttributeClass))
            {
                yield return Of(attribute, symbol);
            }
        }
    }

    /// <summary>
    /// The waivers that the project file has, as <c>AssemblyAttribute</c> items: the build writes them into a file that no person sees, and they
    /// hold as any other on the assembly.
    /// </summary>
    public static IEnumerable<Waiver> OfProject(HelixCompilation helix, CancellationToken cancellationToken)
    {
        IAssemblySymbol assembly = helix.Compilation.Assembly;
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (IsWaiver(attribute.AttributeClass)
                && attribute.ApplicationSyntaxReference is { SyntaxTree: { } tree } && HandWritten.IsGenerated(tree, helix.Options, cancellationToken))
            {
                yield return Of(attribute, assembly);
            }
        }
    }

    /// <summary>Whether a type is the attribute.</summary>
    public static bool IsWaiver(INamedTypeSymbol? type) =>
        type is { Name: AttributeName, ContainingNamespace: { Name: "Helix", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Reads an attribute.</summary>
    public static Waiver Of(AttributeData attribute, ISymbol scope)
    {
        string rule = attribute.ConstructorArguments is [{ Value: string id }, ..] ? id.Trim() : "";
        var waiver = new Waiver(rule, scope);
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            string? text = argument.Value.Value is string value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
            waiver = argument.Key switch
            {
                "Product" => waiver with { Product = text },
                "Entry" => waiver with { Entry = text },
                "Reason" => waiver with { Reason = text },
                "Ticket" => waiver with { Ticket = text },
                "Expires" => waiver with { Expires = text, ExpiresOn = IsoDate.TryParse(text ?? "", out IsoDate day) ? day : null },
                _ => waiver,
            };
        }

        return waiver;
    }

    /// <summary>A finding may be about several products: their names are separated by commas.</summary>
    private static bool Names(string? wanted, ImmutableDictionary<string, string?> properties, string key)
    {
        if (wanted is null)
        {
            return true;
        }

        return properties.TryGetValue(key, out string? names) && names is not null
            && (names == wanted || names.Split(',').Contains(wanted, StringComparer.OrdinalIgnoreCase));
    }
}
