using System.Collections.Concurrent;
using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>HLX4001 to HLX4003: a waiver that has expired, that is incomplete or too long, that matches nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaiverAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Expired = HelixRules.Create(
        "HLX4001", "Waiver has expired", "The waiver of {0} expired on {1}: go back to the golden path and remove it, or agree on another day with {2}",
        HelixRules.Waivers, DiagnosticSeverity.Warning, "A waiver is for a time. Behind its day the rule speaks again, and the attribute only misleads.");

    internal static readonly DiagnosticDescriptor Incomplete = HelixRules.Create(
        "HLX4002", "Waiver is incomplete or too long", "The waiver of {0} {1}",
        HelixRules.Waivers, DiagnosticSeverity.Warning, "A waiver without reason, ticket or end is a rule turned off, and nobody will remember why.");

    internal static readonly DiagnosticDescriptor Unused = HelixRules.Create(
        "HLX4003", "Waiver matches nothing", "The waiver of {0} {1}{2}",
        HelixRules.Waivers, DiagnosticSeverity.Warning, "A waiver that silences nothing today may silence a mistake tomorrow.",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Expired, Incomplete, Unused];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is not { } helix)
            {
                return;
            }

            Waiver[] ofProject = [.. Waiver.OfProject(helix, start.CancellationToken)];
            if (ofProject.Length == 0 && !HandWritten.Files(helix, static _ => { }, start.CancellationToken).Any(static file => file.Uses(CodeTopics.Waiver).Any()))
            {
                return;
            }

            // Where there is a waiver, it is held against all findings. Only the end of a compilation comes behind them.
            var waivers = new ConcurrentQueue<(Waiver Waiver, Location Place)>();
            start.RegisterUses(helix, CodeTopics.Waiver, use =>
            {
                if (WaiverSyntax.AttributeOf(use) is { } attribute && WaiverSyntax.Read(attribute, use.Model, use.CancellationToken) is { } waiver)
                {
                    Location place = attribute.GetLocation();
                    waivers.Enqueue((waiver, place));
                    Check(helix, waiver, place, use.ReportDiagnostic);
                }
            });
            start.RegisterCompilationEndAction(end =>
            {
                foreach (Waiver waiver in ofProject)
                {
                    waivers.Enqueue((waiver, Location.None));
                    Check(helix, waiver, Location.None, end.ReportDiagnostic);
                }

                CheckUse(helix, waivers, end);
            });
        });
    }

    private static void Check(HelixCompilation helix, Waiver waiver, Location place, Action<Diagnostic> report)
    {
        KnownProduct[] products = [.. ProductsOf(helix, waiver)];
        if (waiver.ExpiresOn is { } day && helix.Day.HasCome(day))
        {
            report(Expired.At(place, Properties(waiver), Name(waiver, place), day, Whom(products)));
        }

        var missing = new List<string>();
        if (waiver.Reason is null)
        {
            missing.Add("says no reason (Reason)");
        }

        if (waiver.ExpiresOn is null)
        {
            missing.Add(waiver.Expires is null
                ? "has no end (Expires)"
                : $"has an end that is no date: '{waiver.Expires}'; expected yyyy-MM-dd, such as 2027-01-31");
        }

        if (waiver.Ticket is null && products.FirstOrDefault(static product => product.Manifest.Waivers.RequireTicket) is { } strict)
        {
            missing.Add($"names no ticket (Ticket), which {strict.Name} asks for");
        }

        if (waiver.ExpiresOn is { } end && helix.Day is { IsKnown: true, Threshold: var today }
            && products.Where(static product => product.Manifest.Waivers.MaxDays is not null)
                .OrderBy(static product => product.Manifest.Waivers.MaxDays).FirstOrDefault() is { Manifest.Waivers.MaxDays: { } most } shortest
            && end.DayNumber - today.DayNumber > most)
        {
            missing.Add($"lasts longer than the {most} days that {shortest.Name} allows");
        }

        if (missing.Count > 0)
        {
            string silent = waiver.Reason is null || waiver.ExpiresOn is null ? ", and silences nothing until that is mended" : "";
            report(Incomplete.At(place, Properties(waiver), Name(waiver, place), $"{string.Join(" and ", missing)}{silent}; ask {Whom(products)}"));
        }
    }

    private static void CheckUse(HelixCompilation helix, ConcurrentQueue<(Waiver Waiver, Location Place)> waivers, CompilationAnalysisContext context)
    {
        foreach ((Waiver waiver, Location place) in waivers)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (Useless(helix, waiver, context) is { } why)
            {
                context.ReportDiagnostic(Unused.At(place, Properties(waiver), Name(waiver, place), why, helix.Find(waiver.Product) is { } product ? $" ({product.Whom})" : ""));
            }
        }
    }

    private static string? Useless(HelixCompilation helix, Waiver waiver, CompilationAnalysisContext context)
    {
        if (!WaivableRules.Ids.Contains(waiver.Rule))
        {
            return waiver.Rule == "HLX3002"
                ? "matches nothing: what is past its retirement cannot be waived"
                : $"matches nothing: '{waiver.Rule}' is no rule that can be waived; those are HLX1xxx, HLX2xxx, HLX3001, HLX3003 and HLX5xxx";
        }

        if (waiver.Product is { } name && helix.Find(name) is null)
        {
            string? nearest = Suggestions.Nearest(name, helix.Products.Select(static product => product.Name));
            return $"matches nothing: the project sees no product '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}";
        }

        // A rule that is turned off finds nothing, and says nothing about its waivers.
        if (RuleConfiguration.IsOffSomewhere(context.Compilation, waiver.Rule, context.CancellationToken))
        {
            return null;
        }

        foreach (Diagnostic finding in helix.Findings.All)
        {
            if (waiver.Means(finding) && waiver.Covers(finding.Location))
            {
                return null;
            }
        }

        return "matches nothing: the rule has found nothing here; remove it";
    }

    private static IEnumerable<KnownProduct> ProductsOf(HelixCompilation helix, Waiver waiver) =>
        waiver.Product is null ? helix.Products : helix.Products.Where(product => string.Equals(product.Name, waiver.Product, StringComparison.OrdinalIgnoreCase));

    private static string Name(Waiver waiver, Location place) =>
        place == Location.None ? $"{Name(waiver)}, which the project file has," : Name(waiver);

    private static string Name(Waiver waiver) => (waiver.Product, waiver.Entry) switch
    {
        ({ } product, { } entry) => $"{waiver.Rule} for {product}, {entry}",
        ({ } product, null) => $"{waiver.Rule} for {product}",
        (null, { } entry) => $"{waiver.Rule} for {entry}",
        _ => waiver.Rule.Length == 0 ? "no rule" : waiver.Rule,
    };

    private static string Whom(KnownProduct[] products) => products switch
    {
        [var one] => one.Whom,
        _ => "the owner of the product",
    };

    private static ImmutableDictionary<string, string?> Properties(Waiver waiver) =>
        waiver.Product is { } product ? ImmutableDictionary<string, string?>.Empty.Add(RuleProperties.Product, product) : ImmutableDictionary<string, string?>.Empty;
}
