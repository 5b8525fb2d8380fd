// Regions chosen level by level: the list below follows the choice above. Without this, the page that is saved fills it.
(() => {
  "use strict";
  const levels = ["county", "town", "village"];
  document.addEventListener("change", async ({ target }) => {
    const [, key, level] = /^(form\..+)\.(county|town|village)$/.exec(target.name ?? "") ?? [];
    const below = levels.slice(levels.indexOf(level) + 1).map((name) => target.form.elements[`${key}.${name}`]).filter(Boolean);
    if (!level || !below.length) return;
    below.forEach((list) => { list.replaceChildren(list.options[0]); list.closest(".field").hidden = false; });
    if (!target.value) return;
    const answer = await fetch(`/me/regions?of=${encodeURIComponent(target.value)}`, { headers: { Accept: "application/json" } });
    const found = answer.ok ? await answer.json() : [];
    below[0].append(...found.map(({ value, label }) => new Option(label, value)));
    below[0].closest(".field").hidden = !found.length;
    document.getElementById(`${below[0].id}-hint`)?.remove();
  });
})();
