/* Dragging as an extra: it only fills in the numbers. Numbers and buttons do all without it. */
"use strict";

(() => {
  const list = document.querySelector("[data-ranking]");
  if (!list) return;
  const status = document.querySelector("[data-rank-status]");
  const items = () => [...list.querySelectorAll("[data-rank-item]")];
  let dragged = null;

  const renumber = () => {
    items().forEach((item, index) => {
      item.querySelector("input[type=number]").value = String(index + 1);
    });
  };

  const tell = (item) => {
    const place = items().indexOf(item) + 1;
    status.textContent = `${item.dataset.rankName} staat nu op plaats ${place}. Sla de volgorde nog op.`;
  };

  const addGrip = (item) => {
    const grip = document.createElement("span");
    grip.className = "ranking__grip";
    grip.draggable = true;
    grip.setAttribute("aria-hidden", "true");
    grip.title = "Sleep naar een andere plaats";
    grip.textContent = "⠿";
    item.querySelector(".ranking__title").prepend(grip);
    grip.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.rankName);
      event.dataTransfer.setDragImage(item, 0, 0);
      item.classList.add("ranking__item--dragged");
    });
    grip.addEventListener("dragend", () => {
      item.classList.remove("ranking__item--dragged");
      dragged = null;
      renumber();
      tell(item);
    });
  };

  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-rank-item]");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    over[after ? "after" : "before"](dragged);
  });

  list.addEventListener("drop", (event) => {
    if (dragged) event.preventDefault();
  });

  items().forEach(addGrip);
})();
