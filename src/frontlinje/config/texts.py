"""How are the errors of what belongs to no room said? English here; the rest in ``locale``."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
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
