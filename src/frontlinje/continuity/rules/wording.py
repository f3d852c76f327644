"""What does an announcement say, where and when? Its form, and the text that channels read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.document import Text
from frontlinje.centre.rules.fields import CHANNELS, LANGUAGES, Language
from frontlinje.centre.rules.placeholders import placeholders_in

LONGEST_TITLE: Final = 120
LONGEST_BODY: Final = 4000
_CODE: Final = "notice-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What customers are told. A language that is left out is told in the centre's own."""

    title: Mapping[str, str]
    """By language."""
    body: Mapping[str, str]
    """By language."""
    channels: tuple[str, ...] = ()
    """None means on all."""
    queues: tuple[str, ...] = ()
    """None means to everybody, whatever it is about."""
    from_at: datetime | None = None
    """None means from the moment it is approved."""
    until_at: datetime | None = None
    """None means until somebody withdraws it."""


@dataclass(frozen=True, slots=True)
class Said:
    """An announcement in one language."""

    title: str
    body: str
    language: str
    """The one it is really in, which may be the centre's own."""


def check_wording(wording: Wording, *, own: Language, at: datetime) -> None:
    """Return quietly if an announcement can be told.

    Parameters
    ----------
    wording : Wording
        What is to be told.
    own : str
        The language of the centre, in which everything is said at least.
    at : datetime
        Aware instant of writing.

    Raises
    ------
    Invalid
        ``continuity.announcement_empty``, ``…_half_translated``, ``…_too_long``,
        ``…_placeholder``, ``…_channel``, ``…_ends_before`` or ``…_ends_in_the_past``, with the
        field it is about.
    """
    for language in LANGUAGES:
        _check_language(wording, language, is_own=language == own)
    if unknown := set(wording.channels) - set(CHANNELS):
        raise Invalid("continuity.announcement_channel", field="channels", channel=min(unknown))
    if wording.until_at is None:
        return
    if wording.from_at is not None and wording.until_at <= wording.from_at:
        raise Invalid("continuity.announcement_ends_before", field="until_at")
    if wording.until_at <= at:
        raise Invalid("continuity.announcement_ends_in_the_past", field="until_at")


def _check_language(wording: Wording, language: Language, *, is_own: bool) -> None:
    title = wording.title.get(language, "").strip()
    body = wording.body.get(language, "").strip()
    for name, text, most in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        field_name = f"{name}_{language}"
        if not text and (is_own or title or body):
            raise Invalid(
                "continuity.announcement_empty"
                if is_own
                else "continuity.announcement_half_translated",
                field=field_name,
            )
        if len(text) > most:
            raise Invalid("continuity.announcement_too_long", field=field_name, most=most)
        if word := next(placeholders_in(text), None):
            raise Invalid("continuity.announcement_placeholder", field=field_name, word=word)


def in_language(title: Mapping[str, str], body: Mapping[str, str], *wanted: str) -> Said:
    """Return an announcement in the first wanted language that it has.

    Parameters
    ----------
    title, body : mapping of str to str
        By language.
    *wanted : str
        Languages, the best first.

    Returns
    -------
    Said
        In any language that it has when none of these.
    """
    language = next((w for w in (*wanted, *body) if body.get(w)), "")
    return Said(title.get(language, ""), body.get(language, ""), language)


def text_of(announcement_id: UUID, wording: Wording, *, own: Language) -> Text:
    """Return the text that the channels say: title and body in every language.

    Parameters
    ----------
    announcement_id : UUID
        Whose text it is.
    wording : Wording
        Checked by ``check_wording``.
    own : str
        The language of the centre, for what is not translated.

    Returns
    -------
    Text
        For the situation ``incident``.
    """
    said = {code: in_language(wording.title, wording.body, code, own) for code in LANGUAGES}
    return Text.model_validate(
        {
            "code": text_code(announcement_id),
            "situation": "incident",
            "channels": wording.channels,
            "queues": wording.queues,
            "body": {code: f"{words.title}\n\n{words.body}" for code, words in said.items()},
        }
    )


def text_code(announcement_id: UUID) -> str:
    """Return the code of an announcement's text."""
    return f"{_CODE}{announcement_id.hex}"


def announcement_of(code: str) -> UUID | None:
    """Return the announcement whose text has this code; None for other texts of the centre."""
    try:
        return UUID(code.removeprefix(_CODE)) if code.startswith(_CODE) else None
    except ValueError:
        return None
