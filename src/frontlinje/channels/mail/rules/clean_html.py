"""What of a mail's HTML may a browser be shown? A strict allow list; nothing is fetched, ever.

Three walls stand behind each other: this list, the frame without script or origin in which the
result is shown, and that frame's own content security policy.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import nh3

_TAGS = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite"),
    *("code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "font", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
    *("s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "tt", "u", "ul", "var"),
}
_WITHOUT_CONTENT = {
    *("script", "style", "title", "template", "noscript", "iframe", "object", "embed", "applet"),
    *("svg", "math", "select", "textarea", "audio", "video", "noembed", "noframes", "xmp"),
}
_ATTRIBUTES = {
    "*": {"align", "bgcolor", "dir", "lang", "style", "title", "valign"},
    "a": {"href"},
    "col": {"span", "width"},
    "font": {"color", "face", "size"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "td": {"colspan", "rowspan", "width", "height"},
    "th": {"colspan", "rowspan", "width", "height"},
}
_STYLES = {
    *("background-color", "border", "border-bottom", "border-collapse", "border-color"),
    *("border-left", "border-right", "border-spacing", "border-style", "border-top"),
    *("border-width", "color", "direction", "font", "font-family", "font-size", "font-style"),
    *("font-variant", "font-weight", "line-height", "list-style-type", "margin", "margin-bottom"),
    *("margin-left", "margin-right", "margin-top", "max-width", "padding", "padding-bottom"),
    *("padding-left", "padding-right", "padding-top", "text-align", "text-decoration"),
    *("text-indent", "vertical-align", "white-space", "width", "word-break", "word-spacing"),
}
_FETCHING = re.compile(r"[\\@<]|/\*|url|image|src|expression|element|attr|var\s*\(", re.IGNORECASE)
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_INNER_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_BREAKING = {
    *("p", "div", "br", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
    *("ul", "ol", "dl", "dt", "dd", "hr", "li"),
}


def cleaned_html(html: str) -> str:
    """Return HTML that may be stored: allowed tags, attributes and styles, nothing that loads.

    Parameters
    ----------
    html : str
        From a mail, arbitrarily hostile.

    Returns
    -------
    str
        A fragment. Pictures keep their source only when it lies in the mail itself (``cid:``, or
        a picture written out as ``data:``); links open elsewhere and tell nobody where from.
    """
    return _clean(html, None)


def framed_html(html: str, pictures: Mapping[str, str]) -> str:
    """Return stored HTML as the frame shows it, sanitised once more and with its pictures.

    Parameters
    ----------
    html : str
        From ``cleaned_html``, perhaps of an earlier version.
    pictures : mapping of str to str
        From Content-ID to a ``data:`` address.

    Returns
    -------
    str
        A fragment without any address that a browser would fetch.
    """
    return _clean(html, pictures)


def _clean(html: str, pictures: Mapping[str, str] | None) -> str:
    def filtered(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "style":
            return None if _FETCHING.search(value) else value
        if attribute == "href":
            return value if _LINK.match(value.strip()) else None
        if attribute == "src":
            return _source(value, pictures)
        return value

    return nh3.clean(
        html.replace("\x00", ""),
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=filtered,
        filter_style_properties=_STYLES,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        url_relative="deny",
    )


def _source(value: str, pictures: Mapping[str, str] | None) -> str | None:
    if _INNER_PICTURE.fullmatch(value):
        return value
    if not value.lower().startswith("cid:"):
        return None
    return value if pictures is None else pictures.get(value[4:])


class _Reader(HTMLParser):
    """Collects the text of sanitised HTML, with line breaks where a browser would make them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKING:
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("- ")
        if tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKING and tag != "br":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    r"""Return sanitised HTML as plain text.

    Parameters
    ----------
    html : str
        From ``cleaned_html``.

    Returns
    -------
    str
        Lines without surrounding blanks, at most one empty line in a row.

    Examples
    --------
    >>> text_of_html("<p>Hei &amp; hå</p><ul><li>en</li><li>to</li></ul>")
    'Hei & hå\n\n- en\n\n- to'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
