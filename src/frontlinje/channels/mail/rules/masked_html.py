"""How are secret numbers starred out of HTML? In its text, leaving its tags as they are."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser


class _Masker(HTMLParser):
    def __init__(self, mask: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.mask = mask
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = "".join(f' {name}="{escape(self.mask(value or ""))}"' for name, value in attrs)
        self.pieces.append(f"<{tag}{kept}>")

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(escape(self.mask(data), quote=False))


def masked_html(html: str, mask: Callable[[str], str]) -> str:
    """Return sanitised HTML with its text masked.

    Parameters
    ----------
    html : str
        From ``clean_html``; anything else must be sanitised first.
    mask : callable
        Takes a text and returns it without its secrets.

    Returns
    -------
    str
        The same HTML; a number that is written in several elements is not seen as one.

    Examples
    --------
    >>> masked_html("<p>a<br>secret &amp; b</p>", lambda text: text.replace("secret", "***"))
    '<p>a<br>*** &amp; b</p>'
    """
    masker = _Masker(mask)
    masker.feed(html)
    masker.close()
    return "".join(masker.pieces)
