// What somebody has opened stays open when the measures or triggers are put in place anew.
const form = document.getElementById("plan-form");
let open = [];

form.addEventListener("htmx:beforeSwap", () => {
  open = [...form.querySelectorAll("details[id][open]")].map(({ id }) => id);
});

form.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
});
