using System.Globalization;
using System.Net;
using System.Text;
using Helix;

namespace Quickstart;

/// <summary>The start page: the products of the app, and its notes.</summary>
internal static class Page
{
    public static string Of(HelixCatalog catalog)
    {
        var products = new StringBuilder();
        foreach (CatalogEntry entry in catalog.Products)
        {
            ProductInfo info = entry.Info;
            string stage = Catalog.Stage(info.Lifecycle.Stage);
            string slo = string.Create(CultureInfo.InvariantCulture, $"{info.Slo.Availability} % · p99 {info.Slo.LatencyP99?.TotalMilliseconds} ms");
            _ = products.Append(CultureInfo.InvariantCulture, $"""
                <article>
                  <header><h2>{Encode(info.DisplayName)}</h2><span class="stage {stage}">{stage}</span></header>
                  <p>{Encode(info.Description)}</p>
                  <dl><dt>Version</dt><dd>{Encode(info.Version)}</dd><dt>Owner</dt><dd>{Encode(info.Owner.Team)}</dd>
                  <dt>Kind</dt><dd>{Encode(info.Kind)}</dd><dt>SLO</dt><dd>{slo}</dd><dt>Section</dt><dd><code>{Encode(entry.Section)}</code></dd></dl>
                </article>
                """);
        }

        return Template.Replace("{products}", products.ToString(), StringComparison.Ordinal);
    }

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    private const string Template = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Helix Quickstart</title>
        <style>
          :root { color-scheme: light dark; --line: light-dark(#d7dce3, #3a414c); --soft: light-dark(#f5f7fa, #1d2127); --accent: light-dark(#1f5fbf, #7db1ff); }
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 54rem; margin: 3rem auto; padding: 0 1.5rem; }
          h1 { margin: 0; font-size: 1.8rem; } h2 { margin: 0; font-size: 1.1rem; }
          .lead { margin: .25rem 0 2rem; opacity: .75; }
          .products { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
          article { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; background: var(--soft); }
          article header { display: flex; justify-content: space-between; align-items: center; }
          .stage { font-size: .75rem; padding: .1rem .6rem; border-radius: 1rem; border: 1px solid currentColor; }
          .ga { color: light-dark(#18794e, #5bd6a0); } .preview { color: light-dark(#9a5b00, #f0b65a); }
          dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .9rem; margin: 0; font-size: .9rem; } dt { opacity: .65; } dd { margin: 0; }
          form { display: flex; gap: .5rem; margin: .8rem 0; } input { flex: 1; } input, button { font: inherit; padding: .45rem .8rem; border-radius: .4rem; border: 1px solid var(--line); }
          button { background: var(--accent); color: light-dark(#fff, #10151c); border: 0; cursor: pointer; }
          ul { padding: 0; list-style: none; } li { border-bottom: 1px solid var(--line); padding: .4rem 0; display: flex; justify-content: space-between; gap: 1rem; } time { opacity: .6; font-size: .85rem; white-space: nowrap; }
          nav a { margin-right: 1rem; color: var(--accent); }
        </style>
        </head>
        <body>
        <h1>Helix Quickstart</h1>
        <p class="lead">Two infrastructure products, typed and validated from their manifests.</p>
        <div class="products">{products}</div>
        <h2 style="margin-top:2rem">Notes</h2>
        <form id="form"><input id="text" placeholder="Write a note" required maxlength="500" aria-label="Note"><button>Save</button></form>
        <ul id="notes"></ul>
        <nav><a href="/helix">/helix</a><a href="/catalog">/catalog</a><a href="/notes">/notes</a><a href="/health">/health</a></nav>
        <script>
          const list = document.getElementById('notes'), text = document.getElementById('text');
          async function load() {
            const notes = await (await fetch('/notes')).json();
            list.replaceChildren(...notes.map(n => {
              const li = document.createElement('li'), time = document.createElement('time');
              li.textContent = n.text; time.textContent = new Date(n.written).toLocaleString(); li.append(time); return li;
            }));
          }
          document.getElementById('form').addEventListener('submit', async e => {
            e.preventDefault();
            const r = await fetch('/notes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: text.value }) });
            if (r.ok) { text.value = ''; load(); }
          });
          load();
        </script>
        </body>
        </html>
        """;
}
