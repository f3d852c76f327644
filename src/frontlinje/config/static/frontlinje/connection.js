// The calm notice about the connection: nothing for a short break, «lost», «back», «signed out».
const PATIENCE_MS = 2500;
const THANKS_MS = 4000;
let timer = 0;
let isLost = false;

function only(state) {
  for (const line of document.querySelectorAll("#fl-connection [data-state]")) {
    line.hidden = line.dataset.state !== state;
  }
}

/** Say how the connection is: "lost", "connected" or "signed-out". */
export function show(state) {
  if (state === "lost") {
    if (isLost) return;
    isLost = true;
    clearTimeout(timer);
    timer = setTimeout(() => only("lost"), PATIENCE_MS);
    return;
  }
  clearTimeout(timer);
  if (state === "signed-out") {
    only("signed-out");
    return;
  }
  const wasShown = isLost && !document.querySelector("#fl-connection [data-state=lost]")?.hidden;
  isLost = false;
  only(wasShown ? "back" : null);
  if (wasShown) timer = setTimeout(() => only(null), THANKS_MS);
}
