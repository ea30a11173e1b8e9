// Search and filters of the list of products. Without this script the page shows them all, and no controls.
(() => {
  "use strict";
  const tools = document.querySelector(".tools");
  const cards = [...document.querySelectorAll(".card")];
  const count = document.querySelector(".count");
  const none = document.querySelector(".none");
  if (!tools || !cards.length) return;
  const search = tools.querySelector("input");
  const filters = [...tools.querySelectorAll("select")];
  const texts = cards.map(card => card.dataset.text);

  function apply() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    cards.forEach((card, i) => {
      const fits = words.every(word => texts[i].includes(word))
        && filters.every(filter => !filter.value || card.dataset[filter.name] === filter.value);
      card.hidden = !fits;
      shown += fits;
    });
    count.textContent = shown === cards.length ? `${shown} products` : `${shown} of ${cards.length} products`;
    none.hidden = shown > 0;
    const state = new URLSearchParams();
    if (search.value.trim()) state.set("q", search.value.trim());
    filters.forEach(filter => filter.value && state.set(filter.name, filter.value));
    // The view can be linked to. Browsers keep file pages from doing this; they work all the same.
    try { history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search); } catch { }
  }

  const state = new URLSearchParams(location.hash.slice(1));
  search.value = state.get("q") ?? "";
  filters.forEach(filter => { filter.value = state.get(filter.name) ?? ""; if (filter.selectedIndex < 0) filter.value = ""; });
  tools.hidden = false;
  tools.addEventListener("input", apply);
  tools.addEventListener("submit", event => event.preventDefault());
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); search.focus(); }
  });
  apply();
})();
