"""How is what is quoted folded away in a mail's HTML? Into ``<details>``, which needs no script.

The lines that a reader sees are found in the tree of elements and judged by the same rule as
plain text (``quoted.pieces_of``); a line inside ``blockquote`` counts as one that begins with >.
"""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from frontlinje.channels.mail.rules.quoted import Kind, pieces_of

_VOID = frozenset({"br", "hr", "img", "col"})
_BREAKING = frozenset(
    {
        *("p", "div", "br", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
        *("ul", "ol", "dl", "dt", "dd", "hr", "li", "center"),
    }
)
_RIGID = frozenset({"table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl"})
"""Elements in which only certain others may stand."""


@dataclass(slots=True, eq=False)
class _Element:
    tag: str
    start: str = ""
    children: "list[_Element | str]" = field(default_factory=list)
    parent: "_Element | None" = None

    def place(self) -> int:
        """Return where it stands among its parent's children."""
        assert self.parent is not None
        return next(n for n, child in enumerate(self.parent.children) if child is self)


@dataclass(slots=True)
class _Line:
    text: str
    element: _Element
    """In which its first words stand, as this child."""
    child: int


class _Tree(HTMLParser):
    """Reads sanitised HTML into elements, and notes where each line begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self.now = self.root
        self.quotes = 0
        self.lines: list[_Line] = []
        self.is_broken = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_broken = self.is_broken or tag in _BREAKING
        words = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        element = _Element(tag, f"<{tag}{words}>", parent=self.now)
        self.now.children.append(element)
        if tag not in _VOID:
            self.quotes += tag == "blockquote"
            self.now = element

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or self.now.parent is None or self.now.tag != tag:
            return
        self.is_broken = self.is_broken or tag in _BREAKING
        self.quotes -= tag == "blockquote"
        self.now = self.now.parent

    def handle_data(self, data: str) -> None:
        self.now.children.append(escape(data, quote=False))
        words = " ".join(data.split())
        if not words:
            return
        if self.is_broken:
            mark = "> " * self.quotes
            self.lines.append(_Line(mark, self.now, len(self.now.children) - 1))
            self.is_broken = False
        self.lines[-1].text += f"{words} "


def folded_html(html: str, *, quoted: str, signature: str) -> str:
    """Return HTML with the quotation and the signature at its end folded.

    Parameters
    ----------
    html : str
        Sanitised.
    quoted, signature : str
        What stands on the folds, in the reader's language.

    Returns
    -------
    str
        The same words in the same order; unchanged when there is nothing to fold. Quotations with
        answers below them stay as they are.
    """
    tree = _Tree()
    tree.feed(html)
    tree.close()
    names = {Kind.QUOTED: quoted, Kind.SIGNATURE: signature}
    folds: list[_Element] = []
    for piece in reversed(pieces_of([line.text for line in tree.lines])):
        if piece.kind is Kind.OWN:
            break
        _fold_from(tree.lines[piece.start], names[piece.kind], folds)
    return _written(tree.root) if folds else html


def _fold_from(line: _Line, name: str, folds: list[_Element]) -> None:
    """Put everything from a line to the end into a fold, with earlier folds beside it."""
    parent, place = _outermost(line)
    if parent.tag in _RIGID:
        return
    for fold in folds:
        assert fold.parent is not None
        del fold.parent.children[fold.place()]
    fold = _Element("details", '<details class="fold">', parent=parent)
    fold.children = [_Element("summary", "<summary>", [escape(name)], parent=fold)]
    _move(parent, place, fold)
    above = parent
    while above.parent is not None:
        after, above = above.place() + 1, above.parent
        if above.tag not in _RIGID:
            _move(above, after, fold)
    folds.insert(0, fold)
    parent.children += folds
    for moved in folds:
        moved.parent = parent


def _move(parent: _Element, place: int, fold: _Element) -> None:
    moved = parent.children[place:]
    del parent.children[place:]
    fold.children += moved
    for child in moved:
        if isinstance(child, _Element):
            child.parent = fold


def _outermost(line: _Line) -> tuple[_Element, int]:
    """Return the largest element that begins with this line, as a child of its parent."""
    element, place = line.element, line.child
    while (
        element.parent is not None
        and element.parent.tag not in _RIGID
        and not any(_has_words(child) for child in element.children[:place])
    ):
        place, element = element.place(), element.parent
    return element, place


def _has_words(child: "_Element | str") -> bool:
    if isinstance(child, str):
        return bool(child.strip())
    return child.tag == "img" or any(_has_words(inner) for inner in child.children)


def _written(element: _Element) -> str:
    inner = "".join(
        child if isinstance(child, str) else _written(child) for child in element.children
    )
    if not element.tag or element.tag in _VOID:
        return f"{element.start}{inner}"
    return f"{element.start}{inner}</{element.tag}>"
