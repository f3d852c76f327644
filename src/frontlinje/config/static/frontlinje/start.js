// What every page runs. Rooms add their own modules in the block "modules", and the pages of a
// signed-in person theirs in partials/live.html.
import "frontlinje/theme";
import "frontlinje/toast";
import "frontlinje/draft";

if ("nobody" in document.body.dataset) {
  new BroadcastChannel("fl-person").postMessage(""); // other tabs learn that nobody is signed in
}
