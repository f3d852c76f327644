// The search by keyboard: the arrow keys walk from the box into what was found and back.
const box = document.getElementById("search-typed");
const hits = document.getElementById("search-hits");

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const places = [box, ...hits.querySelectorAll(".search-link")];
  const here = places.indexOf(document.activeElement);
  if (here < 0 || !places[here + step]) return;
  event.preventDefault();
  places[here + step].focus();
});
