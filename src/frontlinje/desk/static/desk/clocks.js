// Running clocks: <span data-since="2026-03-12T08:00:00Z"> counts up, data-until counts down to
// nothing, data-ago says a span in one unit; data-gone-at hides what is over by then. Told by the server's clock, not by this machine's.
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const language = document.documentElement.lang;
let ahead_ms = 0; // how far the server's clock is before this one's

const unit = (n, name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(n);

/** What time it is at the server, in milliseconds. */
export const serverNow = () => Date.now() + ahead_ms;

/** «4:07», from an hour on «3 h 05», from two days on «6 d 4 h»: as the server says it. */
export function clockWords(seconds) {
  const left = Math.max(0, Math.floor(seconds));
  const rest = (n) => String(n).padStart(2, "0");
  if (left < HOUR_S) return `${Math.floor(left / MINUTE_S)}:${rest(left % MINUTE_S)}`;
  if (left >= 2 * DAY_S) return `${unit(Math.floor(left / DAY_S), "day")} ${unit(Math.floor((left % DAY_S) / HOUR_S), "hour")}`;
  return `${unit(Math.floor(left / HOUR_S), "hour")} ${rest(Math.floor((left % HOUR_S) / MINUTE_S))}`;
}

/** The one unit that matters: «12 min», «3 h», «2 days». */
function spanWords(seconds, underOne) {
  if (seconds < MINUTE_S) return underOne;
  if (seconds < HOUR_S) return unit(Math.floor(seconds / MINUTE_S), "minute");
  if (seconds < 2 * DAY_S) return unit(Math.floor(seconds / HOUR_S), "hour");
  return new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" }).format(Math.floor(seconds / DAY_S));
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function tick() {
  const now = serverNow();
  for (const element of document.querySelectorAll("[data-since]")) {
    write(element, clockWords((now - Date.parse(element.dataset.since)) / 1000));
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    write(element, clockWords((Date.parse(element.dataset.until) - now) / 1000));
  }
  for (const element of document.querySelectorAll("[data-ago]")) {
    write(element, spanWords(Math.abs(now - Date.parse(element.dataset.ago)) / 1000, element.dataset.underOne ?? ""));
  }
  for (const element of document.querySelectorAll("[data-gone-at]")) {
    element.hidden = now >= Date.parse(element.dataset.goneAt);
  }
}

// What an answer says is late by the time it took to come, so the greatest difference is the truest.
let isKnown = false;

function compare(root) {
  const element = root.matches?.("[data-now]") ? root : root.querySelector?.("[data-now]");
  if (!element) return;
  const difference = Date.parse(element.dataset.now) - Date.now();
  if (!isKnown || difference > ahead_ms) ahead_ms = difference;
  isKnown = true;
}

document.addEventListener("htmx:load", ({ detail }) => { compare(detail.elt); tick(); });
setInterval(tick, 1000);
