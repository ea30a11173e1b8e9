using System.Text;
using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>
/// <c>BannedSymbols.txt</c> for Microsoft.CodeAnalysis.BannedApiAnalyzers: for code that does not reference Helix. The format has one
/// severity, no dates and no exceptions, and that analyzer finds no indexer; the file says so where it matters.
/// </summary>
internal sealed class BannedSymbolsExport : IExportFormat
{
    public string Name => "bannedsymbols";

    public string Description => "BannedSymbols.txt for BannedApiAnalyzers, for projects without Helix.";

    public IReadOnlyList<string> FileNames => ["BannedSymbols.txt"];

    public IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options)
    {
        var text = new StringBuilder("// What the golden paths of infrastructure products replace, written by helix export bannedsymbols.\n// Change the manifests, not this file.\n");
        foreach (IGrouping<string, Ban> bans in products.SelectMany(Bans).GroupBy(static ban => ban.Symbol, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            // A property with parameters: an indexer.
            _ = bans.Key.StartsWith("P:", StringComparison.Ordinal) && bans.Key.EndsWith(')')
                ? text.Append("// BannedApiAnalyzers finds no indexer; Helix does: ").Append(bans.Key)
                : text.Append(bans.Key).Append(';').Append(Message([.. bans]));
            _ = text.Append('\n');
        }

        return [text.ToString()];
    }

    private static IEnumerable<Ban> Bans(ProductContract product) =>
        product.Manifest.Banned.Select(static api => (Api: api, IsRaw: false))
            .Concat((product.Kind?.Manifest.Replaces ?? default).Select(static api => (Api: api, IsRaw: true)))
            .Where(static entry => entry.Api.Severity != PolicySeverity.None)
            .SelectMany(entry => entry.Api.Symbols.Select(symbol => new Ban(symbol, product, entry.Api, entry.IsRaw)));

    /// <summary>A symbol is banned once: its message names every product that speaks of it.</summary>
    private static string Message(Ban[] bans)
    {
        (_, _, BannedApi api, bool isRaw) = bans[0];
        string types = string.Join(" or ", bans.Select(static b => b.Product.CSharpName).Distinct(StringComparer.Ordinal));
        string advice = (isRaw, api.Use) switch
        {
            (true, { } use) => $"inject {types} and use {use}",
            (true, null) => $"inject {types}",
            (false, { } use) => $"use {use}",
            _ => "do without it",
        };
        string reason = api.Reason is { } why ? ": " + why.Trim().TrimEnd('.') : "";
        string owners = string.Join("; ", bans.Select(static b => $"{b.Product.Manifest.Name}, owner {b.Product.Manifest.Owner.Team}").Distinct(StringComparer.Ordinal));
        string except = api.Except.IsEmpty ? "" : $"; allowed in {string.Join(", ", api.Except)}";
        return $"{advice}{reason} ({owners}{except})".ReplaceLineEndings(" ");
    }

    private sealed record Ban(string Symbol, ProductContract Product, BannedApi Api, bool IsRaw);
}
