// The page of a contact: standard answers go where one writes; who no longer holds it writes no more;
// what was folded out stays so when the conversation is fetched anew.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-insert]");
  if (!button) return;
  const field = document.querySelector(button.dataset.insert);
  const text = button.querySelector("[data-text]").textContent;
  document.getElementById("desk-dialog").close();
  if (!field) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

document.getElementById("desk-head")?.addEventListener("htmx:afterSwap", ({ currentTarget }) => {
  const form = document.getElementById("desk-reply");
  if (form) form.inert = currentTarget.querySelector("[data-may-write]")?.dataset.mayWrite !== "yes";
});

const conversation = document.getElementById("desk-conversation");
let unfolded = [];

conversation?.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...conversation.querySelectorAll("details[id][open]")].map((element) => element.id);
});
conversation?.addEventListener("htmx:afterSwap", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
});
