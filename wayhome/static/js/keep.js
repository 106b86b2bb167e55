// Keeps unsaved text of <form data-keep="NAME"> in this tab until it is saved.
//
// The text lies in sessionStorage under the signed-in user's opaque id (<body data-keep-id>), so it comes back
// after a reload or a new sign-in in the same tab, with a notice; another person's sign-in throws it away.
// It goes when the form was taken (a redirect after a plain submit, or a htmx answer below 400), at sign-out
// (<form data-keep-forget>) and when the person clears it. fields.js says which fields are never kept.
const PREFIX = "wayhome-keep:";
const SENT = "wayhome-keep-sent";
const otherTabs = new BroadcastChannel("wayhome-keep");
const owner = document.body.dataset.keepId;
// The address it posts to is part of the key: a form of one name is on many people's pages.
const pathOf = (form) => new URL(form.getAttribute("action") ?? "", location.href).pathname;
const keyOf = (form) => `${PREFIX}${owner}:${form.dataset.keep}:${pathOf(form)}`;
const SAME_MOMENT = 1000;
const { fieldsOf, same, setValues, valuesOf } = globalThis.wayhome;

function storedKeys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

let signedOut = false;

function forgetAll() {
  for (const key of storedKeys()) sessionStorage.removeItem(key);
}

function forgetOthers() {
  for (const key of storedKeys()) {
    if (!key.startsWith(`${PREFIX}${owner}:`)) sessionStorage.removeItem(key);
  }
}

function snapshot(form) {
  return Object.fromEntries(fieldsOf(form).map(({ name }) => [name, valuesOf(form, name)]));
}

function restore(form, values) {
  let changed = false;
  for (const [name, then] of Object.entries(values)) {
    if (fieldsOf(form, name).length === 0 || same(then, valuesOf(form, name))) continue;
    setValues(form, name, then);
    changed = true;
  }
  return changed;
}

function showNotice(form, before) {
  const notice = document.getElementById("wh-keep-notice")?.content.firstElementChild.cloneNode(true);
  if (!notice) return;
  notice.querySelector("button").addEventListener("click", () => {
    restore(form, before);
    sessionStorage.removeItem(keyOf(form));
    notice.remove();
  });
  form.prepend(notice);
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(form) {
  if (signedOut) return;
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(snapshot(form)));
  } catch {
    // A full or forbidden store: the form works on, its text is just not kept.
  }
}

function watch(form) {
  if (form.dataset.keepWatched) return;
  form.dataset.keepWatched = "yes";
  const before = snapshot(form);
  const kept = read(keyOf(form));
  if (kept && restore(form, kept)) showNotice(form, before);
  let timer = 0;
  const writeNow = () => {
    clearTimeout(timer);
    timer = 0;
    write(form);
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(writeNow, 300);
  };
  form.addEventListener("input", writeSoon);
  form.addEventListener("change", writeSoon);
  form.addEventListener("submit", () => {
    writeNow();
    const find = `form[data-keep="${CSS.escape(form.dataset.keep)}"]`;
    sessionStorage.setItem(SENT, JSON.stringify({ key: keyOf(form), find, at: Date.now() }));
  });
  const flush = () => {
    if (timer) writeNow();
  };
  document.addEventListener("wayhome:leaving", flush);
  addEventListener("pagehide", flush);
}

function watchAll(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) watch(form);
}

/* A plain submit was taken when the page that it led to is no error, and not the same form again with its errors.
   That it led here shows in the time at which this page was asked for: a reload after a failure comes later. */
function forgetWhatWasTaken() {
  const sent = read(SENT);
  sessionStorage.removeItem(SENT);
  if (!sent || Math.abs(performance.timeOrigin - sent.at) > SAME_MOMENT) return;
  if (document.querySelector(sent.find)?.querySelector("[aria-invalid=true], .wh-form-errors")) return;
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation.type !== "navigate" || navigation.responseStatus >= 400) return;
  sessionStorage.removeItem(sent.key);
}

if (owner) {
  forgetOthers();
  forgetWhatWasTaken();
  watchAll(document);
  document.addEventListener("htmx:after:swap", () => watchAll(document));
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const form = ctx?.sourceElement?.closest?.("form[data-keep]");
    if (!form) return;
    const status = ctx.response?.status ?? 0;
    sessionStorage.removeItem(SENT);
    if (status >= 200 && status < 400) sessionStorage.removeItem(keyOf(form));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-keep-forget]")) return;
    signedOut = true;
    forgetAll();
    document.dispatchEvent(new CustomEvent("wayhome:signed-out"));
    otherTabs.postMessage("signed-out");
  });
  otherTabs.addEventListener("message", forgetAll);
} else {
  sessionStorage.removeItem(SENT); // a sign-in page came instead of an answer
}
