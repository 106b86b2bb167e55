// Paints a week into a form's field (components/week_painter.html): a letter for each quarter of an hour, Monday first.
//
// Mouse: drag a rectangle. Finger: tap, or hold and drag; a swipe scrolls. Keys: arrows, space, Shift and arrows.
// Whoever begins on what is painted so already clears it. Without this script the form's rows tell the week.
const DAY = 96;
const DAYS = 7;
const UNTOLD = "-";
const FREE = "f";
const MORNING = 24;
const NIGHT = 88;
const HOLD = 220;
const SLIP = 10;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const within = (low, value, high) => Math.min(Math.max(value, low), high);
const range = (from, to, step = 1) => Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
const fill = (text, words) => text.replace(/\{(\w+)\}/gu, (_, name) => words[name]);

class Painter {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.field = this.form.querySelector("[data-week-letters]");
    this.rows = this.form.querySelector("[data-week-rows]");
    this.table = root.querySelector("table");
    this.body = root.querySelector("tbody");
    this.said = root.querySelector("[data-week-said]");
    this.undoButton = root.querySelector("[data-week-undo]");
    this.nightButton = root.querySelector("[data-week-night]");
    this.days = [...root.querySelectorAll("[data-day]")].map((head) => head.dataset.day);
    this.hours = JSON.parse(root.dataset.hours);
    this.letters = [...this.field.value];
    this.saved = this.field.defaultValue;
    this.past = [];
    this.step = 4;
    this.night = false;
    this.gesture = null;
    this.cells = new Map();
    this.at = { day: 0, quarter: 36 };
    this.takeOver();
    this.listen();
    this.build();
  }

  /* From here on the picture is what the form sends. */
  takeOver() {
    this.field.disabled = false;
    this.rows.disabled = true;
    this.rows.hidden = true;
    this.root.hidden = false;
    if (this.letters.length !== DAY * DAYS) this.letters = Array(DAY * DAYS).fill(UNTOLD);
    const brushes = this.root.querySelector(".wh-week-brushes");
    const measure = () => {
      const top = parseFloat(getComputedStyle(brushes).top) || 0;
      this.root.style.setProperty("--wh-week-top", `${Math.floor(top + brushes.offsetHeight)}px`);
    };
    new ResizeObserver(measure).observe(brushes);
  }

  get brush() {
    return this.root.querySelector(".wh-week-brushes :checked");
  }

  wordFor(letter) {
    const label = letter === UNTOLD ? null : this.root.querySelector(`.wh-week-brushes label[data-letter="${letter}"] span`);
    return label?.textContent ?? this.root.dataset.wordUntold;
  }

  timeOf(quarter) {
    const hour = this.hours[Math.floor((quarter % DAY) / 4)];
    return hour.replace("00", ["00", "15", "30", "45"][quarter % 4]);
  }

  /* The picture ------------------------------------------------------------------------------ */
  build() {
    const told = this.letters.flatMap((letter, index) => (letter === UNTOLD ? [] : [index % DAY]));
    const floor = this.night ? 0 : Math.floor(Math.min(MORNING, ...told) / 4) * 4;
    const ceiling = this.night ? DAY : Math.ceil((Math.max(NIGHT - 1, ...told) + 1) / 4) * 4;
    const focused = this.table.contains(document.activeElement);
    this.first = floor;
    this.end = ceiling;
    this.at.quarter = within(floor, this.at.quarter - (this.at.quarter % this.step), ceiling - this.step);
    this.cells.clear();
    this.table.dataset.step = this.step;
    this.body.replaceChildren(...range(floor, ceiling, this.step).map((quarter) => this.rowOf(quarter)));
    this.show();
    if (focused) this.cells.get(this.at.day * DAY + this.at.quarter).cell.focus();
  }

  rowOf(quarter) {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    const full = this.timeOf(quarter);
    head.textContent = quarter % 4 ? full.replace(/\s.*/u, "") : full.replace(":00", "");
    row.append(head, ...range(0, DAYS).map((day) => this.cellOf(day, quarter)));
    return row;
  }

  cellOf(day, quarter) {
    const place = document.createElement("td");
    const cell = document.createElement("button");
    cell.type = "button";
    cell.dataset.at = day * DAY + quarter;
    place.append(cell);
    this.cells.set(day * DAY + quarter, { cell, shown: "" });
    return place;
  }

  partsOf(index) {
    return this.letters.slice(index, index + this.step);
  }

  show() {
    for (const [index, known] of this.cells) {
      const parts = this.partsOf(index);
      const above = this.letters.slice(index - this.step, index);
      const starts = index % DAY === this.first || above.some((letter) => letter !== parts[0]);
      const look = parts.join("") + starts;
      if (look !== known.shown) {
        known.shown = look;
        this.dress(known.cell, index, parts, starts);
      }
      known.cell.tabIndex = index === this.at.day * DAY + this.at.quarter ? 0 : -1;
    }
    const { counted, wordTotal, wordUnsaved } = this.root.dataset;
    const hours = this.letters.filter((letter) => counted.includes(letter)).length / 4;
    const sum = fill(wordTotal, { hours: hours.toLocaleString(document.documentElement.lang) });
    this.root.querySelector("[data-week-sum]").textContent = sum;
    this.root.querySelector("[data-week-state]").textContent = this.letters.join("") === this.saved ? "" : wordUnsaved;
    this.undoButton.disabled = this.past.length === 0;
  }

  dress(cell, index, parts, starts) {
    const kinds = [...new Set(parts)];
    const one = kinds.length === 1;
    cell.replaceChildren();
    if (one) cell.dataset.letter = kinds[0];
    else delete cell.dataset.letter;
    for (const letter of one ? [] : parts) {
      const part = document.createElement("i");
      part.dataset.letter = letter;
      cell.append(part);
    }
    const icon = one && starts && this.root.querySelector(`.wh-week-brushes label[data-letter="${kinds[0]}"] svg`);
    if (icon && kinds[0] !== UNTOLD) cell.append(icon.cloneNode(true));
    const words = kinds.map((letter) => this.wordFor(letter)).join(", ");
    const word = one ? words : fill(this.root.dataset.wordMixed, { words });
    const day = Math.floor(index / DAY);
    cell.setAttribute("aria-label", `${this.days[day]} ${this.timeOf(index % DAY)}: ${word}`);
  }

  say(text) {
    this.said.textContent = text;
  }

  /* Changes ---------------------------------------------------------------------------------- */
  remember(before) {
    if (before === this.letters.join("")) return;
    this.past.push(before);
    this.tell();
  }

  tell() {
    this.field.value = this.letters.join("");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.letters = [...before];
    this.tell();
    this.build();
    this.say(this.root.dataset.wordUndone);
  }

  begin(index) {
    const letter = this.brush.value;
    const clears = this.partsOf(index).every((each) => each === letter);
    this.gesture = { from: index, to: index, before: this.letters.join(""), letter: clears ? UNTOLD : letter };
    this.reach(index);
  }

  /* Paint the rectangle from where the gesture began to here, over what was there before. */
  reach(index) {
    const { from, before, letter } = this.gesture;
    const [days, quarters] = [Math.floor, (value) => value % DAY].map((part, kind) => {
      const ends = [from, index].map((value) => (kind ? part(value) : part(value / DAY)));
      return [Math.min(...ends), Math.max(...ends)];
    });
    this.letters = [...before];
    for (const day of range(days[0], days[1] + 1)) {
      const start = day * DAY + quarters[0];
      this.letters.fill(letter, start, day * DAY + quarters[1] + this.step);
    }
    this.gesture.to = index;
    this.gesture.box = { days, quarters };
    this.show();
  }

  finish() {
    if (!this.gesture) return;
    const { before, letter, box } = this.gesture;
    this.gesture = null;
    this.remember(before);
    const names = box.days.map((day) => this.days[day]);
    this.say(
      fill(this.root.dataset.wordPainted, {
        days: names[0] === names[1] ? names[0] : names.join("–"),
        times: `${this.timeOf(box.quarters[0])}–${this.timeOf(box.quarters[1] + this.step)}`,
        word: this.wordFor(letter),
      }),
    );
  }

  cancel() {
    if (!this.gesture) return;
    this.letters = [...this.gesture.before];
    this.gesture = null;
    this.show();
  }

  /* "0-4", 36, 68, "w": what is free is only filled in where nothing is told. */
  paintSpan(span, from, to, letter, gently) {
    const before = this.letters.join("");
    const [first, last] = span.split("-").map(Number);
    const length = to > from ? to - from : to + DAY - from;
    for (const day of range(first, last + 1)) {
      for (const quarter of range(day * DAY + from, day * DAY + from + length)) {
        const index = quarter % (DAY * DAYS);
        if (!gently || this.letters[index] === UNTOLD) this.letters[index] = letter;
      }
    }
    this.remember(before);
    this.build();
    this.say(this.root.dataset.wordFilled);
  }

  paintTyped() {
    const [from, to] = ["from", "to"].map((name) => {
      const [hour, minute] = this.root.querySelector(`[data-week-${name}]`).value.split(":").map(Number);
      return minute % 15 === 0 ? hour * 4 + minute / 15 : null;
    });
    if (from === null || to === null) return this.say(this.root.dataset.wordChoose);
    return this.paintSpan(this.root.querySelector("[data-week-days]").value, from, to, this.brush.value, false);
  }

  copyDay() {
    const before = this.letters.join("");
    const of = Number(this.root.querySelector("[data-week-copy-of]").value);
    const [first, last] = this.root.querySelector("[data-week-copy-to]").value.split("-").map(Number);
    const day = this.letters.slice(of * DAY, (of + 1) * DAY);
    for (const to of range(first, last + 1)) this.letters.splice(to * DAY, DAY, ...day);
    this.remember(before);
    this.build();
    this.say(fill(this.root.dataset.wordCopied, { day: this.days[of] }));
  }

  /* Mouse, finger, keys ----------------------------------------------------------------------- */
  listen() {
    this.table.addEventListener("pointerdown", (event) => this.press(event));
    addEventListener("pointermove", (event) => this.drag(event));
    addEventListener("pointerup", (event) => event.pointerType !== "touch" && this.finish());
    this.table.addEventListener("click", (event) => this.tap(event));
    this.table.addEventListener("keydown", (event) => this.key(event));
    this.table.addEventListener("keyup", (event) => event.key === "Shift" && this.finish());
    this.table.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.gesture?.byKey && !this.table.contains(relatedTarget)) this.finish();
    });
    this.table.addEventListener("contextmenu", (event) => this.gesture && event.preventDefault());
    this.listenToFingers();
    this.undoButton.addEventListener("click", () => this.undo());
    this.nightButton.addEventListener("click", () => {
      this.night = !this.night;
      this.nightButton.setAttribute("aria-pressed", String(this.night));
      this.build();
    });
    this.root.querySelector("[data-week-step]").addEventListener("change", (event) => {
      this.step = Number(event.target.value);
      this.build();
    });
    this.root.querySelector("[data-week-paint]").addEventListener("click", () => this.paintTyped());
    this.root.querySelector("[data-week-copy]").addEventListener("click", () => this.copyDay());
    for (const button of this.root.querySelectorAll("[data-week-fill]")) {
      const [span, times, letter] = button.dataset.weekFill.split(" ");
      const [from, to] = times.split("-").map(Number);
      button.addEventListener("click", () => this.paintSpan(span, from, to, letter, letter === FREE));
    }
    /* What was kept unsaved comes back after this script: keep.js sets the field, as undoing there does. */
    this.form.addEventListener("click", () => setTimeout(() => this.catchUp()));
  }

  catchUp() {
    if (this.gesture || this.field.value === this.letters.join("") || this.field.value.length !== DAY * DAYS) return;
    this.letters = [...this.field.value];
    this.build();
  }

  indexAt(x, y) {
    const cell = document.elementFromPoint(x, y)?.closest("[data-at]");
    return cell && this.table.contains(cell) ? Number(cell.dataset.at) : null;
  }

  press(event) {
    this.finger = event.pointerType === "touch";
    if (event.pointerType === "touch" || event.button !== 0) return;
    const index = this.indexAt(event.clientX, event.clientY);
    if (index !== null) this.begin(index);
  }

  drag(event) {
    if (!this.gesture || this.gesture.byKey || event.pointerType === "touch") return;
    const index = this.indexAt(event.clientX, event.clientY);
    if (index !== null && index !== this.gesture.to) this.reach(index);
  }

  /* A click of the mouse has painted already when it was pressed; a tap and a key paint here. */
  tap(event) {
    const cell = event.target.closest("[data-at]");
    if (!cell) return;
    this.focus(Number(cell.dataset.at), false);
    const byMouse = event.detail > 0 && !this.finger;
    if (byMouse || this.gesture) return;
    this.begin(Number(cell.dataset.at));
    this.finish();
  }

  listenToFingers() {
    let waiting = null;
    const stop = () => {
      clearTimeout(waiting?.timer);
      waiting = null;
    };
    this.table.addEventListener(
      "touchstart",
      (event) => {
        stop();
        const [{ clientX, clientY }] = event.touches;
        const index = event.touches.length === 1 ? this.indexAt(clientX, clientY) : null;
        if (index === null) return;
        waiting = { index, clientX, clientY, timer: setTimeout(() => this.begin(index), HOLD) };
      },
      { passive: true },
    );
    this.table.addEventListener(
      "touchmove",
      (event) => {
        const [{ clientX, clientY }] = event.touches;
        if (!this.gesture && waiting) {
          const [along, down] = [Math.abs(clientX - waiting.clientX), Math.abs(clientY - waiting.clientY)];
          if (along > SLIP && along > down) this.begin(waiting.index);
          else if (down > SLIP) return stop();
        }
        if (!this.gesture) return;
        clearTimeout(waiting?.timer);
        event.preventDefault();
        const index = this.indexAt(clientX, clientY);
        if (index !== null && index !== this.gesture.to) this.reach(index);
      },
      { passive: false },
    );
    this.table.addEventListener("touchend", (event) => {
      stop();
      if (!this.gesture) return;
      event.preventDefault();
      this.finish();
    });
    this.table.addEventListener("touchcancel", () => {
      stop();
      this.cancel();
    });
  }

  key(event) {
    if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.undo();
      return;
    }
    if (event.key === "Escape" && this.gesture) this.cancel();
    const move = ARROWS[event.key];
    if (!move) return;
    event.preventDefault();
    const before = this.at.day * DAY + this.at.quarter;
    const day = within(0, this.at.day + move[0], DAYS - 1);
    const quarter = within(this.first, this.at.quarter + move[1] * this.step, this.end - this.step);
    if (event.shiftKey && !this.gesture) {
      this.begin(before);
      this.gesture.byKey = true;
    }
    this.focus(day * DAY + quarter, true);
    if (event.shiftKey) this.reach(day * DAY + quarter);
  }

  focus(index, really) {
    const { cell } = this.cells.get(index) ?? {};
    if (!cell) return;
    this.cells.get(this.at.day * DAY + this.at.quarter).cell.tabIndex = -1;
    this.at = { day: Math.floor(index / DAY), quarter: index % DAY };
    cell.tabIndex = 0;
    if (really) cell.focus();
  }
}

for (const root of document.querySelectorAll("[data-week]")) new Painter(root);
