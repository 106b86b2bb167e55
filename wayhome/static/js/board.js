// A board: dragging a card to another column sends the card's own form, as its button does.
let dragged = null;

const columnFor = (event) => {
  const column = dragged && event.target.closest?.("[data-stage]");
  const stages = [...(dragged?.querySelector("select")?.options ?? [])].map((option) => option.value);
  return column && stages.includes(column.dataset.stage) ? column : null;
};

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card?.querySelector("form")) return;
  dragged = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", ""); // no name leaves the page
});

document.addEventListener("dragover", (event) => {
  if (columnFor(event)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const column = columnFor(event);
  if (!column) return;
  event.preventDefault();
  const form = dragged.querySelector("form");
  form.elements.to.value = column.dataset.stage;
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged = null;
});
