"""A form that is sent needs its token: an include with `only` hides that of the page, and the site would refuse the form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

TEMPLATES = Path(settings.BASE_DIR) / "templates"
INCLUDE = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)%}')


def with_token(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a template, or one it includes, writes a token."""
    path = TEMPLATES / name
    if name in seen or not path.exists():
        return False
    text = path.read_text()
    return "{% csrf_token %}" in text or any(
        with_token(inner, seen | {name}) for inner, _rest in INCLUDE.findall(text)
    )


def hidden_tokens(text: str) -> list[str]:
    """Includes with `only` of a template that writes a token, to which the token is not handed."""
    return [
        name
        for name, rest in INCLUDE.findall(text)
        if rest.split()[-1:] == ["only"] and "csrf_token=csrf_token" not in rest and with_token(name)
    ]


def test_every_form_gets_its_token() -> None:
    wrong = {
        path.relative_to(TEMPLATES).as_posix(): found
        for path in sorted(TEMPLATES.rglob("*.html"))
        if (found := hidden_tokens(path.read_text()))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("handed", "written"), [(" only", False), (" csrf_token=csrf_token only", True), ("", True)]
)
def test_a_token_that_is_not_handed_on_is_noticed(handed: str, written: bool) -> None:
    include = f'{{% include "components/post_button.html" with action="/x/" text="x"{handed} %}}'
    assert bool(hidden_tokens(include)) is not written
    html = Template(include).render(Context({"csrf_token": "token-of-the-page"}))
    assert ("token-of-the-page" in html) is written
