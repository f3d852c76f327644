// A combobox that chooses a customer: arrows, Enter, Escape, or the mouse. Its markup and what it
// fires are described in contacts/picker.html.
const pickerOf = (element) => element.closest?.(".cu-picker");
const boxOf = (picker) => picker.querySelector('[role="combobox"]');
const listOf = (picker) => picker.querySelector('[role="listbox"]');
const optionsOf = (picker) => [...listOf(picker).querySelectorAll('[role="option"]')];

function mark(picker, option) {
  for (const each of optionsOf(picker)) each.setAttribute("aria-selected", String(each === option));
  if (option) boxOf(picker).setAttribute("aria-activedescendant", option.id);
  else boxOf(picker).removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function show(picker, isOpen) {
  listOf(picker).hidden = !isOpen;
  boxOf(picker).setAttribute("aria-expanded", String(isOpen));
  mark(picker, isOpen ? optionsOf(picker)[0] : null);
}

function choose(picker, { id, name }) {
  const field = picker.querySelector('input[type="hidden"]');
  if (name) boxOf(picker).value = name;
  show(picker, false);
  if (field.value === id) return;
  field.value = id;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  picker.dispatchEvent(new CustomEvent("customer:chosen", { bubbles: true, detail: { id, name } }));
}

document.addEventListener("input", ({ target }) => {
  const picker = pickerOf(target);
  if (picker && target === boxOf(picker)) choose(picker, { id: "", name: "" });
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const picker = pickerOf(detail.target);
  if (picker && detail.target === listOf(picker)) show(picker, document.activeElement === boxOf(picker));
});

document.addEventListener("keydown", (event) => {
  const picker = pickerOf(event.target);
  if (!picker || event.target !== boxOf(picker) || event.isComposing || listOf(picker).hidden) return;
  const options = optionsOf(picker);
  const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(picker, options[Math.min(here + 1, options.length - 1)]);
  else if (event.key === "ArrowUp") mark(picker, options[Math.max(here - 1, 0)]);
  else if (event.key === "Escape") show(picker, false);
  else if (event.key === "Enter" && options[here]) choose(picker, options[here].dataset);
  else return;
  event.preventDefault();
  event.stopPropagation();
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.(".cu-picker [role='option']");
  if (option) {
    event.preventDefault();
    choose(pickerOf(option), option.dataset);
  }
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const picker = pickerOf(target);
  if (picker && pickerOf(relatedTarget ?? document.body) !== picker) show(picker, false);
});
