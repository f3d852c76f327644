// The room refreshes itself, and leaves alone what somebody is at: lists stay open that were open,
// and nothing moves while another end is being chosen.
import { keepOpen } from "continuity/kept_open";

const room = document.getElementById("plan-room");
keepOpen(room);

// By itself, that is, and while another end is being chosen; when that is over it refreshes again.
function isInTheWay({ detail }) {
  const isByItself = detail.requestConfig.triggeringEvent?.type === "fl:refresh";
  return isByItself && room.querySelector(".plan-longer[open]") !== null;
}

room.addEventListener("htmx:beforeRequest", (event) => {
  if (isInTheWay(event)) event.preventDefault();
});

room.addEventListener("htmx:beforeSwap", (event) => {
  if (isInTheWay(event)) event.detail.shouldSwap = false; // asked for just before
});

room.addEventListener("toggle", ({ target }) => {
  if (target.matches(".plan-longer:not([open])")) htmx.trigger(room, "fl:refresh");
}, { capture: true });
