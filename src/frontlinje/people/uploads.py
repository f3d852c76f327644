"""Which file came with a form? Asked by every page that takes a table."""

from django.http import HttpRequest

from frontlinje.base.errors import Invalid


def uploaded_table(request: HttpRequest, *, most_bytes: int) -> tuple[str, bytes]:
    """Return the name and the content of the file in the field ``file``.

    Raises
    ------
    Invalid
        ``table.empty`` without one, ``table.too_large`` before it is read.
    """
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise Invalid("table.empty", field="file")
    if upload.size > most_bytes:
        raise Invalid("table.too_large", field="file", most_mb=most_bytes // 1024**2)
    return upload.name or "", bytes(upload.read())
