// Keeps unsaved text of <form data-keep="NAME"> in this tab until it is saved.
//
// The text lies in sessionStorage under the signed-in user's opaque id (<body data-keep-id>), so it comes back
// after a reload or a new sign-in in the same tab, with a notice; another person's sign-in throws it away.
// It goes when the form was taken (a redirect after a plain submit, or a htmx answer below 400), at sign-out
// (<form data-keep-forget>) and when the person clears it. Passwords, files, hidden fields and fields marked
// data-keep-not are never kept.
const PREFIX = "wayhome-keep:";
const SENT = "wayhome-keep-sent";
const otherTabs = new BroadcastChannel("wayhome-keep");
const owner = document.body.dataset.keepId;
const keyOf = (form) => `${PREFIX}${owner}:${form.dataset.keep}`;
const PRIVATE = "[type=password], [type=file], [type=hidden], [type=submit], [type=button], [data-keep-not]";

function storedKeys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

function forgetAll() {
  for (const key of storedKeys()) sessionStorage.removeItem(key);
}

function forgetOthers() {
  for (const key of storedKeys()) {
    if (!key.startsWith(`${PREFIX}${owner}:`)) sessionStorage.removeItem(key);
  }
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && field.matches("input, select, textarea") && !field.matches(PRIVATE));
}

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

function valueOf(field) {
  if (isTick(field)) return field.checked;
  if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
  return field.value;
}

const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);

function snapshot(form) {
  return Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), valueOf(field)]));
}

function restore(form, values) {
  let changed = false;
  for (const field of fieldsOf(form)) {
    const value = values[nameOf(field)];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(valueOf(field))) continue;
    if (isTick(field)) field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
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
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(form), 300);
  };
  form.addEventListener("input", writeSoon);
  form.addEventListener("change", writeSoon);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    write(form);
    const find = `form[data-keep="${CSS.escape(form.dataset.keep)}"]`;
    sessionStorage.setItem(SENT, JSON.stringify({ key: keyOf(form), find }));
  });
  const flush = () => {
    if (timer) write(form);
  };
  document.addEventListener("wayhome:leaving", flush);
  addEventListener("pagehide", () => {
    if (read(SENT)?.key !== keyOf(form)) flush();
  });
}

function watchAll(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) watch(form);
}

/* A plain submit was taken when a page without error came, and not the same form again with its errors. */
function forgetWhatWasTaken() {
  const sent = read(SENT);
  sessionStorage.removeItem(SENT);
  if (!sent) return;
  if (document.querySelector(sent.find)?.querySelector("[aria-invalid=true], .wh-form-errors")) return;
  if (performance.getEntriesByType("navigation")[0]?.responseStatus >= 400) return;
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
    forgetAll();
    otherTabs.postMessage("signed-out");
  });
  otherTabs.addEventListener("message", forgetAll);
}
