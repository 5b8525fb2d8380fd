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

  // Fields that only matter while another has a value: data-when="kind=catering|retail".
  all("[data-when]").forEach((field) => {
    const [name, wanted] = field.dataset.when.split("=");
    const form = field.closest("form");
    const show = () => {
      const chosen = new FormData(form).getAll(name);
      field.hidden = !wanted.split("|").some((value) => chosen.includes(value));
      field.querySelectorAll("input, select, textarea").forEach((input) => { input.disabled = field.hidden; });
    };
    form.addEventListener("change", show);
    show();
  });

  // How much may still be written.
  all("textarea[data-limit]").forEach((area) => {
    const left = document.createElement("p");
    left.className = "left";
    area.after(left);
    const count = () => { left.textContent = `${[...area.value].length} / ${area.dataset.limit}`; };
    area.addEventListener("input", count);
    count();
  });

  // Keep a draft while it is being filled: <form data-autosave="/drafts/1">.
  all("form[data-autosave]").forEach((form) => {
    const status = form.querySelector(".saved");
    let timer;
    const save = async () => {
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
