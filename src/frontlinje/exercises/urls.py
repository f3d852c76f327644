"""Which address is which page of an exercise? All below ``/continuity/exercises/``."""

from django.urls import path

from frontlinje.exercises.views import conducting, outcome, preparing, taking_part

app_name = "exercises"

_ONE = "<uuid:exercise_id>/"

urlpatterns = [
    path("", preparing.exercises, name="exercises"),
    path("new/", preparing.exercise_prepare, name="exercise-prepare"),
    path("banner/", taking_part.banner, name="banner"),
    path(_ONE, conducting.exercise, name="exercise"),
    path(_ONE + "discard/", preparing.exercise_discard, name="exercise-discard"),
    path(_ONE + "start/", conducting.exercise_start, name="exercise-start"),
    path(_ONE + "pause/", conducting.exercise_pause, name="exercise-pause"),
    path(_ONE + "resume/", conducting.exercise_resume, name="exercise-resume"),
    path(_ONE + "stop/", conducting.exercise_stop, name="exercise-stop"),
    path(_ONE + "cards/<slug:inject>/", conducting.inject_give, name="inject-give"),
    path(_ONE + "notes/", conducting.note_add, name="note-add"),
    path(_ONE + "part/", taking_part.exercise_part, name="exercise-part"),
    path(_ONE + "decisions/", taking_part.decision_add, name="decision-add"),
    path(_ONE + "plans/", taking_part.plan_activate, name="plan-activate"),
    path(_ONE + "score/", outcome.exercise_score, name="exercise-score"),
    path(_ONE + "score/print/", outcome.exercise_print, name="exercise-print"),
    path(_ONE + "follow-ups/", outcome.follow_up_add, name="follow-up-add"),
]
