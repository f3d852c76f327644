// What every page of an agent runs: the status in the header, dialogs, offers, running clocks.
import "contacts/picker";
import "desk/clocks";
import "desk/dialogs";
import "desk/filter";
import "desk/offers";
