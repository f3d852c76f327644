// Typing narrows a list: <input data-filters="list-id">. Items are the list's [data-words]; those
// that hold every typed word stay. Arrow down goes into the list, Enter takes the first that is left.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const itemsOf = (field) => [...document.getElementById(field.dataset.filters).querySelectorAll("[data-words]")];
const choiceIn = (item) => item.querySelector("input:not([disabled]), button:not([disabled]), a");

function narrow(field) {
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  for (const item of itemsOf(field)) {
    const text = fold(item.dataset.words);
    item.hidden = !words.every((word) => text.includes(word));
  }
  const none = document.querySelector(`[data-none-of="${field.dataset.filters}"]`);
  if (none) none.hidden = itemsOf(field).some((item) => !item.hidden);
}

document.addEventListener("input", ({ target }) => { if (target.matches?.("[data-filters]")) narrow(target); });

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-filters]") || event.isComposing) return;
  const first = itemsOf(field).find((item) => !item.hidden && choiceIn(item));
  const choice = first && choiceIn(first);
  if (event.key === "ArrowDown" && choice) {
    event.preventDefault();
    choice.focus();
    if (choice.type === "radio") choice.checked = true;
  } else if (event.key === "Enter" && choice && field.value.trim()) {
    event.preventDefault();
    if (choice.type === "radio") {
      choice.checked = true;
      field.form.requestSubmit();
    } else {
      choice.click();
    }
  }
});
