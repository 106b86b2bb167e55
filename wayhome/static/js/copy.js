// Copies the field that a button names (data-copy="ID") and says so; without scripts the button stays hidden.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copy-said]");
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // the browser forbids it: the address is selected, to be copied by hand
    }
    button.textContent = button.dataset.copied;
    said.textContent = button.dataset.copied;
  });
}
