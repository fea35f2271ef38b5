"""The desk in a browser is a whole desk: waiting spaces, rooms of one's choice, overrides, splitting, slips, scans."""

from __future__ import annotations

from typing import Any

import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Page, expect
from PySide6.QtGui import QImage

from roomflow.domain.commands import SendParty, Tap
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Ticket
from tests.browser import scenes
from tests.browser.browsing import pressed, station, waited
from tests.web.site import CHAMBER, Site

HALLWAY, LOBBY = "Third-floor hallway", "Lobby"
MM = 72 / 25.4
PRINTS = """
window.prints = [];
window.print = () => window.prints.push(document.getElementById("slip").innerText);
"""
TYPED_AT_ONCE = """
(text) => [...text, "Enter"].forEach((key) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))
"""


@pytest.fixture
def desk(context: BrowserContext, site: Site) -> Page:
    context.add_init_script(PRINTS)
    page = station(context, site, "desk")
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


def waiting(site: Site) -> Ticket:
    """The last ticket that waits for any room."""
    tickets = site.meeting.tickets.values()
    return max(
        (one for one in tickets if one.state is TicketState.WAITING and one.wish is Wish.ANY), key=lambda t: t.number
    )


def opened(desk: Page, number: int) -> None:
    """The panel of a ticket, found by its number on the keyboard."""
    pressed(desk, "/")
    desk.locator(":focus").fill(str(number))  # not as fast as a scanner types
    desk.keyboard.press("Enter")
    expect(desk.locator("#ticket-title")).to_contain_text(str(number))


def choose(desk: Page, words: str) -> None:
    desk.locator("#choices").get_by_role("button", name=words, exact=True).click()


def code_in(picture: bytes) -> str:
    image = QImage.fromData(picture).convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcode(image)
    assert found is not None, "no code was found"
    return str(found.text)


# --- waiting spaces and taps ------------------------------------------------------------------------------


def test_it_says_which_waiting_space_a_new_ticket_goes_to(desk: Page, site: Site) -> None:
    scenes.busy(site)
    row = desk.locator("#waiting .waiting-row", has_text=HALLWAY)
    expect(row).to_contain_text("34 of 36")
    expect(desk.locator("#waits-in")).to_have_text(f"A new ticket waits in {HALLWAY}.")
    row.get_by_role("button", name=f"{HALLWAY}: one in").click(click_count=2)
    expect(row.locator(".badge")).to_have_text("Full")
    expect(desk.locator("#waits-in")).to_have_text(f"A new ticket waits in {LOBBY}.")
    desk.locator("#next-title").click()
    pressed(desk, "6")
    expect(desk.locator("#answer")).to_contain_text(f"in {LOBBY}")
    assert waiting(site).waits_in == LOBBY


def test_taps_at_the_desk_are_counted_one_by_one_however_fast_and_the_last_is_taken_back(
    desk: Page, site: Site
) -> None:
    site.do(SendParty(4))
    pressed(desk, "2")
    expect(desk.locator("#answer .answer-room")).to_have_text(CHAMBER)
    plus = desk.get_by_role("button", name=f"{CHAMBER}: one in")
    for _ in range(7):
        plus.click()
    desk.get_by_role("button", name=f"{CHAMBER}: one out").click()
    row = desk.locator("#rooms .room-row", has_text=CHAMBER)
    expect(row.locator(".room-figures")).to_contain_text("6 inside")
    expect(desk.locator("#answer .answer-room")).to_have_text(CHAMBER)  # the answer stays until the next party
    desk.keyboard.press("Control+z")
    expect(row.locator(".room-figures")).to_contain_text("7 inside")
    assert set(site.meeting.spaces[CHAMBER].doors.values()) == {(0, 0)}, "a tap at the desk is at no door"


def test_stairs_have_buttons_only_where_somebody_stands_there(desk: Page, site: Site) -> None:
    row = desk.locator("#waiting .waiting-row", has_text="Stairwells")
    expect(row).to_contain_text("kept clear, limit 0")
    expect(row.locator(".space-step").first).to_be_hidden()
    site.do(Tap("Stairwells", 2))
    expect(row).to_contain_text("2 people there; keep it clear")
    expect(row.locator(".space-step").first).to_be_visible()


# --- what is done with a ticket ---------------------------------------------------------------------------


def test_a_ticket_is_called_to_a_room_of_ones_choice(desk: Page, site: Site) -> None:
    scenes.busy(site)
    scenes.people(site, "Overflow C", -12)
    first = next(one for one in site.meeting.tickets.values() if one.state is TicketState.WAITING)
    desk.get_by_role("button", name=f"Ticket {first.number}: what can be done").click()
    expect(desk.locator("#ticket-title")).to_be_focused()
    free = site.meeting.spaces["Overflow C"].free
    choose(desk, f"Call to Overflow C, {free} free")
    expect(desk.locator("#answer .called-answer")).to_have_text(f"{first.number}: Overflow C")
    assert site.meeting.tickets[first.number].space == "Overflow C"
    expect(desk.locator("#answer")).to_be_in_viewport(ratio=1)
    # The panel goes on with the meeting: what can be done now is another thing.
    expect(desk.locator("#choices")).to_contain_text("Seat in Overflow C")
    desk.keyboard.press("Escape")
    expect(desk.locator("#ticket-panel")).to_be_hidden()


def test_after_a_ticket_was_found_and_put_aside_keys_are_the_desks_again(desk: Page, site: Site) -> None:
    scenes.busy(site)
    ticket = waiting(site)
    pressed(desk, "/", *str(ticket.number))
    desk.keyboard.press("Enter")
    expect(desk.locator("#ticket-panel")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#ticket-panel")).to_be_hidden()
    expect(desk.locator("#find-number")).not_to_be_focused()
    pressed(desk, "T")
    expect(desk.locator("#away")).to_be_visible()


def test_an_override_asks_for_room_role_and_reason_and_stands_in_the_log(desk: Page, site: Site) -> None:
    scenes.busy(site)
    ticket = waiting(site)
    opened(desk, ticket.number)
    desk.click("#override-open")
    expect(desk.locator("#ticket-title")).to_have_text(f"Override: call ticket {ticket.number}")
    for field, value, problem in (
        ("room", "Overflow B", "Choose the room."),
        ("role", "clerk", "Choose who says so."),
        ("reason", "accessible-need", "Choose the reason."),
    ):
        desk.click("#override-call")
        expect(desk.locator("#override-problem")).to_have_text(problem)
        expect(desk.locator(f"#override-{field}")).to_be_focused()
        desk.select_option(f"#override-{field}", value)
    expect(desk.locator("#override-effect")).to_contain_text("past the places")
    assert site.meeting.tickets[ticket.number].state is TicketState.WAITING
    desk.fill("#override-note", "asked at the desk")
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer .called-answer")).to_have_text(f"{ticket.number}: Overflow B")
    (called,) = [e for e in site.meeting.recent if e.kind == "called" and e.ticket == ticket.number]
    assert called.details["override"] == {
        "role": "clerk", "reason": "accessible-need", "words": "asked at the desk",
    }  # fmt: skip
    assert called.station.startswith("desk")


def test_a_party_is_split_on_request_and_both_have_a_ticket(desk: Page, site: Site) -> None:
    scenes.busy(site)
    site.do(SendParty(5))
    ticket = waiting(site)
    opened(desk, ticket.number)
    choose(desk, "Split into two tickets: 3 people and 2 people")
    expect(desk.locator("#answer .answer-number")).to_have_text(f"Ticket {ticket.number + 1}")
    parts = [site.meeting.tickets[number] for number in (ticket.number, ticket.number + 1)]
    assert [one.people for one in parts] == [3, 2]
    assert parts[0].order[:2] == parts[1].order[:2], "the same place in line"


def test_missed_back_and_left_by_the_keyboard_alone(desk: Page, site: Site) -> None:
    scenes.busy(site)
    number = next(one.number for one in site.meeting.tickets.values() if one.state is TicketState.CALLED)
    for words, state, said in (
        ("Missed", TicketState.MISSED, f"Ticket {number} missed its call."),
        ("Back: first in line", TicketState.WAITING, f"Ticket {number} is waiting"),
        ("Left", TicketState.LEFT, f"Ticket {number} gave up its place."),
    ):
        opened(desk, number)
        desk.locator("#choices").get_by_role("button", name=words, exact=True).focus()
        desk.keyboard.press("Enter")
        expect(desk.locator("#answer")).to_contain_text(said)
        assert site.meeting.tickets[number].state is state


def test_a_party_on_the_way_goes_to_another_room_or_gives_its_places_back(desk: Page, site: Site) -> None:
    pressed(desk, "3")
    desk.click("#answer summary")
    desk.get_by_role("button", name="Move to Overflow A, 69 free").click()
    expect(desk.locator("#answer")).to_contain_text("Recorded")
    assert site.meeting.spaces["Overflow A"].held == 3
    pressed(desk, "2")
    desk.click("#answer summary")
    desk.get_by_role("button", name="Give back the places").click()
    expect(desk.locator("#answer")).to_contain_text("Recorded")
    assert site.meeting.spaces[CHAMBER].held == 0


def test_people_who_were_turned_away_are_written_down_with_a_reason_and_a_warning(desk: Page, site: Site) -> None:
    pressed(desk, "t")
    expect(desk.locator("#away-people")).to_be_focused()
    expect(desk.locator("#away-free")).to_contain_text("249 places are free: turning people away is wrong now.")
    desk.keyboard.press("Enter")
    expect(desk.locator("#away-problem")).to_have_text("Type how many people it were, as a number.")
    pressed(desk, *"12")
    desk.select_option("#away-reason", "left-by-choice")
    desk.click("#away button.main")
    expect(desk.locator("#away")).to_be_hidden()
    expect(desk.locator("#answer")).to_contain_text("Recorded")
    (written,) = [entry for entry in site.meeting.recent if entry.kind == "turned-away"]
    assert (written.people, written.details["reason"]) == (12, "left-by-choice")
    scenes.busy(site)
    expect(desk.locator("#away-free")).not_to_contain_text("wrong now")
    expect(desk.locator("#away-free")).to_contain_text("Count Overflow A first: 5 places may be free there.")


# --- slips ------------------------------------------------------------------------------------------------


def printed(desk: Page, times: int) -> Any:
    desk.wait_for_function(f"() => window.prints.length === {times}")
    return desk.evaluate("() => window.prints.at(-1)")


def test_a_slip_is_printed_out_of_what_is_recorded_and_a_second_one_voids_the_first(desk: Page, site: Site) -> None:
    scenes.busy(site)
    pressed(desk, "6")
    number = waiting(site).number if desk.wait_for_selector("[data-print]") else 0
    pressed(desk, "p")
    said = printed(desk, 1)
    for words in (str(number), "Board meeting", "13 January 2026", "Show this at the door", "Guarda su lugar", "ahead"):
        assert words in said
    desk.emulate_media(media="print")
    first = site.meeting.tickets[number].code
    assert code_in(desk.locator("#slip").screenshot()) == f"{site.web.public.url}/t/{first}"
    assert first in said.replace(" ", "")
    desk.emulate_media(media="screen")
    expect(desk.locator("[data-print]")).to_have_text("Print again")
    pressed(desk, "p")
    again = printed(desk, 2)
    second = site.meeting.tickets[number].code
    assert second != first
    assert second in again.replace(" ", "")
    assert "earlier slips are void" in again
    assert [e.kind for e in site.meeting.recent if e.ticket == number][-1] == "reprinted"


def test_the_paper_is_80_mm_wide_and_as_long_as_the_slip(desk: Page, site: Site) -> None:
    scenes.busy(site)
    pressed(desk, "6")
    desk.click("[data-print]")
    printed(desk, 1)
    made = desk.pdf(prefer_css_page_size=True, print_background=True)
    pages = [line for line in made.split(b"\n") if b"/MediaBox" in line]
    assert len(pages) == 1, "a slip is one piece of paper"
    width, height = (float(one) for one in pages[0].partition(b"[")[2].partition(b"]")[0].split()[2:])
    assert abs(width - 80 * MM) < 1
    assert 120 * MM < height < 260 * MM
    desk.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(desk.locator("#slip")).to_be_hidden()
    desk.emulate_media(media="print")
    expect(desk.locator("#next-title")).to_be_visible()  # the page prints as itself again


def test_a_ticket_that_was_not_recorded_prints_nothing(desk: Page, site: Site) -> None:
    scenes.busy(site)
    opened(desk, waiting(site).number)
    choose(desk, "Left")
    expect(desk.locator("#answer")).to_contain_text("gave up its place")
    pressed(desk, "p")
    waited(desk, 300)  # a key that may begin a barcode prints a moment later
    assert desk.evaluate("() => window.prints.length") == 0


# --- scans ------------------------------------------------------------------------------------------------


def test_a_scan_anywhere_on_the_page_seats_a_called_ticket_and_sends_nobody(desk: Page, site: Site) -> None:
    scenes.busy(site)
    called = next(one for one in site.meeting.tickets.values() if one.state is TicketState.CALLED)
    others = next(one for one in site.meeting.tickets.values() if one.state is TicketState.WAITING)
    before = asked_for(site)
    desk.evaluate(TYPED_AT_ONCE, f"R{called.code}")
    expect(desk.locator("#answer")).to_contain_text(f"Ticket {called.number} is seated in")
    desk.evaluate(TYPED_AT_ONCE, f"{site.web.public.url}/t/{others.code}")
    expect(desk.locator("#answer")).to_contain_text("not called yet")
    assert site.meeting.tickets[called.number].state is TicketState.SEATED
    assert asked_for(site) == before
    # The control: the same keys without the letter before them are parties.
    desk.evaluate(TYPED_AT_ONCE, "4")
    expect(desk.locator("#answer")).not_to_contain_text("not called yet")
    assert asked_for(site) == before + 1


def asked_for(site: Site) -> int:
    """How many parties were sent or got a ticket."""
    on_the_way = [hold for hold in site.meeting.holds.values() if hold.kind == "on-the-way"]
    return len(site.meeting.tickets) + len(on_the_way)
