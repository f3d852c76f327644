"""Which address is which page of a run? All below ``/bulk/``; changes are posted."""

from django.urls import path

from frontlinje.bulk import views

app_name = "bulk"

_RUN = "<uuid:run_id>/"

urlpatterns = [
    path("", views.runs, name="runs"),
    path("new/", views.run_prepare, name="run-prepare"),
    path(_RUN, views.run, name="run"),
    path(_RUN + "terms/", views.run_set_terms, name="run-set-terms"),
    path(_RUN + "items/<int:item_id>/", views.item_leave_out, name="item-leave-out"),
    path(_RUN + "start/", views.run_start, name="run-start"),
    path(_RUN + "stop/", views.run_stop, name="run-stop"),
    path(_RUN + "resume/", views.run_resume, name="run-resume"),
    path(_RUN + "undo/", views.run_undo, name="run-undo"),
]
