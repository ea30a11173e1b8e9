using System.Globalization;
using Helix.Manifests;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>How to use the product, and what to write instead of what.</summary>
internal static class GoldenPathPanel
{
    public static Html Start(CatalogProduct product) => Html.Of($"""
        <section class="panel" aria-labelledby="start"><h2 id="start">Start</h2>
        <pre tabindex="0"><code>{GoldenPathCode.Start(product.Contract)}</code></pre></section>
        """);

    public static Html Entries(CatalogProduct product)
    {
        ProductContract contract = product.Contract;
        EquatableArray<BannedApi> raw = contract.Kind?.Manifest.Replaces ?? default;
        EquatableArray<BannedApi> own = product.Manifest.Banned;
        if (raw.IsEmpty && own.IsEmpty)
        {
            return Html.Empty;
        }

        return Html.Of($"""
            <section class="panel" aria-labelledby="path"><h2 id="path">Golden path</h2>
            {Html.Each(own, static api => Entry(api, GoldenPathCode.InsteadOfBanned(api), "HLX2002"))}
            {Html.Each(raw.Take(1), api => Entry(api, GoldenPathCode.InsteadOfRaw(contract, api), "HLX2001"))}
            {Html.If(raw.Count > 1, () => Html.Of($"<details><summary>{Numbers.Count(raw.Count - 1, "more way", "more ways")} around the product</summary>{Html.Each(raw.Skip(1), api => Entry(api, GoldenPathCode.InsteadOfRaw(contract, api), "HLX2001"))}</details>"))}
            {Waivers(product.Manifest.Waivers)}</section>
            """);
    }

    private static Html Entry(BannedApi api, string instead, string rule) => Html.Of($"""
        <div class="entry"><h3>{api.Id} <span class="badge {(api.Severity == PolicySeverity.Error ? "bad" : "warn")}">{rule} {api.Severity.ToString().ToLowerInvariant()}</span>{Escalation(api)}</h3>
        <p class="muted">{api.Reason}</p>
        <div class="pair"><figure class="off"><figcaption>Before</figcaption><pre tabindex="0"><code>{string.Join('\n', RawCode.Examples(api, 3))}</code></pre></figure>
        <figure class="on"><figcaption>After</figcaption><pre tabindex="0"><code>{instead}</code></pre></figure></div>
        {Html.If(!api.Except.IsEmpty, () => Html.Of($"<p class=\"small muted\">Allowed in {string.Join(", ", api.Except)}.</p>"))}
        <details class="small"><summary>{Numbers.Count(api.Symbols.Count, "API", "APIs")} of {api.Assembly}</summary><ul>{Html.Each(api.Symbols, static id => Html.Of($"<li><code>{id}</code></li>"))}</ul></details></div>

        """);

    private static Html Escalation(BannedApi api) => Html.Of($"""
        {Html.If(api.EscalatesToWarning is not null, () => Html.Of($" <span class=\"badge\">warning from {api.EscalatesToWarning!.Value.ToString()}</span>"))}{Html.If(api.EscalatesToError is not null, () => Html.Of($" <span class=\"badge bad\">error from {api.EscalatesToError!.Value.ToString()}</span>"))}
        """);

    private static Html Waivers(WaiverPolicy waivers)
    {
        string days = waivers.MaxDays is { } most ? $"for {most.ToString(CultureInfo.InvariantCulture)} days at most" : "for a time";
        string ticket = waivers.RequireTicket ? " and a ticket" : "";
        return Html.Of($"<p class=\"small muted\">Whoever needs another way writes a <code>GoldenPathWaiver</code> with a reason{ticket}, {days}.</p>");
    }
}
