"""The page of a door as it lies on a phone: nothing lies under another thing, and two phones know of each other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from roomflow.domain.commands import Tap
from tests.browser import scenes
from tests.browser.browsing import Surprises, opened, sized, station
from tests.web.site import CHAMBER, Site

EAST = "East door"
PHONES = ((320, 640), (360, 740), (390, 844), (412, 915))
ON_TOP = """
(element) => {
  const box = element.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return there !== null && (there === element || element.contains(there));
}
"""
ONE_LINE = """
(element) => element.offsetHeight < 1.5 * parseFloat(getComputedStyle(element).lineHeight)
"""
INSIDE = """
(element) => {
  const box = element.getBoundingClientRect();
  const room = document.querySelector(".door-count").getBoundingClientRect();
  const pads = document.querySelector(".pads").getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(element);
  const text = range.getBoundingClientRect();
  return text.right <= Math.min(box.right, innerWidth - 12) + 1 && box.bottom <= Math.min(room.bottom, pads.top) + 1;
}
"""


WHOLE = f"""
() => ["inside", "of", "free"].every((id) => {{
  const element = document.getElementById(id);
  return ({INSIDE.strip()})(element) && ({ONE_LINE.strip()})(element);
}})
""".strip()
"""Each beside the number on one line, and inside of what is theirs."""


def is_on_top(part: Locator) -> bool:
    return bool(part.evaluate(ON_TOP))


@pytest.mark.parametrize("size", PHONES)
def test_the_field_of_a_head_count_lies_above_the_bottom_bar(
    context: BrowserContext, site: Site, size: tuple[int, int]
) -> None:
    page = station(context, site, "door", CHAMBER, EAST)
    sized(page, *size)
    page.click("#count")
    expect(page.locator("#count-form")).to_be_visible()
    for part in ("#counted-figure", "#count-save", "#count", "#undo", "#out"):
        assert is_on_top(page.locator(part)), part
    page.click("#count")
    expect(page.locator("#counted-figure")).to_be_focused()
    page.keyboard.type("7")
    page.click("#count-save")
    expect(page.locator("#inside")).to_have_text("7")
    # The control: a bar that lies over the field is seen.
    page.click("#count")
    page.evaluate("() => { document.querySelector('.door-actions').style.transform = 'translateY(-4rem)'; }")
    assert not is_on_top(page.locator("#counted-figure"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", PHONES)
def test_a_full_room_says_so_in_large_letters_that_fit(
    context: BrowserContext, site: Site, size: tuple[int, int], language: str
) -> None:
    scenes.full(site, CHAMBER)
    page = station(context, site, "door", CHAMBER, EAST, language)
    sized(page, *size)
    page.wait_for_selector("#page[data-mood=full]")
    for part in ("#shout", "#shout-figures", "#shout-of"):
        assert page.locator(part).evaluate(INSIDE), part
    page.evaluate("() => { document.querySelector('.shout-word').style.fontSize = '9rem'; }")
    assert not page.locator("#shout").evaluate(INSIDE), "letters that are too large are seen"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", PHONES)
def test_three_digits_and_the_words_beside_them_stand_whole(
    context: BrowserContext, site: Site, size: tuple[int, int], language: str
) -> None:
    for _ in range(17):
        site.do(Tap(CHAMBER, 6))
    page = station(context, site, "door", CHAMBER, EAST, language)
    sized(page, *size)
    expect(page.locator("#inside")).to_have_text("102")
    assert page.evaluate(f"() => ({WHOLE})()")
    # The control: where they have no room, that is seen. At once, for the page writes them anew each second.
    assert not page.evaluate(
        f"""() => {{
          document.querySelector(".plain-count .badge span").textContent = "x".repeat(30);
          document.querySelector(".plain-count").classList.remove("tight");
          return ({WHOLE})();
        }}"""
    )


def door_of(context: BrowserContext, site: Site, door: str = EAST) -> Page:
    return station(context, site, "door", CHAMBER, door)


def test_two_phones_at_one_door_are_both_told_and_told_again_when_one_goes(
    chromium: Browser, context: BrowserContext, site: Site, surprises: Surprises
) -> None:
    first = door_of(context, site)
    expect(first.locator("#others")).to_be_hidden()
    with opened(chromium, surprises) as other, opened(chromium, surprises) as third:
        door_of(third, site, site.meeting.spaces[CHAMBER].plan.doors[1])
        expect(first.locator("#others")).to_be_hidden()  # another door is none of it
        second = door_of(other, site)
        for page in (first, second):
            expect(page.locator("#others")).to_contain_text("Another phone counts at this door too")
        second.close()
        expect(first.locator("#others")).to_be_hidden()
