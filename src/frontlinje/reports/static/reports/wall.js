// The wall says itself when its figures are old: nobody sits before it to see that nothing moves.
const OLD_MS = 30_000;
const wall = document.getElementById("wall");
const stale = document.getElementById("wall-stale");
let freshAt = performance.now();

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target === wall) freshAt = performance.now();
});

setInterval(() => {
  const isOld = performance.now() - freshAt > OLD_MS;
  if (isOld) stale.querySelector("[data-at]").textContent = wall.querySelector("[data-at]").dataset.at;
  stale.hidden = !isOld;
  wall.toggleAttribute("data-old", isOld);
}, 1000);
