"""Which address shows what of the plan? All below ``/shifts/``; changes are posted."""

from django.urls import path

from frontlinje.presence.views import imports, shifts

app_name = "presence"

_IMPORT = "import/<uuid:upload_id>/"

urlpatterns = [
    path("", shifts.shifts, name="shifts"),
    path("enter/", shifts.shift_enter, name="shift-enter"),
    path("copy/", shifts.week_copy, name="week-copy"),
    path("<uuid:shift_id>/", shifts.shift_change, name="shift-change"),
    path("<uuid:shift_id>/remove/", shifts.shift_remove, name="shift-remove"),
    path("<uuid:shift_id>/restore/", shifts.shift_restore, name="shift-restore"),
    path("import/", imports.shift_upload, name="shift-upload"),
    path(_IMPORT, imports.shift_import, name="shift-import"),
    path(_IMPORT + "write/", imports.shift_import_write, name="shift-import-write"),
    path(_IMPORT + "discard/", imports.shift_import_discard, name="shift-import-discard"),
]
