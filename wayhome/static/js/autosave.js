// Saves what is typed while it is typed, and loses none of it when the network, the session or a colleague gets
// in between. Include components/autosave_status.html and components/autosave_conflict.html beside the fields.
//
//   <form data-autosave-url="/…/draft/" data-edition="3"> … fields … </form>
//
// The browser sends   POST, application/x-www-form-urlencoded, header X-CSRFToken:
//   edition=3          the edition that this text is based on
//   NAME=VALUE …       only fields that changed; a list repeats its name; an empty list or an unticked box is NAME=
// at the latest 2 s after typing stopped and every 4 s while it goes on, one request at a time. Buttons, files,
// hidden fields and fields marked data-autosave-not are left out.
// The server answers
//   200 {"edition": 4, "saved_at": "2026-11-24T18:03:05Z"}   taken; the next request is based on 4
//   409 {"edition": 5, "saved_at": "…", "values": {"NAME": "VALUE" or ["…"]}}   someone else's edition came first:
//       it is shown beside the text, which stays; the person takes theirs or saves over it, based on 5
//   a redirect or 401   signed out: the text waits in this tab and comes back after the next sign-in
//   400, 403, 404, 413, 422, optionally {"message": "…"}   not taken; tried again at the next change
//   anything else, or no answer   tried again after 2, 4, 8, 16, then every 30 s, and when the network is back
// Until the server confirms, a copy lies in sessionStorage under the person's opaque id, 300 ms behind the keys.
// An element named "edition" inside is kept up to date, so that the form's own submit carries the right one; a
// submit waits for the save under way. data-edition, the hidden field and the copy always speak of one edition.
const QUIET = 2000;
const BUSY = 4000;
const COPY_AFTER = 300;
const LONGEST_WAIT = 30000;
const KEEPALIVE_LIMIT = 60000; // browsers refuse more than 64 KB
const REFUSED = [400, 403, 404, 413, 422];
const owner = document.body.dataset.keepId ?? "nobody";
const savers = new Map();

const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function fieldsOf(root, name) {
  const fields = root.querySelectorAll("input, select, textarea");
  return [...fields].filter(
    (field) =>
      field.name &&
      (!name || field.name === name) &&
      !field.matches("[type=hidden], [type=file], [type=submit], [type=button], [data-autosave-not]"),
  );
}

function valuesOf(root, name) {
  const values = [];
  for (const field of fieldsOf(root, name)) {
    if (isTick(field)) values.push(...(field.checked ? [field.value] : []));
    else if (field.multiple) values.push(...[...field.selectedOptions].map((option) => option.value));
    else values.push(field.value);
  }
  return values;
}

function setValues(root, name, values) {
  const rest = [...values];
  for (const field of fieldsOf(root, name)) {
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = rest.shift() ?? "";
  }
}

function labelOf(root, name) {
  const [field] = fieldsOf(root, name);
  const group = field?.closest("fieldset")?.querySelector("legend");
  const label = isTick(field) && group ? group : field?.labels?.[0];
  return (label?.textContent ?? field?.getAttribute("aria-label") ?? name).trim();
}

function csrfToken() {
  const headers = document.body.getAttribute("hx-headers:inherited");
  return headers ? JSON.parse(headers)["X-CSRFToken"] : "";
}

class Saver {
  constructor(root) {
    this.root = root;
    this.url = root.dataset.autosaveUrl;
    this.key = `wayhome-keep:${owner}:autosave:${this.url}`;
    this.dirty = new Set();
    this.firstChange = 0;
    this.failures = 0;
    this.inFlight = null;
    this.theirs = null;
    this.trouble = "";
    this.savedAt = 0;
    this.status = root.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
    this.announcer = root.querySelector("[data-autosave-announce]") ?? document.querySelector("[data-autosave-announce]");
    root.addEventListener("input", (event) => this.changed(event.target));
    root.addEventListener("change", (event) => this.changed(event.target));
    this.restore();
  }

  get edition() {
    return this.root.dataset.edition ?? "";
  }

  set edition(value) {
    this.root.dataset.edition = value;
    for (const field of this.root.querySelectorAll("input[name=edition]")) field.value = value;
  }

  changed(field) {
    if (!fieldsOf(this.root, field.name).includes(field)) return;
    this.dirty.add(field.name);
    this.firstChange ||= Date.now();
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => this.copy(), COPY_AFTER);
    if (this.trouble !== "offline") this.saveIn(Math.min(QUIET, Math.max(0, this.firstChange + BUSY - Date.now())));
  }

  /* ---- the copy in this tab ---- */

  copy() {
    clearTimeout(this.copyTimer);
    if (this.dirty.size === 0) {
      sessionStorage.removeItem(this.key);
      return;
    }
    const values = Object.fromEntries([...this.dirty].map((name) => [name, valuesOf(this.root, name)]));
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ edition: this.edition, values }));
    } catch {
      // A full or forbidden store: the server's copy is the only one then.
    }
  }

  restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      sessionStorage.removeItem(this.key);
    }
    if (!kept) return;
    for (const [name, values] of Object.entries(kept.values)) {
      if (fieldsOf(this.root, name).length === 0 || same(values, valuesOf(this.root, name))) continue;
      setValues(this.root, name, values);
      this.dirty.add(name);
    }
    if (this.dirty.size === 0) {
      sessionStorage.removeItem(this.key);
      return;
    }
    this.edition = kept.edition;
    this.firstChange = Date.now();
    this.saveIn(0);
  }

  /* ---- the way to the server ---- */

  saveIn(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  body(names) {
    const body = new URLSearchParams({ edition: this.edition });
    for (const name of names) {
      const values = valuesOf(this.root, name);
      for (const value of values.length ? values : [""]) body.append(name, value);
    }
    return body;
  }

  request(names) {
    const body = this.body(names);
    return fetch(this.url, {
      method: "POST",
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      body,
      credentials: "same-origin",
      redirect: "manual",
      keepalive: body.toString().length < KEEPALIVE_LIMIT,
    });
  }

  async save() {
    if (this.inFlight) {
      await this.inFlight;
      return;
    }
    clearTimeout(this.timer);
    if (this.dirty.size === 0 || this.theirs) return;
    this.copy();
    this.firstChange = 0;
    this.inFlight = this.send([...this.dirty]);
    await this.inFlight;
    this.inFlight = null;
    if (this.firstChange && !this.trouble) this.saveIn(Math.max(0, Math.min(QUIET, this.firstChange + BUSY - Date.now())));
  }

  async send(names) {
    const sent = Object.fromEntries(names.map((name) => [name, valuesOf(this.root, name)]));
    if (!this.savedAt && !this.trouble) this.show("saving");
    let response;
    try {
      response = await this.request(names);
    } catch {
      this.tryAgainLater();
      return;
    }
    await this.take(response, sent);
  }

  async take(response, sent) {
    const answer = await response.json().catch(() => ({}));
    if (response.status === 200 && answer.edition !== undefined) this.confirmed(sent, answer);
    else if (response.status === 409 && answer.edition !== undefined) this.conflict(answer);
    else if (response.type === "opaqueredirect" || response.status === 401) this.fail("signedOut");
    else if (REFUSED.includes(response.status)) this.fail("refused", answer.message);
    else this.tryAgainLater();
  }

  confirmed(sent, answer) {
    for (const [name, values] of Object.entries(sent)) {
      if (same(values, valuesOf(this.root, name))) this.dirty.delete(name);
    }
    this.edition = answer.edition;
    this.failures = 0;
    this.savedAt = Date.now();
    const recovered = this.trouble;
    this.trouble = "";
    this.copy();
    this.tick();
    if (recovered) this.announce(this.status?.dataset.savedNow);
    this.root.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: answer }));
  }

  fail(trouble, message) {
    this.trouble = trouble;
    this.show(trouble, message);
  }

  tryAgainLater() {
    this.failures += 1;
    this.fail("offline");
    this.saveIn(Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures));
  }

  /* ---- another person's edition ---- */

  conflict(answer) {
    const theirs = Object.entries(answer.values ?? {}).map(([name, value]) => [name, [value].flat().map(String)]);
    const differing = theirs.filter(([name, values]) => fieldsOf(this.root, name).length && !same(values, valuesOf(this.root, name)));
    const clashing = differing.filter(([name]) => this.dirty.has(name));
    for (const [name, values] of differing) if (!this.dirty.has(name)) setValues(this.root, name, values);
    if (clashing.length === 0) {
      this.edition = answer.edition;
      this.saveIn(0);
      return;
    }
    this.theirs = { edition: answer.edition, values: clashing };
    this.fail("conflict");
    this.showConflict();
  }

  showConflict() {
    const template = document.getElementById("wh-autosave-conflict");
    if (!template) return;
    const panel = template.content.firstElementChild.cloneNode(true);
    const list = panel.querySelector("[data-theirs]");
    for (const [name, values] of this.theirs.values) {
      const row = list.appendChild(document.createElement("div"));
      row.appendChild(document.createElement("dt")).textContent = labelOf(this.root, name);
      row.appendChild(document.createElement("dd")).textContent = values.join(", ");
    }
    const settle = (takeTheirs) => {
      if (takeTheirs) {
        for (const [name, values] of this.theirs.values) {
          setValues(this.root, name, values);
          this.dirty.delete(name);
        }
      }
      this.edition = this.theirs.edition;
      this.theirs = null;
      this.trouble = "";
      panel.remove();
      this.copy();
      if (this.dirty.size) this.save();
      else this.confirmed({}, { edition: this.edition });
    };
    panel.querySelector("[data-keep-mine]").addEventListener("click", () => settle(false));
    panel.querySelector("[data-take-theirs]").addEventListener("click", () => settle(true));
    this.root.prepend(panel);
    panel.focus();
  }

  /* ---- what the person sees ---- */

  announce(text) {
    if (this.announcer) this.announcer.textContent = text ?? "";
  }

  show(state, message) {
    if (!this.status) return;
    const text = message ?? this.status.dataset[state] ?? "";
    this.status.textContent = text;
    this.status.dataset.state = this.trouble ? "trouble" : "fine";
    if (state === "signedOut") {
      const link = document.createElement("a");
      link.href = `${document.body.dataset.idleSignIn ?? "/"}?next=${encodeURIComponent(location.pathname + location.search)}`;
      link.textContent = this.status.dataset.signIn;
      this.status.append(" ", link);
    }
    if (this.trouble) this.announce(text);
  }

  tick() {
    if (!this.status || !this.savedAt || this.trouble) return;
    const seconds = Math.round((Date.now() - this.savedAt) / 1000);
    const { savedNow, savedSeconds, savedMinutes } = this.status.dataset;
    if (seconds < 1) this.status.textContent = savedNow;
    else if (seconds < 60) this.status.textContent = savedSeconds.replace("{n}", seconds < 10 ? seconds : Math.floor(seconds / 10) * 10);
    else this.status.textContent = savedMinutes.replace("{n}", Math.floor(seconds / 60));
    this.status.dataset.state = "fine";
  }

  /* ---- leaving ---- */

  leave() {
    if (this.submitting) return;
    this.copy();
    if (this.dirty.size === 0 || this.inFlight || this.theirs) return;
    this.request([...this.dirty]).then((response) => this.take(response, {})).catch(() => {});
  }

  /* The page's own submit carries the whole text: it goes after the save under way, with its edition. */
  async beforeSubmit(form, submitter) {
    await this.save();
    if (this.dirty.size && this.trouble) return;
    this.submitting = true;
    form.requestSubmit(submitter);
  }

  noteSubmit() {
    clearTimeout(this.timer);
    const find = `[data-autosave-url="${CSS.escape(this.url)}"]`;
    sessionStorage.setItem("wayhome-keep-sent", JSON.stringify({ key: this.key, find }));
  }

  adoptNewFields() {
    this.submitting = false;
    for (const name of this.dirty) if (fieldsOf(this.root, name).length === 0) this.dirty.delete(name);
  }
}

function watchAll() {
  for (const [root, saver] of savers) {
    if (root.isConnected) saver.adoptNewFields();
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
      if (!saver.root.contains(event.target) && !event.target.contains(saver.root)) continue;
      if (!saver.submitting && (saver.dirty.size || saver.inFlight)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        saver.beforeSubmit(event.target, event.submitter);
        return;
      }
      saver.submitting = true;
      saver.noteSubmit();
    }
  },
  { capture: true },
);
document.addEventListener("htmx:after:swap", watchAll);
document.addEventListener("htmx:finally:request", () => savers.forEach((saver) => (saver.submitting = false)));
document.addEventListener("wayhome:leaving", () => savers.forEach((saver) => saver.leave()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") savers.forEach((saver) => saver.leave());
});
addEventListener("pagehide", () => savers.forEach((saver) => saver.leave()));
addEventListener("online", () => savers.forEach((saver) => saver.dirty.size && saver.saveIn(0)));
setInterval(() => savers.forEach((saver) => saver.tick()), 1000);
watchAll();
