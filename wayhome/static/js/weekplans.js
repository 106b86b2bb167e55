// Drag a group that somebody has onto one that they don't: the first is given up for the second.
const form = document.querySelector("[data-groups]");
let dragged = null;

const boxOf = (card) => card.querySelector("input");

function grab() {
  for (const card of form.querySelectorAll("[data-group]")) {
    card.draggable = boxOf(card).checked;
  }
}

form.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-group]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", boxOf(dragged).value);
});

form.addEventListener("dragover", (event) => {
  const card = event.target.closest("[data-group]");
  if (dragged && card && card !== dragged && !boxOf(card).checked) {
    event.preventDefault();
    card.classList.add("wh-group-over");
  }
});

form.addEventListener("dragleave", (event) => {
  event.target.closest("[data-group]")?.classList.remove("wh-group-over");
});

form.addEventListener("drop", (event) => {
  const card = event.target.closest("[data-group]");
  event.preventDefault();
  card.classList.remove("wh-group-over");
  boxOf(dragged).checked = false;
  boxOf(card).checked = true;
  boxOf(card).dispatchEvent(new Event("change", { bubbles: true }));
});

form.addEventListener("dragend", () => {
  dragged = null;
});

form.addEventListener("change", grab);
grab();
