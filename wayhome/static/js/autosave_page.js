// Gives each element with data-autosave-url on a page a saver (autosave.js), and tells it when the page is left,
// a form is submitted, someone signs out, or the network is back.
const { Saver } = globalThis.wayhome;
const savers = new Map();

function watchAll() {
  for (const [root, saver] of savers) {
    if (root.isConnected) saver.learn();
    else savers.delete(root);
  }
  for (const root of document.querySelectorAll("[data-autosave-url]")) {
    if (!savers.has(root)) savers.set(root, new Saver(root));
  }
}

document.addEventListener(
  "submit",
  (event) => {
    for (const saver of savers.values()) {
      if (event.target.method === "dialog") continue;
      const signingOut = event.target.matches("[data-keep-forget]");
      if (!signingOut && !saver.root.contains(event.target) && !event.target.contains(saver.root)) continue;
      if (!saver.submitting && (saver.dirty.size || saver.inFlight)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        saver.beforeSubmit(event.target, event.submitter);
        return;
      }
      saver.submitting = true;
      if (!signingOut) saver.noteSubmit();
    }
  },
  { capture: true },
);
document.addEventListener("htmx:after:swap", watchAll);
document.addEventListener("htmx:finally:request", () => savers.forEach((saver) => (saver.submitting = false)));
document.addEventListener("wayhome:signed-out", () => savers.forEach((saver) => saver.forget()));
document.addEventListener("wayhome:leaving", () => savers.forEach((saver) => saver.leave()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") savers.forEach((saver) => saver.leave());
});
addEventListener("pagehide", () => savers.forEach((saver) => saver.leave()));
addEventListener("online", () => savers.forEach((saver) => saver.dirty.size && saver.saveIn(0)));
addEventListener("pageshow", () => savers.forEach((saver) => (saver.submitting = false)));
watchAll();
