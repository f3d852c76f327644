// Light, dark or as the system: the choice is kept in a cookie so that the server draws it at once.
const YEAR_S = 365 * 24 * 3600;

function show(theme) {
  document.documentElement.dataset.colorScheme = theme;
  for (const nested of document.querySelectorAll("[popover][data-color-scheme]")) nested.dataset.colorScheme = theme;
  for (const button of document.querySelectorAll("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

for (const group of document.querySelectorAll("[data-theme-switch]")) {
  group.hidden = false;
  group.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `frontlinje_theme=${button.value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
    show(button.value);
  });
}
show(document.documentElement.dataset.colorScheme);
