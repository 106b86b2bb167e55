// Mounts Event Calendar on components/calendar.html. Load vendor/event-calendar.min.js before it.
//
// data-calendar-url is asked for ?start=2026-11-22&end=2026-11-29 (end excluded) and answers with a JSON list of
//   {"id", "start": "2026-11-24T17:30", "end": …, "title", "url", "note": "9 of 11 here", "tone": as a status tag's}
// in the program's time zone. A session is a link: it opens by mouse and by keyboard.
const day = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

/* "9:00 am", "6:00–9:00 pm", as on every other page. */
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
const plainly = (text) => text.replace(/\s*–\s*/u, "–").replace(/[AP]M/gu, (half) => half.toLowerCase());
const timeOf = (start) => plainly(clock.format(start));
const stretchOf = (start, end) => plainly(clock.formatRange(start, end));

function contentOf({ event, timeText }) {
  const { url, note, tone } = event.extendedProps;
  const time = Object.assign(document.createElement("span"), { textContent: timeText });
  const link = Object.assign(document.createElement("a"), { textContent: event.title, href: url });
  const more = Object.assign(document.createElement("span"), { textContent: note ?? "", className: "wh-event-note" });
  more.classList.add(`wh-event-${tone ?? "info"}`);
  return { domNodes: [link, time, more] };
}

function eventsFrom(url, failed) {
  return async ({ start, end }) => {
    const response = await fetch(`${url}?start=${day(start)}&end=${day(end)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    failed.hidden = Boolean(response?.ok);
    if (!response?.ok) return [];
    const events = await response.json();
    return events.map(({ id, start, end, title, ...extendedProps }) => ({ id, start, end, title, extendedProps }));
  };
}

/* The library calls its boxes a table whose cells they aren't; headings, links and times say all there is to say. */
const ROLES = ["table", "rowgroup", "row", "columnheader", "rowheader", "cell", "list", "listitem"];
const PRETENDED = ROLES.map((role) => `[role=${role}]`).join(", ");
const COUNTS = ["aria-colindex", "aria-rowindex", "aria-colcount", "aria-rowcount", "aria-colspan", "aria-rowspan"];

function speakPlainly(place) {
  for (const box of [place, ...place.querySelectorAll(`${PRETENDED}, ${COUNTS.map((name) => `[${name}]`).join(", ")}`)]) {
    if (box.matches(PRETENDED)) box.removeAttribute("role");
    for (const name of COUNTS) box.removeAttribute(name);
  }
  for (const button of place.querySelectorAll(".ec-toolbar button:not([aria-label], .ec-today)")) {
    button.setAttribute("aria-pressed", String(button.classList.contains("ec-active")));
  }
  for (const heading of place.querySelectorAll("h4:not([aria-level])")) heading.setAttribute("aria-level", "3");
}

/* Today is the program's: whoever reads from another time zone gets its day marked, and no line at their own time. */
const A_FEW_MINUTES = 5 * 60000;
const isHere = (now) => Math.abs(new Date(now) - Date.now()) < A_FEW_MINUTES;
const elsewhere = (now) => ({
  nowIndicator: false,
  highlightedDates: [now.slice(0, 10)],
  theme: (theme) => ({ ...theme, today: "ec-not-today", highlight: "ec-today" }),
});

for (const place of document.querySelectorAll("[data-calendar-url]")) {
  const words = place.dataset;
  const narrow = matchMedia("(max-width: 40em)");
  const viewFor = ({ matches }) => (matches ? "listWeek" : (words.calendarView ?? "timeGridWeek"));
  const calendar = globalThis.EventCalendar.create(place, {
    view: viewFor(narrow),
    editable: false,
    eventStartEditable: false,
    eventDurationEditable: false,
    date: words.calendarDate,
    firstDay: Number(words.calendarFirstDay ?? 1),
    locale: document.documentElement.lang,
    slotMinTime: words.calendarFrom ?? "08:00:00",
    slotMaxTime: words.calendarUntil ?? "22:00:00",
    allDaySlot: false,
    slotEventOverlap: false,
    slotLabelFormat: timeOf,
    eventTimeFormat: stretchOf,
    dayHeaderFormat: { weekday: "short", month: "short", day: "numeric" },
    flexibleSlotTimeLimits: true,
    height: "auto",
    nowIndicator: true,
    dayMaxEvents: true,
    headerToolbar: { start: "title", center: "", end: "prev,today,next timeGridWeek,dayGridMonth,listWeek" },
    buttonText: {
      today: words.wordToday,
      timeGridWeek: words.wordWeek,
      dayGridMonth: words.wordMonth,
      listWeek: words.wordList,
      prev: words.wordPrevious,
      next: words.wordNext,
      close: words.wordClose,
    },
    noEventsContent: words.wordEmpty,
    eventSources: [{ events: eventsFrom(words.calendarUrl, document.getElementById(words.calendarFailed)) }],
    eventContent: contentOf,
    ...(isHere(words.calendarNow) ? {} : elsewhere(words.calendarNow)),
  });
  narrow.addEventListener("change", (now) => calendar.setOption("view", viewFor(now)));
  speakPlainly(place);
  new MutationObserver(() => speakPlainly(place)).observe(place, { childList: true, subtree: true, attributeFilter: ["role"] });
}
