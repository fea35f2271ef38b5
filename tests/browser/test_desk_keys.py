"""The desk in a browser tells a scanner's keys from a person's by their speed, and drops no key without a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from roomflow.domain.events import TicketState
from tests.browser import scenes
from tests.browser.browsing import pressed, station, waited
from tests.browser.test_desk import PRINTS, asked_for
from tests.web.site import Site

BARCODE = "5012345678900"
NO_TICKET = "RD6D1SXKX5C8YSJY2P"
FOREIGN = "Not a ticket: this code is on something else. Nobody was sent by it."
AWAITED = "The answer is still awaited: nothing was sent by this key."
TYPED = """
([keys, gap]) => {
  const start = performance.now();
  keys.forEach((key, index) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: start + index * gap });
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
}
"""
"""Keys with the times that they were pressed at, given at once: as those that a page gets which was busy meanwhile."""
HOLDS = """
{
  const sent = window.fetch.bind(window);
  let held = null;
  window.bodies = [];
  window.letGo = () => {};
  window.holdBack = () => { held = new Promise((yes) => { window.letGo = () => { held = null; yes(); }; }); };
  window.fetch = async (address, options) => {
    if (String(address).includes("/api/ask")) {
      window.bodies.push(options.body);
      await held;
    }
    return sent(address, options);
  };
}
"""
"""In the page itself: a route that is set while a page asks may miss what it asks at once."""

STREAM_WAITS = """
{
  const sent = window.fetch.bind(window);
  const free = new Promise((yes) => { window.letStreamGo = yes; });
  window.fetch = async (address, options) => {
    if (String(address).includes("/api/stream")) {
      await free;
    }
    return sent(address, options);
  };
}
"""


@pytest.fixture
def desk(context: BrowserContext, site: Site) -> Page:
    context.add_init_script(PRINTS)
    context.add_init_script(HOLDS)
    page = station(context, site, "desk")
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


def typed(desk: Page, text: str, *ends: str, gap: int = 25) -> None:
    desk.evaluate(TYPED, [[*text, *ends], gap])


@contextmanager
def answers_held_back(desk: Page) -> Iterator[Callable[[], list[str]]]:
    """Every question to the desk waits until the block ends; gives what was asked, each once, however often tried."""
    desk.evaluate("() => window.holdBack()")

    def asked() -> list[str]:
        return [kind for _, kind in dict.fromkeys((one["request"], one["command"]["type"]) for one in bodies())]

    def bodies() -> list[dict[str, Any]]:
        return [json.loads(one) for one in desk.evaluate("() => window.bodies")]

    try:
        yield asked
    finally:
        desk.evaluate("() => window.letGo()")


def is_answered(desk: Page) -> None:
    expect(desk.locator("#answer[aria-busy]")).to_have_count(0)


# --- a barcode of something else ---------------------------------------------------------------------------


@pytest.mark.parametrize("ends", [("Enter",), ("Tab",), ()], ids=["enter", "tab", "silence"])
def test_a_barcode_of_bare_digits_sends_nobody_and_gets_a_word(desk: Page, site: Site, ends: tuple[str, ...]) -> None:
    typed(desk, BARCODE, *ends)
    expect(desk.locator("#answer")).to_contain_text(FOREIGN)
    assert asked_for(site) == 0
    pressed(desk, "4")  # the control: a person's key still acts
    expect(desk.locator("#answer .answer-room")).to_be_visible()
    assert asked_for(site) == 1


def test_a_barcode_takes_back_the_tick_and_the_card_that_its_first_key_made(desk: Page, site: Site) -> None:
    desk.click("#next-title")
    typed(desk, "A123456", "Enter")
    expect(desk.locator("#answer")).to_contain_text(FOREIGN)
    expect(desk.locator("#accessible")).not_to_be_checked()
    pressed(desk, "2")
    expect(desk.locator("#answer .answer-room")).to_be_visible()
    typed(desk, "T123456", "Enter")
    expect(desk.locator("#answer")).to_contain_text(FOREIGN)
    expect(desk.locator("#away")).to_be_hidden()
    assert not [entry for entry in site.meeting.recent if entry.kind == "turned-away"]


def test_a_barcode_that_begins_with_the_key_of_find_types_nothing_into_it(desk: Page, site: Site) -> None:
    desk.click("#next-title")
    typed(desk, "/123456", "Enter")
    expect(desk.locator("#answer")).to_contain_text(FOREIGN)
    expect(desk.locator("#find-number")).not_to_be_focused()
    expect(desk.locator("#find-number")).to_have_value("")
    typed(desk, "12/34/56", "Enter")
    expect(desk.locator("#answer")).to_contain_text(FOREIGN)
    is_answered(desk)
    assert asked_for(site) == 0
    pressed(desk, "/")  # the control: a person's key still opens the field, and a person's digits stand in it
    expect(desk.locator("#find-number")).to_be_focused()
    pressed(desk, *"17")
    expect(desk.locator("#find-number")).to_have_value("17")


def test_digits_stand_in_the_order_they_were_typed_in_where_the_page_was_busy(desk: Page) -> None:
    at_once = f"(typed) => {{ ({TYPED.strip()})(typed); return document.getElementById('find-number').value; }}"
    # The first digit as fast as a machine's, so that it is held back; the next a person's, before any timer.
    assert desk.evaluate(at_once, [["/", "1", "", "", "2"], 30]) == "1", "the next digit would be typed before it"


def test_the_ticks_of_the_party_that_a_barcode_sent_stand_again(desk: Page, site: Site) -> None:
    pressed(desk, "a")
    expect(desk.locator("#accessible")).to_be_checked()
    waited(desk)
    typed(desk, BARCODE, "Enter")
    expect(desk.locator("#answer")).to_contain_text(FOREIGN)
    expect(desk.locator("#accessible")).to_be_checked()
    assert asked_for(site) == 0


def test_a_second_key_that_nothing_follows_is_a_persons_and_acts(desk: Page, site: Site) -> None:
    typed(desk, "a3", gap=30)
    expect(desk.locator("#answer .answer-room")).to_be_visible()
    (hold,) = site.meeting.holds.values()
    assert hold.people == 3


def test_three_keys_at_a_persons_speed_are_no_barcode(desk: Page, site: Site) -> None:
    typed(desk, "ac3", gap=60)
    expect(desk.locator("#answer .answer-room")).to_be_visible()
    (hold,) = site.meeting.holds.values()
    assert hold.people == 3


# --- scans of tickets, however they end --------------------------------------------------------------------


@pytest.mark.parametrize("ends", [("Enter",), ("Tab",), ()], ids=["enter", "tab", "silence"])
def test_a_ticket_is_scanned_whatever_the_scanner_types_after_it(desk: Page, site: Site, ends: tuple[str, ...]) -> None:
    scenes.busy(site)
    called = next(one for one in site.meeting.tickets.values() if one.state is TicketState.CALLED)
    typed(desk, f"R{called.code}", *ends, gap=5)
    expect(desk.locator("#answer")).to_contain_text(f"Ticket {called.number} is seated in")
    assert site.meeting.tickets[called.number].state is TicketState.SEATED


def test_a_finger_that_slips_onto_r_scans_nothing_and_the_next_key_acts(desk: Page, site: Site) -> None:
    typed(desk, "r")
    waited(desk, 300)
    expect(desk.locator("#answer")).to_have_text("The answer stands here.")
    pressed(desk, "2")
    expect(desk.locator("#answer .answer-room")).to_be_visible()


# --- while an answer is awaited ----------------------------------------------------------------------------


def test_a_scan_while_an_answer_is_awaited_is_asked_after_it_and_gets_its_own_word(desk: Page, site: Site) -> None:
    with answers_held_back(desk) as asked:
        pressed(desk, "2")
        expect(desk.locator("#answer")).to_have_attribute("aria-busy", "true")
        waited(desk)
        typed(desk, NO_TICKET, "Enter", gap=5)
        typed(desk, NO_TICKET, "Enter", gap=5)
    expect(desk.locator("#answer")).to_contain_text("code")
    is_answered(desk)
    desk.wait_for_function("() => !document.getElementById('undo').disabled")
    assert asked() == ["SendParty", "Scan", "Scan"]


def test_a_scan_before_the_first_picture_is_asked_with_it(context: BrowserContext, site: Site) -> None:
    context.add_init_script(STREAM_WAITS)
    desk = station(context, site, "desk", is_drawn=False)
    desk.wait_for_selector("#sign-out:not([hidden])")  # its keys are heard, and nothing is drawn
    expect(desk.locator("#rooms li")).to_have_count(0)
    typed(desk, NO_TICKET, "Enter", gap=5)
    expect(desk.locator("#answer")).to_have_text("Scanned. The answer stands here as soon as the desk is heard.")
    desk.evaluate("() => window.letStreamGo()")
    expect(desk.locator("#answer")).to_contain_text("code")


def test_a_ticket_scanned_just_after_a_key_leaves_what_the_key_did(desk: Page, site: Site) -> None:
    typed(desk, f"2{NO_TICKET}", "Enter", gap=5)
    expect(desk.locator("#answer")).to_contain_text("code")
    assert asked_for(site) == 1


def test_a_key_while_an_answer_is_awaited_says_so_and_keeps_the_ticks(desk: Page, site: Site) -> None:
    with answers_held_back(desk):
        pressed(desk, "2")
        expect(desk.locator("#answer")).to_have_attribute("aria-busy", "true")
        desk.check("#accessible")
        desk.click("#next-title")
        pressed(desk, "3")
        expect(desk.locator("#answer")).to_contain_text(AWAITED)
        expect(desk.locator("#accessible")).to_be_checked()
    expect(desk.locator("#answer .answer-room")).to_be_visible()
    expect(desk.locator("#answer")).not_to_contain_text(AWAITED)
    expect(desk.locator("#accessible")).to_be_checked()
    assert [hold.people for hold in site.meeting.holds.values()] == [2]
    pressed(desk, "3")  # the control: afterwards the same key sends, and its tick is used
    expect(desk.locator("#accessible")).not_to_be_checked()
    is_answered(desk)
    assert asked_for(site) == 2
