// Shows what autosave.js does: how old the saved text is, what is wrong, and a colleague's text beside one's own.
//
// The words stand in components/autosave_status.html, inside the saved element or anywhere on the page. The age is
// shown but not read aloud each second; only trouble and its end are, through the second line of that component.
const savedAt = new Map();

function find(root, what) {
  return root.querySelector(`[data-autosave-${what}]`) ?? document.querySelector(`[data-autosave-${what}]`);
}

function announce(root, text) {
  const announcer = find(root, "announce");
  if (announcer) announcer.textContent = text;
}

function signInLink(status) {
  const link = document.createElement("a");
  link.href = `${document.body.dataset.idleSignIn ?? "/"}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = status.dataset.signIn;
  return link;
}

function age(words, seconds) {
  if (seconds < 1) return words.savedNow;
  if (seconds >= 60) return words.savedMinutes.replace("{n}", Math.floor(seconds / 60));
  return words.savedSeconds.replace("{n}", seconds < 10 ? seconds : Math.floor(seconds / 10) * 10);
}

function showAge(root) {
  const status = find(root, "status");
  if (status) status.textContent = age(status.dataset, Math.round((Date.now() - savedAt.get(root)) / 1000));
}

document.addEventListener("autosave:saved", ({ target: root }) => {
  savedAt.set(root, Date.now());
  showAge(root);
  const status = find(root, "status");
  if (status?.dataset.state === "trouble") announce(root, status.dataset.savedNow);
  if (status) status.dataset.state = "fine";
});

document.addEventListener("autosave:state", ({ target: root, detail: { state, message } }) => {
  const status = find(root, "status");
  if (!status || (state === "saving" && savedAt.has(root))) return;
  status.textContent = message ?? status.dataset[state] ?? "";
  status.dataset.state = state === "saving" ? "fine" : "trouble";
  if (state === "saving") return;
  savedAt.delete(root);
  announce(root, status.textContent);
  if (state === "signedOut") status.append(" ", signInLink(status));
});

document.addEventListener("autosave:conflict", ({ target: root, detail: { values, settle } }) => {
  const template = document.getElementById("wh-autosave-conflict");
  if (!template) return;
  const panel = template.content.firstElementChild.cloneNode(true);
  const list = panel.querySelector("[data-theirs]");
  for (const { label, theirs } of values) {
    const row = list.appendChild(document.createElement("div"));
    row.appendChild(document.createElement("dt")).textContent = label;
    row.appendChild(document.createElement("dd")).textContent = theirs.join(", ");
  }
  const choose = (takeTheirs) => {
    panel.remove();
    settle(takeTheirs);
  };
  panel.querySelector("[data-keep-mine]").addEventListener("click", () => choose(false));
  panel.querySelector("[data-take-theirs]").addEventListener("click", () => choose(true));
  root.prepend(panel); // read aloud as an alert, in view as it is sticky, and the hands stay where they type
});

setInterval(() => {
  for (const root of savedAt.keys()) {
    if (root.isConnected) showAge(root);
    else savedAt.delete(root);
  }
}, 1000);
