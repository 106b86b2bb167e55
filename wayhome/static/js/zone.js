// Hides the note that names the program's time zone (data-zone) where the reader's clock shows the same time.
const offset = (timeZone) =>
  new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(new Date()).find((part) => part.type === "timeZoneName").value;

for (const note of document.querySelectorAll("[data-zone]")) note.hidden = offset(note.dataset.zone) === offset(undefined);
