"""How are the error codes of this room said? English here; the other languages in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "continuity.already_in_effect": _(
        "This plan is in effect already. Extend it, or end it first."
    ),
    "continuity.announcement_channel": _("There is no such channel."),
    "continuity.announcement_empty": _("Write this at least, in the language of the centre."),
    "continuity.announcement_ends_before": _("The end must be after the beginning."),
    "continuity.announcement_ends_in_the_past": _(
        "The end has passed already. Choose a later one."
    ),
    "continuity.announcement_half_translated": _(
        "Write both heading and text in this language, or neither."
    ),
    "continuity.announcement_placeholder": _(
        "Announcements have no placeholders. Write what {%(word)s} stands for."
    ),
    "continuity.announcement_queue": _("There is no such queue any more. Choose another."),
    "continuity.announcement_too_long": _("At most %(most)s characters, please."),
    "continuity.announcement_withdrawn": _(
        "This was withdrawn. Publish it again before changing it."
    ),
    "continuity.back_too_late": _(
        "Back later than can be stood: choose a shorter time, or a longer outage."
    ),
    "continuity.code_taken": _("There is a plan with the code %(plan)s already. Choose another."),
    "continuity.day_to_come": _("This day is still to come. Write when it was last done."),
    "continuity.ends_before_it_began": _("The end must be after the beginning."),
    "continuity.ends_in_the_past": _("The end has passed already. Choose a later one."),
    "continuity.file_not_stored": _(
        "The file is not in the file store. Ask whoever runs the system."
    ),
    "continuity.file_too_large": _("The file is larger than %(most_mb)s MB. Send a smaller one."),
    "continuity.follow_up_is_closed": _("Somebody closed this already."),
    "continuity.incident_is_over": _("Somebody closed this incident already."),
    "continuity.no_longer_in_effect": _(
        "This plan is no longer in effect. Put it into effect again."
    ),
    "continuity.no_reason": _("Say why, in a few words."),
    "continuity.no_such_activation": _("There is no such plan in effect."),
    "continuity.no_such_announcement": _("There is no such announcement."),
    "continuity.no_such_channel": _("The centre does not have this channel."),
    "continuity.no_such_file": _("There is no such file."),
    "continuity.no_such_follow_up": _("There is no such follow-up."),
    "continuity.no_such_incident": _("There is no such incident, or it is over."),
    "continuity.no_such_item": _("There is no such item on a checklist."),
    "continuity.no_such_measure": _("The plan has no measure %(given)s."),
    "continuity.no_such_plan": _("There is no plan with the code %(plan)s."),
    "continuity.no_such_version": _("The plan %(plan)s has no version %(version)s."),
    "continuity.not_for_your_role": _(
        "This plan is kept for others. Ask one of them, or the centre head."
    ),
    "continuity.not_yet": _("This time is still to come. Choose an earlier one."),
    "continuity.not_your_item": _("This is for somebody else to do. Ask them, or a team leader."),
    "continuity.nothing_chosen": _("Choose at least one measure."),
    "continuity.outcome_missing": _("Say what came of it."),
    "continuity.plan_changed_meanwhile": _(
        "%(by)s changed this plan meanwhile. Look at what changed, then save again."
    ),
    "continuity.plan_retired": _("This plan was put away. Take it back into use first."),
    "continuity.role_may_not_activate": _(
        "«%(given)s» has no right to put plans into effect. Take it away here."
    ),
    "continuity.text_missing": _("Say in words what it is."),
    "continuity.title_missing": _("Give it a title of a few words."),
    "continuity.why_missing": _("Say why: a decision is worth little without its reason."),
}
