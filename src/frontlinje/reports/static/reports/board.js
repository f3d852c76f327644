// The monitor: a formula shows its own numbers, on hover too; a new alarm is said aloud once.
const board = document.getElementById("board");
const alert = document.getElementById("board-alert");
const HOVER_MS = 250;
let hover = 0;

const formulaOf = (button) => document.getElementById(button.getAttribute("popovertarget"));

function fill(button) {
  formulaOf(button).querySelector("[data-sum]").textContent = button.dataset.sum;
}

board.addEventListener("click", ({ target }) => {
  const button = target.closest(".board-measure");
  if (!button) return;
  clearTimeout(hover); // or it would open once more what is put away at once
  fill(button);
}, { capture: true });

board.addEventListener("pointerover", ({ target, pointerType }) => {
  const button = target.closest(".board-measure");
  clearTimeout(hover);
  if (!button || pointerType !== "mouse") return;
  hover = setTimeout(() => {
    if (!button.isConnected) return;
    fill(button);
    formulaOf(button).showPopover({ source: button });
  }, HOVER_MS);
});

board.addEventListener("pointerout", ({ target, pointerType }) => {
  const button = target.closest(".board-measure");
  if (!button || pointerType !== "mouse") return;
  clearTimeout(hover);
  if (document.activeElement !== button) formulaOf(button).hidePopover();
});

const said = () => board.querySelector("[data-alarms]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
const gist = (text) => text.replace(/\d+/g, "");
let last = said();

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== board) return;
  const text = said();
  if (gist(text) !== gist(last)) alert.textContent = text;
  last = text;
});
