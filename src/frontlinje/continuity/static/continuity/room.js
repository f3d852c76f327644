// The room refreshes itself, and leaves alone what somebody is at: lists stay open that were open,
// and nothing moves while another end is being chosen.
const room = document.getElementById("plan-room");
let open = [];

room.addEventListener("htmx:beforeRequest", (event) => {
  const isByItself = event.detail.requestConfig.triggeringEvent?.type === "fl:refresh";
  if (isByItself && room.querySelector(".plan-longer[open]")) event.preventDefault();
});

room.addEventListener("htmx:beforeSwap", () => {
  open = [...room.querySelectorAll("details[id][open]")].map(({ id }) => id);
});

room.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
});

room.addEventListener("toggle", ({ target }) => {
  if (target.matches(".plan-longer:not([open])")) htmx.trigger(room, "fl:refresh");
}, { capture: true });
