// Keyboard shortcuts: any element says its keys in data-key ("n", "ctrl+enter", or "g d" for one
// after the other). Pressing them focuses a field and clicks anything else. Keys without Ctrl or Alt
// do nothing while somebody types, and can be switched off for good. "?" shows what this page has.
const BETWEEN_MS = 1200;
const SWITCH = "fl-keys";
const UNTYPED = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
const help = document.getElementById("fl-keys");
let begun = "";
let timer = 0;

function stroke(event) {
  const isLetter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  const isAltGraph = event.getModifierState("AltGraph");
  const parts = [];
  if ((event.ctrlKey || event.metaKey) && !isAltGraph) parts.push("ctrl");
  if (event.altKey && !isAltGraph) parts.push("alt");
  if (event.shiftKey && (isLetter || event.key.length > 1)) parts.push("shift");
  return [...parts, event.key.toLowerCase()].join("+");
}

function isTyping(target) {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.matches("input") && !UNTYPED.includes(target.type);
}

const isPlain = (keys) => !/\b(ctrl|alt)\+/.test(keys);
const mayUsePlain = () => localStorage.getItem(SWITCH) !== "off";

/**
 * The elements with keys that can be used now: visible, enabled, and in the dialog if one is open.
 * What belongs to this page goes before what stands on every page, where two have the same key.
 */
function usable() {
  const dialogs = document.querySelectorAll("dialog:modal");
  const root = dialogs[dialogs.length - 1] ?? document;
  const all = [...root.querySelectorAll("[data-key]")].filter((e) => !e.disabled && e.checkVisibility());
  return [...all.filter((e) => e.closest("main")), ...all.filter((e) => !e.closest("main"))];
}

function use(element) {
  if (element.matches("textarea, select, input") && !UNTYPED.includes(element.type)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const pressed = stroke(event);
  if (isPlain(pressed) && (isTyping(event.target) || !mayUsePlain())) return;
  clearTimeout(timer);
  const keys = begun ? `${begun} ${pressed}` : pressed;
  begun = "";
  const elements = usable();
  const found = elements.find((e) => e.dataset.key === keys) ?? elements.find((e) => e.dataset.key === pressed);
  if (found) {
    event.preventDefault();
    use(found);
  } else if (keys === "?" && !help.open) {
    event.preventDefault();
    fill();
    help.showModal();
  } else if (elements.some((e) => e.dataset.key.startsWith(`${keys} `))) {
    begun = keys;
    timer = setTimeout(() => { begun = ""; }, BETWEEN_MS);
  }
});

function nameOf(element) {
  const { keyLabel } = element.dataset;
  const said = keyLabel ?? element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  if (said) return said;
  const words = element.cloneNode(true);
  words.querySelectorAll("kbd").forEach((hint) => hint.remove());
  return words.textContent;
}

// One line for each key that works on the page below the dialog.
function fill() {
  const list = help.querySelector("[data-keys-list]");
  const lines = new Map();
  for (const e of usable()) if (!lines.has(e.dataset.key)) lines.set(e.dataset.key, nameOf(e).trim());
  list.replaceChildren(...[...lines].flatMap(([keys, name]) => {
    const term = document.createElement("dt");
    keys.split(" ").forEach((part, index) => {
      if (index) term.append(` ${list.dataset.then} `);
      part.split("+").forEach((key, place) => {
        if (place) term.append(" + ");
        term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      });
    });
    return [term, Object.assign(document.createElement("dd"), { textContent: name })];
  }));
  help.querySelector("[data-keys-none]").hidden = lines.size > 0;
}

// Screen readers say a shortcut of one stroke; for a sequence there is no such attribute.
function announce(root) {
  for (const element of root.querySelectorAll("[data-key]")) {
    const { key } = element.dataset;
    if (!key.includes(" ")) element.setAttribute("aria-keyshortcuts", key.replace("ctrl", "Control"));
  }
}

const onSwitch = document.getElementById("fl-keys-on");
onSwitch.checked = mayUsePlain();
onSwitch.addEventListener("change", () => localStorage.setItem(SWITCH, onSwitch.checked ? "on" : "off"));
document.addEventListener("click", ({ target }) => { if (target.closest?.('[commandfor="fl-keys"]')) fill(); }, true);
document.addEventListener("htmx:load", ({ detail }) => announce(detail.elt.parentElement ?? detail.elt));
announce(document);
