/* Counts words while somebody types; the server counts the same at every save. */
"use strict";

(() => {
  const shown = () => document.querySelector("[data-words-for]");
  document.addEventListener("input", (event) => {
    const line = shown();
    if (!line || event.target.id !== line.dataset.wordsFor) return;
    const count = event.target.value.split(/\s+/).filter(Boolean).length;
    line.querySelector("[data-words-shown]").textContent = String(count);
    line.querySelector("meter").value = count;
  });
})();
