// Whatever is fetched into #presence-dialog opens in it; "presence:done" closes it; what the server
// refuses is said inside, not behind it.
import { dress, refuse } from "frontlinje/dialog";

const dialog = document.getElementById("presence-dialog");

// Settled, not only swapped: before that its forms are not htmx's yet.
dialog.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target !== dialog) return;
  dress(dialog);
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("input:not([type=hidden]), select"))?.focus();
});

dialog.addEventListener("close", () => dialog.replaceChildren());
document.addEventListener("presence:done", () => dialog.close());

document.addEventListener("fl:toast", (event) => {
  if (event.detail.color !== "danger" || !dialog.open) return;
  event.stopImmediatePropagation();
  refuse(dialog, event.detail.text);
}, true);
