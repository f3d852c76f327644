"""What are measures and triggers called, and how is a trigger said in a line? The screens ask."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontlinje.centre.forms.values import number_in_words, span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.continuity.rules.triggers import (
    CommonCause,
    FewReady,
    ProbeDown,
    ShareAbsent,
    Trigger,
    VolumeRatio,
    WaitingTime,
)

MEASURES: Mapping[str, Promise] = {
    "close_channels": gettext_lazy("Close channels"),
    "open_channels": gettext_lazy("Open channels"),
    "limit_hours": gettext_lazy("Shorter opening hours"),
    "extend_hours": gettext_lazy("Longer opening hours"),
    "prioritise_channels": gettext_lazy("Channels that come first"),
    "shed_load": gettext_lazy("Channels give way when too much waits"),
    "manual_intake": gettext_lazy("Contacts noted by hand"),
    "overflow": gettext_lazy("Overflow to others"),
    "add_groups": gettext_lazy("More answer groups help"),
    "only_groups": gettext_lazy("Only some answer groups"),
    "relax_skills": gettext_lazy("Demand less skill"),
    "set_times": gettext_lazy("Times for offers and wrap-up"),
    "minimum_staffing": gettext_lazy("Minimum staffing"),
    "follow_up": gettext_lazy("Gather work to catch up"),
    "invite_people": gettext_lazy("Call in help"),
    "work_from": gettext_lazy("Where people work"),
    "split_in_cohorts": gettext_lazy("Two cohorts"),
    "shift_pattern": gettext_lazy("Two shifts"),
    "say": gettext_lazy("Text to customers"),
    "guide": gettext_lazy("Guide for those who answer"),
    "checklist": gettext_lazy("Checklist"),
    "board_meeting": gettext_lazy("Daily board meeting"),
}

EQUIPMENT_NAMES: Mapping[str, Promise] = {
    "pc": gettext_lazy("PC"),
    "headset": gettext_lazy("headset"),
    "vpn": gettext_lazy("VPN"),
    "phone": gettext_lazy("telephone"),
}

TRIGGERS: Mapping[str, Promise] = {
    "volume_ratio": gettext_lazy("More comes in than usual"),
    "waiting_time": gettext_lazy("Somebody waits too long"),
    "share_absent": gettext_lazy("Many are absent"),
    "few_ready": gettext_lazy("Few are ready"),
    "common_cause": gettext_lazy("Many stop answering at once"),
    "probe": gettext_lazy("A system does not answer"),
}


def trigger_line(trigger: Trigger, document: CentreDocument, language: str) -> str:
    """Return what a trigger waits for, in a line."""

    def queue(code: str | None) -> str:
        found = next((q for q in document.queues if q.code == code), None)
        return found.name.in_language(language) if found is not None else code or _("any queue")

    match trigger:
        case VolumeRatio():
            return _volume(trigger, queue)
        case WaitingTime(over_s=over_s):
            text = _("Somebody has waited longer than %(time)s (%(where)s)")
            return text % {"time": span_in_words(over_s), "where": queue(trigger.queue)}
        case ShareAbsent(over=over):
            text = _("More than %(share)s %% of those planned are not there")
            share = text % {"share": number_in_words(round(over * 100, 1))}
            return f"{share} ({trigger.team})" if trigger.team else share
        case FewReady(fewer_than=n):
            text = ngettext(
                "Fewer than %(n)s is ready for %(time)s (%(where)s)",
                "Fewer than %(n)s are ready for %(time)s (%(where)s)",
                n,
            )
            time = span_in_words(trigger.for_s)
            return text % {"n": n, "time": time, "where": queue(trigger.queue)}
        case CommonCause():
            return _("Many stop answering, or lose their connection, within a minute")
        case ProbeDown(code=code):
            text = _("The probe «%(probe)s» has had no answer for %(time)s")
            return text % {"probe": code, "time": span_in_words(trigger.down_for_s)}


def _volume(trigger: VolumeRatio, queue: Callable[[str | None], str]) -> str:
    where = _("everything")
    if trigger.channel is not None:
        where = str(CHANNEL_NAMES[trigger.channel])
    elif trigger.queue is not None:
        where = queue(trigger.queue)
    return _("%(times)s times as much as usual comes in during %(time)s (%(where)s)") % {
        "times": number_in_words(trigger.over),
        "time": span_in_words(trigger.window_s),
        "where": where,
    }
