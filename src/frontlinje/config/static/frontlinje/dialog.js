// What every dialog that is filled by the server has: a way to close it, its name, and a place for
// what the server refuses, inside it and not behind.

export function dress(dialog) {
  const heading = dialog.querySelector("h1, h2");
  if (heading?.id) dialog.setAttribute("aria-labelledby", heading.id);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "ds-button";
  close.dataset.variant = "tertiary";
  close.setAttribute("command", "close");
  close.setAttribute("commandfor", dialog.id);
  close.setAttribute("aria-label", dialog.dataset.close);
  dialog.prepend(close);
}

export function refuse(dialog, text) {
  let place = dialog.querySelector("[data-refused]");
  if (!place) {
    place = document.createElement("div");
    place.className = "ds-alert";
    place.dataset.color = "danger";
    place.dataset.refused = "";
    place.setAttribute("role", "alert");
    dialog.querySelector("h1, h2").after(place);
  }
  place.textContent = text;
}
