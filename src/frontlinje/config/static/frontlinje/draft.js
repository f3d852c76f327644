// Keeps what is being written: <textarea data-draft-url="..."> is saved while one types. The words
// for its state stand in data-saving, data-saved and data-offline of the element named by
// data-draft-status. What cannot be sent stays in this tab (sessionStorage) and is sent later.
const WAIT_MS = 800;
const RETRY_MS = 5000;
const started = new WeakSet();
const pending = new Set();

// A machine may be shared: what one person wrote is never put before another.
const mine = `fl-draft ${document.body.dataset.person} `;
const keyOf = (field) => mine + field.dataset.draftUrl;

function say(field, state) {
  const place = document.getElementById(field.dataset.draftStatus);
  if (place) place.textContent = place.dataset[state] ?? "";
}

async function save(field, { keepalive = false } = {}) {
  clearTimeout(field.draftTimer);
  const text = field.value;
  sessionStorage.setItem(keyOf(field), text);
  pending.add(field);
  say(field, "saving");
  try {
    const answer = await fetch(field.dataset.draftUrl, {
      method: "POST",
      keepalive,
      headers: { "X-CSRFToken": csrfToken() },
      body: new URLSearchParams({ text }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    say(field, "offline");
    field.draftTimer = setTimeout(() => field.isConnected && save(field), RETRY_MS);
    return;
  }
  if (field.value !== text) return; // typed on meanwhile: the next save is already on its way
  pending.delete(field);
  sessionStorage.removeItem(keyOf(field));
  say(field, "saved");
}

function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

function start(field) {
  if (started.has(field)) return;
  started.add(field);
  const kept = sessionStorage.getItem(keyOf(field));
  if (kept !== null && kept !== field.value) {
    field.value = kept;
    save(field);
  }
  field.addEventListener("input", () => {
    clearTimeout(field.draftTimer);
    pending.add(field);
    sessionStorage.setItem(keyOf(field), field.value);
    field.draftTimer = setTimeout(() => save(field), WAIT_MS);
  });
  // A form that is sent carries its text itself: the draft has done its work.
  field.form?.addEventListener("submit", () => {
    clearTimeout(field.draftTimer);
    pending.delete(field);
    sessionStorage.removeItem(keyOf(field));
  });
}

const startAll = (root) => root.querySelectorAll("textarea[data-draft-url]").forEach(start);

startAll(document);
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt.matches?.("textarea[data-draft-url]")) start(detail.elt);
  startAll(detail.elt);
});
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-sign-out]")) return;
  Object.keys(sessionStorage).filter((key) => key.startsWith(mine)).forEach((key) => sessionStorage.removeItem(key));
});
addEventListener("online", () => pending.forEach((field) => save(field)));
addEventListener("pagehide", () => pending.forEach((field) => save(field, { keepalive: true })));
