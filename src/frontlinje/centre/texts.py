"""How are the codes of this room said? English here; the other languages in ``locale``."""

import json

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.rules.changes import ORDER, Change
from frontlinje.centre.rules.problems import Problem
from frontlinje.people.wording import texts

TEXTS = {
    # What became of an action
    "centre.changed_meanwhile": _(
        "Somebody changed the same settings meanwhile: %(by)s (%(paths)s). Look at what changed,"
        " then save again."
    ),
    "centre.changed_since": _(
        "This cannot be taken back, because it was changed again later: %(paths)s."
        " Change it by hand, or take back the later change first."
    ),
    "centre.ends_before_it_starts": _("The end must be after the start."),
    "centre.ends_in_the_past": _("The end has passed already. Choose a later one."),
    "centre.no_skill_for_tone": _(
        "Nobody has chosen the skill yet. Whoever may change the settings chooses it under "
        "«Dissatisfied writers»."
    ),
    "centre.first_revision": _("The first version cannot be taken back: there is none before it."),
    "centre.invalid_document": _("The settings were not saved: %(count)s things need changing."),
    "centre.no_such_override": _("There is no such measure."),
    "centre.no_such_revision": _("There is no version %(revision)s."),
    "centre.no_such_target": _("What this would change is not in the settings."),
    "centre.not_begun": _(
        "The centre has no settings yet. Run «frontlinje centre init», or import a file."
    ),
    # The form of a document
    "centre.alternative_closed": _("Customers cannot be sent to a channel that is closed too."),
    "centre.arranges_nothing": _("Name a place, or the hours of the shift."),
    "centre.bad_code": _(
        "The code «%(given)s» cannot be used: up to 40 small letters, digits, - and _."
    ),
    "centre.bad_interval": _(
        "«%(given)s» is no opening hours. Write them as 08:00-16:00, several as"
        " 08:00-12:00, 13:00-16:00, or closed."
    ),
    "centre.bad_number": _("«%(given)s» is no telephone number. Write digits, such as +47 12 34."),
    "centre.bad_time": _("«%(given)s» is no time of day. Write it as 09:15."),
    "centre.channel_or_queue": _("Name a channel or a queue, not both."),
    "centre.code_is_fixed": _("The code cannot be changed."),
    "centre.empty": _("This must not be empty."),
    "centre.ends_before_start": _(
        "«%(given)s» ends before it starts. Hours past midnight are written as two: until 24:00 on"
        " the one day, and from 00:00 on the next."
    ),
    "centre.limits_cross": _("The lower limit must be below the upper one."),
    "centre.missing": _("This is missing."),
    "centre.missing_language": _("A language is missing here: nb, sv and en are needed."),
    "centre.no_skill": _("Choose the skill that is demanded, or switch the demand off."),
    "centre.no_condition": _(
        "A recipe needs at least one condition: waited_s, waiting_per_ready, ready_fewer_than,"
        " waiting_more_than or is_closed."
    ),
    "centre.no_time": _("Name at least one: offer_s or wrap_up_s."),
    "centre.not_a_date": _("«%(given)s» is no date. Write it as 2026-12-24."),
    "centre.not_a_list": _("Here must be a list: one line with a dash for each thing."),
    "centre.not_a_mapping": _("Here must be names with values, such as «code: general»."),
    "centre.not_a_number": _("«%(given)s» is no number."),
    "centre.not_one_of": _("«%(given)s» cannot be chosen here. Choose one of: %(known)s."),
    "centre.not_text": _("Here must be a text. Put it in quotes if it looks like a number."),
    "centre.not_whole": _("«%(given)s» must be a whole number."),
    "centre.not_yes_no": _("Write true or false instead of «%(given)s»."),
    "centre.one_helper": _("Name only one of groups, site, queue and number."),
    "centre.one_target": _("Name exactly one of queue, site and number to send to."),
    "centre.overlapping_hours": _("%(first)s and %(second)s overlap. Write them as one."),
    "centre.place_missing": _("Name the place: office or home."),
    "centre.same_channel_twice": _("A channel stands here twice. Keep one of them."),
    "centre.site_is_no_home": _("A site is an office. Leave it out, or choose office."),
    "centre.too_few": _("There must be at least %(limit)s here."),
    "centre.too_large": _("«%(given)s» is too large: at most %(limit)s."),
    "centre.too_long": _("This is too long: at most %(limit)s characters."),
    "centre.too_many": _("There are too many here: at most %(limit)s."),
    "centre.too_small": _("«%(given)s» is too small: at least %(limit)s."),
    "centre.two_sites": _("Name two different sites, or none."),
    "centre.unknown_key": _("«%(given)s» is not known here."),
    "centre.unknown_timezone": _("There is no time zone «%(given)s». One is Europe/Oslo."),
    "centre.warns_too_early": _("The warning must come after the start: shorten warn_before_s."),
    # Between the parts of a document
    "centre.duplicate_address": _("The address «%(given)s» already leads to the queue %(queue)s."),
    "centre.duplicate_code": _("The code «%(given)s» is taken. Choose another."),
    "centre.duplicate_date": _("The date %(given)s stands here twice. Keep one of them."),
    "centre.duplicate_demand": _("The skill «%(given)s» is demanded twice. Keep one of them."),
    "centre.duplicate_holiday": _("The holiday «%(given)s» stands here twice. Keep one of them."),
    "centre.empty_group": _(
        "Nobody is in the answer group %(group)s. Name teams, sites or people, or let it be"
        " for everyone."
    ),
    "centre.overflow_loop": _(
        "Overflow goes in a circle: it sends contacts of %(queue)s on until they are back there."
        " Take one of the steps away."
    ),
    "centre.queue_without_channel": _(
        "The queue %(queue)s does not take contacts of %(channel)s. Add the channel to the queue,"
        " or choose another."
    ),
    "centre.queue_without_group": _(
        "Nobody may answer the queue %(queue)s. Choose at least one answer group."
    ),
    "centre.relaxes_nothing": _(
        "The queue %(queue)s does not demand the skill %(skill)s, so there is nothing to relax."
    ),
    "centre.too_deep": _(
        "The contact reason %(given)s is two levels down, because %(parent)s is below another."
        " One level is the most."
    ),
    "centre.unknown_calendar": _("There are no opening hours with the code «%(given)s»."),
    "centre.unknown_channel": _("The centre does not have the channel «%(given)s»."),
    "centre.unknown_group": _("There is no answer group with the code «%(given)s»."),
    "centre.unknown_holiday": _("«%(given)s» is no public holiday in %(country)s."),
    "centre.unknown_placeholder": _("{%(given)s} cannot be filled in. These can: %(known)s."),
    "centre.unknown_queue": _("There is no queue with the code «%(given)s»."),
    "centre.unknown_site": _("There is no site with the code «%(given)s»."),
    "centre.unknown_skill": _("There is no skill with the code «%(given)s»."),
    "centre.unknown_team": _("There is no team with the code «%(given)s»."),
    "centre.unknown_text": _("There is no text with the code «%(given)s»."),
    "centre.unknown_user": _("There is nobody with the username «%(given)s»."),
    "centre.unknown_wrap_up_code": _("There is no contact reason with the code «%(given)s»."),
    # Files
    "centre.file_alias": _("References (&, *) are not taken. Write it out where it belongs."),
    "centre.file_bad_key": _("A name before a colon must be a single word."),
    "centre.file_not_utf8": _("The file is not text in UTF-8. Save it again with that encoding."),
    "centre.file_same_key": _("«%(given)s» stands here twice, first in line %(line)s. Keep one."),
    "centre.file_several": _("Here begins a second document (---). A file holds one."),
    "centre.file_syntax": _(
        "This line cannot be read. Check its indentation and colons, and put quotes around texts"
        " that hold a colon."
    ),
    "centre.file_tab": _("Indent with spaces; here is a tab character."),
    "centre.file_tag": _("Marks such as %(given)s are not taken. Take it away."),
    "centre.file_too_deep": _("The file is nested too deep or has too many parts."),
    "centre.file_too_large": _("The file is larger than %(limit)s megabytes."),
}


def problem_in_words(problem: Problem) -> str:
    """Return what a problem says, with what was probably meant."""
    said = str(texts()[problem.code]) % problem.params
    meant = problem.params.get("nearest")
    question = gettext("Did you mean «%s»?")
    return f"{said} {question % meant}" if meant else said


def change_in_words(change: Change) -> str:
    """Return one change as a line: the place, what was and what is."""
    if change.path.endswith(f".{ORDER}") and isinstance(change.after, list):
        return f"{change.path}: {', '.join(change.before)} → {', '.join(change.after)}"
    return f"{change.path}: {_value(change.before)} → {_value(change.after)}"


def _value(value: object) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
