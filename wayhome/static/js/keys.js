// Keyboard shortcuts: any element with data-key="X" is focused or clicked by X; "?" shows the list.
const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && event.target.matches("[data-key]")) {
    event.target.blur();
    return;
  }
  if (isTyping(event.target) || document.querySelector("dialog:modal")) return;
  if (event.key === "?") {
    const list = document.getElementById("wh-keys");
    if (!list) return;
    event.preventDefault();
    list.showModal();
    return;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input, select, textarea")) {
    wanted.focus();
    wanted.select?.();
  } else {
    wanted.click();
  }
});
