"""Which parts of a mail are its text, and which are files? Walks the tree of parts once."""

from dataclasses import dataclass, field
from email.message import Message
from html import escape

from frontlinje.channels.mail.rules.charsets import decoded
from frontlinje.channels.mail.rules.clean_html import cleaned_html, text_of_html
from frontlinje.channels.mail.rules.files import safe_name, safe_type
from frontlinje.channels.mail.rules.headers import raw_value
from frontlinje.channels.mail.rules.parts import (
    bytes_of,
    charset_of,
    disposition_of,
    file_name_of,
    parts_of,
)
from frontlinje.channels.mail.rules.tangled_html import is_too_tangled, text_of_tangled

_DEEPEST = 200
_MOST_FILES = 200
_LONGEST_TEXT = 500_000
_LONGEST_HTML = 500_000


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail."""

    name: str
    content_type: str
    content_id: str
    """Without angle brackets; how the HTML names a picture."""
    body: bytes


@dataclass(slots=True)
class Body:
    """What a mail contains."""

    text: str = ""
    html: str = ""
    """Sanitised; empty when there was none."""
    files: list[MailFile] = field(default_factory=list)
    is_shortened: bool = False
    """Whether something is only in the original: text beyond the limit, files beyond 200."""


@dataclass(slots=True)
class _Block:
    """One piece of reading matter, in one or two forms."""

    text: str = ""
    html: str = ""


def body_of(message: Message) -> Body:
    """Return the text, HTML and files of a mail.

    Parameters
    ----------
    message : Message
        The parsed mail.

    Returns
    -------
    Body
        Every piece of text that is not a file, in order; of alternatives both forms.
    """
    body = Body()
    blocks: list[_Block] = []
    _walk(message, blocks, body, None, 0)
    finished = [_finished(block, body) for block in blocks]
    body.text = "\n\n".join(block.text for block in finished if block.text).strip()
    if any(block.html for block in finished):
        body.html = "".join(block.html or _paragraphs(block.text) for block in finished)
    if len(body.text) > _LONGEST_TEXT:
        body.text, body.is_shortened = body.text[:_LONGEST_TEXT], True
    return body


def _walk(
    part: Message, blocks: list[_Block], body: Body, together: _Block | None, depth: int
) -> None:
    """Sort one part: into ``together`` inside alternatives, else into a new block or a file."""
    kind = part.get_content_type()
    children = parts_of(part)
    if kind.startswith("multipart/") and children and depth < _DEEPEST:
        if kind == "multipart/alternative" and together is None:
            together = _Block()
            blocks.append(together)
        for child in children:
            _walk(child, blocks, body, together, depth + 1)
    elif kind.startswith("multipart/") and not children:
        _read(part, "text/plain", blocks, together)  # it says that it has parts, and has none
    elif kind in ("text/plain", "text/html") and not _is_file(part):
        _read(part, kind, blocks, together)
    else:
        _take_file(part, kind, body)


def _is_file(part: Message) -> bool:
    return disposition_of(part) == "attachment" or bool(file_name_of(part))


def _read(part: Message, kind: str, blocks: list[_Block], together: _Block | None) -> None:
    text = decoded(bytes_of(part), charset_of(part))
    if together is None:
        together = _Block()
        blocks.append(together)
    if kind == "text/html":
        together.html += text
    else:
        together.text = f"{together.text}\n\n{text}" if together.text else text


def _finished(block: _Block, body: Body) -> _Block:
    """Return the block with its HTML sanitised, and with text for those who read text."""
    if len(block.html) > _LONGEST_HTML:
        block.html, body.is_shortened = block.html[:_LONGEST_HTML], True
    if is_too_tangled(block.html):
        block.text, block.html = block.text or text_of_tangled(block.html), ""
        body.is_shortened = True
    html = cleaned_html(block.html).strip() if block.html else ""
    read_off = text_of_html(html) if html else ""
    has_something = read_off or "<img" in html
    return _Block(text=block.text.strip() or read_off, html=html if has_something else "")


def _paragraphs(text: str) -> str:
    pieces = (escape(piece).replace("\n", "<br>") for piece in text.split("\n\n") if piece)
    return "".join(f"<p>{piece}</p>" for piece in pieces)


def _take_file(part: Message, kind: str, body: Body) -> None:
    if len(body.files) >= _MOST_FILES:
        body.is_shortened = True
        return
    content_type = safe_type(kind)
    name = file_name_of(part) or ("message.eml" if content_type == "message/rfc822" else "")
    body.files.append(
        MailFile(
            name=safe_name(name, content_type=content_type, number=len(body.files) + 1),
            content_type=content_type,
            content_id=raw_value(part, "Content-ID").strip("<> ")[:250],
            body=bytes_of(part),
        )
    )
