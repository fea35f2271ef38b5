"""Every page for everybody: axe finds nothing, nothing is cut, in both languages and lights, from phone to TV."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from tests.browser import scenes
from tests.browser.browsing import PAGES, Surprises, chromium_of, opened, public_of, staff_of, station
from tests.web.site import CHAMBER, Site, site_in

WIDTHS: Final = ((320, 640), (390, 844), (768, 1024), (1366, 768), (1920, 1080))
AXE_WIDTHS: Final = (320, 768, 1920)
LIGHTS: Final = ("light", "dark")
LANGUAGES: Final = ("en", "es")

CUT: Final = """
() => {
  const found = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) found.push(`the page is wider than ${wide}`);
  for (const element of document.querySelectorAll("h1, h2, p, button, a, label, th, td, dd, dt, input")) {
    const box = element.getBoundingClientRect();
    if (!box.width || element.closest(".spoken, .sprite, .table")) continue;
    const said = (element.textContent || element.id).trim().slice(0, 40);
    if (box.right > wide + 1 || box.left < -1) found.push(`${said} leaves the page`);
    const style = getComputedStyle(element);
    if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible" && style.display !== "inline") {
      found.push(`${said} is cut`);
    }
  }
  return [...new Set(found)];
}
"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("busy")
    with site_in(Path(folder), tickets=True) as site:
        scenes.busy(site)
        site.get("/api/picture", site.token("clerk"))  # its thread stays as long as the server
        yield site


def look(page: Page, sizes: tuple[tuple[int, int], ...] = WIDTHS) -> list[str]:
    """What is wrong with a page at any size and in either light."""
    axe = Axe()
    wrong = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))")
        wrong += [f"{width}: {words}" for words in page.evaluate(CUT)]
        for light in LIGHTS if width in AXE_WIDTHS or len(sizes) == 1 else ():
            page.emulate_media(color_scheme=light)
            response = axe.run(page).response
            wrong += [
                f"{width} {light}: {one['id']}: {[node['html'][:120] for node in one['nodes']][:3]}"
                for one in response["violations"]
            ]
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_staff_pages_are_for_everybody(
    chromium: Browser, busy: Site, surprises: Surprises, name: str, language: str
) -> None:
    with opened(chromium, surprises) as context:
        assert look(station(context, busy, name, CHAMBER, "East door", language)) == []


def with_a_card(page: Page, number: int) -> Page:
    """A desk that shows an answer with its slip, and what can be done with a ticket."""
    page.locator(".size[data-people='6']").click()
    page.wait_for_selector("#answer [data-print]")
    page.fill("#find-number", str(number))
    page.keyboard.press("Enter")
    page.wait_for_selector("#override-open")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_of_a_desk_are_for_everybody(
    chromium: Browser, tmp_path: Path, surprises: Surprises, language: str
) -> None:
    with site_in(tmp_path) as site, opened(chromium, surprises) as context:
        scenes.busy(site)
        number = max(site.meeting.tickets)
        page = with_a_card(station(context, site, "desk", language=language), number)
        assert look(page) == []
        page.click("#override-open")
        page.select_option("#override-room", CHAMBER)
        page.click("#override-call")
        page.click("#away-open")
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counting_door_is_for_everybody(chromium: Browser, busy: Site, surprises: Surprises, language: str) -> None:
    with opened(chromium, surprises) as context:
        page = station(context, busy, "door", "Overflow B", "Door", language)
        page.click("#count")
        page.wait_for_selector("#count-form:not([hidden])")
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_door_is_for_everybody(chromium: Browser, tmp_path: Path, surprises: Surprises, language: str) -> None:
    with site_in(tmp_path) as site, opened(chromium, surprises) as context:
        scenes.full(site, "Overflow C")
        page = station(context, site, "door", "Overflow C", "Door", language)
        page.wait_for_selector("#page[data-mood=full]")
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_are_for_everybody(chromium: Browser, busy: Site, surprises: Surprises, language: str) -> None:
    ticket = next(iter(busy.meeting.tickets.values()))
    with opened(chromium, surprises) as context:
        page = context.new_page()
        for path in ("/", f"/t/{ticket.code}", "/t/R0000000000000000000"):
            page.goto(f"{public_of(busy)}{path}?lang={language}")
            assert look(page) == []
        page.goto(f"{staff_of(busy)}/pair?lang={language}")
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_page_of_two_meetings_is_for_everybody(
    chromium: Browser, tmp_path: Path, surprises: Surprises, language: str
) -> None:
    with site_in(tmp_path, tickets=True) as site, opened(chromium, surprises) as context:
        scenes.busy(site)
        scenes.second(site)
        page = context.new_page()
        while "Elm Street" not in (page.goto(f"{public_of(site)}/?lang={language}"), page.content())[1]:
            pass  # made a moment after the meeting changed
        assert look(page) == []


def test_a_page_that_forgets_a_label_is_found(chromium: Browser, busy: Site, surprises: Surprises) -> None:
    with opened(chromium, surprises) as context:
        page = context.new_page()
        page.goto(f"{staff_of(busy)}/pair")
        page.evaluate("() => { document.querySelector('label').remove(); }")
        page.evaluate("() => { document.querySelector('h1').style.width = '900px'; }")
        wrong = look(page, ((390, 844),))
        assert any("label" in words for words in wrong)
        assert any("wider" in words for words in wrong)


@pytest.mark.parametrize("name", [*PAGES, "public", "desk-cards"])
def test_nothing_is_cut_at_twice_the_text(playwright: Playwright, busy: Site, surprises: Surprises, name: str) -> None:
    with chromium_of(playwright, text_percent=200) as browser, opened(browser, surprises) as context:
        if name == "public":
            page = context.new_page()
            page.goto(f"{public_of(busy)}/?lang=es")
        elif name == "desk-cards":
            page = with_a_card(station(context, busy, "desk", language="es"), max(busy.meeting.tickets))
            page.click("#override-open")
            page.click("#away-open")
        else:
            page = station(context, busy, name, CHAMBER, "East door", "es")
        wrong = []
        for width, height in WIDTHS[1:]:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("() => new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))")
            wrong += [f"{width}: {words}" for words in page.evaluate(CUT)]
        assert wrong == []
