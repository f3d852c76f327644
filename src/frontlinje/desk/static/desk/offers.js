// An offer that has come: shown at once, heard, counted down; gone the moment it is over, in all tabs.
//
// Who has something in hand, or is typing when it comes, is not interrupted: the offer opens beside
// the work (Alt + Enter takes it, Escape goes to it). A call, and an offer to somebody with free
// hands, comes in the middle, with Enter and Escape.
import { serverNow } from "desk/clocks";

const TYPING_MS = 4000;
const TICK_MS = 250;
const AGAIN_MS = 4000;
const SILENT = "fl-offer-silent";
const NOTES_HZ = [659.25, 880];

const place = document.getElementById("desk-offers");
const title = document.title;
let typedAt = -Infinity;
let live = null; // {dialog, stop} of the offer on show

const isEditing = () => document.activeElement?.matches("textarea, input:not([type=radio], [type=checkbox])");

document.addEventListener("input", () => { typedAt = performance.now(); }, true);

// Fetching the same offer again must not close and open it.
place.addEventListener("htmx:beforeSwap", (event) => {
  const id = live?.dialog.dataset.offer;
  if (id && event.detail.serverResponse.includes(`data-offer="${id}"`)) event.detail.shouldSwap = false;
});

// Not sooner: Enter on a form that htmx has not taken charge of would send it as a page of its own.
place.addEventListener("htmx:afterSettle", () => {
  const dialog = place.querySelector("dialog");
  if (live && live.dialog !== dialog) {
    live.stop();
    live = null;
  }
  if (dialog && !live) live = begin(dialog);
});

function begin(dialog) {
  const over = new AbortController();
  if (dialog.dataset.beside || (isEditing() && performance.now() - typedAt < TYPING_MS)) {
    dialog.setAttribute("open", ""); // show() would take the focus away from the typing
  } else {
    show(dialog);
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("[data-reject]").click();
  });
  countDown(dialog, over.signal);
  flashTitle(dialog, over.signal);
  callOut(dialog, over.signal);
  return { dialog, stop: () => over.abort() };
}

function show(dialog) {
  dialog.showModal();
  dialog.querySelector("#desk-offer-accept").focus();
}

function countDown(dialog, signal) {
  const deadline = Date.parse(dialog.dataset.deadline);
  const whole = deadline - Date.parse(dialog.dataset.made);
  const ring = dialog.querySelector("[data-ring]");
  const seconds = dialog.querySelector("[data-seconds]");
  const show = () => {
    const left = Math.max(0, deadline - serverNow());
    ring.setAttribute("stroke-dashoffset", String(100 - (100 * left) / whole));
    dialog.toggleAttribute("data-late", left < whole / 4);
    seconds.textContent = String(Math.ceil(left / 1000));
  };
  show();
  const timer = setInterval(show, TICK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}

function flashTitle(dialog, signal) {
  let isOn = false;
  const turn = () => {
    isOn = !isOn;
    document.title = isOn ? `\u25CF ${dialog.dataset.title}` : title;
  };
  turn();
  const timer = setInterval(turn, 1000);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    document.title = title;
  });
}

// One tab speaks for all: the one that gets the lock first rings and tells the desktop.
function callOut(dialog, signal) {
  const name = `fl-offer ${dialog.dataset.offer}`;
  navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    ring();
    const note = tellDesktop(dialog);
    const timer = dialog.dataset.urgent ? setInterval(ring, AGAIN_MS) : 0;
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    clearInterval(timer);
    note?.close();
  });
}

let audio = null;

async function ring() {
  // A page that nobody has touched yet is kept silent by the browser.
  if (localStorage.getItem(SILENT) || !navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  await audio.resume();
  NOTES_HZ.forEach((pitch, index) => {
    const from = audio.currentTime + index * 0.16;
    const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.12, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.5);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.55);
  });
}

function tellDesktop(dialog) {
  if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) return null;
  const body = [dialog.querySelector("h2"), dialog.querySelector("#desk-offer-about .fl-strong")];
  const note = new Notification(dialog.dataset.title, {
    body: body.map((part) => part?.textContent.trim()).filter(Boolean).join("\n"),
    tag: dialog.dataset.offer,
  });
  note.addEventListener("click", () => { window.focus(); note.close(); });
  return note;
}

// Beside the work: Alt + Enter accepts, Escape brings the offer to the middle.
document.addEventListener("keydown", (event) => {
  const dialog = live?.dialog;
  if (!dialog?.open || dialog.matches(":modal") || (event.key === "Escape" && document.querySelector("dialog:modal"))) return;
  if (event.key === "Enter" && event.altKey) {
    event.preventDefault();
    dialog.querySelector("#desk-offer-accept").click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    dialog.close();
    show(dialog);
  }
}, true);

// The switches in the dialog about my status.
document.addEventListener("htmx:load", ({ detail }) => {
  const sound = detail.elt.querySelector?.("[data-offer-sound]");
  if (sound) {
    sound.checked = !localStorage.getItem(SILENT);
    sound.addEventListener("change", () => {
      if (sound.checked) localStorage.removeItem(SILENT);
      else localStorage.setItem(SILENT, "yes");
      if (sound.checked) ring();
    });
  }
  const ask = detail.elt.querySelector?.("[data-offer-notify]");
  if (ask && "Notification" in window && Notification.permission === "default") {
    ask.hidden = false;
    ask.addEventListener("click", async () => { ask.hidden = (await Notification.requestPermission()) !== "default"; });
  }
});
