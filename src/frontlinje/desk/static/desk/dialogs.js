// The desk's one dialog: whatever is fetched into #desk-dialog opens in it; "desk:done" closes it.
// It is there, unseen, from the moment it is asked for, so that what is typed meanwhile goes to no
// other key; those strokes are handed to it when it has come. What the server refuses is said inside.
import { dress, refuse } from "frontlinje/dialog";

const dialog = document.getElementById("desk-dialog");
let typedAhead = [];

const isForDialog = ({ detail }) => detail.target === dialog;
const isBusy = () => dialog.dataset.busy !== undefined;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isForDialog(event) || dialog.open) return;
  typedAhead = [];
  dialog.dataset.busy = "";
  dialog.showModal();
});

document.addEventListener("keydown", (event) => {
  if (!isBusy() || event.key === "Escape" || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key.length === 1 || event.key === "Enter") typedAhead.push(event.key);
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  if (isForDialog(event) && isBusy() && !event.detail.successful) dialog.close();
});

// Settled, not only swapped: a key before that would send a form past htmx and leave a bare part
// as the whole page.
dialog.addEventListener("htmx:afterSettle", (event) => {
  if (event.target !== dialog) return;
  delete dialog.dataset.busy;
  dress(dialog);
  if (!dialog.open) dialog.showModal();
  const [close, ...others] = dialog.querySelectorAll("button, input:not([type=hidden]), select, textarea");
  const first = dialog.querySelector("[autofocus]") ?? others[0] ?? close;
  first.focus();
  if (dialog.contains(document.activeElement)) handOver(document.activeElement);
});

function handOver(field) {
  const strokes = typedAhead;
  typedAhead = [];
  if (!strokes.length) return;
  if (field.matches("textarea, input:not([type=radio], [type=checkbox])")) {
    field.value += strokes.filter((key) => key !== "Enter").join("");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: strokes[0], bubbles: true, cancelable: true }));
  }
}

dialog.addEventListener("close", () => {
  delete dialog.dataset.busy;
  dialog.replaceChildren();
});
document.addEventListener("desk:done", () => dialog.close());

// A refusal that answers a form of the dialog belongs there, not behind it.
document.addEventListener("fl:toast", (event) => {
  if (event.detail.color !== "danger" || !dialog.open || isBusy()) return;
  event.stopImmediatePropagation();
  refuse(dialog, event.detail.text);
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
