/* Keeps the word count under a text up to date. Without it the count of the last save stands there. */
"use strict";

function countWords(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

function watch(meter) {
  const field = document.getElementById(meter.dataset.wordsOf);
  const count = meter.querySelector(".field-meter__count");
  const most = Number(meter.dataset.maxWords);
  function show() {
    const words = countWords(field.value);
    count.textContent = String(words);
    meter.dataset.over = String(words > most);
  }
  field.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-words-of]").forEach(watch);
