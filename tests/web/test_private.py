"""What is private stays private: planted marks are in no public answer, in no file of the log folder but the log."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from msgspec.structs import replace

from roomflow.domain.codes import code_of
from roomflow.domain.commands import Adjourn, Close, Reprint, SendParty
from roomflow.domain.meeting import Meeting
from roomflow.web.access import Role
from tests.web.site import CHAMBER, DEVICE, UNHURRIED, Site, Stream, site_in

STATION = "Planted Station Name"
PATHS = ("/", "/?lang=es", "/status.json", "/static/page.js", "/t/nothing", "/nowhere", "/api/picture")


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Site]:
    """A site with ticket pages, a full building, and a party in line that asked for an accessible place."""
    with site_in(tmp_path, tickets=True) as site:
        while not site.meeting.line.parties():
            site.do(SendParty(6))
        site.do(SendParty(3, accessible=True))
        yield site


def codes(site: Site) -> list[str]:
    return [ticket.code for ticket in site.meeting.tickets.values()]


def test_no_code_no_need_and_no_station_is_in_a_public_answer_or_a_file(waiting: Site) -> None:
    site = waiting
    token = site.token("door", CHAMBER)
    offer = site.web.offer(1, Role.DISPLAY, None, None)
    site.post("/api/pair", {"secret": offer.secret, "device": DEVICE, "name": STATION})
    (asked,) = site.web.pairing.waiting()
    site.web.approve(asked, STATION)
    site.post("/api/taps", {"device": DEVICE, "items": [{"n": 1, "kind": "tap", "change": 1}]}, token)
    marks = [*codes(site), "accessible", STATION, DEVICE[:6], token, offer.secret]
    assert marks_in_public(site, marks) == set()
    notes = [file for file in site.folder.iterdir() if not file.name.startswith(("roomflow.db", "roomflow.ballast"))]
    assert [(mark, file.name) for mark in marks for file in notes if mark.encode() in file.read_bytes()] == []


def marks_in_public(site: Site, marks: list[str]) -> set[str]:
    """What of the marks stands in an answer of the public listener."""
    public = [site.get(path, public=True).body.decode(errors="replace") for path in PATHS]
    public += [site.get(f"/t/{code}.json", public=True).body.decode() for code in codes(site)]
    return {mark for mark in marks for body in public if mark in body}


@pytest.mark.parametrize(
    ("module", "shape", "leak"),
    [
        ("public", "public_shape", lambda meeting: list(meeting.codes)),
        ("public", "public_shape", lambda meeting: [str(each) for each in meeting.tickets.values()]),
        ("tickets", "common", lambda meeting: [entry.station for entry in meeting.recent]),
    ],
    ids=["codes", "needs", "stations"],
)
def test_a_leak_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, shape: str, leak: Callable[[Meeting], list[str]]
) -> None:
    """The negative control of the one above: codes, needs and names of stations that somebody put into an answer."""
    there = import_module(f"roomflow.web.{module}")
    made = getattr(there, shape)
    monkeypatch.setattr(there, shape, lambda meeting, *more: {**made(meeting, *more), "leak": leak(meeting)})
    with site_in(tmp_path, replace(UNHURRIED, public_seconds_between=0.0), tickets=True) as site:
        while not site.meeting.line.parties():
            site.do(SendParty(6))
        site.do(SendParty(3, accessible=True))
        marks = [*codes(site), "accessible", "Desk"]
        while not (found := marks_in_public(site, marks)):
            pass  # the public's answers are made a moment later
        assert found


@pytest.mark.parametrize("role", ["door", "desk", "display", "clerk"])
def test_no_code_and_no_need_is_in_what_a_station_sees(waiting: Site, role: str) -> None:
    site = waiting
    token = site.token(role, CHAMBER if role == "door" else "")
    bodies = [site.get("/api/picture", token).body.decode()]
    if role != "clerk":
        stream = Stream(site, token)
        bodies.append(str(stream.until("picture")))
        stream.close()
    for mark in (*codes(site), "accessible"):
        assert not any(mark in body for body in bodies), mark


# --- ticket pages ---------------------------------------------------------------------------------------


def test_ticket_pages_are_off_until_they_are_switched_on(site: Site) -> None:
    assert site.get("/t/AAAAAAAAAAAAAAAAA", public=True).status == 404


def test_a_ticket_page_shows_the_row_that_is_stored(waiting: Site) -> None:
    number = max(waiting.meeting.tickets)
    ticket = waiting.meeting.tickets[number]
    shown = waiting.get(f"/t/{ticket.code}.json", public=True).json
    assert (shown["ticket"], shown["people"], shown["state"]) == (number, 3, "waiting")
    assert shown["row"] == {
        "meeting": 1, "number": number, "party": 3, "state": "waiting", "issued_at": ticket.issued_at,
        "called_at": None, "seated_at": None, "space": None,
    }  # fmt: skip
    assert waiting.get(f"/t/{ticket.code.lower()}.json", public=True).json == shown


def test_unknown_void_and_expired_codes_read_the_same(waiting: Site) -> None:
    void = next(iter(waiting.meeting.codes))
    waiting.do(Reprint(waiting.meeting.codes[void]))
    unknown = code_of(12_345) or code_of(12_346)
    replies = [waiting.get(f"/t/{code}{end}", public=True) for code in (unknown, void, "x", "A" * 17) for end in ("",)]
    waiting.do(Adjourn())
    waiting.do(Close())
    expired = codes(waiting)[-1]
    replies.append(waiting.get(f"/t/{expired}", public=True))
    kept = {(r.status, r.body, *sorted((k, v) for k, v in r.headers.items() if k != "date")) for r in replies}
    assert len(kept) == 1


def test_unknown_and_void_codes_take_the_same_time(waiting: Site) -> None:
    """Their medians; what is compared is the program, not the network: the differences are of microseconds."""
    house = waiting.web._public_house
    void = next(iter(waiting.meeting.codes))
    waiting.do(Reprint(waiting.meeting.codes[void]))
    unknown = code_of(12_345) or code_of(12_346) or ""
    times: dict[str, list[float]] = {void: [], unknown: []}
    for _ in range(400):
        for code, measured in times.items():
            began = time.perf_counter()
            house._ticket(code, "json")
            measured.append(time.perf_counter() - began)
    medians = [statistics.median(measured) for measured in times.values()]
    assert max(medians) < 3 * min(medians) + 50e-6


@pytest.mark.parametrize("tickets", [False, True])
def test_the_qr_of_a_ticket_of_the_desk_page_is_an_address_only_where_tickets_have_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tickets: bool
) -> None:
    from roomflow.web import slips

    drawn: list[str] = []

    def draw(text: str) -> str:
        drawn.append(text)
        return "<svg/>"

    monkeypatch.setattr(slips, "qr_svg", draw)
    with site_in(tmp_path, tickets=tickets) as site:
        while not site.meeting.line.parties():
            site.do(SendParty(6))
        command = {"type": "SendParty", "people": 6}
        reply = site.post("/api/ask", {"request": "request-1", "command": command}, site.token("desk")).json
        code = site.meeting.tickets[reply["ticket"]["number"]].code
        assert drawn == [f"{site.web.public.url}/t/{code}" if tickets else f"R{code}"]
        assert code not in str(reply)
