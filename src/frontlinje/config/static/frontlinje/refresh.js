// Parts of a page that keep themselves fresh:
// <div hx-get="..." hx-trigger="fl:refresh" data-refresh-on="board queue:mail OfferMade">.
// An event whose kind or topic is named there fetches the part again, at most once in 300 ms, or in
// as many as its data-refresh-pause says.
const PAUSE_MS = 300;
const resting = new WeakMap(); // element -> whether it was asked again during its pause

function refresh(element) {
  if (resting.has(element)) {
    resting.set(element, true);
    return;
  }
  htmx.trigger(element, "fl:refresh");
  resting.set(element, false);
  setTimeout(() => {
    const again = resting.get(element);
    resting.delete(element);
    if (again && element.isConnected) refresh(element);
  }, Number(element.dataset.refreshPause ?? PAUSE_MS));
}

/** Fetch every part that says it depends on this event. */
export function refreshFor({ kind, topics }) {
  for (const element of document.querySelectorAll("[data-refresh-on]")) {
    const names = element.dataset.refreshOn.split(/\s+/);
    if (names.includes(kind) || topics.some((topic) => names.includes(topic))) refresh(element);
  }
}

/** Fetch every part: what happened meanwhile is unknown. */
export function refreshAll() {
  document.querySelectorAll("[data-refresh-on]").forEach(refresh);
}
