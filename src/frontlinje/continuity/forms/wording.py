"""What are the fields of measures and triggers called, and what is there to know about each?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontlinje.centre import labels
from frontlinje.centre.labels import Wording
from frontlinje.people.labels import ROLES

_WHICH_QUEUES: Final = ("Overflow", "AddGroups", "OnlyGroups", "RelaxSkills", "SetTimes")

_FIELDS: Mapping[str, Promise] = {
    **{f"{owner}.queues": _("Which queues") for owner in (*_WHICH_QUEUES, "MinimumStaffing")},
    "Queues.channels": _("Those that take one of these channels"),
    "Queues.codes": _("Those named here"),
    "CloseChannels.alternative": _("Customers are referred to"),
    "LimitHours.hours": _("Open only between"),
    "LimitHours.channels": _("Only on these channels"),
    "ExtendHours.hours": _("Open also between"),
    "calendars": _("Which opening hours"),
    "days": _("On these days"),
    "PrioritiseChannels.order": _("Which come first"),
    **{
        f"ShedLoad.{name}": labels.FIELDS[f"Shedding.{name}"]
        for name in ("order", "over", "under", "for_s")
    },
    "Overflow.groups": _("These answer groups are asked too"),
    "Overflow.site": _("Everybody at this site is asked too"),
    "Overflow.queue": _("It is sent to this queue"),
    "Overflow.number": _("It is sent to this telephone number"),
    "AddGroups.groups": _("Which answer groups help"),
    "OnlyGroups.groups": _("Only these answer groups"),
    "RelaxSkills.by": _("How many levels less"),
    "RelaxSkills.skill": _("Only of this skill"),
    "is_at_most": _("At most this: never longer than now"),
    "usernames": _("People"),
    "InvitePeople.usernames": _("Who is called in"),
    "InvitePeople.group": _("They answer what this answer group answers"),
    "InvitePeople.script": _("Guide for those called in"),
    "WorkFrom.site": _("Which office"),
    "SplitInCohorts.sites": _("Two sites, one for each half"),
    "first": _("The first half works"),
    "second": _("The second half works"),
    "Say.channels": _("Only on these channels"),
    "Guide.channels": _("Only on these channels"),
    "items": _("What has to be done"),
    "owner": _("Who does it"),
    "owner_role": _("Or whoever has this role"),
    "due_min": _("Within so many minutes"),
    "at": _("Every day at"),
    "mode": _("What happens then"),
    "clear_after_s": _("It is over when the cause has been gone for"),
    "escalate": _("Who is told when nobody answers"),
    "after_s": _("After"),
    "EscalationStep.by": _("How"),
    "to": _("To whom"),
    "channel": _("Channel"),
    "VolumeRatio.over": _("So many times as much as usual"),
    "window_s": _("During the last"),
    "over_s": _("Somebody has waited longer than"),
    "for_s": _("And it has been so for"),
    "ShareAbsent.over": _("More than this share is absent"),
    "team": _("Team"),
    "fewer_than": _("Fewer are ready than"),
    "ProbeDown.code": _("Probe"),
    "down_for_s": _("No answer for"),
}

_HELP: Mapping[str, Promise] = {
    **{
        f"{owner}.queues": _("Nothing ticked: all queues.")
        for owner in (*_WHICH_QUEUES, "MinimumStaffing")
    },
    "LimitHours.hours": _("Such as 10:00-14:00. What is closed then stays closed."),
    "LimitHours.channels": _("None ticked: on all."),
    "ExtendHours.hours": _("Such as 16:00-20:00."),
    "calendars": _("None ticked: all."),
    "PrioritiseChannels.order": _("The first before the next, and these before all others."),
    "ShedLoad.order": labels.HELP["Shedding.order"],
    "Overflow.groups": _("None ticked, and nothing chosen below: all answer groups are asked."),
    "Overflow.number": _("Of another organisation, or a mobile telephone."),
    "AddGroups.groups": _("None ticked: all."),
    "RelaxSkills.by": _("1 to 9; 9 demands nothing any more."),
    "RelaxSkills.skill": _("Empty: of every skill."),
    "SetTimes.wrap_up_s": _("Empty: as usual. 0 s for none."),
    "SetTimes.offer_s": _("Empty: as usual."),
    "is_at_most": _("Ticked, times that are shorter already stay as they are."),
    "FollowUp.queue": _("Work to catch up gathers there, and is offered when the plan is over."),
    "InvitePeople.usernames": _("They may answer while the plan lasts; their rights stay."),
    "InvitePeople.group": _("Empty: everything."),
    "InvitePeople.script": _("Shown beside what they answer."),
    "WorkFrom.groups": _("Nobody named here or below: everybody."),
    "SplitInCohorts.groups": _("None ticked: everybody."),
    "SplitInCohorts.sites": _("None ticked: the halves take turns at the office and at home."),
    "ShiftPattern.groups": _("None ticked: everybody."),
    "first": _("Such as 08:00-14:00. In every team every second person is in this half."),
    "second": _("Such as 10:00-16:00."),
    "Say.body": labels.HELP["Text.body"],
    "Say.channels": _("None ticked: on all."),
    "Say.queues": _("None ticked: in all."),
    "Guide.channels": _("None ticked: on all."),
    "Guide.queues": _("None ticked: in all."),
    "items": _("Empty the texts to take a row away."),
    "owner": _("Empty: whoever has the role."),
    "escalate": _("Empty the time to take a row away."),
    "after_s": _("Such as 5 min."),
    "to": _("A role, a username, a mail address or a telephone number."),
    "VolumeRatio.over": _("Such as 1.5; compared with the same hours of the same weekdays before."),
    "VolumeRatio.queue": _("A channel or a queue, not both. Without either, everything counts."),
    "WaitingTime.queue": _("Empty: in any queue."),
    "FewReady.queue": _("Empty: in any queue."),
    "ShareAbsent.over": _("A part of one: 0.3 is three of ten whose shift is under way."),
    "ShareAbsent.team": _("Empty: of everybody."),
}

_WORDS: Mapping[str, Promise] = {
    **{f"owner_role.{role}": name for role, name in ROLES.items()},
    "mode.suggest": _("The plan is suggested"),
    "mode.act": _("The plan is put into effect by itself"),
    "by.desk": _("On their screens"),
    "by.mail": _("By e-mail"),
    "by.sms": _("By text message"),
}

PLANS: Final = Wording(
    fields={**labels.FIELDS, **_FIELDS},
    help={**labels.HELP, **_HELP},
    words={**labels.WORDS, **_WORDS},
)
"""The words of the settings, and ours on top."""
