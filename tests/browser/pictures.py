"""Draws every page of a browser at phone and TV size: part of `make pictures`, into build/pictures/web.

usage: python -m tests.browser.pictures [--into FOLDER] [--best FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from roomflow.domain.events import TicketState
from tests.browser import scenes
from tests.browser.browsing import PAGES, Surprises, chromium_of, opened, public_of, staff_of, station
from tests.web.site import CHAMBER, Site, site_in

SIZES: Final = ((320, 640), (390, 844), (768, 1024), (1366, 768), (1920, 1080))
PERCENTS: Final = (100, 200)
BEST: Final = {
    "web-door": ("door", "390x844-light-en-100"),
    "web-door-full": ("door-full", "390x844-light-en-100"),
    "web-display": ("display-calls", "1920x1080-light-en-100"),
    "web-desk": ("desk", "1366x768-light-en-100"),
    "web-ticket": ("ticket", "390x844-dark-es-100"),
}
"""For README and guide: the file's name, the page, the form."""


def places(site: Site) -> dict[str, str]:
    """The pages that need no token, by name."""
    waiting = next(one for one in site.meeting.tickets.values() if one.state is TicketState.WAITING)
    return {
        "public": f"{public_of(site)}/",
        "ticket": f"{public_of(site)}/t/{waiting.code}",
        "pair": f"{staff_of(site)}/pair",
    }


def draw(page: Page, name: str, into: Path, form: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))")
        folder = into / f"{width}x{height}-{form}"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")


def draw_all(browser: Browser, site: Site, into: Path, percent: int) -> int:
    """Every page in either light and language; gives the number of pictures."""
    drawn = 0
    for light, language in product(("light", "dark"), ("en", "es")):
        form = f"{light}-{language}-{percent}"
        with opened(browser, Surprises(), color_scheme=light) as context:
            for name in PAGES:
                page = station(context, site, name, "Overflow A", "Front door", language)
                draw(page, name, into, form)
                page.close()  # of two pages at doors one would lead
            page = station(context, site, "door", CHAMBER, "East door", language)
            draw(page, "door-full", into, form)
            page.close()
            page = context.new_page()
            drawn += len(SIZES) * (1 + draw_cards(context, site, into, form, language))
            for name, address in places(site).items():
                page.goto(f"{address}?lang={language}")
                draw(page, name, into, form)
        drawn += len(SIZES) * (len(PAGES) + len(places(site)))
    return drawn


def draw_cards(context: BrowserContext, site: Site, into: Path, form: str, language: str) -> int:
    """A door that counts heads, a desk with a ticket and what can be done with it, an override; gives how many."""
    counting = station(context, site, "door", "Overflow B", "Door", language)
    counting.click("#count")
    counting.wait_for_selector("#count-form:not([hidden])")
    draw(counting, "door-counting", into, form)
    counting.close()
    desk = station(context, site, "desk", language=language)
    number = max(one.number for one in site.meeting.tickets.values() if one.state is TicketState.WAITING)
    desk.fill("#find-number", str(number))
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#override-open")
    draw(desk, "desk-card", into, form)
    desk.click("#override-open")
    desk.select_option("#override-room", CHAMBER)
    draw(desk, "desk-override", into, form)
    desk.click("#override-cancel")
    desk.click(".size[data-people='6']")
    desk.wait_for_selector("[data-print]")
    desk.keyboard.press("Escape")
    draw(desk, "desk-ticket", into, form)
    desk.click("#undo")
    desk.wait_for_selector("#answer:not(:has([data-print]))")
    desk.close()
    return 4


def draw_two_meetings(browser: Browser, into: Path, percent: int) -> int:
    """The public page while two meetings are open."""
    with evening() as site:
        scenes.second(site)
        while len(site.get("/status.json", public=True).json["meetings"]) < 2:
            pass  # made a moment after the meeting changed
        for light, language in (("light", "en"), ("dark", "es")):
            with opened(browser, Surprises(), color_scheme=light) as context:
                page = context.new_page()
                page.goto(f"{public_of(site)}/?lang={language}")
                draw(page, "public-two", into, f"{light}-{language}-{percent}")
    return 2 * len(SIZES)


@contextmanager
def evening() -> Iterator[Site]:
    """The evening of the pictures."""
    with tempfile.TemporaryDirectory() as folder, site_in(Path(folder), tickets=True) as site:
        scenes.busy(site)
        yield site


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, default=Path("build", "pictures", "web"))
    parser.add_argument("--best", type=Path)
    wanted = parser.parse_args(words)
    if shutil.which("chromium") is None:
        print(
            "Chromium is missing, so no page of a browser is drawn (Debian: apt-get install chromium)", file=sys.stderr
        )
        return 1
    drawn = 0
    with evening() as site, sync_playwright() as playwright:
        for percent in PERCENTS:
            with chromium_of(playwright, text_percent=percent) as browser:
                drawn += draw_all(browser, site, wanted.into, percent)
                drawn += draw_two_meetings(browser, wanted.into, percent)
    print(f"{wanted.into}: {drawn} pictures of pages")
    if wanted.best is not None:
        wanted.best.mkdir(parents=True, exist_ok=True)
        for file, (name, form) in BEST.items():
            (wanted.best / f"{file}.png").write_bytes((wanted.into / form / f"{name}.png").read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
