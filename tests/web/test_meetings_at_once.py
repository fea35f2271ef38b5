"""Several meetings at once: the public sees all that are open, each part says whose it is, tickets of any are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from roomflow.domain.commands import Adjourn, BeginEmergency, CallNext, Close, EndEmergency, ReleaseHold, SendParty
from roomflow.domain.meeting import Meeting
from roomflow.domain.supervision import Authority
from tests.web.site import CHAMBER, UNHURRIED, Site, evening, site_in

FIRST, SECOND = "Commission Chamber", "Overflow A"
INVITING = ("calls", "rooms", "waits")
LIMITS = replace(UNHURRIED, public_seconds_between=0.0)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Site]:
    """The board meets in one half of the building, the hearing in the other; each has one number called."""
    with site_in(
        tmp_path, LIMITS, tickets=True, opened=replace(evening(), spaces=(FIRST, "Third-floor hallway"))
    ) as site:
        site.do(replace(evening(), name="Tree hearing", spaces=(SECOND, "Lobby")), None)
        for number in (1, 2):
            call_one(site, number)
        yield site


def call_one(site: Site, number: int) -> None:
    """Fill a meeting's one room, give a ticket, and call it."""
    while not meeting_of(site, number).line.parties():
        site.do(SendParty(6), number)
    for hold in list(meeting_of(site, number).holds)[:2]:
        site.do(ReleaseHold(hold), number)
    site.do(CallNext(), number)


def meeting_of(site: Site, number: int) -> Meeting:
    found = site.desk.meeting(number)
    assert found is not None
    return found


def status(site: Site) -> Any:
    """The public's figures once they are those of every meeting now."""
    wanted = [each.seq for each in site.desk.meetings() if each.phase != "closed"]
    shown: Any = None
    for _ in range(2_000):
        shown = site.get("/status.json", public=True).json
        if [each["version"] for each in shown["meetings"]] == wanted:
            return shown
    raise AssertionError(f"the public's figures stay behind: {shown} instead of {wanted}")


def page(site: Site, path: str = "/?lang=en") -> str:
    return site.get(path, public=True).body.decode()


def test_the_public_sees_every_meeting_that_is_open(two: Site) -> None:
    first, second = status(two)["meetings"]
    assert (first["meeting"], second["meeting"]) == ("Board meeting", "Tree hearing")
    assert [room["name"]["en"] for room in first["rooms"]] == [FIRST]
    assert [room["name"]["en"] for room in second["rooms"]] == [SECOND]
    assert [call["ticket"] for call in first["calls"]] == [call["ticket"] for call in second["calls"]] == [101]
    shown = page(two)
    for words in ("Board meeting", "Tree hearing", FIRST, SECOND):
        assert words in shown
    called = shown.partition("Called now")[2].partition("</ul>")[0]
    # The same number is called twice, so each says whose it is; the hearing's call is the newer one.
    assert called.count(">101<") == 2
    assert 0 < called.index("Tree hearing") < called.index("Board meeting")


def test_a_single_meeting_is_not_named_beside_its_calls_and_rooms(two: Site) -> None:
    for end in (Adjourn(), Close()):
        two.do(end, 2)
    assert [each["meeting"] for each in status(two)["meetings"]] == ["Board meeting"]
    shown = page(two)
    assert "Tree hearing" not in shown
    assert "<h1>Board meeting</h1>" in shown
    assert "Board meeting" not in shown.partition("</header>")[2]


def test_what_is_said_of_one_meeting_as_a_whole_names_it(two: Site) -> None:
    two.do(Adjourn(), 1)
    status(two)
    (said,) = page(two).partition("</header>")[2].split('class="card attention"')[1:]
    said = said.partition("</section>")[0]
    assert "Board meeting" in said
    assert "The meeting has ended" in said


def test_an_emergency_is_told_once_and_no_free_place_or_wait_invites_anybody(two: Site) -> None:
    status(two)
    for shown_before in ("Rooms and free places", "Wait</h2>", "Called now"):
        assert shown_before in page(two), "the control: without an emergency they are shown"
    two.do(BeginEmergency())
    assert {each["state"] for each in status(two)["meetings"]} == {"emergency"}
    shown = page(two)
    assert shown.count("Please follow the directions of the staff") == 1
    for inviting in ("Rooms and free places", "Wait</h2>", "Called now", "Ask at the desk"):
        assert inviting not in shown
    assert "everyone may attend" in shown.lower()


def test_in_an_emergency_the_figures_for_other_screens_have_no_call_room_or_wait_and_have_them_again_after_it(
    two: Site,
) -> None:
    before = status(two)["meetings"]
    assert all(each[key] for each in before for key in INVITING), "the control: without an emergency they are there"
    two.do(BeginEmergency())
    assert all(each[key] == [] for each in status(two)["meetings"] for key in INVITING)
    two.do(EndEmergency(Authority("fire-official", "fire-official")))
    for was, now in zip(before, status(two)["meetings"], strict=True):
        assert [room["name"] for room in now["rooms"]] == [room["name"] for room in was["rooms"]]
        assert [wait["wish"] for wait in now["waits"]] == [wait["wish"] for wait in was["waits"]]


def test_in_an_emergency_no_ticket_calls_its_holder_in_and_each_does_so_again_after_it(two: Site) -> None:
    meeting = meeting_of(two, 1)
    called = [f"/t/{code}" for code, number in meeting.codes.items() if meeting.tickets[number].state == "called"]
    while len(meeting_of(two, 1).codes) == len(meeting.codes):
        two.do(SendParty(6), 1)
    waiting = f"/t/{next(code for code in meeting_of(two, 1).codes if code not in meeting.codes)}"
    assert called, "the control: somebody was called"
    assert all("Please come in" in page(two, f"{each}?lang=en") for each in called)
    assert "Wait:" in page(two, f"{waiting}?lang=en")
    two.do(BeginEmergency())
    for each in (*called, waiting):
        shown = page(two, f"{each}?lang=en")
        assert "Please follow the directions of the staff" in shown
        assert "keeps its place in line" in shown
        for inviting in ("Please come in", "are held", "Wait:", "is before you", "are before you", "first in line"):
            assert inviting not in shown
    assert two.get(f"{waiting}.json", public=True).json["range"] is None
    two.do(EndEmergency(Authority("fire-official", "fire-official")))
    assert all("Please follow" not in page(two, f"{each}?lang=en") for each in (*called, waiting))


def test_a_ticket_of_any_open_meeting_is_found_and_every_other_code_reads_the_same(two: Site) -> None:
    (first,), (second,) = (tuple(meeting_of(two, number).codes) for number in (1, 2))
    for code, name in ((first, "Board meeting"), (second, "Tree hearing"), (first, "Board meeting")):
        assert two.get(f"/t/{code}.json", public=True).json["meeting"] == name
        assert name in page(two, f"/t/{code}?lang=en")
    unknown = two.get("/t/AAAAAAAAAAAAAAAAA?lang=en", public=True).body
    for end in (Adjourn(), Close()):
        two.do(end, 1)
    assert two.get(f"/t/{first}?lang=en", public=True).body == unknown
    assert two.get(f"/t/{second}.json", public=True).json["meeting"] == "Tree hearing"


def test_with_nothing_open_the_public_is_told_so(two: Site) -> None:
    for number in (1, 2):
        for end in (Adjourn(), Close()):
            two.do(end, number)
    assert status(two)["meetings"] == []
    assert "The meeting has ended" in page(two)


def test_a_station_goes_on_to_belong_to_one_meeting(two: Site) -> None:
    shown = two.get("/api/picture", two.token("display", meeting=1)).json
    assert shown["meeting"] == "Board meeting"
    assert [room["name"]["en"] for room in shown["rooms"]] == [CHAMBER]
