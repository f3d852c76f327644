// The backlog by keyboard: J and K (or the arrows) go from row to row, Enter opens, T takes. When
// the list has changed it is fetched anew by itself, unless somebody is in the middle of it.
const PAUSE_MS = 3000;
const list = document.getElementById("desk-backlog");
const notice = document.getElementById("desk-changed");
const form = document.querySelector(".desk-filters");
let isPausing = false;
let isMissed = false;
let isByItself = false;

const picks = () => [...list.querySelectorAll(".desk-row-pick")];
const picked = () => picks().filter((pick) => pick.checked);
const links = () => [...list.querySelectorAll(".desk-row-link")];
const isTyping = (target) => target.matches?.("input:not([type=checkbox]), textarea, select");
const isInside = () => picked().length > 0 || list.contains(document.activeElement) || list.querySelector(".desk-row:hover") || scrollY > 200;

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
  else if (event.key.toLowerCase() === "x") pick(event.target.closest(".desk-row"), event.shiftKey);
  else if (event.key === "t") document.activeElement.closest(".desk-row")?.querySelector(".desk-row-take")?.click();
  else return;
  event.preventDefault();
});

// X chooses the row that has the focus; Shift+X, or a click with Shift, all from the last one to it.
let last = null;

function pick(row, isRange) {
  const box = row?.querySelector(".desk-row-pick");
  if (!box) return;
  box.checked = !box.checked;
  reach(box, isRange);
}

function reach(box, isRange) {
  const all = picks();
  const from = all.indexOf(last);
  const to = all.indexOf(box);
  if (isRange && from >= 0) {
    for (const other of all.slice(Math.min(from, to), Math.max(from, to) + 1)) other.checked = box.checked;
  }
  last = box;
  count();
}

function count() {
  const told = document.getElementById("desk-bulk-count");
  if (!told) return;
  const n = picked().length;
  const isAll = document.getElementById("desk-bulk-all").checked;
  told.textContent = isAll || !n ? "" : n === 1 ? told.dataset.one : told.dataset.some.replace("#", n);
}

list.addEventListener("click", (event) => {
  if (event.target.matches(".desk-row-pick")) reach(event.target, event.shiftKey);
});
document.getElementById("desk-bulk-all")?.addEventListener("change", count);
list.addEventListener("htmx:afterSwap", count);

function refresh(byItself = false) {
  isByItself = byItself;
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
  else refresh(true);
}

// Whoever begins while the new list is on its way keeps the old one.
list.addEventListener("htmx:beforeSwap", (event) => {
  if (!isByItself || event.target !== list || !isInside()) return;
  event.detail.shouldSwap = false;
  notice.hidden = false;
});
form.addEventListener("input", () => { isByItself = false; });
notice.addEventListener("click", () => refresh());
