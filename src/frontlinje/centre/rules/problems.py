"""What is wrong with a document, where, and what was probably meant? As codes, never as words.

``read_document`` gives a valid document or all that is wrong with its form; ``checks.problems_of``
adds what is wrong between its parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.fields import LANGUAGES

Path = tuple[str | int, ...]
Document = TypeVar("Document", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot stay as it is: a code, the place, and what its text needs."""

    code: str
    path: Path
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    """In a file, from 1."""
    column: int | None = None

    @property
    def place(self) -> str:
        """Return the path in one piece, such as ``queues.2.groups.0``."""
        return ".".join(map(str, self.path))


class InvalidDocument(Invalid):
    """A document that cannot be used; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("centre.invalid_document", field=problems[0].place, count=len(problems))
        self.problems = tuple(problems)


def read_document(given: object, form: type[Document]) -> Document:
    """Return the document that plain data stands for.

    Parameters
    ----------
    given : object
        What a file or a row held.
    form : type
        ``CentreDocument``, a form that adds to it, or a document of another room.

    Returns
    -------
    BaseModel
        Well formed; its parts are not yet checked against each other.

    Raises
    ------
    InvalidDocument
        With every problem of form.
    """
    try:
        return form.model_validate(given)
    except ValidationError as error:
        raise InvalidDocument(problems_in(error, given, form)) from error


def problems_in(error: ValidationError, given: object, form: type[BaseModel]) -> list[Problem]:
    """Return what pydantic found, in our codes and with paths into what was given.

    Parameters
    ----------
    error : ValidationError
        What pydantic raised.
    given : object
        The plain data.
    form : type
        The model that was to hold it.

    Returns
    -------
    list of Problem
        At least one.
    """
    return [
        _problem(details, given, form)
        for details in error.errors(include_url=False)
        if not _is_echo(details)
    ]


def _is_echo(details: ErrorDetails) -> bool:
    """Say whether a list counts as too short only because its things are wrong themselves."""
    return details["type"] == "too_short" and bool(details["input"])


def nearest(word: object, known: Iterable[str]) -> str:
    """Return the known word that was probably meant.

    Parameters
    ----------
    word : object
        What was written.
    known : iterable of str
        What there is.

    Returns
    -------
    str
        The nearest word, empty when none is near.
    """
    close = get_close_matches(str(word).lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


_CODES: Final[Mapping[str, str]] = {
    "missing": "missing",
    "string_type": "not_text",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "bool_type": "not_yes_no",
    "bool_parsing": "not_yes_no",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "too_short": "too_few",
    "too_long": "too_many",
    "model_type": "not_a_mapping",
    "model_attributes_type": "not_a_mapping",
    "dict_type": "not_a_mapping",
    "tuple_type": "not_a_list",
    "list_type": "not_a_list",
    "frozen_set_type": "not_a_list",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_whole",
    "float_type": "not_a_number",
    "float_parsing": "not_a_number",
    "finite_number": "not_a_number",
    "union_tag_not_found": "missing",
}
_PATTERNS: Final[Mapping[str, str]] = {r"^\+": "bad_number", "^([01]": "bad_time"}
"""What a text that does not fit a pattern is not, by how the pattern begins."""
_LIMITS: Final = frozenset({"ge", "gt", "le", "lt", "min_length", "max_length"})


def _problem(details: ErrorDetails, given: object, form: type[BaseModel]) -> Problem:
    kind = details["type"]
    path, tags = _path_in(given, details["loc"], is_missing=kind == "missing")
    context = details.get("ctx", {})
    params: dict[str, object] = {"given": _short(details["input"])}
    for name in _LIMITS & context.keys():
        params["limit"] = context[name]
    code = _CODES.get(kind, kind)
    if kind == "missing" and path and path[-1] in LANGUAGES:
        code = "missing_language"
    elif kind == "extra_forbidden":
        code, params["given"] = "unknown_key", path[-1]
        params["nearest"] = nearest(path[-1], _keys_at(form, [*path[:-1]], tags))
    elif kind == "literal_error":
        code = "not_one_of"
        # Choices without a word in them, such as -1, 0 and 1, have nothing near.
        params |= _choices(given=details["input"], known=str(context["expected"]))
    elif kind == "union_tag_invalid":
        code = "not_one_of"
        path = (*path, str(context["discriminator"]).strip("'"))
        params |= _choices(given=context["tag"], known=str(context["expected_tags"]))
    elif kind == "union_tag_not_found":
        path = (*path, str(context["discriminator"]).strip("'"))
    elif kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        code = next((c for start, c in _PATTERNS.items() if pattern.startswith(start)), "bad_code")
    elif kind.startswith("date_"):
        code = "not_a_date"
    else:
        params |= {name: value for name, value in context.items() if name not in _LIMITS}
    return Problem(f"centre.{code}", path, params)


def _choices(*, given: object, known: str) -> dict[str, object]:
    words = [word.strip(" '") for word in known.replace(" or ", ", ").split(",")]
    return {"given": _short(given), "known": ", ".join(words), "nearest": nearest(given, words)}


def _short(value: object) -> str:
    if isinstance(value, (dict, list, tuple)):
        return "…"
    return str(value)[:60]


def _path_in(given: object, loc: Path, *, is_missing: bool) -> tuple[Path, frozenset[str]]:
    """Return the part of pydantic's location that exists in the data, and the tags of unions."""
    path: list[str | int] = []
    tags: set[str] = set()
    here: Any = given
    for index, part in enumerate(loc):
        is_last = index == len(loc) - 1
        if isinstance(here, Mapping) and part in here:
            path.append(part)
            here = here[part]
        elif isinstance(here, Sequence) and not isinstance(here, str) and isinstance(part, int):
            path.append(part)
            here = here[part] if part < len(here) else None
        elif isinstance(here, Mapping) and is_last and is_missing:
            path.append(part)
        elif part != "[key]":
            tags.add(str(part))
    return tuple(path), frozenset(tags)


def _keys_at(form: type[BaseModel], path: Sequence[str | int], tags: frozenset[str]) -> list[str]:
    """Return the keys that the form knows at a path, of the tagged kinds where it has several."""
    forms: list[type[BaseModel]] = [form]
    for part in path:
        if isinstance(part, str):
            forms = [
                inner
                for outer in forms
                if part in outer.model_fields
                for inner in _forms_in(outer.model_fields[part].annotation)
            ]
    tagged = [f for f in forms if tags & {str(v.default) for v in f.model_fields.values()}]
    return [key for known in tagged or forms for key in known.model_fields]


def _forms_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [form for part in get_args(annotation) for form in _forms_in(part)]
