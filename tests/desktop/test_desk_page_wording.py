"""The desk's wording: a sentence for every kind of entry, ages, countdowns and where a room is."""

import pytest
from msgspec.structs import replace

from roomflow.desktop.basis.wording import (
    Now,
    clock_words,
    countdown_words,
    counted_words,
    listed,
    people_words,
    places_words,
    short_names,
    shown_state,
    state_word,
    waited_words,
    where_words,
)
from roomflow.desktop.basis.wording_entries import entry_words
from roomflow.desktop.desk.answer import keep_words, ticket_reason
from roomflow.desktop.desk.line import move_words, no_move_words
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.calling import Move
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.meeting import Phase, rooms
from roomflow.domain.spaces import SpaceState
from tests.desktop.evenings import Evening, clock, sample_building
from tests.desktop.scenes import desk_light


def entry(kind: Kind, **columns: object) -> Entry:
    return Entry(1, kind.value, 0, 0, 0, "Desk", "request", **columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Front door +1", entry(Kind.TAPPED, space="Overflow A", door="Front door", people=1, change=1)),
        ("Lobby −2", entry(Kind.TAPPED, space="Lobby", people=2, change=-2)),
        (
            "East door: an exit without an entry",
            entry(Kind.TAPPED, space="Overflow A", door="East door", people=1, details={"unmatched": 1}),
        ),
        ("2 people sent to Overflow A", entry(Kind.SENT, space="Overflow A", people=2)),
        ("1 person sent to Overflow A", entry(Kind.SENT, space="Overflow A", people=1)),
        ("ticket 130 (3)", entry(Kind.ISSUED, ticket=130, people=3)),
        ("112 called to Commission Chamber", entry(Kind.CALLED, ticket=112, space="Commission Chamber")),
        ("Overflow B counted: 45, no difference", entry(Kind.COUNTED, space="Overflow B", people=45)),
        ("Overflow B counted: 45, difference −2", entry(Kind.COUNTED, space="Overflow B", people=45, change=-2)),
        ("called to order", entry(Kind.MARKED, details={"mark": "called-to-order"})),
        ("ticket 131 taken back", entry(Kind.UNDONE, ticket=131, details={"kind": "issued"})),
        ("112 moved to Overflow B", entry(Kind.MOVED, ticket=112, space="Overflow B", people=2)),
        ("2 people moved to Overflow B", entry(Kind.MOVED, space="Overflow B", people=2)),
        ("3 people turned away", entry(Kind.TURNED_AWAY, people=3)),
        ("Lobby: limit 50, was 60", entry(Kind.LIMIT_SET, space="Lobby", details={"limit": 50, "was": 60})),
        ("Lobby: limit 60 again", entry(Kind.UNDONE, space="Lobby", details={"kind": "limit-set", "limit": 60})),
        ("2 places saved for 110 in Overflow A", entry(Kind.SAVED, space="Overflow A", ticket=110, people=2)),
        (
            "no longer saved for 110: 2 free again in Overflow A",
            entry(Kind.EXPIRED, space="Overflow A", ticket=110, people=2, details={"held": ["saved"]}),
        ),
        (
            "1 person not back: free again in Overflow A",
            entry(Kind.EXPIRED, space="Overflow A", people=1, details={"held": ["stepped-out"]}),
        ),
        ("nobody came: 2 free again in Overflow A", entry(Kind.EXPIRED, space="Overflow A", people=2)),
        ("110 split, 2 people stay on it", entry(Kind.SPLIT, ticket=110, people=2, details={"into": 111})),
        ("ticket 111 (1), split from 110", entry(Kind.SPLIT, ticket=111, people=1, details={"of": 110})),
        (
            "override: 112 called to Lobby",
            entry(Kind.CALLED, ticket=112, space="Lobby", details={"override": {"role": "clerk"}}),
        ),
    ],
)
def test_an_entry_is_a_short_sentence(words: str, made: Entry) -> None:
    assert entry_words(made) == words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_entry_has_words_without_gaps(kind: Kind) -> None:
    details = {
        "expected_end": "22:00",
        "mark": "recess",
        "kind": "tapped",
        "limit": 60,
        "was": 70,
        "reserved": 3,
        "into": 102,
    }
    words = entry_words(entry(kind, space="Lobby", from_space="Hall", ticket=101, people=2, details=details))
    assert words
    assert "None" not in words
    assert "{" not in words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_that_was_taken_back_has_words_without_gaps(kind: Kind) -> None:
    details = {"kind": kind.value, "limit": 60, "reserved": 3}
    words = entry_words(entry(Kind.UNDONE, space="Lobby", from_space="Hall", ticket=101, people=2, details=details))
    assert words
    assert "None" not in words
    assert "{" not in words


def test_every_state_has_a_word() -> None:
    assert [state_word(state) for state in SpaceState] == ["Open", "Filling", "Nearly full", "Full", "Over", "Clear"]
    assert [state_word(state) for state in ("closed", "count-first")] == ["Closed", "Count first"]


def test_ages_count_whole_minutes_of_the_meetings_clock() -> None:
    now = Now(at=0, elapsed=20 * 60_000)
    assert counted_words(None, 0, now) == "not counted yet"
    assert counted_words(8 * 60_000, 3, now) == "counted 12 min ago, ±3"
    assert counted_words(20 * 60_000 - 59_999, 0, now) == "counted just now, ±0"
    assert waited_words(11 * 60_000 + 1, now) == "waited 8 min"
    assert waited_words(20 * 60_000, now) == "now"


@pytest.mark.parametrize(
    ("ms", "words"), [(300_000, "5:00"), (171_000, "2:51"), (999, "0:01"), (0, "0:00"), (-5, "0:00")]
)
def test_a_countdown_never_falls_below_zero_and_ends_with_the_last_second(ms: int, words: str) -> None:
    assert countdown_words(ms) == words


def test_times_are_read_in_the_zone_of_the_meeting() -> None:
    assert clock_words(clock("18:07:22"), "America/Denver") == "18:07:22"
    assert clock_words(clock("18:07:22"), "America/Denver", seconds=False) == "18:07"


def test_lists_and_people_read_well() -> None:
    assert [listed(names) for names in ([], ["131"], ["131", "132"], ["1", "2", "3"])] == [
        "", "131", "131 and 132", "1, 2 and 3",
    ]  # fmt: skip
    assert [people_words(count) for count in (1, 2)] == ["1 person", "2 people"]


def test_where_a_room_is_splits_at_the_first_comma() -> None:
    plan = sample_building().rooms[1]
    assert where_words(plan) == ("3rd floor, Room 326", "left from the elevator")
    assert where_words(SpacePlan("B", SpaceKind.OVERFLOW, 10, directions="past the desk")) == ("", "past the desk")


def test_a_rooms_short_name_is_its_last_word_where_no_other_has_it() -> None:
    assert short_names(["Commission Chamber", "Overflow A"]) == {"Commission Chamber": "Chamber", "Overflow A": "A"}
    assert short_names(["North Room", "South Room"]) == {"North Room": "North Room", "South Room": "South Room"}


def test_the_next_best_move_is_named_with_its_places_or_its_reason() -> None:
    meeting, _entry = desk_light()
    assert len(rooms(meeting)) == 4
    assert move_words(meeting, [Move(127, "Overflow A", 2)]) == ("*127*, 2 people", "7 free in Overflow A")
    many = [Move(number, room, 2) for number, room in ((127, "Overflow A"), (128, "Overflow B"), (129, "Overflow A"))]
    assert move_words(meeting, many) == ("*127* and 2 more", "6 people to A and B")
    two = [Move(127, "Overflow A", 2), Move(128, "Overflow B", 1)]
    assert move_words(meeting, two) == ("*127* and *128*, 3 people", "to A and B")
    three = [*many, Move(130, "Overflow C", 1)]
    assert move_words(meeting, three) == ("*127* and 3 more", "7 people to 3 rooms")
    evening = Evening(sample_building(), "18:00:00")
    now = Now(0, 0)
    assert no_move_words(evening.meeting(), now) == ("", "nobody is waiting")
    evening.draft.stopped = True
    assert no_move_words(evening.meeting(), now) == ("", "invitations are stopped")
    evening.draft.phase = Phase.ADJOURNED
    assert no_move_words(evening.meeting(), now) == ("", "the meeting is adjourned")


def test_a_room_that_must_be_counted_first_is_why_nobody_is_called() -> None:
    evening = Evening(sample_building(), "18:00:00")
    evening.figures({"Overflow A": (64, 2)})
    evening.ticket(101, 3, "17:50:00")
    meeting = evening.meeting()
    now = Now(meeting.at, meeting.elapsed)
    assert no_move_words(meeting, now) == ("*Overflow A* has 3 free", "but must be counted first")
    evening.draft.spaces["Overflow A"] = replace(evening.draft.spaces["Overflow A"], gate_passed=True)
    assert no_move_words(evening.meeting(), now) == ("", "none fits right now"), "a negative control: it was counted"


def test_no_room_reads_full_before_it_was_counted() -> None:
    evening = Evening(sample_building(), "18:00:00")
    evening.figures({"Overflow A": (69, 0), "Overflow B": (48, 0)})
    figures, now = evening.draft.figures, Now(0, 0)
    room = evening.draft.spaces["Overflow A"]
    assert shown_state(room, figures, now) == "count-first"
    assert shown_state(replace(room, gate_passed=True), figures, now) == "full"
    assert shown_state(replace(room, inside=63), figures, now) == "nearly-full"
    assert shown_state(replace(room, closed=True), figures, now) == "closed"
    assert shown_state(replace(evening.draft.spaces["Overflow B"], closed=True), figures, now) == "over"


def test_a_list_of_rooms_says_what_each_can_give() -> None:
    evening = Evening(sample_building(), "18:00:00")
    figures, now = evening.draft.figures, Now(0, 0)
    room = evening.draft.spaces["Overflow A"]
    said = [
        places_words(replace(room, inside=inside, closed=closed), figures, now)
        for inside, closed in ((10, False), (66, False), (69, False), (72, False), (10, True))
    ]
    assert said == ["59 free", "3 free, count first", "count first", "3 over", "closed"]


def test_in_an_emergency_no_ticket_says_where_to_wait_inside() -> None:
    meeting, _entry = desk_light()
    waiting = next(ticket for ticket in meeting.tickets.values() if ticket.state is TicketState.WAITING)
    assert "wait" in keep_words(meeting, waiting, Now(0, 0))
    words = keep_words(replace(meeting, in_emergency=True), waiting, Now(0, 0))
    assert words == "emergency: nobody goes in\nkeeps its place in line"


@pytest.mark.parametrize(
    ("kept", "accessible", "why"),
    [
        (8, False, "The free places are kept accessible."),
        (8, True, "The free places are for those in line."),
        (2, False, "The free places are for those in line."),
    ],
)
def test_places_that_are_kept_accessible_are_not_said_to_be_for_the_line(kept: int, accessible: bool, why: str) -> None:
    evening = Evening(sample_building(), "18:20:00")
    evening.figures({"Commission Chamber": (94, 0)})
    meeting = evening.meeting()
    chamber = replace(meeting.spaces["Commission Chamber"], kept=kept, gate_passed=True)
    assert chamber.free == 8
    meeting = replace(meeting, spaces={**meeting.spaces, chamber.name: chamber})
    assert ticket_reason(meeting, 2, Wish.CHAMBER, accessible=accessible)[0] == why
