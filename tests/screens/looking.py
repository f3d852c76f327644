"""Is a page good to everybody's eyes? Axe looks at it at three widths, light and dark.

With FRONTLINJE_PICTURES=1 it also leaves pictures to look at, in `screens/` below the home.
"""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "var" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {360: 780, 1024: 768, 1920: 1080}
NARROWEST = 320
THEMES = ("light", "dark")
AXE_WIDTHS = {"light": (360, 1920), "dark": (1024,)}
"""Axe looks at the narrowest and the widest; in the dark, where only colours differ, between."""
TURN_TO = """(theme) => {
    document.documentElement.dataset.colorScheme = theme;
    for (let round = 0; round < 20; round++) {
        const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
        if (!changing.length) break;
        for (const one of changing) one.finish();
    }
}"""
"""Colours are looked at as they stay, not on their way; what inherits one sets out after it."""


def look(page: Page, name: str) -> None:
    """Fail if axe or the width finds anything wrong with the page as it is."""
    page.evaluate("document.fonts.ready")  # letters that come late are as wide as others
    for theme in THEMES:
        page.evaluate(TURN_TO, theme)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            if os.environ.get("FRONTLINJE_PICTURES"):
                _take_picture(page, f"{name}-{width}-{theme}")
            if width in AXE_WIDTHS[theme]:
                complain_of_axe(page, f"{name} at {width}, {theme}")
    complain_of_width(page, name)


def _take_picture(page: Page, name: str) -> None:
    folder = Path(settings.HOME) / "screens"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", animations="disabled")


def complain_of_axe(page: Page, where: str) -> None:
    """Fail with everything that axe finds."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    complaints = [_said(violation) for violation in found["violations"]]
    assert not complaints, "\n".join([where, *complaints])


def _said(violation: dict[str, Any]) -> str:
    nodes = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
    return f"  {violation['id']} ({violation['impact']}): {', '.join(nodes[:6])}"


def complain_of_width(page: Page, name: str) -> None:
    """Fail if the page has to be scrolled sideways on the narrowest screen."""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wider = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((e) => e.checkVisibility() && !e.closest(".fl-scroll, .ds-sr-only, [popover]"))
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => `${e.tagName.toLowerCase()}.${e.className}`)"""
    )
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"{name} is {overflow} px too wide at {NARROWEST}: {wider[:8]}"
