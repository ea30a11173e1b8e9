using System.Globalization;
using Helix.Manifests;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>The page of one product: all that its users need to decide, start, and complain.</summary>
internal static class ProductPage
{
    public static string Of(CatalogFrame frame, CatalogProduct product, IReadOnlySet<string> known) => frame.Page(product.DisplayName, "../", null, Html.Of($"""
        <p class="crumbs"><a href="../index.html">Products</a> / {product.Name}</p>
        <div class="lead"><div class="title"><h1>{product.DisplayName}</h1>{StageText.Badge(product.Stage)}<span class="badge">{product.Manifest.Version}</span></div>
        <p>{product.Manifest.Description}</p></div>
        {Notice(product, known, frame.Day)}
        <div class="product"><div>
        {Promise(product)}
        {GoldenPathPanel.Start(product)}
        {GoldenPathPanel.Entries(product)}
        {ContractPanel.Of(product)}
        {LocalPanel.Of(product.Contract)}
        {Plans(product)}
        {Used(product)}
        {Roadmap(product, frame.Day)}
        </div><aside class="side panel" aria-label="At a glance">{Side(product, known)}</aside></div>
        """));

    private static Html Notice(CatalogProduct product, IReadOnlySet<string> known, DateOnly day)
    {
        ProductLifecycle lifecycle = product.Manifest.Lifecycle;
        string? text = product.Stage switch
        {
            LifecycleStage.Retired => lifecycle.Retires is { } gone ? $"Retired on {gone}. It is gone." : "Retired. It is gone.",
            LifecycleStage.Deprecated when lifecycle.Retires is { } retires => $"Deprecated. It is gone from {retires} on: {Numbers.Count(retires.DayNumber - day.DayNumber, "day", "days")} left.",
            LifecycleStage.Deprecated => "Deprecated. It works, and should not be taken up any more.",
            LifecycleStage.Experimental => "Experimental. It may change or vanish any day.",
            _ when lifecycle.Deprecated is { } deprecated => $"It will be deprecated from {deprecated} on{(lifecycle.Retires is { } then ? $" and gone from {then} on" : "")}.",
            _ when lifecycle.Retires is { } retires => $"It will be gone from {retires} on.",
            _ => null,
        };
        return text is null ? Html.Empty : Html.Of($"""
            <p class="notice {(product.Stage == LifecycleStage.Retired ? "bad" : "")}" role="note"><b>{text}</b>
            {Html.If(lifecycle.Successor is not null, () => Html.Of($"Successor: {ProductLink(lifecycle.Successor!, known)}."))}
            {Html.If(lifecycle.Migration is not null, () => Link.To(lifecycle.Migration, "How to migrate"))}</p>
            """);
    }

    private static Html Promise(CatalogProduct product)
    {
        (double? availability, long? latency) = product.Manifest.Slo;
        if (availability is null && latency is null)
        {
            return Html.Empty;
        }

        return Html.Of($"""
            <section class="panel" aria-labelledby="slo"><h2 id="slo">What you may rely on</h2><div class="slo">
            {Html.If(availability is not null, () => Html.Of($"<p><b>{availability!.Value.ToString(CultureInfo.InvariantCulture)} %</b><span class=\"muted\">availability, {Downtime(availability.Value)} a month at most</span></p>"))}
            {Html.If(latency is not null, () => Html.Of($"<p><b>{DurationText.Format(latency!.Value)}</b><span class=\"muted\">latency, 99th percentile</span></p>"))}
            </div></section>
            """);
    }

    /// <summary>A percentage says little; minutes do.</summary>
    private static string Downtime(double availability)
    {
        double minutes = (100 - availability) / 100 * 30 * 24 * 60;
        return minutes switch
        {
            < 1 => $"{(minutes * 60).ToString("0", CultureInfo.InvariantCulture)} s down",
            < 120 => $"{minutes.ToString("0", CultureInfo.InvariantCulture)} min down",
            _ => $"{(minutes / 60).ToString("0.#", CultureInfo.InvariantCulture)} h down",
        };
    }

    private static Html Plans(CatalogProduct product) => product.Manifest.Plans.IsEmpty ? Html.Empty : Html.Of($"""
        <section class="panel" aria-labelledby="plans"><h2 id="plans">Plans</h2><div class="plans">
        {Html.Each(product.Manifest.Plans, static plan => Html.Of($"""
            <div class="plan"><h3>{plan.Name}</h3><div>{Html.If(plan.IsDefault, static () => new("<span class=\"badge info\">default</span> "))}{Html.If(plan.RequiresApproval, static () => new("<span class=\"badge warn\">needs approval</span>"))}</div>
            <p class="small muted">{plan.Description}</p>
            <ul>{Html.Each(plan.Limits, static limit => Html.Of($"<li><span>{limit.Name}</span><b>{limit.Text}</b></li>"))}</ul></div>

            """))}</div></section>
        """);

    private static Html Used(CatalogProduct product) => product.Adoption is not { } adoption ? Html.Empty : Html.Of($"""
        <section class="panel" aria-labelledby="use"><h2 id="use">How it is used</h2><div class="slo">
        <p><b>{(adoption.Ratio is { } ratio ? Numbers.Percent(ratio) : "–")}</b><span class="muted">of uses on the golden path</span></p>
        <p><b>{adoption.Using}</b><span class="muted">projects use it, of {adoption.Seeing} that could</span></p>
        <p><b>{adoption.Counts.Bypasses + adoption.Counts.WaivedBypasses}</b><span class="muted">bypasses, {adoption.Counts.WaivedBypasses} of them waived</span></p>
        {Html.If(adoption.Satisfaction?.Csat is not null, () => Html.Of($"<p><b>{adoption.Satisfaction!.Csat!.Value.ToString("0", CultureInfo.InvariantCulture)} %</b><span class=\"muted\">of its users satisfied</span></p>"))}
        </div></section>
        """);

    private static Html Roadmap(CatalogProduct product, DateOnly day)
    {
        IReadOnlyList<ProductEvent> events = ProductEvent.Of(product);
        if (events.Count == 0)
        {
            return Html.Empty;
        }

        ProductEvent[] past = [.. events.Where(e => e.Date.DayNumber <= day.DayNumber)];
        return Html.Of($"""
            <section class="panel" aria-labelledby="roadmap"><h2 id="roadmap">Roadmap</h2><ol class="line">
            {Html.Each(past, static e => Event(e, "past"))}
            <li class="today"><time datetime="{day.ToString("O")}">{day.ToString("O")}</time>Today</li>
            {Html.Each(events.Skip(past.Length), static e => Event(e, ""))}</ol></section>
            """);
    }

    private static Html Event(ProductEvent e, string when) => Html.Of($"""
        <li class="{e.Colour} {when}"><time datetime="{e.Date.ToString()}">{e.Date.ToString()}</time>{e.Title}{Html.If(e.Status is not null, () => Html.Of($" <span class=\"badge\">{e.Status}</span>"))}</li>

        """);

    private static Html Side(CatalogProduct product, IReadOnlySet<string> known)
    {
        ProductManifest manifest = product.Manifest;
        (string Label, string? Url)[] links =
        [
            ("Documentation", manifest.Support.Docs), ("Chat", manifest.Support.Chat), ("Give feedback", manifest.Support.Feedback),
            ("Status", manifest.Support.Status), ("On call", manifest.Owner.OnCall),
        ];
        return Html.Of($"""
            <dl class="facts">
            <div><dt>Owner</dt><dd>{product.Owner}</dd></div>
            {Html.If(links.Any(static l => l.Url is not null), () => Html.Of($"<div><dt>Support and feedback</dt><dd><ul class=\"links\">{Html.Each(links.Where(static l => l.Url is not null), static l => Html.Of($"<li>{Link.To(l.Url, l.Label)}</li>"))}</ul></dd></div>"))}
            <div><dt>Kind</dt><dd>{product.Contract.Kind?.Manifest.DisplayName ?? product.Kind}</dd></div>
            <div><dt>Type</dt><dd><code>{(manifest.Namespace is { } space ? space + "." : "")}{product.Contract.CSharpName}</code></dd></div>
            <div><dt>Configuration section</dt><dd><code>{product.Contract.Section}</code></dd></div>
            {Html.If(!manifest.DependsOn.IsEmpty, () => Html.Of($"<div><dt>Needs</dt><dd>{Html.Each(manifest.DependsOn, d => Html.Of($"{ProductLink(d.Product, known)} {d.Range} "))}</dd></div>"))}
            {Html.If(product.NeededBy.Count > 0, () => Html.Of($"<div><dt>Needed by</dt><dd>{Html.Each(product.NeededBy, n => Html.Of($"{ProductLink(n, known)} "))}</dd></div>"))}
            {Html.If(!manifest.Labels.IsEmpty, () => Html.Of($"<div><dt>Labels</dt><dd>{Html.Each(manifest.Labels, static l => Html.Of($"<span class=\"badge\">{l.Name}: {l.Text}</span> "))}</dd></div>"))}
            </dl>
            """);
    }

    private static Html ProductLink(string name, IReadOnlySet<string> known) => known.Contains(name) ? Html.Of($"<a href=\"{name}.html\">{name}</a>") : Html.Of($"{name}");
}
