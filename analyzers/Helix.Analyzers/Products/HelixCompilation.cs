using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// What the rules know of one compilation: products and kinds, their types, the stance of the project and the day of judgement. All
/// analyzers of a compilation share one.
/// </summary>
internal sealed class HelixCompilation
{
    private static readonly ConditionalWeakTable<Compilation, Holder> s_cache = new();

    private readonly AnalyzerOptions _options;
    private readonly Dictionary<string, KnownProduct> _byName;
    private GoldenPathTable? _goldenPath;
    private CodeNames? _names;

    private HelixCompilation(
        Compilation compilation, AnalyzerOptions options, ImmutableArray<KnownProduct> products, ImmutableArray<KnownKind> kinds)
    {
        _options = options;
        Compilation = compilation;
        Products = products;
        Kinds = kinds;
        _byName = products.ToDictionary(static product => product.Name, StringComparer.OrdinalIgnoreCase);
        Types = new(compilation, products);
        Stance = new(compilation, options.AnalyzerConfigOptionsProvider, Types);
        Day = JudgementDay.Of(options.AnalyzerConfigOptionsProvider);
        Findings = Findings.Of(compilation);
    }

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The products by name, each once.</summary>
    public ImmutableArray<KnownProduct> Products { get; }

    /// <summary>The kinds by name, each once.</summary>
    public ImmutableArray<KnownKind> Kinds { get; }

    /// <summary>The types of the products.</summary>
    public ProductTypes Types { get; }

    /// <summary>What kind of code this is.</summary>
    public ProjectStance Stance { get; }

    /// <summary>The day that dated rules go by.</summary>
    public JudgementDay Day { get; }

    /// <summary>What the rules have found so far.</summary>
    public Findings Findings { get; }

    /// <summary>What the golden paths ban.</summary>
    public GoldenPathTable GoldenPath => _goldenPath ?? Interlocked.CompareExchange(ref _goldenPath, GoldenPathTable.Of(this, Compilation), null) ?? _goldenPath;

    /// <summary>The names in code that the rules look for.</summary>
    public CodeNames Names => _names ?? Interlocked.CompareExchange(ref _names, WatchedNames.Of(this, CancellationToken.None), null) ?? _names;

    /// <summary>The options of the build and of <c>.editorconfig</c> files.</summary>
    public AnalyzerConfigOptionsProvider Options => _options.AnalyzerConfigOptionsProvider;

    /// <summary>
    /// Notes a finding of a rule that can be waived, and gives it back to be reported. A rule that does not pass here is unknown to HLX4003.
    /// </summary>
    public Diagnostic Found(Diagnostic diagnostic)
    {
        Findings.Add(diagnostic);
        return diagnostic;
    }

    /// <summary>The product of a name, in any case.</summary>
    public KnownProduct? Find(string? name) => name is not null && _byName.TryGetValue(name, out KnownProduct? product) ? product : null;

    /// <summary>
    /// Which products the project sees, whose, and where to ask, for messages that are about none of them alone; the first few where they
    /// are many.
    /// </summary>
    public string Whom
    {
        get
        {
            const int Most = 3;
            string names = string.Join("; ", Products.Take(Most).Select(static product => product.Whom));
            return Products.Length > Most ? $"{names}; and {Products.Length - Most} more" : names;
        }
    }

    /// <summary>The kind of a product.</summary>
    public KnownKind? KindOf(KnownProduct product)
    {
        foreach (KnownKind kind in Kinds)
        {
            if (ReferenceEquals(kind.Contract, product.Contract.Kind))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>
    /// What is known of the compilation; null where no manifest says anything, so that a project without products pays for one look at the
    /// names of its additional files.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static HelixCompilation? Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (!HasManifest(options.AdditionalFiles))
        {
            return null;
        }

        Holder holder = s_cache.GetOrCreateValue(compilation);
        if (holder.Current is { } known && known.IsOf(options))
        {
            return known.Products.IsEmpty && known.Kinds.IsEmpty ? null : known;
        }

        HelixCompilation made = Read(compilation, options, cancellationToken);
        holder.Current = made;
        return made.Products.IsEmpty && made.Kinds.IsEmpty ? null : made;
    }

    private bool IsOf(AnalyzerOptions options) =>
        _options.AdditionalFiles == options.AdditionalFiles
        && ReferenceEquals(_options.AnalyzerConfigOptionsProvider, options.AnalyzerConfigOptionsProvider);

    private static bool HasManifest(ImmutableArray<AdditionalText> files)
    {
        foreach (AdditionalText file in files)
        {
            if (ManifestReader.IsManifest(file.Path))
            {
                return true;
            }
        }

        return false;
    }

    private static HelixCompilation Read(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var read = new List<(ManifestSource Source, ParsedManifest Manifest)>();
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ManifestReader.IsManifest(file.Path) && file.GetText(cancellationToken) is { } text)
            {
                ManifestSource source = ManifestSource.Of(file, options.AnalyzerConfigOptionsProvider, compilation.AssemblyName);
                read.Add((source, ParsedManifest.Read(file.Path, text, cancellationToken)));
            }
        }

        // The order of files is the build's; which of two equal names stands must not depend on it. The owned one is generated.
        read.Sort(static (left, right) => left.Source.IsOwned != right.Source.IsOwned
            ? right.Source.IsOwned.CompareTo(left.Source.IsOwned)
            : StringComparer.Ordinal.Compare(left.Source.Path, right.Source.Path));

        var kinds = new SortedDictionary<string, KnownKind>(StringComparer.Ordinal);
        foreach ((ManifestSource source, ParsedManifest manifest) in read)
        {
            if (manifest.Kind is { } kind && !kinds.ContainsKey(kind.Manifest.Name))
            {
                kinds.Add(kind.Manifest.Name, new(kind, source));
            }
        }

        var products = new SortedDictionary<string, KnownProduct>(StringComparer.OrdinalIgnoreCase);
        foreach ((ManifestSource source, ParsedManifest manifest) in read)
        {
            if (manifest.Document?.Product is not { } product || products.ContainsKey(product.Name))
            {
                continue;
            }

            KnownKind? kind = product.Kind is { } name && kinds.TryGetValue(name, out KnownKind? found) ? found : null;
            if (manifest.Resolve(kind?.Contract) is { } contract)
            {
                products.Add(product.Name, new(contract, manifest.Document, source));
            }
        }

        return new(compilation, options, [.. products.Values], [.. kinds.Values]);
    }

    private sealed class Holder
    {
        public volatile HelixCompilation? Current;
    }
}
