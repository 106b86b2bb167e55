// The way out: leaves, and puts the other page in this one's place, so that Back doesn't return.
// Escape, three times within two seconds, does the same. Without a script it is a plain link.
const way = document.querySelector("[data-exit]");

function leave(event) {
  event.preventDefault();
  document.body.hidden = true;
  location.replace(way.href);
}

if (way) {
  let pressed = [];
  way.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length >= 3) leave(event);
  });
}
