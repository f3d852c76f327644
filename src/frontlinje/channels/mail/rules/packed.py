"""How does a mail that was read travel from the child process that read it? As checked JSON.

The child has had hostile bytes in its hands: what it says is taken as facts of a known form, and
never as something to be run.
"""

from pydantic import ConfigDict, TypeAdapter, ValidationError

from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail

_BYTES = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_FORM: TypeAdapter[tuple[ReadMail | None, str]] = TypeAdapter(
    tuple[ReadMail | None, str], config=_BYTES
)


def packed(said: ReadMail | UnreadableMail) -> bytes:
    """Return what was made of a mail in the form in which it travels.

    Parameters
    ----------
    said : ReadMail or UnreadableMail
        The mail, or why there is none.

    Returns
    -------
    bytes
        For ``unpacked``.
    """
    if isinstance(said, UnreadableMail):
        return _FORM.dump_json((None, str(said)))
    return _FORM.dump_json((said, ""))


def unpacked(sent: bytes) -> ReadMail | UnreadableMail:
    """Return what was made of a mail.

    Parameters
    ----------
    sent : bytes
        From ``packed``, through hands that are not to be trusted.

    Returns
    -------
    ReadMail or UnreadableMail
        The mail, or why there is none; also when these bytes make no sense.
    """
    try:
        mail, trouble = _FORM.validate_json(sent)
    except ValidationError:
        return UnreadableMail("mail.reading_fell")
    return mail or UnreadableMail(trouble)
