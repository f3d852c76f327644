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

// Whoever types before the page listens is heard as soon as it does.
document.addEventListener("htmx:load", () => {
  if (box.value !== box.defaultValue) htmx.trigger(box.form, "submit");
}, { once: true });

// Hits that come anew must not take the focus along: htmx finds a link again by its id, and where
// it is gone the box has the keyboard.
let wasInHits = false;
hits.addEventListener("htmx:beforeSwap", () => { wasInHits = hits.contains(document.activeElement); });
hits.addEventListener("htmx:afterSettle", () => {
  if (wasInHits && document.activeElement === document.body) box.focus();
});
