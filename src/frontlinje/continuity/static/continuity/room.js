// The room refreshes itself, and leaves alone what somebody is at: lists stay open that were open,
// and nothing moves while another end is being chosen.
const room = document.getElementById("plan-room");
let open = [];

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
  open = [...room.querySelectorAll("details[id][open]")].map(({ id }) => id);
});

room.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
});

room.addEventListener("toggle", ({ target }) => {
  if (target.matches(".plan-longer:not([open])")) htmx.trigger(room, "fl:refresh");
}, { capture: true });
