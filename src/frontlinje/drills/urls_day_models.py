"""Where are ordinary days kept? The list, making one, its page, its figures and its fit."""

from django.urls import path

from frontlinje.drills.views import day_model_edit, day_model_fits, day_models

_ONE = "<uuid:model_id>/"

urlpatterns = [
    path("", day_models.day_models, name="day-models"),
    path("new/", day_models.day_model_make, name="day-model-make"),
    path("import/", day_models.day_model_import, name="day-model-import"),
    path(_ONE, day_models.day_model, name="day-model"),
    path(f"{_ONE}edit/", day_model_edit.day_model_edit, name="day-model-edit"),
    path(f"{_ONE}queues/<int:lane>/", day_model_edit.day_model_rates, name="day-model-rates"),
    path(f"{_ONE}write/", day_model_edit.day_model_write, name="day-model-write"),
    path(f"{_ONE}learn/", day_models.day_model_learn, name="day-model-learn"),
    path(f"{_ONE}put-away/", day_models.day_model_put_away, name="day-model-put-away"),
    path(f"{_ONE}day.yaml", day_models.day_model_export, name="day-model-export"),
    path(f"{_ONE}fit/", day_model_fits.day_model_fit, name="day-model-fit"),
    path(f"{_ONE}fit/ask/", day_model_fits.day_model_ask_fit, name="day-model-ask-fit"),
]
