// The desk's one dialog: whatever is fetched into #desk-dialog opens in it; "desk:done" closes it.
// What the server refuses is said inside, where the person looks.
const dialog = document.getElementById("desk-dialog");

function dress() {
  const heading = dialog.querySelector("h2");
  if (heading?.id) dialog.setAttribute("aria-labelledby", heading.id);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "ds-button";
  close.dataset.variant = "tertiary";
  close.setAttribute("aria-label", dialog.dataset.close);
  close.addEventListener("click", () => dialog.close());
  dialog.prepend(close);
}

function refuse(text) {
  let place = dialog.querySelector("[data-refused]");
  if (!place) {
    place = document.createElement("div");
    place.className = "ds-alert";
    place.dataset.color = "danger";
    place.dataset.refused = "";
    place.setAttribute("role", "alert");
    dialog.querySelector("h2").after(place);
  }
  place.textContent = text;
}

dialog.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target !== dialog) return;
  dress();
  if (!dialog.open) dialog.showModal();
  else dialog.querySelector("[autofocus]")?.focus();
});

dialog.addEventListener("close", () => dialog.replaceChildren());
document.addEventListener("desk:done", () => dialog.close());

// A refusal that answers a form of the dialog belongs there, not behind it.
document.addEventListener("fl:toast", (event) => {
  if (event.detail.color !== "danger" || !dialog.open) return;
  event.stopImmediatePropagation();
  refuse(event.detail.text);
}, true);

// <button data-fill="#field">words</button> writes its words into the field.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-fill]");
  if (!button) return;
  const field = document.querySelector(button.dataset.fill);
  field.value = button.dataset.value ?? button.textContent.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
