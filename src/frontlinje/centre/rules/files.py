"""How is the operating state written as a file that people edit? The YAML form, read and written.

Reading takes plain YAML only: no aliases (a few lines of them can unfold into gigabytes), no tags,
one document, limited size and depth. ``true`` and ``false`` are the only yes and no, so that
``NO`` is Norway.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final

import yaml
from pydantic import Field, StringConstraints

from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.fields import Language, PeopleCode, Section
from frontlinje.centre.rules.problems import (
    Document,
    InvalidDocument,
    Path,
    Problem,
    read_document,
)

MOST_BYTES: Final = 4_000_000
MOST_NODES: Final = 300_000
MOST_DEPTH: Final = 20

_PartName = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class SkillPart(Section):
    """A skill, as people's tables hold it."""

    code: PeopleCode
    names: dict[Language, _PartName] = Field(min_length=1)


class PlacePart(Section):
    """A team or a site, as people's tables hold it."""

    code: PeopleCode
    name: _PartName


class CentreFile(CentreDocument):
    """What a file holds: the document, and the parts of the people room that it refers to."""

    skills: tuple[SkillPart, ...] = Field(default=(), max_length=1000)
    teams: tuple[PlacePart, ...] = Field(default=(), max_length=1000)
    sites: tuple[PlacePart, ...] = Field(default=(), max_length=1000)

    @property
    def document(self) -> CentreDocument:
        """Return the document alone."""
        return CentreDocument.model_construct(
            **{name: getattr(self, name) for name in CentreDocument.model_fields}
        )


@dataclass(slots=True)
class Marks:
    """Where in a file each part of the data stands: line and column, from 1."""

    of: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def mark(self, problem: Problem) -> Problem:
        """Return a problem with its place in the file, that of the nearest part that exists.

        Parameters
        ----------
        problem : Problem
            With a path into the data.

        Returns
        -------
        Problem
            With line and column.
        """
        path = problem.path
        while path not in self.of and path:
            path = path[:-1]
        line, column = self.of.get(path, (1, 1))
        return replace(problem, line=line, column=column)


def read_file(content: bytes) -> tuple[CentreFile, Marks]:
    """Return what a file holds, and where each part stands.

    Parameters
    ----------
    content : bytes
        The file, whole.

    Returns
    -------
    file : CentreFile
        Well formed; not yet checked between its parts.
    marks : Marks
        For problems that are found later.

    Raises
    ------
    InvalidDocument
        With every problem and its line and column.
    """
    return read_yaml(content, CentreFile)


def read_yaml(content: bytes, form: type[Document]) -> tuple[Document, Marks]:
    """Return what a file of another form holds, and where each part stands.

    Parameters
    ----------
    content : bytes
        The file, whole.
    form : type
        The model that is to hold it.

    Returns
    -------
    document
        Well formed; not yet checked between its parts.
    marks : Marks
        For problems that are found later.

    Raises
    ------
    InvalidDocument
        With every problem and its line and column.
    """
    marks = Marks()
    given = _read_yaml(content, marks)
    try:
        return read_document(given, form), marks
    except InvalidDocument as error:
        raise InvalidDocument([marks.mark(problem) for problem in error.problems]) from error


def write_file(file: CentreFile) -> str:
    """Return a file as text; the same state always gives the same text.

    Parameters
    ----------
    file : CentreFile
        The state and the parts of people.

    Returns
    -------
    str
        YAML in UTF-8.
    """
    return write_yaml(plain_form(file))


def write_yaml(plain: Mapping[str, Any]) -> str:
    """Return plain data as the text of a file.

    Parameters
    ----------
    plain : mapping
        As ``plain_form`` gives it.

    Returns
    -------
    str
        YAML in UTF-8, keys in the order given.
    """
    text: str = yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _block_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block_text)


class _Refused(Exception):
    def __init__(self, code: str, mark: Any, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(f"centre.file_{code}", (), params, *_place(mark))


def _place(mark: Any) -> tuple[int, int]:
    """Return line and column, from 1."""
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _read_yaml(content: bytes, marks: Marks) -> Any:
    if len(content) > MOST_BYTES:
        params = {"limit": MOST_BYTES // 1_000_000}
        raise InvalidDocument([Problem("centre.file_too_large", (), params, 1, 1)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidDocument([Problem("centre.file_not_utf8", (), {}, line, 1)]) from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(yaml.parse(text, Loader=loader), marks)
    except _Refused as refused:
        raise InvalidDocument([refused.problem]) from refused
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(mark)
        code = "centre.file_tab" if _is_tab(text, place) else "centre.file_syntax"
        problem = Problem(code, (), {}, *place)
        raise InvalidDocument([problem]) from error
    except yaml.YAMLError as error:  # a character that no text file holds
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1
        raise InvalidDocument([Problem("centre.file_not_utf8", (), {}, line, 1)]) from error


def _is_tab(text: str, place: tuple[int, int]) -> bool:
    lines = text.split("\n")
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    return "\t" in line[: len(line) - len(line.lstrip())]


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None

    def next_path(self) -> Path:
        step = self.key if isinstance(self.value, dict) else len(self.value)
        return (*self.path, step) if step is not None else self.path

    def add(self, value: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key] = value
            self.key = None


def _build(events: Iterator[yaml.Event], marks: Marks) -> Any:
    """Build the data from the parser's events, without recursion."""
    root = _Open([], ())
    open_parts = [root]
    documents = nodes = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused("several", event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            open_parts.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        nodes += 1
        if nodes > MOST_NODES or len(open_parts) > MOST_DEPTH:
            raise _Refused("too_deep", event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused("alias", event.start_mark, given=event.anchor)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise _Refused("tag", event.start_mark, given=tag)
        _add(event, open_parts, marks)
    return root.value[0] if root.value else None  # type: ignore[index]


def _add(event: yaml.NodeEvent, open_parts: list[_Open], marks: Marks) -> None:
    parent = open_parts[-1]
    if isinstance(parent.value, dict) and parent.key is None:
        _begin_key(event, parent, marks)
        return
    # The outermost list only holds the document itself, which has the empty path.
    path = parent.next_path() if len(open_parts) > 1 else ()
    marks.of.setdefault(path, _place(event.start_mark))
    if isinstance(event, yaml.ScalarEvent):
        parent.add(event.value if event.style else _plain_value(event.value))
        return
    inner: dict[str, Any] | list[Any] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
    parent.add(inner)
    open_parts.append(_Open(inner, path))


def _begin_key(event: yaml.NodeEvent, parent: _Open, marks: Marks) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        raise _Refused("bad_key", event.start_mark)
    parent.key = event.value
    path = parent.next_path()
    if isinstance(parent.value, Mapping) and event.value in parent.value:
        line, _ = marks.of[path]
        raise _Refused("same_key", event.start_mark, given=event.value, line=line)
    marks.of[path] = _place(event.start_mark)


_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)(e[-+][0-9]+)?")
_WORDS: Final[Mapping[str, object]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}


def _plain_value(text: str) -> object:
    """Return what unquoted text stands for; less than YAML 1.1 would take for something else."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= 20:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
    return text
