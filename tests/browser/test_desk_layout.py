"""The desk in a browser on a laptop, with large text and on a phone: what is needed at every party stays in sight."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from roomflow.domain.commands import SendParty
from tests.browser import scenes
from tests.browser.browsing import Surprises, chromium_of, opened, pressed, station
from tests.web.site import Site

LAPTOP: Final = {"width": 1366, "height": 768}
PHONE: Final = {"width": 390, "height": 844}
SHOWN_MAX: Final = 12

SEEN: Final = """
(rows) => rows.filter((row) => {
  const box = row.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}).length
"""


def seen(rows: Locator) -> int:
    """How many stand wholly on the screen, without scrolling."""
    return int(rows.evaluate_all(SEEN))


def desk_of(context: Any, site: Site, language: str, viewport: dict[str, int]) -> Page:
    page = station(context, site, "desk", language=language)
    page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
    return page


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_laptop_the_line_stands_beside_the_rooms_without_scrolling(
    chromium: Browser, site: Site, surprises: Surprises, language: str
) -> None:
    scenes.busy(site)
    with opened(chromium, surprises) as context:
        desk = desk_of(context, site, language, LAPTOP)
        assert seen(desk.locator(".room-row")) == 4
        assert seen(desk.locator(".waiting-row")) == 3
        assert seen(desk.locator("#call")) == 1
        assert seen(desk.locator(".line-row")) >= 5
        pressed(desk, "6")
        expect(desk.locator("#answer .qr svg")).to_be_visible()
        assert seen(desk.locator("#call")) == 1
        assert seen(desk.locator(".line-row")) >= 2
        # The control: a list below the rooms is not seen.
        desk.evaluate("() => document.querySelector('.desk-rooms').append(document.getElementById('line'))")
        assert seen(desk.locator(".line-row")) == 0


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_with_text_at_200_percent_the_keys_stay_in_sight_wherever_the_page_stands(
    playwright: Playwright, site: Site, surprises: Surprises, viewport: dict[str, int]
) -> None:
    scenes.busy(site)
    with chromium_of(playwright, text_percent=200) as large, opened(large, surprises) as context:
        desk = desk_of(context, site, "es", viewport)
        sizes = desk.locator(".size")
        # On a phone the header alone fills the screen at the top.
        for share in (0 if viewport == LAPTOP else 0.15, 0.3, 0.6, 1):
            desk.evaluate("(share) => scrollTo(0, share * document.documentElement.scrollHeight)", share)
            expect(sizes.last).to_be_in_viewport(ratio=1)
            assert seen(sizes) == 6, f"scrolled to {share}"
            high = desk.evaluate("() => document.getElementById('sizes').getBoundingClientRect().height")
            assert high < viewport["height"] / 3
        pressed(desk, "2")
        expect(desk.locator("#answer")).not_to_contain_text("Aquí aparece")
        expect(desk.locator("#answer")).to_be_in_viewport()


def test_a_long_line_stands_behind_a_press_so_that_the_rooms_are_near(
    chromium: Browser, site: Site, surprises: Surprises
) -> None:
    with opened(chromium, surprises) as context:
        desk = desk_of(context, site, "en", PHONE)
        scenes.busy(site)
        expect(desk.locator("#line-all")).to_have_text("All 14 tickets")
        rows = desk.locator(".line-row:visible")
        expect(rows).to_have_count(SHOWN_MAX)
        desk.click("#line-all")
        expect(rows).to_have_count(14)
        site.do(SendParty(2))
        expect(rows).to_have_count(15)
        expect(desk.locator("#line-all")).to_have_attribute("aria-expanded", "true")
        desk.click("#line-all")
        expect(rows).to_have_count(SHOWN_MAX)
