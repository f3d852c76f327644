"""Does the frame around every page say and hold what it should?"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.fixtures import Settings

from frontlinje.config.context import STYLESHEETS, module_paths
from frontlinje.config.message_files import PACKAGE
from frontlinje.config.navigation import MAIN_MENU, MenuItem
from frontlinje.people.models import User
from frontlinje.people.permissions import ROLE_PERMISSIONS
from frontlinje.people.tests.cast import Cast

Browser = Callable[[User], Client]

PAGE = "mfa_index"
# A mail is shown in a sandboxed frame, a document of its own with a policy of its own.
FRAMES = {PACKAGE / "channels/mail/templates/mail/frame.html"}
TEMPLATES = sorted(
    {*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("jinja2/**/*.html")} - FRAMES
)
AGAINST_THE_POLICY = re.compile(
    r"""\sstyle=|<style|\son[a-z]+\s*=\s*["']|hx-on|javascript:|\beval\(""", re.IGNORECASE
)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)(?![^>]*nonce)[^>]*>")


@pytest.mark.parametrize("item", MAIN_MENU, ids=lambda item: item.url_name)
def test_whoever_sees_a_menu_item_may_open_its_page(item: MenuItem) -> None:
    needed = resolve(reverse(item.url_name)).func.permission  # type: ignore[attr-defined]
    shown_to = [rights for rights in ROLE_PERMISSIONS.values() if item.permission in rights]
    assert shown_to
    assert all(needed in rights for rights in shown_to)


def test_keys_of_the_menu_are_different() -> None:
    assert len({item.key for item in MAIN_MENU}) == len(MAIN_MENU)


@pytest.mark.django_db
def test_menu_shows_only_what_the_person_may_open(cast: Cast, browser_of: Browser) -> None:
    page = browser_of(cast.nina).get(reverse(PAGE)).content.decode()
    assert reverse("desk:desk") in page
    assert reverse("centre:settings") not in page
    assert reverse("centre:settings") in browser_of(cast.olav).get(reverse(PAGE)).content.decode()


@pytest.mark.django_db
def test_front_page_is_the_first_place_of_the_menu(cast: Cast, browser_of: Browser) -> None:
    assert browser_of(cast.nina).get("/").url == reverse("desk:desk")  # type: ignore[attr-defined]
    assert Client().get("/").url.startswith(reverse("account_login"))  # type: ignore[attr-defined]


def test_every_module_and_style_sheet_is_there() -> None:
    missing = [path for path in [*module_paths().values(), *STYLESHEETS] if not finders.find(path)]
    assert missing == []


@pytest.mark.django_db
def test_import_map_names_the_modules_of_all_rooms(client: Client) -> None:
    page = client.get(reverse("account_login"))
    found = re.search(
        r'<script type="importmap" nonce="([^"]+)">(.*?)</script>', page.content.decode()
    )
    assert found is not None
    assert f"'nonce-{found[1]}'" in page.headers["Content-Security-Policy"]
    addresses = json.loads(found[2])["imports"]
    assert {"frontlinje/stream", "desk/offers", "eventsource-parser"} <= addresses.keys()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_keeps_to_the_content_policy(template: Path) -> None:
    text = re.sub(
        r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", template.read_text(), flags=re.S
    )
    assert AGAINST_THE_POLICY.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []


@pytest.mark.django_db
def test_page_speaks_the_persons_language_on_any_browser(cast: Cast, browser_of: Browser) -> None:
    User.objects.filter(id=cast.nina.id).update(ui_language="sv")
    page = browser_of(cast.nina).get(reverse(PAGE), headers={"accept-language": "en"})
    assert '<html lang="sv"' in page.content.decode()
    assert page.headers["Content-Language"] == "sv"


@pytest.mark.django_db
def test_language_is_chosen_for_browser_and_account(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.nina)
    answer = browser.post(reverse("language-set"), {"language": "en", "next": "/customers/"})
    assert answer.url == "/customers/"  # type: ignore[attr-defined]
    assert User.objects.get(id=cast.nina.id).ui_language == "en"
    browser.post(reverse("language-set"), {"language": "xx"})
    assert User.objects.get(id=cast.nina.id).ui_language == "en"
    away = browser.post(
        reverse("language-set"), {"language": "nb", "next": "https://evil.example/"}
    )
    assert away.url == "/"  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ('"><script>', "auto")])
def test_appearance_is_one_of_three(client: Client, cookie: str, theme: str) -> None:
    client.cookies["frontlinje_theme"] = cookie
    page = client.get(reverse("account_login")).content.decode()
    assert f'data-color-scheme="{theme}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_says_that_its_data_is_made_up(
    client: Client, settings: Settings, is_demo: bool
) -> None:
    settings.FRONTLINJE_DEMO = is_demo
    for page in ("account_login", "portal:contact-form"):
        text = client.get(reverse(page), headers={"accept-language": "en"}).content.decode()
        assert ("The data is made up" in text) is is_demo


class Sample(forms.Form):
    """A field of each kind."""

    name = forms.CharField(
        label="Name",
        help_text="As in the register",
        widget=forms.TextInput({"placeholder": "Kari"}),
    )
    channel = forms.ChoiceField(
        label="Channel", choices=[("phone", "Phone"), ("mail", "Mail")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    is_urgent = forms.BooleanField(label="Urgent", required=False)


def test_form_ties_labels_help_and_errors_to_their_fields() -> None:
    drawn = str(Sample({}))
    assert '<label class="ds-label" data-weight="medium" for="id_name">Name</label>' in drawn
    assert 'id="id_name_helptext">As in the register' in drawn
    (control,) = re.findall(r'<input type="text"[^>]*>', drawn)
    assert 'class="ds-input"' in control
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert 'aria-invalid="true"' in control
    assert "placeholder" not in control
    assert '<p class="ds-validation-message" id="id_name_error">' in drawn
    assert re.search(
        r'<fieldset[^>]*id="id_channel"[^>]*aria-describedby="id_channel_error"', drawn
    )
    assert drawn.count("fl-optional") == 1  # a tick that is left out says no by itself


def test_form_tells_all_errors_first_with_a_way_to_each() -> None:
    form = Sample({"channel": "fax"})
    form.add_error(None, "Something else is wrong.")
    summary = str(form).split("</ds-error-summary>")[0]
    assert "Something else is wrong." in summary
    assert re.findall(r'href="#([^"]+)"', summary) == ["id_name", "id_channel_0"]
    assert "ds-error-summary" not in str(Sample())
