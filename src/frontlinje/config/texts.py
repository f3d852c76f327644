"""How are errors of what has no texts of its own said? English here; the rest in ``locale``.

Base belongs to no room, and the simulation speaks to nobody: it does not know Django.
"""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "simulation.agent_twice": _("%(agent)s stands here twice. Give everybody a name of their own."),
    "simulation.lane_twice": _(
        "%(queue)s on %(channel)s stands here twice. Put all that comes there together."
    ),
    "simulation.never_open": _(
        "%(queue)s on %(channel)s never opens on this day, though contacts come. Choose another"
        " date, change the opening hours, or set what comes to 0."
    ),
    "simulation.no_agents": _("Nobody works on this day. Name at least one person."),
    "simulation.no_cluster_here": _(
        "A cluster is named, but what speaks with it is not installed here. The system owner adds"
        " it with the extra «cluster», or names no cluster."
    ),
    "simulation.no_first_stage": _("The rules of the day begin after the day itself."),
    "simulation.no_intervals": _("The day has no intervals. Say how much comes in each."),
    "simulation.no_lanes": _("Nothing comes on this day. Name at least one queue on one channel."),
    "simulation.no_phone_lane": _(
        "Forms of %(queue)s cannot become calls, because the day has no calls for that queue."
        " Add them, with 0 an hour if none come otherwise."
    ),
    "simulation.no_scheduler": _(
        "The cluster at %(address)s does not answer, or has stopped. See that its scheduler runs"
        " and that this machine reaches it with the right certificates, and play again. Without a"
        " cluster, this machine plays by itself."
    ),
    "simulation.no_such_measure": _("The plan %(plan)s has no measure %(given)s."),
    "simulation.no_such_plan": _("There is no plan with the code «%(plan)s» in the library."),
    "simulation.no_such_scenario": _("There is no scenario with the code «%(given)s» here."),
    "simulation.no_workers": _(
        "No worker is there in the cluster at %(address)s. Start one, and play again."
    ),
    "simulation.nobody_has_skill": _(
        "Nobody on duty who may answer %(queue)s on %(channel)s has the skill %(skill)s at level"
        " %(level)s. Give it to somebody, or demand less."
    ),
    "simulation.nobody_in_groups": _(
        "Nobody on duty is in the answer groups of %(queue)s who may take %(channel)s. Put people"
        " in a team of those groups, or give them the language that is asked for."
    ),
    "simulation.nobody_on_duty": _(
        "Nobody is at work on this day: all are without a shift, or certain to be absent."
    ),
    "simulation.nothing_to_choose": _(
        "There are no measures to choose among. Name a plan under plans, or write library: true."
    ),
    "simulation.opens_given": _(
        "Leave this out: the opening hours of the centre say when it is open."
    ),
    "simulation.other_figures": _(
        "The worker %(worker)s of the cluster would not come to the same figures to the last bit:"
        " it has another version of Frontlinje, Python, numba or the C library, or another kind of"
        " processor. Install the same there and start it again, or leave it out."
    ),
    "simulation.other_length": _(
        "%(given)s intervals stand here and %(wanted)s in the first. Give all the same number."
    ),
    "simulation.process_lost": _(
        "A process of the simulator was ended from outside. Start again; if it happens again,"
        " the machine may be short of memory."
    ),
    "simulation.promise_about_nothing": _(
        "The promise is about no contacts of this day. Change its channels or queues."
    ),
    "simulation.rate_below_zero": _(
        "%(rate)s contacts an hour cannot come to %(queue)s on %(channel)s. Write 0 or more."
    ),
    "simulation.rules_missing": _("The rules of the day are not given for everything that comes."),
    "simulation.shares_above_one": _(
        "The shares of %(queue)s on %(channel)s come to more than 1. Make them smaller."
    ),
    "simulation.spans_overlap": _("Two times overlap. Write them as one."),
    "simulation.stages_out_of_order": _("The rules of the day are not in the order of time."),
    "simulation.too_many_recipes": _(
        "The queue %(queue)s has too many overflow recipes to be simulated: at most %(most)s."
    ),
    "simulation.unknown_lane": _(
        "The day does not say what comes to %(to_queue)s on %(to_channel)s, where some would go."
        " Add it, with 0 an hour if nothing comes otherwise."
    ),
    "simulation.unknown_queue": _("The centre does not have the queue %(queue)s."),
    "simulation.worker_cannot": _(
        "The worker %(worker)s of the cluster cannot play: %(reason)s. Mend that there, and play"
        " again."
    ),
    # The form of a rehearsal's file
    "centre.centre_or_file": _("Name one of centre and centre_file, not both."),
    "centre.library_or_plan": _("Name one of library and plan, not both."),
    "centre.span_without_length": _("This must end after it begins."),
    "centre.steps_not_rising": _("Every step must be more than the one before."),
    "centre.table_falls": _("The times of a table must not fall."),
    "centre.table_too_short": _("A table needs two times or more."),
    "staffing.share_impossible": _("A share must be from 0 to below 1."),
    "staffing.not_positive": _(
        "Handling must take more than 0 seconds, and no fewer than 0 calls an hour can come."
    ),
    "staffing.too_much_work": _("More than 10,000 people are not enough for so much work."),
    "table.broken": _(
        "The file cannot be read as a table (line %(line)s)."
        " Open it in a spreadsheet and save it again as CSV or Excel (.xlsx)."
    ),
    "table.empty": _(
        "The file is empty. Choose one with headings in the first row and one row for each below."
    ),
    "table.exploding": _(
        "The Excel file is far larger inside than outside. Save it as CSV and import that."
    ),
    "table.not_text": _(
        "This is neither CSV nor Excel (.xlsx)."
        " Open it in a spreadsheet and save it as one of them."
    ),
    "table.old_excel": _(
        "This is the old Excel format (.xls). Open it and save it as .xlsx or CSV."
    ),
    "table.too_large": _(
        "The file is larger than %(most_mb)s MB. Split it and import the parts one by one."
    ),
    "table.too_many_columns": _(
        "The file has more than %(most)s columns. Remove those that are not needed."
    ),
    "table.too_many_rows": _(
        "The file has more than %(most)s rows. Split it and import the parts one by one."
    ),
}
