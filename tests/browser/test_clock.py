"""How old a tap is: an age and never a time, whatever the clock of the phone does meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.browsing import pair, staff_of
from tests.browser.proxy import network
from tests.web.site import CHAMBER, Site

HOUR = 3_600_000
SLACK_MS = 50

AGE = """
async ([before, during, reload]) => {
  // Two clocks by hand: `mono` never jumps, `wall` does; `desk` is the true time.
  const { Clock } = await import("/static/clock.js");
  let mono = 1000, wall = 5_000_000, desk = 9_000_000;
  const pass = (ms, { sleeps = 0, jump = 0 } = {}) => {
    mono += ms - sleeps;
    wall += ms + jump;
    desk += ms;
  };
  let clock = new Clock("one", () => mono, () => wall);
  clock.heard(desk);
  pass(2000, before);
  const item = clock.press();
  const pressed = desk;
  pass(600000, during);
  if (reload) {
    mono = 50;
    clock = new Clock("two", () => mono, () => wall);
  }
  clock.heard(desk);
  return { age: clock.age(item), right: desk - pressed, wall: wall - item.pressed, mono: mono - item.mono };
}
"""


@pytest.mark.parametrize("reload", [False, True])
@pytest.mark.parametrize(
    ("before", "during"),
    [
        ({}, {}),
        ({}, {"jump": HOUR}),
        ({}, {"jump": -HOUR}),
        ({}, {"sleeps": 590_000}),
        ({}, {"sleeps": 590_000, "jump": -HOUR}),
    ],
    ids=["no jump", "forward", "backward", "asleep", "asleep and backward"],
)
def test_the_age_of_a_tap_survives_jumps_sleep_and_reload(
    context: BrowserContext, site: Site, before: dict[str, int], during: dict[str, int], reload: bool
) -> None:
    page = context.new_page()
    page.goto(f"{staff_of(site)}/pair")
    found = page.evaluate(AGE, [before, during, reload])
    assert abs(found["age"] - found["right"]) <= SLACK_MS
    if during.get("jump"):
        assert abs(found["wall"] - found["right"]) > HOUR / 2, "the wall clock alone would be wrong"
    if during.get("sleeps"):
        assert found["mono"] < found["right"] / 2, "the other clock alone would be wrong"


def test_a_clock_set_forward_unheard_before_the_tap_does_no_harm_while_the_page_lives(
    context: BrowserContext, site: Site
) -> None:
    page = context.new_page()
    page.goto(f"{staff_of(site)}/pair")
    found = page.evaluate(AGE, [{"jump": HOUR}, {}, False])
    assert abs(found["age"] - found["right"]) <= SLACK_MS


def test_a_tap_without_a_network_happened_when_it_was_pressed(context: BrowserContext, site: Site, seed: int) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = context.new_page()
        pair(page, net.origin, "door", site.token("door", CHAMBER, "East door"))
        page.goto(f"{net.origin}/door")
        page.wait_for_selector("#in:not(:disabled)")
        net.go_down()
        expect(page.locator("#offline")).to_be_visible()
        page.click("#in")
        expect(page.locator("#sent")).to_contain_text("1 waiting to be sent")
        page.wait_for_timeout(1_500)
        net.go_up()
        expect(page.locator("#sent")).to_contain_text("Recorded")
        (entry,) = [one for one in site.meeting.recent if one.kind == "tapped"]
        assert 1_400 <= entry.at - entry.happened <= 15_000
