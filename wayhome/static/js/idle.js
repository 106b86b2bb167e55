// Signs out after data-idle-seconds without a key, touch or click in any tab, with a warning one minute before.
//
// <body data-idle-seconds="900" data-idle-sign-in="/account/login/" data-idle-sign-out="/account/logout/"
//       data-idle-ping="/…">
// Tabs share one thing: the time of the last activity. While the person is active, data-idle-ping is asked for at
// most once a minute, so that the server sees somebody who types without saving.
const KEY = "wayhome-active-at";
const WARN_BEFORE = 60;
const PING_EVERY = 60;

const { idleSeconds, idleSignIn, idleSignOut, idlePing } = document.body.dataset;
const limit = Number(idleSeconds) * 1000;
const warnAfter = Math.max(limit - WARN_BEFORE * 1000, limit / 2);
const dialog = document.getElementById("wh-idle");
let lastShared = 0;
let lastPing = Date.now();
let leaving = false;

const activeAt = () => Number(localStorage.getItem(KEY)) || Date.now();

function share(now) {
  lastShared = now;
  localStorage.setItem(KEY, String(now));
}

function ping(now) {
  if (!idlePing || now - lastPing < PING_EVERY * 1000) return;
  lastPing = now;
  fetch(idlePing, { credentials: "same-origin", redirect: "manual" }).catch(() => {});
}

/* While the warning is open only its button counts: a hand resting on the mouse is no answer. */
function noteActivity() {
  const now = Date.now();
  if (leaving || dialog.open || now - lastShared < 1000) return;
  share(now);
  ping(now);
}

function stay() {
  dialog.close();
  const now = Date.now();
  share(now);
  lastPing = 0;
  ping(now);
}

async function leave() {
  leaving = true;
  document.dispatchEvent(new CustomEvent("wayhome:leaving"));
  const next = location.pathname + location.search;
  if (idleSignOut) {
    const request = { method: "POST", headers: { "X-CSRFToken": globalThis.wayhome.csrfToken() }, credentials: "same-origin", redirect: "manual" };
    await fetch(idleSignOut, request).catch(() => {});
  }
  location.assign(`${idleSignIn}?next=${encodeURIComponent(next)}`);
}

function look() {
  if (leaving) return;
  const idleFor = Date.now() - activeAt();
  if (idleFor >= limit) leave();
  else if (idleFor >= warnAfter && !dialog.open) dialog.showModal();
  else if (idleFor < warnAfter && dialog.open) dialog.close();
}

if (limit > 0 && dialog) {
  share(Date.now());
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"]) {
    document.addEventListener(kind, noteActivity, { passive: true, capture: true });
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
  document.addEventListener("visibilitychange", look);
  setInterval(look, Math.min(1000, limit / 4));
}
