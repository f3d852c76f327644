// The page of a contact: standard answers go where one writes; who no longer holds it writes no more.
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
