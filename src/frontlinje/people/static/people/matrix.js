// The skill grid: arrow keys walk from cell to cell, a digit replaces the level, a change is saved.
const table = document.querySelector(".people-matrix");
const state = document.getElementById("matrix-state");
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };

function neighbour(input, [down, right]) {
  const cell = input.closest("td");
  const row = table.rows[cell.parentElement.rowIndex + down];
  return row?.cells[cell.cellIndex + right]?.querySelector("input");
}

table?.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  neighbour(event.target, step)?.focus();
});

table?.addEventListener("focusin", ({ target }) => target.select?.());

table?.addEventListener("change", async ({ target }) => {
  target.dataset.state = "saving";
  const { url } = target.closest("tr").dataset;
  await htmx.ajax("POST", url, { source: target, values: { [target.name]: target.value }, swap: "none" });
});

table?.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  target.dataset.state = detail.successful ? "saved" : "failed";
  target.setAttribute("aria-invalid", String(!detail.successful));
  if (detail.successful) {
    target.defaultValue = target.value;
    state.textContent = `${state.dataset.saved}: ${target.getAttribute("aria-label")} ${target.value}`;
  }
});

for (const select of document.querySelectorAll("select[data-submits]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
