// The arrow keys walk from the search box into the hits and back; Enter opens the first of them.
const box = document.querySelector("[data-hits]");
const links = () => [...document.getElementById(box.dataset.hits).querySelectorAll("a.cu-hit")];

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const places = [box, ...links()];
  const here = places.indexOf(document.activeElement);
  const next = places[here + step];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

// What is typed fast and followed by Enter must open the hit that was typed, not an older one.
let isWaiting = false;
let opensNext = false;

box.addEventListener("input", () => { isWaiting = true; opensNext = false; });
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  if (isWaiting) opensNext = true;
  else links()[0]?.click();
});
document.addEventListener("keydown", walk);
// Whoever types before the page listens is heard as soon as it does.
document.addEventListener("htmx:load", () => {
  if (box.value !== box.defaultValue) htmx.trigger(box.form, "submit");
}, { once: true });
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id !== box.dataset.hits) return;
  isWaiting = false;
  if (opensNext) links()[0]?.click();
  opensNext = false;
});
