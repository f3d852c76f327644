// What every page runs. Rooms add their own modules in the block "modules".
import "frontlinje/theme";
import "frontlinje/toast";
import "frontlinje/draft";

if (document.body.dataset.person) {
  await import("frontlinje/keys");
  await import("frontlinje/stream");
} else if ("nobody" in document.body.dataset) {
  new BroadcastChannel("fl-person").postMessage(""); // other tabs learn that nobody is signed in
}
