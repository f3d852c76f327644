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
    "continuity.code_is_fixed": _("The code of a plan is never changed: it is %(code)s."),
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
    "continuity.no_such_equipment": _("There is no such equipment on the list."),
    "continuity.no_such_file": _("There is no such file."),
    "continuity.no_such_follow_up": _("There is no such follow-up."),
    "continuity.no_such_incident": _("There is no such incident, or it is over."),
    "continuity.no_such_item": _("There is no such item on a checklist."),
    "continuity.no_such_measure": _("The plan has no measure %(given)s."),
    "continuity.no_such_plan": _("There is no plan with the code %(plan)s."),
    "continuity.no_such_probe": _("There is no such probe."),
    "continuity.no_such_suggestion": _("There is no such suggestion."),
    "continuity.no_such_time": _("Choose how much longer, or a time for the end."),
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
    "continuity.plan_changed_since": _(
        "The plan has been changed since. Look at what it would do now, and put it into effect."
    ),
    "continuity.plan_retired": _("This plan was put away. Take it back into use first."),
    "continuity.probe_bad_status": _(
        "The page is not shown: the server answers with the error %(detail)s."
    ),
    "continuity.probe_certificate_ends": _(
        "The certificate holds for %(detail)s more days only. Renew it in time."
    ),
    "continuity.probe_certificate_expired": _(
        "The certificate has expired: browsers and programs refuse to connect. Renew it."
    ),
    "continuity.probe_certificate_untrusted": _(
        "The certificate is not trusted here (%(detail)s). Check its issuer and its name."
    ),
    "continuity.probe_code_taken": _(
        "There is a probe with the code %(probe)s already. Choose another."
    ),
    "continuity.probe_disk_full": _(
        "Only %(detail)s %% of the disk is free. Delete something, or enlarge it."
    ),
    "continuity.probe_hung_up": _("It hung up before it had answered. Is the program restarting?"),
    "continuity.probe_jobs_wait": _(
        "Work that was put off has waited for %(detail)s minutes. Is the worker running?"
    ),
    "continuity.probe_no_address": _(
        "No address is known for this name. Check the spelling, and the name service (DNS)."
    ),
    "continuity.probe_no_encryption": _(
        "The connection could not be encrypted (%(detail)s). Check the port and the encryption."
    ),
    "continuity.probe_no_folder": _("There is no folder %(detail)s on this machine."),
    "continuity.probe_other_answer": _(
        "Something answers there, but not what is expected. Check the port."
    ),
    "continuity.probe_refused": _(
        "The server is there, but nothing listens on this port. Is the program running?"
    ),
    "continuity.probe_target_folder": _("Write the whole path of a folder, such as /var/lib."),
    "continuity.probe_target_host": _(
        "Write the name of a server, then a colon and the port: mail.example.org:25."
    ),
    "continuity.probe_target_password": _(
        "Leave user name and password out of the address: they are not needed here."
    ),
    "continuity.probe_target_web": _("Write a web address that begins with https:// or http://."),
    "continuity.probe_timed_out": _(
        "No answer in time: the server is down or overloaded, or a firewall is in the way."
    ),
    "continuity.probe_turned_away": _("It answers, but turns us away with the code %(detail)s."),
    "continuity.probe_unreachable": _(
        "The server cannot be reached from here (%(detail)s). Check the network."
    ),
    "continuity.probe_words_missing": _(
        "The page is shown, but the words «%(detail)s» are not on it."
    ),
    "continuity.role_may_not_activate": _(
        "«%(given)s» has no right to put plans into effect. Take it away here."
    ),
    "continuity.suggestion_is_over": _(
        "This suggestion is over: the cause is gone, or somebody has answered."
    ),
    "continuity.text_missing": _("Say in words what it is."),
    "continuity.title_missing": _("Give it a title of a few words."),
    "continuity.why_missing": _("Say why: a decision is worth little without its reason."),
}
