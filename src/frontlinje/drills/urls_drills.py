"""Where are drills kept? The list, the three steps, what came out, and what becomes of it."""

from django.urls import path

from frontlinje.drills.views import drill_results, drill_steps, drills

_ONE = "<uuid:drill_id>/"

urlpatterns = [
    path("", drills.drills, name="drills"),
    path("new/", drill_steps.drill_new, name="drill-new"),
    path("compare/", drill_results.drills_compare, name="drills-compare"),
    path(_ONE, drills.drill, name="drill"),
    path(f"{_ONE}day/", drill_steps.drill_day, name="drill-day"),
    path(f"{_ONE}scenarios/", drill_steps.drill_scenarios, name="drill-scenarios"),
    path(
        f"{_ONE}scenarios/<slug:code>/remove/", drill_steps.scenario_remove, name="scenario-remove"
    ),
    path(f"{_ONE}plans/", drill_steps.drill_plans, name="drill-plans"),
    path(f"{_ONE}stop/", drills.drill_stop, name="drill-stop"),
    path(f"{_ONE}again/", drills.drill_repeat, name="drill-repeat"),
    path(f"{_ONE}copy/", drills.drill_copy, name="drill-copy"),
    path(f"{_ONE}rename/", drills.drill_rename, name="drill-rename"),
    path(f"{_ONE}put-away/", drills.drill_put_away, name="drill-put-away"),
    path(f"{_ONE}bring-back/", drills.drill_bring_back, name="drill-bring-back"),
    path(f"{_ONE}delete/", drills.drill_delete, name="drill-delete"),
    path(f"{_ONE}drill.pdf", drill_results.drill_print, name="drill-print"),
    path(f"{_ONE}drill.json", drill_results.drill_export, name="drill-export"),
]
