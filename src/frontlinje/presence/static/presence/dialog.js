// Whatever is fetched into #presence-dialog opens in it; "presence:done" closes it; what the server
// refuses is said inside, not behind it.
const dialog = document.getElementById("presence-dialog");

function closeButton() {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "ds-button";
  close.dataset.variant = "tertiary";
  close.setAttribute("aria-label", dialog.dataset.close);
  close.addEventListener("click", () => dialog.close());
  return close;
}

// Settled, not only swapped: before that its forms are not htmx's yet.
dialog.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target !== dialog) return;
  dialog.setAttribute("aria-labelledby", "presence-dialog-title");
  dialog.prepend(closeButton());
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("input:not([type=hidden]), select"))?.focus();
});

dialog.addEventListener("close", () => dialog.replaceChildren());
document.addEventListener("presence:done", () => dialog.close());

document.addEventListener("fl:toast", (event) => {
  if (event.detail.color !== "danger" || !dialog.open) return;
  event.stopImmediatePropagation();
  let place = dialog.querySelector("[data-refused]");
  if (!place) {
    place = document.createElement("div");
    place.className = "ds-alert";
    place.dataset.color = "danger";
    place.dataset.refused = "";
    place.setAttribute("role", "alert");
    document.getElementById("presence-dialog-title").after(place);
  }
  place.textContent = event.detail.text;
}, true);
