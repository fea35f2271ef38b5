"""Debian's Chromium for the tests: started with nothing but what a page needs, and pages that are paired."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.web.site import Site

FLAGS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
WAIT_MS_MAX: Final = 20_000
PAGES: Final = {
    "door": "/door",
    "display-calls": "/display/calls",
    "display-rooms": "/display/rooms",
    "desk": "/desk",
    "clerk": "/clerk",
}
"""Pages with a token, by name."""
ROLE: Final = {"door": "door", "display-calls": "display", "display-rooms": "display", "desk": "desk", "clerk": "clerk"}


def chromium_program() -> str:
    """Where Chromium is. Without it a person is told what was not looked at; in CI that is a failure."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail("Chromium is missing: the browser pages were not looked at (Debian: apt-get install chromium)")
    if found is None:
        pytest.skip("Chromium is missing, so no browser page is looked at (Debian: apt-get install chromium)")
    return found


@contextmanager
def chromium_of(playwright: Playwright, *more: str, text_percent: int = 100) -> Iterator[Browser]:
    """A browser with its own default size of text."""
    flags = [*FLAGS, *more]
    if text_percent != 100:
        flags.append(f"--blink-settings=defaultFontSize={16 * text_percent // 100}")
    browser = playwright.chromium.launch(executable_path=chromium_program(), args=flags)
    try:
        yield browser
    finally:
        browser.close()


class Surprises:
    """What a page wrote to its console as an error, or threw: a test fails over it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._hear(page, said.type, said.text))

    def _hear(self, page: Page, kind: str, text: str) -> None:
        # A connection that was cut is no mistake of a page; nor is a header that plain http does not know.
        known = ("Failed to load resource", "net::ERR", "Cross-Origin-Opener-Policy header has been ignored")
        if kind == "error" and not any(words in text for words in known):
            self.found.append(f"{page.url}: {text}")


def opened(browser: Browser, surprises: Surprises, **options: Any) -> BrowserContext:
    """A browser of its own, as on another device; it asks for nothing but this computer."""
    made = browser.new_context(**{"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce", **options})
    made.set_default_timeout(WAIT_MS_MAX)
    made.on("page", surprises.watch)
    return made


def staff_of(site: Site) -> str:
    return f"http://{site.web.staff.host}:{site.web.staff.port}"


def public_of(site: Site) -> str:
    return f"http://{site.web.public.host}:{site.web.public.port}"


KEEP = """
async (pairing) => {
  const { openStore, keepPairing } = await import("/static/store.js");
  const store = await openStore();
  await keepPairing(store, pairing);
  store.close();
}
"""


def pair(page: Page, origin: str, role: str, token: str, device: str = "") -> str:
    """Give this browser a token as the page of pairing does; the device's id."""
    device = device or secrets.token_hex(16)
    page.goto(f"{origin}/pair")
    page.evaluate(KEEP, {"device": device, "token": token, "role": role})
    return device


def sized(page: Page, width: int, height: int) -> None:
    """The page in a window of this size, once it was laid out and has done what it does then."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("([width, height]) => innerWidth === width && innerHeight === height", arg=[width, height])
    page.evaluate("() => new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))")


def station(
    context: BrowserContext,
    site: Site,
    name: str,
    space: str = "",
    door: str = "",
    language: str = "en",
    *,
    is_drawn: bool = True,
) -> Page:
    """A page with a token, open and connected; or just read, before its first picture."""
    page = context.new_page()
    role = ROLE[name]
    pair(page, staff_of(site), role, site.token(role, space, door))
    page.goto(f"{staff_of(site)}{PAGES[name]}?lang={language}")
    if is_drawn:
        connected(page, name)
    return page


CONNECTED: Final = {
    "door": "#in:not(:disabled)",
    "display-calls": "#rooms li",
    "display-rooms": "#rooms li",
    "desk": "#rooms li",
    "clerk": "#figures div",
}


def connected(page: Page, name: str) -> None:
    page.wait_for_selector(CONNECTED[name])


FINGER_MS: Final = 60
"""Nobody strikes keys faster; what does is a scanner (`desk_burst.js`)."""


def waited(page: Page, at_least_ms: int = FINGER_MS) -> None:
    """By the page's own clock, however quick or slow the computer is."""
    since = page.evaluate("() => performance.now()")
    page.wait_for_function("(until) => performance.now() > until", arg=since + at_least_ms)


def pressed(page: Page, *keys: str) -> None:
    """Press keys as a person does, clearly apart."""
    for key in keys:
        waited(page)
        page.keyboard.press(key)
