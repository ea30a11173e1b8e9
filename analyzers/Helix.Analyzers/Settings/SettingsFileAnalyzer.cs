using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>
/// Holds <c>appsettings*.json</c> against the contracts of products: HLX1002 unknown keys, HLX1003 values that break the contract, HLX1004
/// secrets in a file, HLX1006 keys that the environment requires and nothing supplies. A file that is not JSON is the framework's matter.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettingsFileAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor UnknownKey = HelixRules.Create(
        "HLX1002", "Unknown key under a product's section", "'{0}' is not a key of the product{1} ({2})",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "The app does not start with it: a key that nobody reads is mostly a mistyped one.");

    internal static readonly DiagnosticDescriptor InvalidValue = HelixRules.Create(
        "HLX1003", "Setting breaks the product's contract", "'{0}' {1} ({2})",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "The app does not start with it.");

    internal static readonly DiagnosticDescriptor SecretInFile = HelixRules.Create(
        "HLX1004", "Secret in a settings file", "'{0}' is a secret and stands in a file; use user secrets, the environment or a service binding ({1})",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "A settings file is in every clone and every image. A secret that was in one has to be changed.");

    internal static readonly DiagnosticDescriptor MissingKey = HelixRules.Create(
        "HLX1006", "Required setting that nothing supplies", "'{0}' is required in {1}, and neither this file nor a declared binding supplies it ({2})",
        HelixRules.Configuration, DiagnosticSeverity.Info, "The file sets other keys of the product for this environment, so this one was probably forgotten.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UnknownKey, InvalidValue, SecretInFile, MissingKey];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { Products.IsEmpty: false } helix && !helix.Stance.IsTest(tree: null))
            {
                var paths = new SettingPaths(helix);
                start.RegisterAdditionalFileAction(context => Analyze(context, helix, paths));
            }
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context, HelixCompilation helix, SettingPaths paths)
    {
        if (!SettingsFile.Is(context.AdditionalFile.Path, out string? environment) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        IReadOnlyList<JsonEntry> entries = JsonEntries.Read(text.ToString(), context.CancellationToken);
        var check = new FileCheck(context, helix, text, environment);
        string? unknown = null;
        foreach (JsonEntry entry in entries)
        {
            // Below an unknown name everything is unknown, and said already.
            if (unknown is not null && entry.Path.StartsWith(unknown + ":", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (entry.Path.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase))
            {
                if (paths.Find(entry.Path) is { } connection)
                {
                    check.ConnectionString(entry, connection.Product);
                }
            }
            else if (paths.Find(entry.Path) is { Relative.Length: > 0 } place)
            {
                unknown = place.IsUnknown ? entry.Path : unknown;
                check.Entry(entry, place);
            }
        }

        if (environment is not null)
        {
            check.Missing(entries, environment);
        }
    }

    private sealed class FileCheck(AdditionalFileAnalysisContext context, HelixCompilation helix, SourceText text, string? environment)
    {
        public void Entry(JsonEntry entry, SettingPath place)
        {
            KnownProduct product = place.Product;
            if (place.Key is not { } key)
            {
                Report(UnknownKey, entry.Name, product, place.Relative, place.Nearest is null ? "" : $"; did you mean '{place.Nearest}'?", product.Whom);
                return;
            }

            if (key.Secret)
            {
                if (entry.Shape == JsonShape.Scalar && !CredentialShape.IsPlaceholder(entry.Text!))
                {
                    Report(SecretInFile, entry.Value, product, place.Relative, product.Whom);
                }

                return;
            }

            EnvironmentContract? rules = product.Contract.Environments.FirstOrDefault(rules => string.Equals(rules.Name, environment, StringComparison.OrdinalIgnoreCase));
            bool isTop = !place.Relative.Contains(':');
            if (isTop && entry.Shape != JsonShape.Null && rules?.Forbid.Contains(key.Name) == true)
            {
                Report(InvalidValue, entry.Name, product, place.Relative, $"must not be set in {rules.Name}", product.Whom);
                return;
            }

            KeyContract contract = isTop && rules?.Constrain.FirstOrDefault(narrower => narrower.Name == key.Name) is { } there ? there : key;
            if (Problem(contract, entry) is { } problem)
            {
                Report(InvalidValue, entry.Value, product, place.Relative, problem, product.Whom);
            }
        }

        public void ConnectionString(JsonEntry entry, KnownProduct product)
        {
            if (entry.Text is not { } value || product.Contract.Kind is not { } kind)
            {
                return;
            }

            foreach (string part in value.Split(';'))
            {
                int equals = part.IndexOf('=');
                if (equals > 0 && !CredentialShape.IsPlaceholder(part.Substring(equals + 1))
                    && kind.Manifest.ConnectionStringKeywords.FirstOrDefault(keyword => string.Equals(keyword.Name, part.Substring(0, equals).Trim(), StringComparison.OrdinalIgnoreCase)) is { } filled
                    && product.Contract.Keys.Any(key => key.Secret && key.Name == filled.Text))
                {
                    Report(SecretInFile, entry.Value, product, filled.Name + " of the connection string", product.Whom);
                    return;
                }
            }
        }

        public void Missing(IReadOnlyList<JsonEntry> entries, string name)
        {
            AdditionalText? common = SettingsFile.BaseOf(context.AdditionalFile.Path, context.Options.AdditionalFiles);
            IReadOnlyList<JsonEntry> below = common?.GetText(context.CancellationToken) is { } source ? JsonEntries.Read(source.ToString(), context.CancellationToken) : [];
            foreach (KnownProduct product in helix.Products)
            {
                if (entries.FirstOrDefault(entry => string.Equals(entry.Path, product.Contract.Section, StringComparison.OrdinalIgnoreCase)) is not { Shape: JsonShape.Object } section
                    || !entries.Any(entry => IsBelow(entry.Path, section.Path)))
                {
                    continue;
                }

                EnvironmentContract? rules = product.Contract.Environments.FirstOrDefault(rules => string.Equals(rules.Name, name, StringComparison.OrdinalIgnoreCase));
                foreach (KeyContract key in product.Contract.Keys)
                {
                    bool required = key.Required || rules?.Require.Contains(key.Name) == true;
                    string path = $"{section.Path}:{key.Name}";
                    if (required && !key.Secret && !CanBeBound(product, key) && !IsGiven(entries, path) && !IsGiven(below, path))
                    {
                        Report(MissingKey, section.Name, product, key.Name, name, product.Whom);
                    }
                }
            }
        }

        private static bool IsBelow(string path, string section) => path.Length > section.Length && path[section.Length] == ':' && path.StartsWith(section, StringComparison.OrdinalIgnoreCase);

        private static bool IsGiven(IEnumerable<JsonEntry> entries, string path) =>
            entries.Any(entry => entry.Shape != JsonShape.Null && (string.Equals(entry.Path, path, StringComparison.OrdinalIgnoreCase) || IsBelow(entry.Path, path)));

        /// <summary>Whether a binding of the product may fill the key from outside any file.</summary>
        private static bool CanBeBound(KnownProduct product, KeyContract key)
        {
            ProductBindings bindings = product.Contract.Bindings;
            return product.Contract.Kind is { } kind
                && ((bindings.ConnectionString is not null && kind.Manifest.ConnectionStringKeywords.Any(filled => filled.Text == key.Name))
                    || (bindings.ServiceBindingType is not null && kind.Manifest.ServiceBindingEntries.Any(filled => filled.Text == key.Name))
                    || (bindings.EnvironmentPrefix is not null && kind.Manifest.ConnectionProperties.Any(filled => filled.Text == key.Name)));
        }

        private static string? Problem(KeyContract key, JsonEntry entry)
        {
            bool isCollection = key.Type is KeyType.List or KeyType.Map or KeyType.Object;
            switch (entry.Shape)
            {
                case JsonShape.Null:
                    return null;
                case JsonShape.Object:
                    return isCollection ? null : $"is an object; expected a value of type {key.Type.ToString().ToLowerInvariant()}";
                case JsonShape.Array:
                    return key.Type == KeyType.List ? null : $"is an array; expected a value of type {key.Type.ToString().ToLowerInvariant()}";
                case JsonShape.Scalar when isCollection:
                    return entry.Text!.Length == 0 ? null : $"is one value; expected a value of type {key.Type.ToString().ToLowerInvariant()}";
                default:
                    string? problem = KeyLiteralReader.Problem(key, entry.Text!);
                    return problem is null || !CredentialShape.HoldsCredential(entry.Text!) ? problem : "does not keep its contract";
            }
        }

        private void Report(DiagnosticDescriptor rule, TextSpan span, KnownProduct product, params object?[] arguments) =>
            context.ReportDiagnostic(helix.Found(rule.At(
                Location.Create(context.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span)), RuleProperties.Of(product), arguments)));
    }
}
