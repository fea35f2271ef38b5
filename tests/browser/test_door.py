"""The door console in a real browser: nothing a finger did is lost, nothing counts twice, and nothing moves."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from roomflow.domain.commands import (
    Authority,
    CallNext,
    Leave,
    ReleaseHold,
    SaveHeadCount,
    SendParty,
    SetLimit,
    StartHeadCount,
    Tap,
)
from roomflow.domain.events import Wish
from tests.browser.browsing import Surprises, chromium_of, opened, pair, staff_of, station
from tests.browser.proxy import NAME, Network, network
from tests.web.site import CHAMBER, Site

EAST = "East door"
OVERFLOW = "Overflow C"


def inside(site: Site, space: str = CHAMBER) -> int:
    return site.meeting.spaces[space].inside


def recorded(page: Page, site: Site, people: int, space: str = CHAMBER) -> None:
    """So many are shown, everything is acknowledged, and the desk counts the same."""
    expect(page.locator("#inside")).to_have_text(str(people))
    expect(page.locator("#sent")).to_contain_text("Recorded")
    assert inside(site, space) == people


def tapped(page: Page, times: int, what: str = "#in") -> None:
    for _ in range(times):
        page.click(what)


def outbox(page: Page) -> int:
    """How many items wait on this device's disk."""
    return int(
        page.evaluate("""async () => {
          const { openStore, read, done } = await import("/static/store.js");
          const store = await openStore();
          const items = await read(store, "items", (table) => done(table.getAll()));
          store.close();
          return items.length;
        }""")
    )


@pytest.fixture
def door(context: BrowserContext, site: Site) -> Page:
    return station(context, site, "door", CHAMBER, EAST)


def phone(context: BrowserContext, site: Site, net: Network, device: str = "") -> Page:
    """A phone behind a network."""
    page = context.new_page()
    pair(page, net.origin, "door", site.token("door", CHAMBER, EAST), device)
    page.goto(f"{net.origin}/door")
    page.wait_for_selector("#in:not(:disabled)")
    return page


def test_taps_in_and_out_are_counted_at_the_desk(door: Page, site: Site) -> None:
    tapped(door, 3)
    door.click(".step[data-people='4']")
    door.click("#out")
    recorded(door, site, 6)
    assert site.meeting.spaces[CHAMBER].doors[EAST] == (7, 1)


def test_what_other_stations_count_is_shown(door: Page, site: Site) -> None:
    site.do(Tap(CHAMBER, 5))
    expect(door.locator("#inside")).to_have_text("5")


def test_a_keyboard_counts_too(door: Page, site: Site) -> None:
    door.keyboard.press("+")
    door.keyboard.press("3")
    door.keyboard.press("-")
    recorded(door, site, 3)


def test_undo_takes_the_last_tap_back_once(door: Page, site: Site) -> None:
    door.click(".step[data-people='5']")
    recorded(door, site, 5)
    expect(door.locator("#undo-word")).to_contain_text("Undo +5")
    door.click("#undo")
    recorded(door, site, 0)
    expect(door.locator("#undo")).to_be_disabled()
    assert not [entry for entry in site.meeting.recent if entry.kind == "tapped" and entry.change < 0]


def test_a_tap_that_never_left_the_phone_is_withdrawn_without_a_trace_at_the_desk(
    context: BrowserContext, site: Site, seed: int
) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = phone(context, site, net)
        tapped(page, 1)
        recorded(page, site, 1)
        # A request that is under way keeps the next ones from being tried.
        page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
        tapped(page, 1)
        expect(page.locator("#inside")).to_have_text("2")
        tapped(page, 1)
        expect(page.locator("#inside")).to_have_text("3")
        page.click("#undo")
        expect(page.locator("#inside")).to_have_text("2")
        page.reload()
        recorded(page, site, 2)
    assert not [entry for entry in site.meeting.recent if entry.kind == "undone"]


def test_called_parties_are_seated_by_one_tap(door: Page, site: Site) -> None:
    for _ in range(60):
        site.do(SendParty(6))
    assert site.meeting.tickets
    hold = next(hold for hold in site.meeting.holds.values() if hold.space == CHAMBER)
    expect(door.locator("#expected li").first).to_contain_text("On the way")
    door.click("#expected li:first-child .seat")
    recorded(door, site, hold.people)
    assert hold.id not in site.meeting.holds


def test_a_head_count_is_started_and_saved_with_the_taps_between(door: Page, site: Site) -> None:
    tapped(door, 4)
    recorded(door, site, 4)
    door.click("#count")
    expect(door.locator("#count-form")).to_be_visible()
    tapped(door, 2)
    recorded(door, site, 6)
    door.fill("#counted-figure", "9")
    door.click("#count-save")
    expect(door.locator("#count-form")).to_be_hidden()
    recorded(door, site, 11)


def test_who_stepped_out_has_a_place_and_comes_back_by_one_tap(door: Page, site: Site) -> None:
    tapped(door, 3)
    recorded(door, site, 3)
    door.click("#stepped-out")
    recorded(door, site, 2)
    door.click("#expected .seat >> text=Back 1")
    recorded(door, site, 3)
    assert site.meeting.spaces[CHAMBER].held == 0


def test_a_full_room_changes_the_whole_ground_and_no_pad_moves(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "door", OVERFLOW, "Door")
    pads = ["#in", "#out", ".step[data-people='2']", ".step[data-people='6']"]
    before = [page.locator(pad).bounding_box() for pad in pads]
    site.do(Tap(OVERFLOW, 6))
    for _ in range(4):
        site.do(Tap(OVERFLOW, 6))
    page.click("#in")
    recorded(page, site, 31, OVERFLOW)
    expect(page.locator("#notice")).to_have_text("Count first.")
    site.do(StartHeadCount(OVERFLOW))
    site.do(SaveHeadCount(OVERFLOW, 31))
    expect(page.locator("#page")).to_have_attribute("data-mood", "full")
    expect(page.locator("#shout")).to_have_text("FULL")
    expect(page.locator("#notice")).to_have_text("Please ask people to wait.")
    assert [page.locator(pad).bounding_box() for pad in pads] == before
    page.click("#in")
    expect(page.locator("#page")).to_have_attribute("data-mood", "over")
    recorded(page, site, 32, OVERFLOW)
    expect(page.locator("#notice")).to_have_text("1 person past the places.")
    assert [page.locator(pad).bounding_box() for pad in pads] == before
    least = page.viewport_size["height"] / 4  # type: ignore[index]
    assert all(box is not None and box["height"] >= least for box in before[:2])


def test_places_that_are_only_promised_are_not_called_people(context: BrowserContext, site: Site) -> None:
    for _ in range(4):
        site.do(SendParty(6, wish=Wish.CHAMBER))
    site.do(SetLimit(CHAMBER, 40, Authority("fire-official", "fire-official", "")))
    page = station(context, site, "door", CHAMBER, "East door")
    places = site.meeting.spaces[CHAMBER].places
    expect(page.locator("#page")).to_have_attribute("data-mood", "over")
    expect(page.locator("#notice")).to_have_text(f"{24 - places} places more are promised than there are.")
    expect(page.locator("#instead")).to_contain_text("Ask the desk whom to let in.")


def test_ten_minutes_without_a_network_lose_nothing(context: BrowserContext, site: Site, seed: int) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = phone(context, site, net)
        tapped(page, 2)
        recorded(page, site, 2)
        net.go_down()
        expect(page.locator("#offline")).to_contain_text("no connection since")
        before = page.locator("#in").bounding_box()
        tapped(page, 5)
        page.click("#out")
        expect(page.locator("#sent")).to_contain_text("6 waiting to be sent")
        expect(page.locator("#inside")).to_have_text("6")
        assert page.locator("#in").bounding_box() == before
        assert inside(site) == 2
        net.go_up()
        recorded(page, site, 6)
        expect(page.locator("#offline")).to_be_hidden()


def test_a_phone_that_starts_again_sends_what_it_kept(context: BrowserContext, site: Site, seed: int) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = phone(context, site, net)
        net.go_down()
        tapped(page, 4)
        expect(page.locator("#sent")).to_contain_text("4 waiting to be sent")
        assert outbox(page) == 4
        page.close()
        net.go_up()
        again = context.new_page()
        again.goto(f"{net.origin}/door")
        recorded(again, site, 4)


def test_two_tabs_count_as_one_phone_and_one_of_them_leads(context: BrowserContext, door: Page, site: Site) -> None:
    tapped(door, 2)
    recorded(door, site, 2)
    second = context.new_page()
    second.goto(door.url)
    expect(second.locator("#problem")).to_contain_text("This page is open in another tab.")
    expect(second.locator("#in")).to_be_disabled()
    second.click("text=Use it here")
    expect(second.locator("#in")).to_be_enabled()
    expect(door.locator("#in")).to_be_disabled()
    tapped(second, 2)
    recorded(second, site, 4)
    second.close()
    expect(door.locator("#in")).to_be_enabled()
    tapped(door, 1)
    recorded(door, site, 5)


def test_an_earlier_pairing_of_this_phone_sends_its_taps_under_its_own_name(
    context: BrowserContext, site: Site, seed: int
) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = phone(context, site, net)
        net.go_down()
        tapped(page, 3)
        expect(page.locator("#sent")).to_contain_text("3 waiting to be sent")
        net.go_up()
        page.goto("about:blank")
        again = phone(context, site, net)
        tapped(again, 1)
        recorded(again, site, 4)


def test_two_phones_at_one_door_add_up(chromium: Browser, site: Site, surprises: Surprises) -> None:
    with ExitStack() as stack:
        pages = []
        for _ in range(2):
            made = opened(chromium, surprises)
            stack.callback(made.close)
            pages.append(station(made, site, "door", CHAMBER, EAST))
        for page in pages:
            tapped(page, 3)
        for page in pages:
            recorded(page, site, 6)


def test_what_could_not_be_done_is_said_and_its_people_are_counted(
    context: BrowserContext, site: Site, seed: int
) -> None:
    for _ in range(60):
        site.do(SendParty(6))
    hold = next(hold for hold in site.meeting.holds.values() if hold.space == CHAMBER)
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = phone(context, site, net)
        number = called_to_the_chamber(site, hold.id)
        row = page.locator("#expected li", has_text=str(number))
        expect(row).to_be_visible()
        net.go_down()
        row.locator(".seat").click()
        expect(page.locator("#inside")).to_have_text("6")
        site.do(Leave(number))
        net.go_up()
        recorded(page, site, 6)
        expect(page.locator("#parked")).to_contain_text(f"Ticket {number}")


def called_to_the_chamber(site: Site, hold: str) -> int:
    """A party that was on its way gave up, and the next one in line has its places."""
    site.do(ReleaseHold(hold))
    called = [h for h in site.meeting.holds.values() if h.kind == "called"]
    if not called:
        site.do(CallNext())
        called = [h for h in site.meeting.holds.values() if h.kind == "called"]
    assert called[0].space == CHAMBER
    assert called[0].ticket is not None
    return called[0].ticket


def test_on_plain_http_the_console_needs_nothing_that_only_secure_pages_have(
    playwright: Playwright, site: Site, surprises: Surprises, seed: int
) -> None:
    with (
        network(site.web.staff.host, site.web.staff.port, 0, seed) as net,
        chromium_of(playwright, f"--host-resolver-rules=MAP {NAME} {net.host}") as browser,
        opened(browser, surprises) as context,
    ):
        page, origin = context.new_page(), f"http://{NAME}:{net.port}"
        pair(page, origin, "door", site.token("door", CHAMBER, EAST))
        page.goto(f"{origin}/door")
        page.wait_for_selector("#in:not(:disabled)")
        found = page.evaluate("() => [isSecureContext, 'locks' in navigator, 'randomUUID' in crypto]")
        assert found == [False, False, False]
        tapped(page, 2)
        second = context.new_page()
        second.goto(f"{origin}/door")
        expect(second.locator("#problem")).to_contain_text("This page is open in another tab.")
        recorded(page, site, 2)


def test_what_the_disk_did_not_take_is_not_shown(door: Page, site: Site) -> None:
    tapped(door, 1)
    recorded(door, site, 1)
    door.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error('the disk is full'); }; }")
    tapped(door, 1)
    expect(door.locator("#problem")).to_contain_text("This browser keeps nothing")
    expect(door.locator("#inside")).to_have_text("1")
    assert inside(site) == 1


def test_the_phone_shakes_when_the_room_turns_full(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "door", OVERFLOW, "Door")
    page.evaluate("() => { window.shaken = 0; navigator.vibrate = () => { window.shaken += 1; return true; }; }")
    for _ in range(5):
        site.do(Tap(OVERFLOW, 6))
    site.do(StartHeadCount(OVERFLOW))
    site.do(SaveHeadCount(OVERFLOW, 30))
    expect(page.locator("#inside")).to_have_text("30")
    page.click("#in")
    recorded(page, site, 31, OVERFLOW)
    assert page.evaluate("() => window.shaken") == 1


def test_a_phone_whose_token_is_taken_back_says_so_and_keeps_its_taps(door: Page, site: Site) -> None:
    tapped(door, 1)
    recorded(door, site, 1)
    (row,) = site.web.stations()
    site.web.revoke(row.station.number)
    expect(door.locator("#problem")).to_contain_text("This device is not paired")
    expect(door.locator("#in")).to_be_disabled()


def test_without_a_pairing_the_page_leads_to_it(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{staff_of(site)}/door?lang=es")
    expect(page.locator("#problem")).to_contain_text("Este aparato no está enlazado")
    page.click("#problem a")
    expect(page.locator("h1")).to_have_text("Enlazar este aparato")
