"""Several meetings at one desk: rooms, tickets, timers and undo are each meeting's own; an emergency is everybody's."""

import pytest
from msgspec.structs import replace

from roomflow.domain import sharing
from roomflow.domain.commands import (
    Adjourn,
    Authority,
    BeginEmergency,
    Close,
    EndEmergency,
    MarkCleared,
    OpenMeeting,
    Scan,
    SendParty,
    Tap,
    Undo,
)
from roomflow.domain.events import Kind
from roomflow.domain.meeting import Meeting, Phase
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from tests.service.evening import BUILDING, OPENING, SECONDS, SIX_PM, Station, desk_on, gather, opened
from tests.service.memory import MemoryLog

IN_A = replace(OPENING, name="School Board", spaces=("Room A",))
IN_CHAMBER = replace(OPENING, spaces=("Chamber", "Hallway"))
OFFICIAL = Authority("fire-official", "fire-official")


@pytest.fixture
def chamber(desk: Desk) -> Station:
    """A meeting in the chamber, meeting 1."""
    desk.start()
    station = Station(desk)
    assert station.do(IN_CHAMBER, id="open").meeting == 1
    return station


@pytest.fixture
def room_a(desk: Desk, chamber: Station) -> Station:
    """A meeting in Room A beside it, meeting 2, at the same desk."""
    assert chamber.do(IN_A, id="open 2").meeting == 2
    return Station(desk, "desk A", meeting=2)


def why(answer: Answer) -> str:
    assert answer.refusal is not None
    return answer.refusal.key


def picture(desk: Desk, number: int) -> Meeting:
    meeting = desk.meeting(number)
    assert meeting is not None
    return meeting


def test_two_meetings_at_once_have_rooms_and_ticket_numbers_of_their_own(
    desk: Desk, chamber: Station, room_a: Station
) -> None:
    assert list(picture(desk, 1).spaces) == ["Chamber", "Hallway"]
    assert list(picture(desk, 2).spaces) == ["Room A"]
    for station, people in ((chamber, (6, 4, 3)), (room_a, (6, 3))):
        for size in people:
            assert station.do(SendParty(size)).is_done
    assert [list(picture(desk, number).tickets) for number in (1, 2)] == [[101], [101]]


def test_a_third_that_wants_a_room_of_theirs_is_refused_until_that_meeting_is_closed(
    chamber: Station, room_a: Station
) -> None:
    third = replace(OPENING, name="Planning", spaces=("Room A",))
    assert why(chamber.do(third)) == "space-in-use"
    assert why(chamber.do(replace(third, spaces=()))) == "no-room-left"
    room_a.do(Adjourn())
    assert why(chamber.do(third)) == "space-in-use"
    room_a.do(Close())
    assert chamber.do(third).meeting == 3


def test_of_two_openings_in_one_batch_one_gets_the_room(log: MemoryLog, chamber: Station) -> None:
    wanted = [replace(IN_A, name=name) for name in ("School Board", "Planning")]
    answers = gather(log, chamber, lambda: [chamber.ask(command) for command in wanted])
    assert [answer.is_done for answer in answers] == [True, False]
    assert why(answers[1]) == "space-in-use"


def test_a_meeting_that_another_desk_opened_keeps_its_rooms(
    log: MemoryLog, clock: SimulatedClock, chamber: Station
) -> None:
    other = desk_on(log, clock, seed=7)
    other.start()
    try:
        assert Station(other, "desk 2").do(IN_A, id="theirs").meeting == 2
        assert why(chamber.do(replace(IN_A, name="Planning"))) == "space-in-use"
    finally:
        other.stop()


def test_without_the_guard_two_meetings_would_get_the_same_room(
    chamber: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "others_for", lambda *_: ())
    assert chamber.do(replace(IN_CHAMBER, name="Planning")).is_done


def test_one_after_another_each_begins_with_ticket_101(desk: Desk) -> None:
    desk.start()
    for number in (1, 2, 3):
        evening = Station(desk, f"desk {number}", meeting=number)
        assert evening.do(OPENING).meeting == number
        for size in (6, 4, 6, 2):
            evening.do(SendParty(size))
        assert list(picture(desk, number).tickets) == [101]
        evening.do(Adjourn())
        evening.do(Close())


def test_a_ticket_of_the_other_meeting_is_told_by_its_name(desk: Desk, chamber: Station, room_a: Station) -> None:
    for size in (6, 4, 2):
        chamber.do(SendParty(size))
    code = next(iter(picture(desk, 1).codes))
    answer = room_a.do(Scan(code))
    assert why(answer) == "of-other-meeting"
    assert answer.refusal is not None
    assert answer.refusal.values == {"ticket": 101, "meeting": "Council"}


def test_each_meeting_keeps_its_own_time_and_ends_its_own_holds(
    clock: SimulatedClock, desk: Desk, chamber: Station
) -> None:
    chamber.do(SendParty(2))
    clock.advance(3 * 60_000)
    assert chamber.do(IN_A, id="open 2").meeting == 2
    room_a = Station(desk, "desk A", meeting=2)
    room_a.do(SendParty(3))
    clock.advance(2 * 60_000)
    desk.wake().result(SECONDS)
    assert (len(picture(desk, 1).holds), len(picture(desk, 2).holds)) == (0, 1)
    clock.advance(3 * 60_000)
    desk.wake().result(SECONDS)
    assert len(picture(desk, 2).holds) == 0


def test_undo_takes_back_what_was_done_in_that_meeting(desk: Desk, chamber: Station, room_a: Station) -> None:
    both = [Station(desk, "window", meeting=number) for number in (1, 2)]
    here, there = both[0].do(Tap("Chamber", 2)), both[1].do(Tap("Room A", 3))
    assert both[0].do(Undo(here.request)).is_done
    assert (picture(desk, 1).spaces["Chamber"].inside, picture(desk, 2).spaces["Room A"].inside) == (0, 3)
    assert why(both[0].do(Undo(there.request))) == "nothing-to-undo"


# --- an emergency is one of the building ---------------------------------------------------------------


def test_an_emergency_freezes_every_open_meeting_in_one_commit_and_ends_in_all(
    log: MemoryLog, desk: Desk, chamber: Station, room_a: Station
) -> None:
    assert chamber.do(BeginEmergency()).meeting == 1
    assert sorted(batch.meeting for batch in log.commits[-1]) == [1, 2]
    assert [meeting.in_emergency for meeting in desk.meetings()] == [True, True]
    (entry,) = room_a.do(SendParty(1)).entries
    assert entry.kind == Kind.ISSUED  # a ticket for the time after it, and nobody is sent
    assert why(chamber.do(replace(OPENING, name="Planning"))) == "opened-in-emergency"
    assert room_a.do(EndEmergency(OFFICIAL)).is_done
    assert [meeting.in_emergency for meeting in desk.meetings()] == [False, False]
    assert [picture(desk, 1).spaces["Chamber"].count_asked, picture(desk, 2).spaces["Room A"].count_asked] == [True] * 2


def test_an_adjourned_meeting_is_in_it_too_and_a_closed_one_is_not(
    desk: Desk, chamber: Station, room_a: Station
) -> None:
    room_a.do(Adjourn())
    chamber.do(BeginEmergency())
    assert picture(desk, 2).in_emergency
    chamber.do(EndEmergency(OFFICIAL))
    room_a.do(Close())
    chamber.do(BeginEmergency())
    assert [(meeting.phase, meeting.in_emergency) for meeting in desk.meetings()] == [
        (Phase.OPEN, True),
        (Phase.CLOSED, False),
    ]


def test_taken_back_it_is_taken_back_everywhere_or_nowhere(desk: Desk, chamber: Station, room_a: Station) -> None:
    begun = chamber.do(BeginEmergency())
    assert chamber.do(Undo(begun.request)).is_done
    assert [meeting.in_emergency for meeting in desk.meetings()] == [False, False]
    begun = chamber.do(BeginEmergency())
    room_a.do(MarkCleared("Room A", True))
    assert why(chamber.do(Undo(begun.request))) == "changed-since"
    assert [meeting.in_emergency for meeting in desk.meetings()] == [True, True]


def test_asked_twice_it_is_one_emergency(log: MemoryLog, chamber: Station, room_a: Station) -> None:
    first = chamber.do(BeginEmergency(), id="e")
    assert chamber.do(BeginEmergency(), id="e") == first
    kinds = [[entry.kind for entry in log.entries[number]].count(Kind.EMERGENCY) for number in (1, 2)]
    assert kinds == [1, 1]


def test_after_a_restart_all_open_meetings_go_on(log: MemoryLog, clock: SimulatedClock, desk: Desk) -> None:
    station = opened(desk)
    station.do(Adjourn())
    station.do(Close())
    for command in (IN_CHAMBER, IN_A):
        assert station.do(command, id=command.name).is_done
    Station(desk, meeting=3).do(Tap("Room A", 4))
    desk.stop()
    after = desk_on(log, clock)
    after.start()
    try:
        going_on = [meeting for meeting in after.meetings() if meeting.phase is not Phase.CLOSED]
        assert [(meeting.number, list(meeting.spaces)) for meeting in going_on] == [
            (2, ["Chamber", "Hallway"]),
            (3, ["Room A"]),
        ]
        assert picture(after, 3).spaces["Room A"].inside == 4
    finally:
        after.stop()


def test_a_meeting_goes_on_past_midnight(clock: SimulatedClock, desk: Desk) -> None:
    late = OpenMeeting("Council", "2026-01-13", BUILDING, doors_open="17:15", expected_end="00:30")
    desk.start()
    evening = Station(desk)
    assert evening.do(late).meeting == 1
    for size in (6, 4, 6, 2):
        evening.do(SendParty(size))
    clock.advance(7 * 3_600_000)
    assert evening.do(SendParty(3)).is_done
    for size in (6, 4, 2):
        evening.do(SendParty(size))
    meeting = picture(desk, 1)
    assert meeting.at > SIX_PM + 6 * 3_600_000
    assert list(meeting.tickets) == list(range(101, 101 + len(meeting.tickets)))
    assert meeting.ends_at == SIX_PM + 6 * 3_600_000 + 1_800_000
