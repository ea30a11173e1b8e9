using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>
/// HLX3001 to HLX3003: a product or key that is deprecated, a product past its retirement, one that is not generally available yet. The
/// project that owns a product knows; tests use what the app uses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LifecycleAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Deprecated = HelixRules.Create(
        "HLX3001", "Deprecated product or key", "{0} is deprecated{1} ({2})",
        HelixRules.Lifecycle, DiagnosticSeverity.Warning, "What is deprecated works, and has a day from which on it does not.");

    internal static readonly DiagnosticDescriptor Retired = HelixRules.Create(
        "HLX3002", "Product is past its retirement", "{0} is retired{1} ({2})",
        HelixRules.Lifecycle, DiagnosticSeverity.Error, "Nobody runs the product any more: an app that needs it fails when it is least wanted.");

    internal static readonly DiagnosticDescriptor Unready = HelixRules.Create(
        "HLX3003", "Product is not generally available", "{0} is {1}: it may still change; helix.{0}.accepted_stage = {1} in .editorconfig accepts that ({2})",
        HelixRules.Lifecycle, DiagnosticSeverity.Warning, "An app that builds on an unfinished product should have decided so.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Deprecated, Retired, Unready];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { } helix)
            {
                new Check(helix).Register(start);
            }
        });
    }

    private sealed class Check(HelixCompilation helix)
    {
        private readonly HashSet<string> _typeNames = new(StringComparer.Ordinal);

        public void Register(CompilationStartAnalysisContext context)
        {
            bool registrations = false, keys = false;
            foreach (KnownProduct product in helix.Products)
            {
                if (product.Source.IsOwned)
                {
                    continue;
                }

                if (IsEnding(product))
                {
                    _ = _typeNames.Add(product.CSharpName);
                    _ = _typeNames.Add(product.CSharpName + "Settings");
                    registrations = true;
                }

                registrations |= product.Manifest.Lifecycle.Stage is LifecycleStage.Experimental or LifecycleStage.Preview;
                keys |= product.Contract.Keys.Any(static key => key.Deprecated is not null);
            }

            if (_typeNames.Count > 0)
            {
                context.RegisterUses(helix, CodeTopics.Product, AnalyzeName);
            }

            if (registrations)
            {
                context.RegisterUses(helix, CodeTopics.Registration, AnalyzeRegistration);
            }

            if (keys)
            {
                context.RegisterUses(helix, CodeTopics.DeprecatedKey, AnalyzeKey);
            }
        }

        private bool IsEnding(KnownProduct product) =>
            product.IsDeprecated(helix.Day) || product.IsRetired(helix.Day) || product.Manifest.Lifecycle is { Deprecated: not null } or { Retires: not null };

        private void AnalyzeName(CodeUse context)
        {
            if (context.Name is not IdentifierNameSyntax name || !_typeNames.Contains(name.Identifier.ValueText) || name.IsMention() || helix.Stance.IsTest(name.SyntaxTree))
            {
                return;
            }

            ISymbol? symbol = context.Model.GetSymbolInfo(name, context.CancellationToken).Symbol;
            var type = (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : symbol) as INamedTypeSymbol;
            if (helix.Types.TryGetProduct(type, out KnownProduct? product) || helix.Types.TryGetSettings(type, out product))
            {
                ReportEnd(product, name.GetLocation(), context.ReportDiagnostic);
            }
        }

        private void AnalyzeRegistration(CodeUse context)
        {
            if (context.Operation is IInvocationOperation invocation && invocation.TargetMethod.IsStatic
                && helix.Types.TryGetRegistration(invocation.TargetMethod.ContainingType, out KnownProduct? product)
                && !product.Source.IsOwned && !helix.Stance.IsTest(invocation.Syntax.SyntaxTree))
            {
                Location place = invocation.Syntax.NameOfUse().GetLocation();
                ReportEnd(product, place, context.ReportDiagnostic);
                ReportUnready(product, place, context.ReportDiagnostic);
            }
        }

        private void AnalyzeKey(CodeUse context)
        {
            if (context.Operation is not IPropertyReferenceOperation reference || !helix.Types.TryGetSettings(reference.Property.ContainingType, out KnownProduct? product)
                || product.Source.IsOwned || product.DeprecatedKey(reference.Property.Name) is not { Deprecated: { } deprecation } key
                || reference.IsInNameOf() || helix.Stance.IsTest(reference.Syntax.SyntaxTree))
            {
                return;
            }

            string since = deprecation.Since is { } version ? $" since {version}" : "";
            string use = deprecation.Replacement is { } replacement ? $"; use {replacement}" : "; do without it";
            string reason = deprecation.Reason is { } why ? ": " + why.Trim().TrimEnd('.') : "";
            ImmutableDictionary<string, string?> properties = RuleProperties.Of(product)
                .Add(RuleProperties.Key, key.Name)
                .Add(RuleProperties.Replacement, deprecation.Replacement);
            context.ReportDiagnostic(helix.Found(Deprecated.At(
                reference.Syntax.NameOfUse().GetLocation(), properties, $"The key {key.Name} of {product.Name}", since + use + reason, product.Whom)));
        }

        private void ReportEnd(KnownProduct product, Location place, Action<Diagnostic> report)
        {
            ProductLifecycle lifecycle = product.Manifest.Lifecycle;
            string next = lifecycle.Successor is { } successor ? $"; use {successor}" : "; ask its owner what to use";
            next += lifecycle.Migration is { } migration ? $", see {migration}" : "";
            ImmutableDictionary<string, string?> properties = RuleProperties.Of(product)
                .Add(RuleProperties.Replacement, lifecycle.Successor)
                .Add(RuleProperties.Successor, helix.Find(lifecycle.Successor)?.TypeName);
            if (product.IsRetired(helix.Day))
            {
                // By its stage the manifest itself says so, in the version that is referenced: no day has to come for that.
                DiagnosticSeverity severity = lifecycle.Stage == LifecycleStage.Retired ? DiagnosticSeverity.Error : helix.Day.DatedError;
                string since = lifecycle.Retires is { } day && helix.Day.HasCome(day) ? $" since {day}" : "";
                report(Retired.At(place, severity, properties, product.Name, since + next, product.Whom));
                return;
            }

            string end = lifecycle.Retires is { } retires ? $", and gone from {retires} on" : "";
            if (product.IsDeprecated(helix.Day))
            {
                string since = lifecycle.Deprecated is { } day && helix.Day.HasCome(day) ? $" since {day}" : "";
                report(helix.Found(Deprecated.At(place, properties, product.Name, since + end + next, product.Whom)));
            }
            else if (lifecycle.Deprecated is { } day)
            {
                report(helix.Found(Deprecated.At(place, DiagnosticSeverity.Info, properties, product.Name, $" from {day} on{end}{next}", product.Whom)));
            }
        }

        private void ReportUnready(KnownProduct product, Location place, Action<Diagnostic> report)
        {
            LifecycleStage stage = product.Manifest.Lifecycle.Stage;
            if (stage is not (LifecycleStage.Experimental or LifecycleStage.Preview))
            {
                return;
            }

            string? accepted = helix.Options.For(place.SourceTree, $"helix.{product.Name}.accepted_stage")?.ToLowerInvariant();
            if (accepted != "experimental" && (accepted != "preview" || stage == LifecycleStage.Experimental))
            {
                string word = stage == LifecycleStage.Preview ? "preview" : "experimental";
                report(helix.Found(Unready.At(place, RuleProperties.Of(product), product.Name, word, product.Whom)));
            }
        }
    }
}
