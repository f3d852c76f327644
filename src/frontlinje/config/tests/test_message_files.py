"""Are all texts translated, and does the check see what is wrong?"""

from pathlib import Path

import pytest

from frontlinje.config.message_files import check, file_of, rooms, texts_of, update

MODELS = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
NAME = _("Queue")
def counted(n): return ngettext("%(n)d contact", "%(n)d contacts", n) % {"n": n}
ROLE = pgettext("a person", "agent")
"""
PAGE = """{% load i18n %}
<div>
    <p>{% translate "Queue" %}</p>
      {% blocktranslate with name=x count n=y trimmed %}
        {{ name }} has {{ n }} case.
      {% plural %}
        {{ name }} has {{ n }} cases.
      {% endblocktranslate %}
</div>
"""
HOT = '<p>{{ _("Waiting") }}</p>{% trans %}Oldest: {{ age }}{% endtrans %}'


@pytest.fixture
def room(tmp_path: Path) -> Path:
    made = tmp_path / "desk"
    for folder in ("templates/desk", "jinja2/desk", "tests"):
        (made / folder).mkdir(parents=True)
    (made / "apps.py").touch()
    (made / "models.py").write_text(MODELS)
    (made / "templates/desk/page.html").write_text(PAGE)
    (made / "jinja2/desk/list.html").write_text(HOT)
    (made / "tests/test_it.py").write_text('_("never shown")')
    return made


def write(room: Path, language: str, *changes: tuple[str, str]) -> None:
    text = file_of(room, language).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file_of(room, language).write_text(text)


def translate_all(room: Path) -> None:
    update(room)
    for language in ("nb", "sv"):
        path = file_of(room, language)
        lines = path.read_text().splitlines(keepends=True)
        header, body = lines[:8], lines[8:]
        ids = ""
        for index, line in enumerate(body):
            if line.startswith(("msgid ", "msgid_plural ")):
                ids = line.split(" ", 1)[1]
            elif line.startswith("msgstr"):
                body[index] = f"{line.split(' ', 1)[0]} {ids}"
        path.write_text("".join(header + body))


def problems(room: Path) -> set[str]:
    return {problem.what for problem in check([room], package=room.parent)}


def test_texts_of_code_and_both_kinds_of_templates_are_found(room: Path) -> None:
    assert texts_of(room) == {
        (None, "Queue"): ("Queue",),
        (None, "%(n)d contact"): ("%(n)d contact", "%(n)d contacts"),
        ("a person", "agent"): ("agent",),
        (None, "%(name)s has %(n)s case."): (
            "%(name)s has %(n)s case.",
            "%(name)s has %(n)s cases.",
        ),
        (None, "Waiting"): ("Waiting",),
        (None, "Oldest: %(age)s"): ("Oldest: %(age)s",),
    }


def test_complete_translation_has_no_problems_and_stays_as_it_is(room: Path) -> None:
    translate_all(room)
    before = file_of(room, "nb").read_text()
    update(room)
    assert problems(room) == set()
    assert file_of(room, "nb").read_text() == before


def test_missing_text_is_seen(room: Path) -> None:
    update(room)
    assert problems(room) == {"not translated"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('msgstr "Waiting"', 'msgstr ""'), "not translated"),
        (('msgstr[1] "%(n)d contacts"', 'msgstr[1] ""'), "not translated"),
        (('msgstr "Oldest: %(age)s"', 'msgstr "Eldst: %(alder)s"'), "other placeholders"),
        (('msgstr "Oldest: %(age)s"', 'msgstr "Eldst"'), "other placeholders"),
        (('msgid "Waiting"', '#, fuzzy\nmsgid "Waiting"'), "marked as unsure"),
        (('msgid "Waiting"', 'msgid "Gone"\nmsgstr "Borte"\n\nmsgid "Waiting"'), "no longer used"),
    ],
)
def test_each_fault_is_seen(room: Path, change: tuple[str, str], problem: str) -> None:
    translate_all(room)
    write(room, "sv", change)
    assert problems(room) == {problem}


def test_same_text_said_in_two_ways_is_seen(room: Path) -> None:
    other = room.parent / "portal"
    other.mkdir()
    (other / "apps.py").touch()
    (other / "views.py").write_text('_("Waiting")')
    translate_all(room)
    translate_all(other)
    write(other, "nb", ('msgstr "Waiting"', 'msgstr "Venter"'))
    (problem,) = check([room, other], package=room.parent)
    assert problem.what == "said otherwise in desk nb"


def test_text_that_no_room_owns_is_seen(room: Path) -> None:
    (room.parent / "lost.py").write_text('_("Nobody translates me")')
    translate_all(room)
    assert problems(room) == {"text outside every room"}


@pytest.mark.slow
def test_everything_is_said_in_bokmaal_and_swedish() -> None:
    assert check(rooms()) == []
