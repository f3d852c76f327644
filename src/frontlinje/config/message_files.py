"""Do the translation files say what the code asks for? ``frontlinje translations`` and a test ask.

Texts stand in English in code and templates; each room keeps them in bokmål and Swedish in
``locale/{nb,sv}/LC_MESSAGES/django.po``. The files hold no dates and no line numbers, so that a
change shows only what changed.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("nb", "sv")
WIDTH = 100

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_JINJA = {
    "extensions": "jinja2.ext.loopcontrols",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
_ASKS = re.compile(rb"_\(|gettext")
"""What a module has in it that says anything."""
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|%([sd])|\{(\w+)\}")
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Key = tuple[str | None, str]
Texts = dict[Key, tuple[str, ...]]
"""Context and msgid of each text, with its singular and perhaps its plural."""


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong with a text, where."""

    place: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.text!r}"


def rooms(package: Path = PACKAGE) -> list[Path]:
    """Return the folder of every Django app: each keeps the texts below it, to the next app."""
    return sorted(path.parent for path in package.rglob("apps.py"))


def texts_of(room: Path) -> Texts:
    """Return every text in the room's code and templates."""
    others = [other for other in rooms(room) if other != room]
    found: Texts = {}
    for path in sorted(room.rglob("*")):
        inner = path.relative_to(room).parts
        if {"tests", "migrations", "locale"} & set(inner) or not path.is_file():
            continue
        if any(other in path.parents for other in others):
            continue
        for context, forms in _texts_in(path, inner):
            found[context, forms[0]] = max(found.get((context, forms[0]), ()), forms, key=len)
    return found


def _texts_in(path: Path, inner: tuple[str, ...]) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    options: dict[str, str] = {}
    if path.suffix == ".py":
        method, source = "python", path.read_bytes()
        if not _ASKS.search(source):  # most say nothing, and to read them all takes long
            return
    elif "templates" in inner:
        code = templatize(path.read_text(), origin=str(path))
        # What is left of the markup is no Python: without indentation it can be read all the same.
        lines = (line.lstrip() for line in code.splitlines())
        method, source = "python", "\n".join(lines).encode()
    elif "jinja2" in inner:
        method, source, options = "jinja2", path.read_bytes(), _JINJA
    else:
        return
    for _, text, _, context in extract(method, io.BytesIO(source), _KEYWORDS, options=options):
        yield context, (text,) if isinstance(text, str) else tuple(text)


def file_of(room: Path, language: str) -> Path:
    """Return where the room keeps its texts in a language."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(room: Path) -> None:
    """Write the room's files anew: texts that came in, empty; texts that are gone, out."""
    texts = texts_of(room)
    for language in LANGUAGES if texts else ():
        path = file_of(room, language)
        known = _read(path, language)
        made = Catalog(locale=language)
        for (context, _), forms in texts.items():
            old = known.get(forms[0], context)
            message_id = forms if len(forms) > 1 else forms[0]
            is_same = old is not None and isinstance(old.string, str) == (len(forms) == 1)
            made.add(message_id, old.string if old and is_same else None, context=context)
        body = io.BytesIO()
        write_po(body, made, width=WIDTH, no_location=True, omit_header=True, sort_output=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEADER.format(language=language) + body.getvalue().decode())


def check(chosen: list[Path], package: Path = PACKAGE) -> list[Problem]:
    """Return all that is missing, unsure, unused, contradictory or has other placeholders."""
    problems = [
        Problem(str(path.relative_to(package)), "text outside every room", text)
        for path in package.rglob("*.py")
        if not any(room in path.parents for room in rooms(package))
        for _, (text, *_) in _texts_in(path, path.relative_to(package).parts)
    ]
    for language in LANGUAGES:
        said: dict[Key, tuple[object, str]] = {}
        for room in chosen:
            place = f"{'.'.join(room.relative_to(package).parts)} {language}"
            catalog = _read(file_of(room, language), language)
            texts = texts_of(room)
            problems += _missing(catalog, texts, place)
            for message in catalog:
                if not message.id:
                    continue
                key = (message.context, _forms(message.id)[0])
                if key not in texts:
                    problems.append(Problem(place, "no longer used", key[1]))
                problems += _wrong(message, place)
                first, where = said.setdefault(key, (message.string, place))
                if first != message.string:
                    problems.append(Problem(place, f"said otherwise in {where}", key[1]))
    return sorted(problems)


def _missing(catalog: Catalog, texts: Texts, place: str) -> Iterator[Problem]:
    for (context, text), forms in texts.items():
        message = catalog.get(text, context)
        if message is None or not all(_forms(message.string)) or not message.string:
            yield Problem(place, "not translated", text)
        elif len(_forms(message.string)) != len(forms):
            yield Problem(place, "singular and plural do not fit", text)


def _wrong(message: Message, place: str) -> Iterator[Problem]:
    text = _forms(message.id)[0]
    if message.fuzzy:
        yield Problem(place, "marked as unsure", text)
    wanted = {p for form in _forms(message.id) for p in _placeholders(form)}
    for form in filter(None, _forms(message.string)):
        # A singular may leave its number out («one key»); a plural may not invent anything.
        given = _placeholders(form)
        if given - wanted or (wanted - given and not message.pluralizable):
            yield Problem(place, "other placeholders", text)


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in _PLACEHOLDER.finditer(text)}


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def main(words: list[str]) -> int:
    """Run ``frontlinje translations``; a ROOM is called as in Python: desk, channels.web."""
    from frontlinje.config.translations import compile_translations

    names = {".".join(room.relative_to(PACKAGE).parts): room for room in rooms()}
    if not words or words[0] not in ("update", "check", "compile") or set(words[1:]) - set(names):
        print("usage: frontlinje translations update|check|compile [ROOM ...]")
        print("rooms: " + " ".join(names))
        return 2
    chosen = [names[word] for word in words[1:]] or list(names.values())
    if words[0] == "compile":
        compile_translations()
        return 0
    if words[0] == "update":
        for room in chosen:
            update(room)
        return 0
    problems = check(chosen)
    for problem in problems:
        print(problem)
    return 1 if problems else 0
