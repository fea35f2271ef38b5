"""Asking twice is harmless: the same id gets the first answer again, wherever it is asked."""

import pytest

from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    CallNext,
    Close,
    Mark,
    OpenMeeting,
    SendParty,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.requests import Request
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.inbox import Inbox
from tests.service.evening import BUILDING, OPENING, SECONDS, Station, desk_on, elsewhere, gather, opened
from tests.service.memory import MemoryLog


def kinds(log: MemoryLog, meeting: int = 1) -> list[str]:
    return [entry.kind for entry in log.entries[meeting]]


def inside(desk: Desk, space: str = "Chamber") -> int:
    meeting = desk.meeting(1)
    assert meeting is not None
    return meeting.spaces[space].inside


def test_the_same_request_again_gets_the_first_answer_and_counts_nobody(desk: Desk, station: Station) -> None:
    first = station.do(Tap("Chamber", 2), id="a")
    again = station.do(Tap("Chamber", 2), id="a")
    assert again == first
    assert first.is_done
    assert inside(desk) == 2


def test_without_the_id_the_same_tap_counts_twice(desk: Desk, station: Station) -> None:
    station.do(Tap("Chamber", 2), id="a")
    station.do(Tap("Chamber", 2), id="b")
    assert inside(desk) == 4


def test_without_stored_answers_the_same_id_would_count_twice(log: MemoryLog, desk: Desk, station: Station) -> None:
    station.do(Tap("Chamber", 2), id="a")
    del log.answers[1, "a"]
    station.do(Tap("Chamber", 2), id="a")
    assert inside(desk) == 4


def test_two_requests_of_one_id_in_one_batch_are_one(log: MemoryLog, desk: Desk, station: Station) -> None:
    first, again = gather(log, station, lambda: [station.ask(Tap("Chamber", 2), id="a") for _ in range(2)])
    assert first == again
    assert inside(desk) == 2
    assert len(log.commits[-1][0].answers) == 1


def test_a_request_that_is_older_now_is_still_the_same(desk: Desk, station: Station) -> None:
    first = station.do(Tap("Chamber", 1), id="a", age_ms=100)
    assert station.do(Tap("Chamber", 1), id="a", age_ms=90_000) == first


def test_the_first_answer_comes_again_after_a_restart(log: MemoryLog, clock: SimulatedClock, desk: Desk) -> None:
    station = opened(desk)
    first = station.do(SendParty(people=4, accessible=True), id="a")
    desk.stop()
    after = desk_on(log, clock)
    after.start()
    try:
        again = Station(after).do(SendParty(people=4, accessible=True), id="a")
    finally:
        after.stop()
    assert again == first
    assert kinds(log) == [Kind.OPENED, Kind.SENT]


def test_an_answer_whose_entries_are_long_ago_comes_again_whole(log: MemoryLog, desk: Desk, station: Station) -> None:
    first = station.do(SendParty(people=4), id="a")
    for _ in range(80):
        station.do(Tap("Hallway", 1))
    assert station.do(SendParty(people=4), id="a") == first


def test_a_refusal_is_stored_and_comes_again_when_it_would_no_longer_be_one(log: MemoryLog, station: Station) -> None:
    station.do(StopInvitations())
    refused = station.do(SendParty(people=2, space="Chamber"), id="a")
    assert refused.refusal is not None
    assert refused.refusal.key == "invitations-stopped"
    station.do(AllowInvitations())
    assert station.do(SendParty(people=2, space="Chamber"), id="a") == refused
    assert Kind.SENT not in kinds(log)
    assert station.do(SendParty(people=2, space="Chamber"), id="b").is_done, "it would be accepted now"


def test_a_refusal_keeps_its_values_over_a_restart(log: MemoryLog, clock: SimulatedClock, desk: Desk) -> None:
    refused = opened(desk).do(Tap("Cellar", 1), id="a")
    desk.stop()
    after = desk_on(log, clock)
    after.start()
    try:
        again = Station(after).do(Tap("Cellar", 1), id="a")
    finally:
        after.stop()
    assert again == refused
    assert again.refusal is not None
    assert again.refusal.sentence() == "This building has no space called “Cellar”."


def test_the_same_id_with_another_body_is_refused_and_nothing_is_stored_over(
    log: MemoryLog, desk: Desk, station: Station
) -> None:
    first = station.do(Tap("Chamber", 2), id="a")
    other = station.do(Tap("Chamber", 3), id="a")
    assert other.refusal is not None
    assert other.refusal.key == "same-id"
    assert other.entries == ()
    assert station.do(Tap("Chamber", 2), id="a") == first
    assert inside(desk) == 2


def test_the_same_id_with_another_body_in_one_batch_is_refused_too(
    log: MemoryLog, desk: Desk, station: Station
) -> None:
    first, other = gather(
        log, station, lambda: [station.ask(Tap("Chamber", 2), id="a"), station.ask(Tap("Chamber", 3), id="a")]
    )
    assert first.is_done
    assert other.refusal is not None
    assert other.refusal.key == "same-id"
    assert inside(desk) == 2


def test_another_station_with_the_same_id_asks_something_else(desk: Desk, station: Station) -> None:
    station.do(Tap("Chamber", 2), id="a")
    other = Station(desk, "door").do(Tap("Chamber", 2), id="a")
    assert other.refusal is not None
    assert other.refusal.key == "same-id"


def test_ids_are_told_apart_by_meeting(desk: Desk, station: Station) -> None:
    second = station.do(elsewhere(2), id="open 2").meeting
    assert second == 2
    assert station.do(Tap("Chamber", 2), id="a").is_done
    assert Station(desk, meeting=second).do(Tap("Chamber 2", 2), id="a").is_done


def test_opening_twice_with_one_id_opens_one_meeting(log: MemoryLog, clock: SimulatedClock, desk: Desk) -> None:
    station = opened(desk)
    first = station.do(OPENING, id="open")
    assert first.meeting == 1
    desk.stop()
    after = desk_on(log, clock)
    after.start()
    try:
        assert Station(after).do(OPENING, id="open") == first
        assert Station(after).do(elsewhere(2), id="another").meeting == 2
    finally:
        after.stop()


def test_an_opening_asked_twice_in_one_batch_opens_one_meeting(log: MemoryLog, station: Station) -> None:
    first, again = gather(log, station, lambda: [station.ask(elsewhere(2), id="second") for _ in range(2)])
    assert first == again
    assert sorted(log.entries) == [1, 2]


def test_a_refused_opening_is_answered_the_same_again_and_opens_nothing(log: MemoryLog, station: Station) -> None:
    nameless = OpenMeeting(name=" ", date="2026-01-13", building=BUILDING)
    first = station.do(nameless, id="nameless")
    assert first.refusal is not None
    assert first.refusal.key == "empty-name"
    assert first.meeting is None
    assert station.do(nameless, id="nameless") == first
    changed = station.do(OPENING, id="nameless")
    assert changed.refusal is not None
    assert changed.refusal.key == "same-id"
    assert sorted(log.entries) == [1]


def test_a_meeting_that_is_not_in_the_log_is_refused(log: MemoryLog, desk: Desk, station: Station) -> None:
    commits = len(log.commits)
    for number in (None, 0, 7):
        answer = desk.ask(Request("a", "desk 1", CallNext(), number)).result(SECONDS)
        assert answer.refusal is not None
        assert answer.refusal.key == "no-meeting"
    assert len(log.commits) == commits


def test_a_meeting_closed_before_the_start_is_still_asked_about(
    log: MemoryLog, clock: SimulatedClock, desk: Desk
) -> None:
    station = opened(desk)
    tapped = station.do(Tap("Chamber", 2), id="a")
    station.do(Adjourn())
    station.do(Close())
    desk.stop()
    after = desk_on(log, clock)
    told: list[int] = []
    after.listen(lambda meeting: told.append(meeting.number))
    after.start()
    try:
        assert after.meetings() == ()
        late = Station(after, "late")
        assert late.do(Tap("Chamber", 2), id="b").refusal is not None
        assert Station(after).do(Tap("Chamber", 2), id="a") == tapped
        answer = late.do(Mark("recess"), id="c")
        assert answer.refusal is not None
        assert answer.refusal.key == "meeting-closed"
        assert told == []
    finally:
        after.stop()


def test_a_new_meeting_is_not_asked_of_an_old_one(log: MemoryLog, desk: Desk, station: Station) -> None:
    with pytest.raises(ValueError):
        desk.ask(Request("a", "desk 1", OPENING, 1)).result(SECONDS)
    assert sorted(log.entries) == [1]


@pytest.mark.parametrize("identity", ["expire:3", "recall:3:1", "clock:2"])
def test_nobody_asks_in_the_name_of_the_desks_own_timer(identity: str) -> None:
    """Who used such an id first would leave the hold without an end: the timer would get that answer."""
    inbox = Inbox(SimulatedClock(0))
    with pytest.raises(ValueError, match="asks itself"):
        inbox.ask(Request(identity, "desk", Tap("Chamber", 1), 1))
    with pytest.raises(ValueError, match="asks itself"):
        inbox.ask(Request("a", "timer", Tap("Chamber", 1), 1))
