"""Which address shows what of the settings?"""

from django.urls import path

from frontlinje.centre.views import file, history, holidays, overview, shelf

app_name = "centre"

_INNER = "<slug:owner_section>/<slug:owner>/<slug:section>"

urlpatterns = [
    path("", overview.settings, name="settings"),
    path("history/", history.history, name="history"),
    path("history/compare/", history.compare, name="compare"),
    path("history/<int:revision_id>/", history.revision, name="revision"),
    path("history/<int:revision_id>/undo/", history.revision_undo, name="revision-undo"),
    path("file/", file.file, name="file"),
    path("file/export/", file.file_export, name="file-export"),
    path("file/preview/", file.file_preview, name="file-preview"),
    path("file/import/", file.file_import, name="file-import"),
    path("overrides/<uuid:override_id>/end/", overview.override_end, name="override-end"),
    path("follow-up/add/", overview.follow_up_add, name="follow-up-add"),
    path("page/<slug:page>/", overview.page, name="page"),
    path("hours/<slug:key>/holidays/", holidays.holidays, name="holidays"),
    path("<slug:section>/", shelf.shelf, name="shelf"),
    path("<slug:section>/new/", shelf.part_new, name="part-new"),
    path("<slug:section>/<slug:key>/change/", shelf.part_edit, name="part-edit"),
    path("<slug:section>/<slug:key>/remove/", shelf.part_remove, name="part-remove"),
    path("<slug:section>/<slug:key>/move/", shelf.part_move, name="part-move"),
    path(f"{_INNER}/new/", shelf.part_new, name="inner-new"),
    path(f"{_INNER}/<slug:key>/change/", shelf.part_edit, name="inner-edit"),
    path(f"{_INNER}/<slug:key>/remove/", shelf.part_remove, name="inner-remove"),
    path(f"{_INNER}/<slug:key>/move/", shelf.part_move, name="inner-move"),
]
