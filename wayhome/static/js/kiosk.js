// The kiosk's screen: keys to type with, and back to the start by itself.
//
// <input data-keypad-for> is what the keys of <div data-keypad hidden> type into: data-digit="7", data-erase.
// <main data-return="/…/kiosk/" data-return-after="8"> goes there after so many seconds without a touch or key.
const main = document.querySelector("[data-return]");
const keypad = document.querySelector("[data-keypad]");
const input = document.querySelector("[data-keypad-for]");
let timer = 0;

function startOver() {
  clearTimeout(timer);
  timer = setTimeout(() => location.replace(main.dataset.return), Number(main.dataset.returnAfter) * 1000);
}

function press(key) {
  if (key.dataset.digit) input.value = (input.value + key.dataset.digit).slice(0, input.maxLength);
  else input.value = input.value.slice(0, -1);
}

if (main) {
  startOver();
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, startOver, { passive: true });
}
if (keypad && input) {
  keypad.hidden = false;
  keypad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit], [data-erase]");
    if (key) press(key);
  });
}
