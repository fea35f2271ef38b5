"""Displays, desk, clerk, pairing and the pages of the public, each as somebody uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from roomflow.domain.commands import BeginEmergency, SendParty
from roomflow.domain.events import TicketState
from roomflow.web.access import Role
from roomflow.web.pages import Pages, language_of
from roomflow.web.static import stylesheet
from tests.browser import scenes
from tests.browser.browsing import Surprises, opened, pair, pressed, public_of, staff_of, station
from tests.browser.proxy import network
from tests.web.site import CHAMBER, Site

DIGITS_PX = 155
CAP_SHARE = 0.71
"""Digits of the fonts used are so high, in shares of their size."""


def test_a_display_shows_a_call_at_once_and_its_digits_are_read_at_thirty_feet(
    chromium: Browser, site: Site, surprises: Surprises
) -> None:
    with opened(chromium, surprises, viewport={"width": 1920, "height": 1080}) as context:
        page = station(context, site, "display-calls")
        expect(page.locator("#newest")).to_contain_text("Numbers that are called stand here")
        scenes.busy(site)
        page.reload()  # what was called before a screen is switched on is not said one after another
        expect(page.locator("#newest .digits")).to_have_text(str(_newest(site)))
        scenes.people(site, "Overflow A", -3)
        scenes.call(site)
        expect(page.locator("#newest .digits")).to_have_text(str(_newest(site)))
        expect(page.locator("#newest")).to_contain_text("Please come in · Pase ahora")
        expect(page.locator("#waits .wait")).to_have_count(2)
        sizes = page.evaluate(
            "() => [...document.querySelectorAll('.digits')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert len(sizes) == 4
        assert all(size * CAP_SHARE >= DIGITS_PX for size in sizes)
        assert sizes[0] == max(sizes)
        assert page.evaluate("() => document.documentElement.scrollHeight") <= 1080
        expect(page.locator("#rooms li")).to_have_count(4)


def test_a_display_says_since_when_it_hears_nothing(context: BrowserContext, site: Site, seed: int) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = context.new_page()
        page.goto(f"{net.origin}/pair")
        pair(page, net.origin, "display", site.token("display"))
        page.goto(f"{net.origin}/display/rooms")
        expect(page.locator("#rooms li")).to_have_count(4)
        net.go_down()
        expect(page.locator("#problem")).to_contain_text("no connection since")
        expect(page.locator("#problem")).to_contain_text("sin conexión desde")
        net.go_up()
        expect(page.locator("#problem")).to_be_hidden()


def test_an_emergency_is_the_whole_display(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "display-calls")
    site.do(BeginEmergency())
    expect(page.locator("#whole")).to_contain_text("Please follow the directions of the staff")
    expect(page.locator("#newest")).to_be_hidden()


@pytest.fixture
def desk(context: BrowserContext, site: Site) -> Page:
    page = station(context, site, "desk")
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


def test_a_second_desk_sends_a_party_and_takes_it_back(desk: Page, site: Site) -> None:
    pressed(desk, "4")
    expect(desk.locator("#answer .answer-room")).to_have_text(CHAMBER)
    expect(desk.locator("#answer")).to_contain_text("4 places held")
    assert site.meeting.spaces[CHAMBER].held == 4
    desk.keyboard.press("Control+z")
    expect(desk.locator("#answer")).to_contain_text("Recorded")
    assert site.meeting.spaces[CHAMBER].held == 0


def test_a_second_desk_gives_a_ticket_with_its_code_and_asks_for_the_need_once(desk: Page, site: Site) -> None:
    for _ in range(60):
        site.do(SendParty(6))
    desk.check("#accessible")
    desk.click(".size[data-people='6']")
    expect(desk.locator("#answer .answer-number")).to_contain_text("Ticket")
    expect(desk.locator("#answer .qr svg")).to_be_visible()
    expect(desk.locator("#accessible")).not_to_be_checked()
    ticket = max(site.meeting.tickets.values(), key=lambda one: one.number)
    assert ticket.accessible
    assert ticket.code not in desk.content()


def test_a_second_desk_calls_finds_and_seats(desk: Page, site: Site) -> None:
    scenes.busy(site)
    scenes.people(site, "Overflow A", -12)
    expect(desk.locator("#call")).to_be_enabled()
    before = sum(one.state is TicketState.CALLED for one in site.meeting.tickets.values())
    pressed(desk, " ")
    expect(desk.locator("#answer .called-answer").first).to_be_visible()
    called = [one for one in site.meeting.tickets.values() if one.state is TicketState.CALLED]
    assert len(called) > before
    pressed(desk, "/", *str(called[0].number))
    desk.keyboard.press("Enter")
    expect(desk.locator("#found")).to_contain_text(f"Ticket {called[0].number} is called to")
    desk.click(f"[aria-label='Seat: {called[0].number}']")
    expect(desk.locator(f"[aria-label='Seat: {called[0].number}']")).to_have_count(0)
    assert site.meeting.tickets[called[0].number].state is TicketState.SEATED


def test_a_refusal_is_said_in_the_language_of_the_page(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "desk", language="es")
    site.do(BeginEmergency())
    # As a finger that was quicker than the picture.
    page.evaluate("() => { const call = document.getElementById('call'); call.disabled = false; call.click(); }")
    expect(page.locator("#answer")).to_contain_text("emergencia")


def test_a_clerk_reads_the_figures_and_takes_the_files(context: BrowserContext, site: Site) -> None:
    scenes.busy(site)
    page = station(context, site, "clerk")
    expect(page.locator("#figures")).to_contain_text("tickets issued")
    expect(page.locator("#minutes")).to_contain_text("Board meeting")
    with page.expect_download() as taken:
        page.click("[data-format=json]")
    file = Path(taken.value.path())
    assert json.loads(file.read_text())
    assert taken.value.suggested_filename.endswith(".json")
    expect(page.locator("#download-words")).to_contain_text(taken.value.suggested_filename)


def test_a_phone_is_paired_by_the_code_of_the_screen(context: BrowserContext, site: Site) -> None:
    offer = site.web.offer(1, Role.DOOR, CHAMBER, "East door")
    page = context.new_page()
    page.goto(f"{staff_of(site)}/pair#{offer.secret}")
    expect(page.locator("#name")).to_contain_text("Phone")
    assert offer.secret not in page.url
    (asked,) = site.web.pairing.waiting()
    assert asked.device == page.locator("#name").text_content()
    site.web.approve(asked, "North door")
    page.wait_for_url("**/door?lang=en")
    expect(page.locator("#in")).to_be_enabled()
    expect(page.locator("#room")).to_have_text(CHAMBER)


def test_six_digits_pair_too_and_wrong_ones_are_said(context: BrowserContext, site: Site) -> None:
    offer = site.web.offer(1, Role.DISPLAY, None, None)
    page = context.new_page()
    page.goto(f"{staff_of(site)}/pair")
    wrong = "000000" if offer.digits != "000000" else "111111"
    page.fill("#digits", wrong)
    page.click("#form button")
    expect(page.locator("#say")).to_contain_text("That code is not known")
    page.fill("#digits", f"{offer.digits[:3]} {offer.digits[3:]}")  # as the desk shows them
    page.click("#form button")
    expect(page.locator("#name")).to_be_visible()
    (asked,) = site.web.pairing.waiting()
    site.web.approve(asked, "Hallway")
    page.wait_for_url("**/display/calls?lang=en")


def test_the_public_pages_work_without_a_script(chromium: Browser, site: Site, surprises: Surprises) -> None:
    scenes.busy(site)
    ticket = next(one for one in site.meeting.tickets.values() if one.state is TicketState.WAITING)
    called = next(one for one in site.meeting.tickets.values() if one.state is TicketState.CALLED)
    with opened(chromium, surprises, java_script_enabled=False) as context:
        page = context.new_page()
        _public_is_new(page, site)
        page.goto(f"{public_of(site)}/?lang=en")
        expect(page.locator(".called .number").first).to_have_text(str(_newest(site)))
        expect(page.locator(".public-rooms li")).to_have_count(4)
        page.click("text=Español")
        expect(page.locator("h2").first).to_have_text("Llamados ahora")
        page.goto(f"{public_of(site)}/t/{ticket.code}?lang=en")
        expect(page.locator("h1")).to_contain_text(str(ticket.number))
        page.click("summary")
        expect(page.locator("table")).to_contain_text("issued_at")
        page.goto(f"{public_of(site)}/t/{called.code}?lang=es")
        expect(page.locator("main")).to_contain_text("Pase ahora:")


def _public_is_new(page: Page, site: Site) -> None:
    """The public's answers are made anew a moment after the meeting changed."""
    for _ in range(100):
        if site.get("/status.json", public=True).json["meetings"][0]["version"] == site.meeting.seq:
            return
        page.wait_for_timeout(50)


def _newest(site: Site) -> int:
    calls = [hold for hold in site.meeting.holds.values() if hold.kind == "called"]
    newest = max(calls, key=lambda hold: int(hold.id.split(".")[0]))
    assert newest.ticket is not None
    return newest.ticket


def test_the_public_page_changes_by_itself(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{public_of(site)}/?lang=en")
    page.evaluate("() => { document.getElementById('live').dataset.seconds = 0; }")
    scenes.busy(site)
    expect(page.locator(".called .number").first).to_have_text(str(_newest(site)), timeout=20_000)


def test_an_unknown_code_looks_like_any_other_that_is_none(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{public_of(site)}/t/R0000000000000000000?lang=en")
    expect(page.locator("h1")).to_have_text("No ticket with this code")


# --- without a browser -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [("es", None, "es"), (None, "es-MX,es;q=0.9,en;q=0.5", "es"), ("fr", "de", "en"), (None, None, "en"),
     (None, "en;q=0.4, es;q=0.8", "es"), (None, "es;q=x", "es")],
)  # fmt: skip
def test_a_page_speaks_the_language_that_was_asked_for(query: str | None, accepted: str | None, language: str) -> None:
    assert language_of(query, accepted) == language


def test_pages_ask_for_nothing_outside_and_hold_no_inline_script() -> None:
    pages = Pages()
    texts = {name: pages.shell(name, "en").decode() for name in ("door", "display-calls", "desk", "clerk", "pair")}
    texts |= {name: file.body.decode() for name in pages.static_names() if (file := pages.static(name)) is not None}
    for name, text in texts.items():
        assert "https:" not in text, name
        assert "http:" not in text.replace("http://www.w3.org", ""), name
        assert " style=" not in text, name
        assert " onclick=" not in text, name


def test_the_stylesheet_names_no_colour_but_by_its_role() -> None:
    _roles, _, own = stylesheet().partition("/* The one stylesheet")
    assert own
    assert not [line for line in own.splitlines() if "#" in line and any(c in line for c in (": #", " #0", " #F"))]


@pytest.mark.parametrize("role", ["desk", "clerk", "door"])
def test_a_page_signs_out_at_the_second_press_and_its_token_is_worth_nothing(
    context: BrowserContext, site: Site, role: str
) -> None:
    page = context.new_page()
    page.goto(f"{staff_of(site)}/pair")
    token = site.token(role, CHAMBER if role == "door" else "")
    pair(page, staff_of(site), role, token)
    page.goto(f"{staff_of(site)}/{role}")
    button = page.locator("#sign-out")
    expect(button).to_have_text("Sign out")
    button.click()
    expect(button).to_have_text("Press again to sign out")
    assert site.get("/api/picture", token).status == 200
    button.click()
    expect(page.locator("#problem")).to_contain_text("This device is not paired")
    assert site.get("/api/picture", token).status == 401
    expect(button).to_be_hidden()


def test_a_door_that_has_something_to_send_does_not_sign_out(context: BrowserContext, site: Site, seed: int) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net:
        page = context.new_page()
        page.goto(f"{net.origin}/pair")
        token = site.token("door", CHAMBER)
        pair(page, net.origin, "door", token)
        page.goto(f"{net.origin}/door")
        expect(page.locator("#in")).to_be_enabled()
        expect(page.locator("#sign-out")).to_be_visible()
        net.go_down()
        page.locator("#in").click()
        page.locator("#sign-out").click()
        expect(page.locator("#sign-out")).to_have_text("Wait until all is recorded")
        assert site.get("/api/picture", token).status == 200
