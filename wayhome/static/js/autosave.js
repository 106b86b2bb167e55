// Saves what is typed while it is typed, and loses none of it when the network, the session or a colleague gets
// in between. This file holds how; autosave_page.js says for what on a page, and when. Include
// components/autosave_status.html and components/autosave_conflict.html beside the fields.
//
//   <form data-autosave-url="/…/draft/" data-edition="3"> … fields … </form>
//
// The browser sends   POST, application/x-www-form-urlencoded, header X-CSRFToken:
//   edition=3          the edition that this text is based on
//   NAME=VALUE …       only fields that changed; a list repeats its name; an empty list or an unticked box is NAME=
// at the latest 2 s after typing stopped and every 3.5 s while it goes on, one request at a time; fields.js says which
// fields are left out.
// The server answers
//   200 {"edition": 4, "saved_at": "2026-11-24T18:03:05Z"}   taken; the next request is based on 4
//   409 {"edition": 5, "saved_at": "…", "values": {"NAME": "VALUE" or ["…"]}}   someone else's edition came first:
//       it is shown beside the text, which stays; the person takes theirs or saves over it, based on 5
//   a redirect or 401   signed out: the text waits in this tab and comes back after the next sign-in
//   400, 403, 404, 413, 422, optionally {"message": "…"}   not taken; tried again at the next change
//   anything else, or no answer   tried again after 2, 4, 8, 16, then every 30 s, and when the network is back; the
//       page says which of the two it is: the server in trouble, or no connection to it
// Until the server confirms, a copy lies in sessionStorage under the person's opaque id, 300 ms behind the keys.
// An element named "edition" inside is kept up to date, so that the form's own submit carries the right one; a
// submit waits for the save under way. data-edition, the hidden field and the copy always speak of one edition.
const QUIET = 2000;
const BUSY = 3500; // with the way to the server less than the 5 s that may be lost
const COPY_AFTER = 300;
const LONGEST_WAIT = 30000;
const KEEPALIVE_LIMIT = 60000; // browsers refuse more than 64 KB
const WAITS = ["offline", "unavailable"]; // tried again by the clock, not at the next key
const REFUSED = [400, 403, 404, 413, 422];
const owner = document.body.dataset.keepId ?? "nobody";
const { csrfToken, fieldsOf, labelOf, same, setValues, valuesOf } = globalThis.wayhome;

class Saver {
  constructor(root) {
    this.root = root;
    this.url = root.dataset.autosaveUrl;
    this.key = `wayhome-keep:${owner}:autosave:${this.url}`;
    this.dirty = new Set();
    this.known = new Map(); // what the server holds, as far as this page knows
    this.firstChange = 0;
    this.failures = 0;
    this.inFlight = null;
    this.theirs = null;
    this.trouble = "";
    this.learn();
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
    if (same(this.known.get(field.name), valuesOf(this.root, field.name))) this.dirty.delete(field.name);
    else this.dirty.add(field.name);
    this.firstChange ||= Date.now();
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => this.copy(), COPY_AFTER);
    if (!WAITS.includes(this.trouble)) this.saveIn(Math.min(QUIET, Math.max(0, this.firstChange + BUSY - Date.now())));
  }

  /* Fields that this page hasn't seen yet hold what the server rendered. */
  learn() {
    for (const { name } of fieldsOf(this.root)) {
      if (!this.known.has(name)) this.known.set(name, valuesOf(this.root, name));
    }
    for (const name of this.known.keys()) {
      if (fieldsOf(this.root, name).length > 0) continue;
      this.known.delete(name);
      this.dirty.delete(name);
    }
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
      if (kept.edition !== this.edition) this.known.delete(name);
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
    if (!this.trouble) this.tell("state", { state: "saving" });
    let response;
    try {
      response = await this.request(names);
    } catch {
      this.tryAgainLater("offline");
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
    else this.tryAgainLater("unavailable");
  }

  confirmed(sent, answer) {
    for (const [name, values] of Object.entries(sent)) {
      this.known.set(name, values);
      if (same(values, valuesOf(this.root, name))) this.dirty.delete(name);
    }
    this.edition = answer.edition;
    this.failures = 0;
    this.trouble = "";
    this.copy();
    this.tell("saved", answer);
  }

  fail(trouble, message) {
    this.trouble = trouble;
    this.tell("state", { state: trouble, message });
  }

  tryAgainLater(trouble) {
    this.failures += 1;
    this.fail(trouble);
    this.saveIn(Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures));
  }

  /* ---- another person's edition ---- */

  conflict(answer) {
    const theirs = Object.entries(answer.values ?? {}).map(([name, value]) => [name, [value].flat().map(String)]);
    const clashing = theirs.filter(([name, values]) => this.clashes(name, values));
    for (const [name, values] of theirs) this.known.set(name, values);
    if (clashing.length === 0) {
      this.edition = answer.edition;
      if (this.dirty.size) this.saveIn(0);
      else this.confirmed({}, answer);
      return;
    }
    this.theirs = { edition: answer.edition, values: clashing };
    this.fail("conflict");
    this.askWhichToKeep();
  }

  /* Takes theirs where nothing was typed here; says whether both changed the same field differently. */
  clashes(name, values) {
    if (fieldsOf(this.root, name).length === 0 || same(values, valuesOf(this.root, name))) {
      this.dirty.delete(name);
      return false;
    }
    if (this.dirty.has(name)) return !same(values, this.known.get(name));
    setValues(this.root, name, values);
    return false;
  }

  askWhichToKeep() {
    const values = this.theirs.values.map(([name, theirs]) => ({ label: labelOf(this.root, name), theirs }));
    this.tell("conflict", { values, settle: (takeTheirs) => this.settle(takeTheirs) });
  }

  settle(takeTheirs) {
    for (const [name, values] of takeTheirs ? this.theirs.values : []) {
      setValues(this.root, name, values);
      this.dirty.delete(name);
    }
    this.edition = this.theirs.edition;
    this.theirs = null;
    this.trouble = "";
    this.copy();
    if (this.dirty.size) this.save();
    else this.confirmed({}, { edition: this.edition });
  }

  /* autosave_view.js shows these: autosave:state, autosave:saved, autosave:conflict. */
  tell(what, detail) {
    this.root.dispatchEvent(new CustomEvent(`autosave:${what}`, { bubbles: true, detail }));
  }

  /* ---- leaving ---- */

  leave() {
    if (!this.submitting) this.save();
  }

  /* The page's own submit carries the whole text: it goes after the save under way, with its edition. */
  async beforeSubmit(form, submitter) {
    await this.save();
    if (this.dirty.size) await this.save();
    if (this.dirty.size && this.trouble && !form.matches("[data-keep-forget]")) return;
    this.submitting = true;
    form.requestSubmit(submitter);
  }

  noteSubmit() {
    clearTimeout(this.timer);
    const find = `[data-autosave-url="${CSS.escape(this.url)}"]`;
    sessionStorage.setItem("wayhome-keep-sent", JSON.stringify({ key: this.key, find, at: Date.now() }));
  }

  forget() {
    this.submitting = true;
    clearTimeout(this.timer);
    clearTimeout(this.copyTimer);
    sessionStorage.removeItem(this.key);
  }
}

globalThis.wayhome.Saver = Saver;
