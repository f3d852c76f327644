// What the plan would do is fetched anew at every choice.
import { keepOpen } from "continuity/kept_open";

keepOpen(document.getElementById("plan-preview"));
