namespace Helix.AspNetCore.Html;

/// <summary>The style of the page, in light and dark as the reader's system has it. Colours keep a contrast of 4.5 to their ground.</summary>
internal static class ReportStyle
{
    public const string Text = """
        :root { color-scheme: light dark; --text: light-dark(#1a1f27, #e6e9ee); --soft: light-dark(#55606e, #a5afbc); --ground: light-dark(#fff, #14171c);
          --card: light-dark(#f6f8fa, #1c2027); --line: light-dark(#d5dbe3, #363d48); --link: light-dark(#0b57b8, #8ab8ff);
          --good: light-dark(#146c43, #63d6a2); --warn: light-dark(#8a4b00, #f2b866); --bad: light-dark(#b3261e, #ff9a92); }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--text); background: var(--ground); overflow-wrap: anywhere; }
        h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 0; font-size: 1.2rem; } h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
        h2 code { margin-left: .35rem; font-weight: 400; color: var(--soft); }
        .top p { margin: .25rem 0 1.25rem; color: var(--soft); }
        a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        code { font: .875em/1.45 ui-monospace, "Cascadia Mono", Consolas, monospace; }
        .overview { list-style: none; margin: 0 0 1.5rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .35rem 1.5rem; }
        .overview li { display: flex; gap: .5rem; align-items: center; } .overview .badge { margin-left: auto; } .version { color: var(--soft); font-size: .875rem; }
        article { border: 1px solid var(--line); border-radius: .6rem; background: var(--card); padding: 1.1rem 1.25rem; margin: 0 0 1.25rem; }
        article header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; } article p { margin: .5rem 0; } .badges { margin: 0; } time { white-space: nowrap; }
        .badge { font-size: .8125rem; border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .65rem; white-space: nowrap; color: var(--soft); }
        .healthy, .ga { color: var(--good); } .degraded, .preview, .experimental, .deprecated { color: var(--warn); } .unhealthy, .retired { color: var(--bad); }
        .end, .health.unhealthy, .health.degraded { border-left: 4px solid var(--warn); padding-left: .75rem; color: var(--text); } .health.unhealthy { border-color: var(--bad); } .health.healthy { color: var(--soft); }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .5rem 1.25rem; margin: .9rem 0; }
        dt { font-size: .8125rem; color: var(--soft); } dd { margin: 0; }
        .links, .roadmap { list-style: none; margin: .5rem 0; padding: 0; } .links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; } .roadmap time { color: var(--soft); margin-right: .5rem; }
        details { margin-top: .9rem; } summary { cursor: pointer; font-weight: 600; }
        table { width: 100%; border-collapse: collapse; margin-top: .5rem; font-size: .9375rem; table-layout: fixed; } caption { text-align: left; color: var(--soft); padding-bottom: .35rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); font-weight: 400; }
        thead th { border-top: 0; color: var(--soft); font-size: .8125rem; } tbody th { color: var(--soft); } tbody th code { color: var(--text); }
        .default td { color: var(--soft); } .given th code { font-weight: 600; } .deprecation { display: block; color: var(--warn); font-size: .8125rem; }
        @media (max-width: 30rem) { body { padding: 1.25rem .75rem 3rem; } article { padding: .9rem; } .facts { grid-template-columns: 1fr 1fr; } table { font-size: .875rem; } th, td { padding-right: .5rem; } }
        """;
}
