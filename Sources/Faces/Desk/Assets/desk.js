// Small conveniences of the desks; without them everything still works.
(() => {
  "use strict";
  // A phrase goes into the opinion beside it, behind what stands there already.
  document.addEventListener("click", (event) => {
    const phrase = event.target.closest?.("[data-phrase]");
    const opinion = phrase?.closest("form")?.querySelector("textarea");
    if (!opinion) return;
    event.preventDefault();
    opinion.value = [opinion.value.trim(), phrase.dataset.phrase].filter(Boolean).join("\n");
    opinion.dispatchEvent(new Event("input", { bubbles: true }));
    opinion.focus();
  });

  // The clerk's hands stay on the keyboard: the first field is ready, unless there is something to mend first.
  const first = document.querySelector("[aria-invalid=true]") ?? document.querySelector("[data-first] input:not([type=hidden])");
  if (first && !document.querySelector(".summary")) first.focus();
})();
