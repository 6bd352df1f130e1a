/* The answer about one measure: no key is lost. Without this the form is kept with its buttons. */
"use strict";

(() => {
  const FAILED = "Niet opgeslagen. Uw tekst staat nog op deze pagina. Druk op Opslaan om te zien wat er is.";
  const find = () => document.getElementById("antwoord-formulier");
  if (!find()) return;

  // What stands in the fields by name; versions and seals are not typed.
  const typed = () => {
    const form = find();
    const fields = [...new FormData(form)];
    return new Map(fields.filter(([name]) => form.elements.namedItem(name).type !== "hidden"));
  };
  const differs = (from) => [...typed()].filter(([name, value]) => from.get(name) !== value);

  let kept = typed();
  let sent = kept;
  let held = null;
  let leaving = false;

  const countWords = (field) => {
    const line = document.querySelector("[data-words-for]");
    if (!line || field.id !== line.dataset.wordsFor) return;
    const count = field.value.split(/\s+/).filter(Boolean).length;
    line.querySelector("[data-words-shown]").textContent = String(count);
    line.querySelector("meter").value = count;
  };

  const hold = () => {
    const field = document.activeElement;
    const focus = find().contains(field) ? field : null;
    return {
      fields: differs(sent),
      id: focus?.id,
      start: focus?.selectionStart,
      end: focus?.selectionEnd,
    };
  };

  const putBack = () => {
    kept = typed();
    for (const [name, value] of held.fields) {
      const field = find().elements.namedItem(name);
      if (!field) continue;
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
      countWords(field);
    }
    const field = held.id && document.getElementById(held.id);
    // A date or a list has no cursor.
    if (field && typeof held.start === "number") field.setSelectionRange(held.start, held.end);
    held.isBack = true;
  };

  const goOn = () => {
    if (held.id) document.getElementById(held.id)?.focus({ preventScroll: true });
    held = null;
    // Where two texts stand beside each other a person chooses first.
    const chooses = find().querySelector(".beside__theirs");
    if (!chooses && differs(kept).length) window.htmx.trigger(find(), "save");
  };

  const tellFailed = () => {
    const line = document.getElementById("opgeslagen");
    line.querySelectorAll("[role]").forEach((old) => old.remove());
    const alert = document.createElement("p");
    alert.className = "field-error";
    alert.setAttribute("role", "alert");
    alert.textContent = FAILED;
    line.prepend(alert);
  };

  document.addEventListener("input", (event) => {
    leaving = false;
    countWords(event.target);
  });

  // A button sends all that was typed: saving beside it could undo what the button does.
  document.addEventListener("submit", (event) => {
    if (event.target === find()) leaving = true;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) event.preventDefault();
    sent = typed();
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap) return;
    kept = sent;
    if (event.detail.target.id === "antwoord") held = hold();
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (held && !held.isBack) putBack();
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (held) goOn();
  });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, tellFailed);
  }

  // Another tab or app: this page may come back, so it has to hear its new version.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && !leaving && differs(kept).length) window.htmx.trigger(find(), "save");
  });
  window.addEventListener("pagehide", () => {
    if (leaving || !differs(kept).length) return;
    if (navigator.sendBeacon(find().action, new FormData(find()))) kept = typed();
  });
  // Brought back by the back button as it was left: what was sent then is known only now.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (leaving) window.location.reload();
    else window.htmx.trigger(find(), "save");
  });
})();
