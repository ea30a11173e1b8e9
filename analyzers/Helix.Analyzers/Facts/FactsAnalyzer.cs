using System.Collections.Immutable;
using System.Globalization;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// HLX9001: for each product that the project sees, how it is used. An analyzer of its own, which counts for itself: turning another rule
/// off changes no number. Its severity is info, so that the compiler runs it only where a log is written. docs/facts.md has the format.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FactsAnalyzer : DiagnosticAnalyzer
{
    private const string EscapePrefix = "Escape";

    internal static readonly DiagnosticDescriptor Facts = HelixRules.Create(
        "HLX9001", "Facts about the use of a product",
        "{0} {1} in {2}: {3} uses, {4} bypasses, {5} waived bypasses, {6} waivers, {7} deprecated uses, {8} escapes",
        HelixRules.Facts, DiagnosticSeverity.Info, "What the adoption report adds up.", WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Facts];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(static end =>
        {
            if (HelixCompilation.Of(end.Compilation, end.Options, end.CancellationToken) is { Products.IsEmpty: false } helix)
            {
                var count = new Count(helix);
                foreach (CodeFile file in HandWritten.Files(helix, end.ReportDiagnostic, end.CancellationToken))
                {
                    count.Read(file);
                }

                // The rules do not look into pages, so what they would find is not counted there; a use is one anywhere.
                foreach (CodeFile page in HandWritten.OtherFiles(helix, end.ReportDiagnostic, end.CancellationToken).Where(static file => HandWritten.IsOfPage(file.Tree)))
                {
                    count.ReadUses(page);
                }

                foreach (Waiver waiver in Waiver.OfProject(helix, end.CancellationToken))
                {
                    count.CountWaiver(waiver);
                }

                count.Report(end);
            }
        });
    }

    private sealed class Count
    {
        private readonly HelixCompilation _helix;
        private readonly GoldenPathScan _scan;
        private readonly Dictionary<KnownProduct, ProductFacts> _facts;
        private readonly List<GoldenPathHit> _hits = [];
        private readonly List<Waiver> _waivers = [];

        public Count(HelixCompilation helix)
        {
            _helix = helix;
            _scan = new(helix, helix.GoldenPath, (hit, _) => _hits.Add(hit));
            _facts = helix.Products.ToDictionary(static product => product, static _ => new ProductFacts());
        }

        public void Read(CodeFile file)
        {
            _scan.Scan(file);
            ReadUses(file);
            foreach (CodeUse use in file.Uses(CodeTopics.Waiver))
            {
                if (WaiverSyntax.AttributeOf(use) is { } attribute && WaiverSyntax.Read(attribute, use.Model, use.CancellationToken) is { } waiver)
                {
                    CountWaiver(waiver);
                }
            }
        }

        public void ReadUses(CodeFile file)
        {
            foreach (CodeUse use in file.Uses(CodeTopics.ProductMember | CodeTopics.Registration | CodeTopics.DeprecatedKey))
            {
                CountUse(use);
            }
        }

        private void CountUse(CodeUse use)
        {
            switch (use.Operation)
            {
                case IInvocationOperation { Instance.Type: { } type } invocation when _helix.Types.TryGetProduct(type, out KnownProduct? product):
                    Used(product);
                    if (invocation.TargetMethod.Name.StartsWith(EscapePrefix, StringComparison.Ordinal))
                    {
                        _facts[product].Escaped();
                    }

                    break;
                case IInvocationOperation { Instance: null } invocation when _helix.Types.TryGetRegistration(invocation.TargetMethod.ContainingType, out KnownProduct? product):
                    _facts[product].Registered();
                    break;
                case IMemberReferenceOperation { Instance.Type: { } type } when _helix.Types.TryGetProduct(type, out KnownProduct? product):
                    Used(product);
                    break;
                case IPropertyReferenceOperation reference when _helix.Types.TryGetSettings(reference.Property.ContainingType, out KnownProduct? product):
                    if (product.DeprecatedKey(reference.Property.Name) is not null)
                    {
                        _facts[product].UsedDeprecated();
                    }

                    break;
            }
        }

        private void Used(KnownProduct product)
        {
            _facts[product].Used();
            if (product.IsDeprecated(_helix.Day))
            {
                _facts[product].UsedDeprecated();
            }
        }

        public void CountWaiver(Waiver waiver)
        {
            _waivers.Add(waiver);
            foreach (KeyValuePair<KnownProduct, ProductFacts> pair in _facts)
            {
                if (waiver.Product is null || string.Equals(waiver.Product, pair.Key.Name, StringComparison.OrdinalIgnoreCase))
                {
                    pair.Value.Waived(waiver);
                }
            }
        }

        public void Report(CompilationAnalysisContext context)
        {
            foreach (GoldenPathHit hit in _hits)
            {
                PolicyEntry entry = hit.Banned.Entry;
                if (entry.Api.Severity == PolicySeverity.None)
                {
                    continue;
                }

                foreach (KnownProduct product in entry.Products)
                {
                    _facts[product].Bypassed(RuleOf(entry), entry.Api.Id, waived: _waivers.Any(waiver => Waives(waiver, product, entry, hit.Location)));
                }
            }

            foreach (KnownProduct product in _helix.Products)
            {
                context.ReportDiagnostic(Diagnostic(product, _facts[product], context.Compilation.AssemblyName ?? ""));
            }
        }

        private bool Waives(Waiver waiver, KnownProduct product, PolicyEntry entry, Location place) =>
            waiver.Rule == RuleOf(entry)
            && (waiver.Product is null || string.Equals(waiver.Product, product.Name, StringComparison.OrdinalIgnoreCase))
            && (waiver.Entry is null || string.Equals(waiver.Entry, entry.Api.Id, StringComparison.OrdinalIgnoreCase))
            && waiver.IsActive(_helix.Day) && waiver.Covers(place);

        private static string RuleOf(PolicyEntry entry) => entry.IsRaw ? GoldenPathAnalyzer.RawClient.Id : GoldenPathAnalyzer.BannedApi.Id;

        private Diagnostic Diagnostic(KnownProduct product, ProductFacts facts, string project)
        {
            ImmutableDictionary<string, string?> properties = RuleProperties.Of(product)
                .Add("helix.facts", "1")
                .Add("helix.version", product.Manifest.Version)
                .Add("helix.owner", product.Manifest.Owner.Team ?? "")
                .Add("helix.kind", product.Manifest.Kind ?? "")
                .Add("helix.project", project)
                .Add("helix.uses", Text(facts.Uses))
                .Add("helix.registrations", Text(facts.Registrations))
                .Add("helix.bypasses", Text(facts.Bypasses))
                .Add("helix.waivedBypasses", Text(facts.WaivedBypasses))
                .Add("helix.waivers", Text(facts.Waivers.Count))
                .Add("helix.deprecatedUses", Text(facts.DeprecatedUses))
                .Add("helix.escapes", Text(facts.Escapes))
                .AddRange(FactDetails.Of(facts, _helix.Day));
            return Facts.At(
                Location.None, properties, product.Name, product.Manifest.Version, project,
                facts.Uses, facts.Bypasses, facts.WaivedBypasses, facts.Waivers.Count, facts.DeprecatedUses, facts.Escapes);
        }

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
