// What makes the pages pleasant. Everything works without it; each part looks for its own data attribute.
(() => {
  "use strict";
  const token = document.querySelector("meta[name=csrf]")?.content ?? "";
  const all = (selector) => document.querySelectorAll(selector);

  // Ask before what cannot be undone: <form data-confirm="…">, <button data-confirm="…">.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (!question || window.confirm(question)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "get") return;
    const button = event.submitter;
    if (button) setTimeout(() => { button.setAttribute("aria-disabled", "true"); });
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    all("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    all(".button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });

  // The summary of mistakes is read out first, and its links lead into the fields.
  const summary = document.querySelector(".summary");
  if (summary) {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const field = event.target.hash && document.getElementById(decodeURIComponent(event.target.hash.slice(1)));
      if (field) { event.preventDefault(); field.scrollIntoView({ block: "center" }); field.focus(); }
    });
  }

  // What only matters while others have certain values: data-when='{"field": "kind", "in": ["catering"]}', with all, any, not and filled.
  const isBox = (input) => ["checkbox", "radio"].includes(input.type);
  const given = (form, name) => [...form.elements]
    .filter((input) => input.name === name && !input.disabled && (!isBox(input) || input.checked))
    .map((input) => (input.type === "checkbox" && input.value === "1" ? "true" : input.value));
  const holds = (form, { all, any, not, filled, field, in: wanted }) => {
    if (all) return all.every((part) => holds(form, part));
    if (any) return any.some((part) => holds(form, part));
    if (not) return !holds(form, not);
    if (filled) return given(form, filled).some((value) => value !== "");
    const answers = given(form, field);
    return answers.some((value) => wanted.includes(value)) || (!answers.length && wanted.includes("false"));
  };
  const applyConditions = (form) => {
    const parts = [...form.querySelectorAll("[data-when]")];
    if (!parts.length) return;
    const inputs = [...form.querySelectorAll("input, select, textarea")].filter((input) => !input.disabled);
    // What hides one part may itself be hidden, so it is asked again until nothing changes.
    const show = () => parts.some(() => parts.map((part) => {
      const before = part.hidden;
      part.hidden = !holds(form, JSON.parse(part.dataset.when));
      inputs.forEach((input) => { input.disabled = input.closest("[data-when][hidden]") !== null; });
      return before !== part.hidden;
    }).every((isChanged) => !isChanged));
    ["input", "change"].forEach((kind) => form.addEventListener(kind, show));
    show();
  };

  // How much may still be written.
  const countLetters = (area) => {
    const left = document.createElement("p");
    left.className = "left";
    area.after(left);
    const count = () => { left.textContent = `${[...area.value].length} / ${area.dataset.limit}`; };
    area.addEventListener("input", count);
    count();
  };

  // Keep a draft while it is being filled: <form data-autosave="/drafts/1">.
  const saveWhileTyping = (form) => {
    const status = form.querySelector(".saved");
    let timer;
    const save = async () => {
      if (!form.isConnected) return;
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      try {
        const headers = { "X-CSRF-Token": token, Accept: "application/json" };
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers });
        if (!answer.ok) throw new Error(answer.status);
        const time = new Date().toTimeString().slice(0, 5);
        if (status) status.textContent = `${status.dataset.saved} · ${time}`;
      } catch {
        if (status) status.textContent = status.dataset.failed;
        timer = setTimeout(save, 15000);
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  const prepare = (form) => {
    applyConditions(form);
    form.querySelectorAll("textarea[data-limit]").forEach(countLetters);
    if (form.dataset.autosave) saveWhileTyping(form);
  };
  all("form").forEach(prepare);

  // Rows come and go without leaving the page: of what the button's answer is, the form takes the place of this one.
  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || !["add", "remove"].includes(button?.name)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new FormData(form, button);
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams([...data]);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRF-Token": token, Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const place = [...all("main form")].indexOf(form), next = page.querySelectorAll("main form")[place];
      form.replaceWith(next);
      prepare(next);
      const list = document.getElementById(`field-${button.value.replace(/\[\d+\]$/, "")}`);
      (button.name === "add" ? [...list.querySelectorAll(".entry, tbody tr")].pop()?.querySelector("input:not([type=hidden]), select") : list)?.focus();
    } catch { location.reload(); }
  }, true);

  // Regions chosen level by level: the list below follows the choice above.
  document.addEventListener("change", async ({ target }) => {
    if (!target.dataset?.region) return;
    const parts = [...target.closest(".regions").querySelectorAll(".part")];
    const below = parts.slice(parts.indexOf(target.closest(".part")) + 1);
    below.forEach((part) => { const list = part.querySelector("select"); list.replaceChildren(list.options[0]); part.hidden = false; });
    if (!target.value || !below.length) return;
    const answer = await fetch(`/regions/below?of=${encodeURIComponent(target.value)}`, { headers: { Accept: "application/json" } });
    const found = answer.ok ? await answer.json() : [];
    below[0].querySelector("select").append(...found.map(({ value, label }) => new Option(label, value)));
    below[0].querySelector(".hint")?.remove();
    below[0].hidden = !found.length;
  });

  // Show how far an upload has come: the same form to the same address, sent by a request that can tell.
  all("form[data-upload]").forEach((form) => form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].filter((input) => input.files.length);
    if (!files.length) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    const box = files[0].closest(".field")?.querySelector(".uploading") ?? form.querySelector(".uploading");
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => {
      if (!box) return;
      const percent = Math.round(loaded / total * 100);
      box.hidden = false;
      box.querySelector("progress").value = percent;
      box.querySelector("[role=status]").textContent = `${percent}%`;
    };
    request.onload = () => {
      if (request.responseURL && request.status < 400) { location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.title = page.title;
      document.querySelector("main").replaceWith(page.querySelector("main"));
      delete form.dataset.sent;
      (document.querySelector(".summary") ?? document.querySelector("main")).focus();
    };
    request.onerror = () => { delete form.dataset.sent; form.submit(); };
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRF-Token", token);
    request.send(new FormData(form));
  }));

  // Suggestions while typing, as an ARIA combobox: <input data-suggest="/suggest">, answered [{value, label, note, path}].
  all("input[data-suggest]").forEach((input, number) => {
    if (!input.dataset.suggest) return;
    const list = document.createElement("ul");
    Object.assign(list, { id: `suggestions-${number}`, className: "suggestions", hidden: true });
    list.setAttribute("role", "listbox");
    input.after(list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries({ ...attributes, autocomplete: "off" })) input.setAttribute(name, value);
    let timer, running, chosen = -1, found = [];

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (to) => {
      chosen = to;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === chosen));
      const item = list.children[chosen];
      if (!item) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    };
    const take = (place) => {
      if (found[place].path) { location.assign(found[place].path); return; }
      input.value = found[place].value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      close();
    };
    const draw = () => {
      list.replaceChildren(...found.map(({ label, note }, place) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${place}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.append(label);
        if (note) { const small = document.createElement("small"); small.textContent = note; item.append(small); }
        item.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
        return item;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      chosen = -1;
    };
    const ask = async () => {
      const query = input.value.trim();
      if (!query) { close(); return; }
      running?.abort();
      running = new AbortController();
      const address = new URL(input.dataset.suggest, location);
      address.searchParams.set("q", query);
      try {
        const answer = await fetch(address, { signal: running.signal, headers: { Accept: "application/json" } });
        found = answer.ok ? await answer.json() : [];
        draw();
      } catch { /* a newer question is under way, or the network is away: the form still works */ }
    };
    input.addEventListener("input", (event) => { if (event.isComposing) return; clearTimeout(timer); timer = setTimeout(ask, 180); });
    input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark((chosen + 1) % found.length); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(chosen <= 0 ? found.length - 1 : chosen - 1); }
      else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(chosen); }
      else if (event.key === "Escape") close();
    });
    input.addEventListener("blur", close);
  });

  // A menu closes when one looks elsewhere.
  const closeMenus = (except) => all("details.menu[open]").forEach((menu) => { menu.open = menu.contains(except); });
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(null); });

  // Print buttons: <button data-print>.
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-print]")) window.print(); });
})();
