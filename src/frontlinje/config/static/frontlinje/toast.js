// Short notices over the page. A server says them with the header HX-Trigger:
// {"fl:toast": {"text": "...", "color": "success|info|warning|danger", "undo": "/address"}}.
const QUIET_AFTER_MS = 8000;
const corner = () => document.getElementById("fl-toasts");

/** Show a notice. One that offers to undo, or that tells of a failure, stays until it is closed. */
export function toast(text, { color = "success", undo = null } = {}) {
  const area = corner();
  const box = document.createElement("div");
  box.className = "ds-alert fl-toast";
  box.dataset.color = color;
  if (color === "danger") box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  if (undo) box.append(button(area.dataset.undo, () => takeBack(undo, box)));
  box.append(button(area.dataset.close, () => box.remove()));
  area.append(box);
  if (!undo && color !== "danger") fadeWhenLeftAlone(box);
  return box;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  made.dataset.variant = "tertiary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function takeBack(address, box) {
  box.remove();
  htmx.ajax("POST", address, { source: document.body, swap: "none" });
}

// The time stands still while somebody points at the notice or has the focus in it.
function fadeWhenLeftAlone(box) {
  let timer = 0;
  const start = () => { timer = setTimeout(() => box.remove(), QUIET_AFTER_MS); };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) box.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) box.addEventListener(name, start);
  start();
}

// What a person did and failed is told; what a part of the page did by itself is tried again anyway.
const BY_ITSELF = ["load", "revealed", "fl:refresh"];

function fail({ detail }) {
  const isSaid = detail.xhr.getResponseHeader("HX-Trigger")?.includes("fl:toast");
  const { verb, triggeringEvent } = detail.requestConfig;
  // What is asked for every few seconds has no event at all.
  const isByItself = triggeringEvent ? BY_ITSELF.includes(triggeringEvent.type) : verb === "get";
  if (isSaid || isByItself) return;
  toast(corner().dataset.failed, { color: "danger" });
}

document.addEventListener("fl:toast", ({ detail }) => toast(detail.text, detail));
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:responseError", fail);
