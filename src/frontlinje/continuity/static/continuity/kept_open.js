// What somebody has opened stays open when its part of the page comes anew: details with an id.
export function keepOpen(part) {
  let open = [];

  part.addEventListener("htmx:beforeSwap", () => {
    open = [...part.querySelectorAll("details[id][open]")].map(({ id }) => id);
  });

  part.addEventListener("htmx:afterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });
}
