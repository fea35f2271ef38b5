"""The desk in a browser says why a room takes nobody, where Call next sends, and why a button is grey."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import SaveHeadCount, SendParty, StartHeadCount, StopInvitations
from roomflow.domain.events import TicketState
from tests.browser import scenes
from tests.browser.browsing import station
from tests.browser.test_desk import opened, waiting
from tests.web.site import Site

COUNT_FIRST = "Count first: nobody is invited before."


@pytest.fixture
def desk(context: BrowserContext, site: Site) -> Page:
    page = station(context, site, "desk")
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


def test_a_room_that_waits_for_its_head_count_says_so_in_its_row(desk: Page, site: Site) -> None:
    scenes.busy(site)
    row = desk.locator("#rooms .room-row", has_text="Overflow A")
    expect(row).to_contain_text(COUNT_FIRST)
    expect(desk.locator("#rooms .room-row", has_text="Overflow C")).not_to_contain_text(COUNT_FIRST)
    site.do(StartHeadCount("Overflow A"))
    site.do(SaveHeadCount("Overflow A", site.meeting.spaces["Overflow A"].inside))
    expect(row).not_to_contain_text(COUNT_FIRST)


def test_beside_call_next_stands_who_goes_where_or_why_nobody(desk: Page, site: Site) -> None:
    expect(desk.locator("#next")).to_have_text("nobody is waiting")
    scenes.busy(site)
    expect(desk.locator("#next")).to_have_text("Overflow A has 5 free")
    expect(desk.locator("#next-where")).to_have_text("but must be counted first")
    expect(desk.locator("#call")).to_be_disabled()
    site.do(StartHeadCount("Overflow A"))
    site.do(SaveHeadCount("Overflow A", site.meeting.spaces["Overflow A"].inside))
    moves = next_best_move(site.meeting, site.meeting.elapsed)
    assert {move.space for move in moves} == {"Overflow A"}
    expect(desk.locator("#call")).to_be_enabled()
    expect(desk.locator("#next")).to_contain_text(str(moves[0].ticket))
    expect(desk.locator("#next-where")).to_contain_text("Overflow A")
    site.do(StopInvitations())
    expect(desk.locator("#next")).to_have_text("invitations are stopped")


def test_a_choice_that_cannot_be_chosen_has_its_reason_in_it(desk: Page, site: Site) -> None:
    scenes.busy(site)
    opened(desk, waiting(site).number)
    grey = desk.locator("#choices button:disabled")
    assert grey.count() > 0
    for words in grey.all_inner_texts():
        assert any(reason in words for reason in ("not enough for", "count first", "closed", "over")), words
    assert desk.locator("#choices button:enabled .small").count() == 0


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_keys_of_a_party_stay_in_sight_beside_a_found_ticket(desk: Page, site: Site, size: tuple[int, int]) -> None:
    desk.set_viewport_size({"width": size[0], "height": size[1]})
    scenes.busy(site)
    opened(desk, waiting(site).number)
    for index in range(6):
        expect(desk.locator(".size").nth(index)).to_be_in_viewport(ratio=1)
    last = desk.locator("#choices button").last
    last.focus()
    expect(last).to_be_in_viewport(ratio=1)
    title = desk.locator("#ticket-title")
    title.evaluate("(one) => { one.focus(); one.scrollIntoView({ block: 'nearest' }); }")
    assert title.evaluate(NOT_COVERED), "the keys cover what was found"


NOT_COVERED = """
(one) => {
  const box = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(box.left + 2, box.top + box.height / 2));
}
"""


def test_a_ticket_that_just_came_says_how_long_it_waited(desk: Page, site: Site) -> None:
    scenes.busy(site)
    site.do(SendParty(6))
    number = max(one.number for one in site.meeting.tickets.values() if one.state is TicketState.WAITING)
    expect(desk.locator("#line .line-row", has_text=str(number)).locator(".when")).to_have_text("waited under 1 min")
