"""Journeys in the Chromium of the machine: every page is watched, and asked whether everybody can use it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--metrics-recording-only",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
AXE = settings.BASE_DIR / "build" / "testing" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

NewPage = Callable[..., Page]


class Watch:
    """Collects what no page may do: console errors, script errors, requests to other hosts."""

    def __init__(self, own_host: str) -> None:
        self.own_host = own_host
        self.findings: list[str] = []
        self.allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Let findings pass that match, where a test provokes an error on purpose."""
        self.allowed.append(re.compile(pattern))

    def follow(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.findings.append(f"script error: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.findings.append(f"console: {message.text} ({message.location.get('url')})")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.own_host:
            self.findings.append(f"request to another host: {request.url}")

    def unexpected(self) -> list[str]:
        return [text for text in self.findings if not any(pattern.search(text) for pattern in self.allowed)]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sentence = (
            f"No Chromium was found ({', '.join(NAMES)}); install it, or name it by CHROMIUM=/path/to/it."
        )
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    return browser_type_launch_args | {"executable_path": path, "args": FLAGS}


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    watch = Watch(urlsplit(live_server.url).netloc)
    yield watch
    assert watch.unexpected() == []


@pytest.fixture
def new_page(browser: Browser, live_server: Any, watch: Watch) -> Iterator[NewPage]:
    """`new_page()` is a visitor of their own with a desk screen, `new_page(**PHONE, locale="zh-CN")` another."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**({"base_url": live_server.url, "locale": "en-GB"} | DESK | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("page", watch.follow)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A visitor at a desk; the test fails on any console error, script error or request to another host."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """The same on a telephone."""
    return new_page(**PHONE)


AT_REST = """async () => {
    window.scrollTo(0, 0);
    await document.fonts.ready;
    await Promise.all(document.getAnimations().filter(one => one.effect?.getTiming().iterations !== Infinity).map(one => one.finished.catch(() => {})));
    await new Promise(done => setTimeout(done, 300));
}"""


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` fails with every violation of WCAG 2.2 AA that axe-core finds on the page as it stands."""
    assert AXE.exists(), "build/testing/axe.min.js is missing; run `make setup`."
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page, *, without: tuple[str, ...] = ()) -> None:
        # The developer tools' evaluation is not subject to the content security policy of the page.
        page.evaluate(f"() => {{ if (!window.axe) {{ {source} }} }}")
        found = violations(page, without)
        if (
            found
        ):  # once more when it has come to rest: what passes over it while it loads covers what lies below
            page.wait_for_load_state("networkidle")
            page.evaluate(AT_REST)
            found = violations(page, without)
        assert not found, f"{urlsplit(page.url).path}\n" + "\n".join(found)

    def violations(page: Page, without: tuple[str, ...]) -> list[str]:
        result = page.evaluate(
            "options => axe.run(document, options)",
            {
                "runOnly": {"type": "tag", "values": RULES},
                "rules": {name: {"enabled": False} for name in without},
                "resultTypes": ["violations"],
                "preload": False,
            },
        )
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
            + "\n    ".join(node["html"][:200] for node in violation["nodes"][:5])
            for violation in result["violations"]
        ]

    return check
