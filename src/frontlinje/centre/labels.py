"""What are the parts of the document called on screen, and what is there to know about each?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.slots import Slot
from frontlinje.centre.rules.fields import CHANNELS

SECTIONS: Mapping[str, Promise] = {
    "hours": _("Opening hours"),
    "channels": _("Channels"),
    "groups": _("Answer groups"),
    "queues": _("Queues"),
    "overflow": _("Overflow"),
    "wrap_up_codes": _("Contact reasons"),
    "pause_reasons": _("Pause reasons"),
    "absence_reasons": _("Absence reasons"),
    "texts": _("Texts to customers"),
    "standard_answers": _("Standard answers"),
    "tags": _("Tags"),
    "dissatisfied": _("Dissatisfied writers"),
    "staffing": _("Minimum staffing"),
    "not_responding": _("Not responding"),
    "arrangements": _("Where and when people work"),
    "scripts": _("Guides"),
    "shedding": _("When channels give way"),
    "skills": _("Skills"),
    "teams": _("Teams"),
    "sites": _("Sites"),
    "special_days": _("Special days"),
    "own_holidays": _("Holidays"),
}

FIELDS: Mapping[str, Promise] = {
    "code": _("Code"),
    "name": _("Name"),
    "title": _("Title"),
    "body": _("Text"),
    "text": _("Text"),
    "timezone": _("Time zone"),
    "country": _("Country"),
    "language": _("Language for customers"),
    "misses": _("Offers missed in a row"),
    "week": _("The week"),
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
    "holidays": _("On public holidays"),
    "holiday": _("Holiday"),
    "date": _("Date"),
    "hours": _("Opening hours"),
    "is_open": _("The channel is open"),
    "units": _("Share of an agent"),
    "queue": _("Queue"),
    "queues": _("Only in these queues"),
    "channels": _("Channels"),
    "Text.channels": _("Only on these channels"),
    "StandardAnswer.channels": _("Only on these channels"),
    "groups": _("Answer groups"),
    "group": _("Answer group"),
    "demands": _("Skills demanded"),
    "skill": _("Skill"),
    "level": _("Level"),
    "relax_per_min": _("Levels given up per minute"),
    "promise_s": _("Promised within"),
    "weight": _("Weight"),
    "wrap_up_s": _("Time for wrap-up"),
    "offer_s": _("Time to accept an offer"),
    "visibility": _("Who may see it"),
    "interruptible": _("A call may interrupt it"),
    "language_demand": _("The agent must speak the customer's language"),
    "addresses": _("Mail addresses and numbers"),
    "teams": _("Teams"),
    "sites": _("Sites"),
    "members": _("People"),
    "is_everyone": _("Everyone"),
    "when": _("When all of this holds"),
    "waited_s": _("Waited at least"),
    "waiting_per_ready": _("Waiting per ready agent, at least"),
    "ready_fewer_than": _("Fewer ready agents than"),
    "waiting_more_than": _("More waiting than"),
    "is_closed": _("It is closed"),
    "then": _("Then"),
    "do": _("Step"),
    "by": _("By how much"),
    "site": _("Site"),
    "number": _("Telephone number"),
    "parent": _("Below"),
    "bias": _("For the centre this is"),
    "planned_s": _("Usually lasts"),
    "situation": _("Situation"),
    "ready": _("Ready at least"),
    "names": _("Name"),
    "order": _("Order"),
    "within": _("Only within these hours"),
    "alternative": _("While it is closed, customers are sent to"),
    "is_manual": _("Noted by hand"),
    "is_first": _("Before all others"),
    "is_on_hold": _("On hold"),
    "is_demanded": _("Such contacts demand a skill"),
    "marks": _("Words of our own"),
    "follow_up": _("Queue for work to catch up"),
    "board_meeting": _("Board meeting"),
    "Shedding.order": _("In which order they close"),
    "Shedding.over": _("Close the next while more wait per ready agent than"),
    "Shedding.under": _("Open again when fewer wait per ready agent than"),
    "Shedding.for_s": _("When it has been so for"),
    "rest_s": _("A channel stays as it is at least"),
    "cohort": _("Only this half"),
    "weeks": _("In these weeks"),
    "place": _("Where from"),
    "Arrangement.site": _("Which office"),
    "is_binding": _("Nowhere else"),
    "Arrangement.hours": _("Shift"),
    "last_day": _("Last day"),
    "Script.channels": _("Only on these channels"),
    "Script.groups": _("Only to these answer groups"),
}

HELP: Mapping[str, Promise] = {
    "code": _(
        "Used in files and addresses, and never changed later. Leave it empty, and it is made from"
        " the name."
    ),
    "CentreDocument.country": _("Whose public holidays count."),
    "CentreDocument.language": _("When nothing is known about the customer."),
    "misses": _("After so many, the agent is set to not responding and gets no more offers."),
    "week": _("Such as 08:00-16:00, or 08:00-12:00, 13:00-16:00. Empty is closed."),
    "holidays": _("closed, sunday (as on Sundays), usual (as on the weekday), or hours."),
    "SpecialDay.hours": _("Replaces the whole day. Such as 10:00-12:00, or closed."),
    "SpecialDay.text": _("What customers are told about the day, if anything."),
    "Channel.hours": _("Which opening hours apply to the channel."),
    "Channel.units": _("60 takes the whole agent, 30 a half, 20 a third."),
    "Channel.queue": _("Where contacts go that nothing else has sorted."),
    "Queue.hours": _("Instead of those of the channel."),
    "Queue.units": _("Only where it differs from the channel: 60 takes the whole agent."),
    "promise_s": _("How soon customers are answered, such as 20 s, 5 min or 8 h; in open hours."),
    "weight": _("1 puts a contact as far ahead as if it had waited one whole promise longer."),
    "wrap_up_s": _("After a contact, before the next offer; 0 s for none."),
    "offer_s": _("Then it is offered to somebody else."),
    "relax_per_min": _("For contacts that wait; 0 never gives way."),
    "addresses": _("One on each line. Contacts to these come straight into the queue."),
    "members": _("Usernames, one on each line."),
    "is_everyone": _("All who may answer, whatever their team."),
    "Group.teams": _("Everybody in these teams."),
    "Group.sites": _("Everybody who belongs to these sites."),
    "is_demanded": _(
        "Off, agents only see a hint. On, the contact goes to somebody who holds the skill."
    ),
    "marks": _(
        "One word or phrase on each line, such as the name of a product that makes people angry."
        " They count besides the usual ones in Norwegian, Swedish and English."
    ),
    "within": _("Whatever the opening hours say. Such as 10:00-14:00; empty sets no limit."),
    "is_manual": _("Contacts are taken on paper or other telephones, and agents note them."),
    "is_first": _("Said even where another text is made for the queue or the channel."),
    "is_on_hold": _("Contacts wait without being offered; whoever wants one can take it."),
    "parent": _("One level is the most."),
    "planned_s": _("Such as 15 min. A longer pause is shown to the leader."),
    "Text.body": _(
        "Filled in by itself: {centre_name} {queue_name} {reference} {next_opening} {wait_minutes}"
    ),
    "StandardAnswer.body": _(
        "Filled in by itself: {customer_name} {reference} {agent_name} {centre_name}"
    ),
    "Text.queues": _("None ticked: in all."),
    "StandardAnswer.queues": _("None ticked: in all."),
    "WrapUpCode.queues": _("None ticked: in all."),
    "Text.channels": _("None ticked: on all."),
    "StandardAnswer.channels": _("None ticked: on all."),
    "StaffingMinimum.hours": _("Empty: whenever the queue is open."),
    "Raise.by": _("For priority in promises waited; for a skill in levels."),
    "Recipe.code": _("Such as waited-long. The ledger names it when it is used."),
    "demands": _("Levels go from 1 to 9. Empty the skill to take a row away."),
    "then": _("Choose nothing to take a step away."),
    "StaffingPage.staffing": _("Empty the queue to take a row away."),
    "CentreDocument.shedding": _("Empty all of it, and nothing closes by itself."),
    "Shedding.order": _("The first closes first. What is not named stays open."),
    "rest_s": _("A quarter of an hour at least, so that nothing flickers."),
    "follow_up": _("Its work waits without being offered. Plans name it while they last."),
    "board_meeting": _("Every day at this time; empty while there is none."),
    "Arrangement.groups": _("Nobody named here or below: everybody."),
    "cohort": _("In every team every second person is in the first half."),
    "weeks": _("Odd and even weeks of the year, so that two halves never meet."),
    "is_binding": _("No other place can be chosen, as in a quarantine."),
    "Arrangement.hours": _("Such as 08:00-14:00, where it is another than planned."),
    "last_day": _("Until and with this date."),
    "Script.channels": _("None ticked: on all."),
    "Script.queues": _("None ticked: in all."),
    "Script.groups": _("None ticked: to all."),
}

CHANNEL_NAMES: Mapping[str, Promise] = {
    "phone": _("Phone"),
    "mail": _("E-mail"),
    "chat": _("Chat"),
    "web": _("Web form"),
    "paper": _("Letter"),
    "visit": _("Visit"),
}

LANGUAGE_NAMES: Mapping[str, str] = {"nb": "bokmål", "sv": "svenska", "en": "English"}
"""Each in its own language."""

WORDS: Mapping[str, Promise] = {
    "country.NO": _("Norway"),
    "country.SE": _("Sweden"),
    "country.DK": _("Denmark"),
    "country.FI": _("Finland"),
    "visibility.centre": _("Everybody in the centre"),
    "visibility.team": _("Only those who answer it"),
    "bias.-1": _("bad"),
    "bias.0": _("neutral"),
    "bias.1": _("good"),
    "situation.greeting": _("Greeting"),
    "situation.waiting": _("While waiting"),
    "situation.closed": pgettext_lazy("opening hours", "Closed"),
    "situation.incident": _("Incident message"),
    "situation.autoreply": _("Automatic reply"),
    "situation.receipt": _("Receipt for a form"),
    "situation.callback_offer": _("Offer of a call-back"),
    "do.widen": _("Ask one more answer group"),
    "do.relax": _("Demand a lower skill level"),
    "do.raise": _("Raise the priority"),
    "do.announce": _("Tell the customer a text"),
    "do.offer_callback": _("Offer a call-back"),
    "do.send": _("Send it elsewhere"),
    "cohort.1": _("the first half"),
    "cohort.2": _("the second half"),
    "weeks.all": _("all"),
    "weeks.odd": _("odd weeks"),
    "weeks.even": _("even weeks"),
    "place.home": _("home"),
    "place.office": _("the office"),
    "hours.closed": pgettext_lazy("opening hours", "closed"),
    "hours.sunday": _("as on Sundays"),
    "hours.usual": _("as usual"),
}


@dataclass(frozen=True)
class Wording:
    """What the parts of forms are called; other rooms lay their own words on top of ours."""

    fields: Mapping[str, Promise]
    help: Mapping[str, Promise]
    words: Mapping[str, Promise]

    def field_label(self, slot: Slot) -> Promise | str:
        """Return what a field is called."""
        if slot.name in CHANNELS and slot.path[0] == "units":
            return CHANNEL_NAMES[slot.name]
        if slot.name.isdigit():
            place = f"{int(slot.name) + 1}."
            is_alone = len(slot.path) == len(("order", "0"))
            return place if is_alone else f"{self._own(slot, slot.path[-2])}: {place}"
        return self._own(slot, slot.name)

    def _own(self, slot: Slot, name: str) -> Promise:
        own = f"{slot.owner.__name__}.{name}"
        if own in self.fields:
            return self.fields[own]
        return self.fields[name] if name in self.fields else SECTIONS[name]

    def field_help(self, slot: Slot) -> Promise | str:
        """Return what there is to know about a field, if anything."""
        own = f"{slot.owner.__name__}.{slot.name}"
        return self.help[own] if own in self.help else self.help.get(slot.name, "")

    def language_label(self, slot: Slot) -> str:
        """Return what one language of a field is called."""
        own = f"{slot.owner.__name__}.{slot.path[-2]}"
        field = self.fields[own] if own in self.fields else self.fields[slot.path[-2]]
        names = {"field": field, "language": LANGUAGE_NAMES[slot.language]}
        return gettext("%(field)s (%(language)s)") % names

    def choice_label(self, field: str, word: str) -> Promise | str:
        """Return what a word that can be chosen is called."""
        if field == "language":
            return LANGUAGE_NAMES[word]
        known = f"{field}.{word}"
        if known in self.words:
            return self.words[known]
        named = {**self.fields, **CHANNEL_NAMES}
        return named.get(word, word)


CENTRE = Wording(FIELDS, HELP, WORDS)
"""The words of the settings."""
