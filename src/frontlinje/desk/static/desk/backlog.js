// The backlog by keyboard: J and K (or the arrows) go from row to row, Enter opens, T takes. When
// the list has changed it is fetched anew by itself, unless somebody is in the middle of it.
const PAUSE_MS = 3000;
const list = document.getElementById("desk-backlog");
const notice = document.getElementById("desk-changed");
const form = document.querySelector(".desk-filters");
let isPausing = false;
let isMissed = false;

const links = () => [...list.querySelectorAll(".desk-row-link")];
const isTyping = (target) => target.matches?.("input:not([type=checkbox]), textarea, select");
const isInside = () => list.contains(document.activeElement) || list.querySelector(".desk-row:hover") || scrollY > 200;

function step(by) {
  const all = links();
  const now = all.indexOf(document.activeElement);
  const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog:modal")) return;
  const isArrow = list.contains(event.target);
  if (event.key === "j" || (isArrow && event.key === "ArrowDown")) step(1);
  else if (event.key === "k" || (isArrow && event.key === "ArrowUp")) step(-1);
  else if (event.key === "t") document.activeElement.closest(".desk-row")?.querySelector(".desk-row-take")?.click();
  else return;
  event.preventDefault();
});

function refresh() {
  notice.hidden = true;
  htmx.trigger(form, "submit");
}

document.addEventListener("fl:event", ({ detail }) => {
  if (!detail.topics.some((topic) => topic.startsWith("queue:"))) return;
  if (isPausing) {
    isMissed = true;
    return;
  }
  isPausing = true;
  setTimeout(() => {
    isPausing = false;
    if (isMissed) changed();
    isMissed = false;
  }, PAUSE_MS);
  changed();
});

function changed() {
  if (isInside()) notice.hidden = false;
  else refresh();
}

notice.addEventListener("click", refresh);
