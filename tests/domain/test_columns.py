"""What entries say in their columns and what they leave of a ticket, where a screen or a report reads it."""

import pytest

from roomflow.domain.announcing import CallQueue
from roomflow.domain.building import BuildingError, building_from
from roomflow.domain.codes import is_code
from roomflow.domain.commands import (
    Authority,
    Back,
    Call,
    CallNext,
    CloseSpace,
    Miss,
    OpenMeeting,
    Relocate,
    SaveHeadCount,
    Seat,
    SeatApart,
    SeatSpeaker,
    SetLimit,
    SetOnDeck,
    SetReserved,
    TakePack,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.refusals import Refused
from roomflow.domain.releases import Freed
from tests.domain.table import Table, full_table, refusal, small_building
from tests.domain.test_claims import seated_meanwhile

FIRE = Authority("fire-official", "fire-official")


def test_a_claiming_party_that_moves_to_the_chamber_by_hand_claims_no_more_and_the_undo_knows_it() -> None:
    table = seated_meanwhile(1)
    table.ask(Tap("Chamber", -2))
    table.ask(SaveHeadCount("Chamber", 4))
    (moved, *_) = table.ask(Relocate("A", "Chamber", 1, 101))
    assert (moved.details["claim"], table.ticket(101).claim) == (True, False)
    table.undo()
    assert (table.ticket(101).claim, table.ticket(101).space) == (True, "A")


def test_a_claim_that_is_taken_says_that_the_party_is_seated() -> None:
    table = seated_meanwhile(1)
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    table.ask(Call(101, "Chamber"))
    (taken, *_) = table.ask(Seat(101))
    assert (taken.kind, taken.state, taken.people, taken.change, taken.from_change) == (
        Kind.CLAIM_TAKEN, "seated", 1, 1, -1,
    )  # fmt: skip


def test_a_raised_limit_and_fewer_reserved_free_what_they_add_and_lower_ones_nothing() -> None:
    table = Table(small_building())
    table.ask(SetLimit("A", 6, FIRE))
    assert table.draft.releases.minutes == [Freed(0, 0, 2)]
    table.ask(SetReserved("Chamber", 1))
    assert table.draft.releases.minutes == [Freed(0, 1, 2)]
    table.ask(SetLimit("B", 2, FIRE))
    table.ask(SetReserved("Chamber", 2))
    assert table.draft.releases.minutes == [Freed(0, 1, 2)]


def test_who_leaves_a_room_that_is_over_frees_nothing() -> None:
    table = Table(small_building())
    table.ask(Tap("B", 5))
    table.ask(Tap("B", -2))
    assert table.draft.releases.minutes == []
    table.ask(Tap("B", -1))
    assert table.draft.releases.minutes == [Freed(0, 0, 1)]


def test_a_ticket_that_is_back_stands_behind_those_who_were_back_before() -> None:
    """The first one back is too large for what is free, so the second passes it, by name."""
    table = full_table(3, 1)
    table.ask(Tap("A", -4))
    table.ask(CallNext())
    table.ask(Miss(101))
    table.ask(Miss(102))
    table.ask(Tap("A", 3))
    table.wait(seconds=7)
    (back,) = table.ask(Back(101))
    assert table.ticket(101).changed_at == back.happened
    table.ask(SaveHeadCount("A", 3))
    (seated, *_) = table.ask(Seat(102, "A"))
    assert (seated.kind, seated.details["passed"]) == (Kind.SEATED, [101])


def test_nobody_is_seated_by_hand_in_a_closed_room() -> None:
    table = full_table(1)
    table.ask(Tap("B", -1))
    table.ask(CloseSpace("B"))
    assert refusal(table, Seat(101, "B")) == "space-closed"


def test_the_largest_pack_is_taken_and_audited() -> None:
    table = full_table(1)
    (entry,) = table.ask(TakePack(500))
    assert (entry.details["first"], entry.details["count"]) == (102, 500)
    assert refusal(table, TakePack(501)) == "bad-pack"
    assert table.ask(TakePack(1))[0].details["first"] == 602


@pytest.mark.parametrize("text", ["", "0" * 16, "0" * 18, "u" * 17])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    assert is_code(text) is False


def test_a_queue_begins_with_nothing_to_say() -> None:
    queue = CallQueue()
    assert (queue.saying, queue.waiting, queue.shown(())) == (None, (), ())


def test_a_space_has_twenty_doors_at_most() -> None:
    def building(doors: int) -> dict[str, object]:
        names = [f"Door {number}" for number in range(doors)]
        hall = {"name": "Hall", "kind": "chamber", "limit": 9, "doors": names}
        return {"name": "One", "timezone": "America/Denver", "spaces": [hall]}

    assert len(building_from(building(20)).spaces[0].doors) == 20
    with pytest.raises(BuildingError):
        building_from(building(21))


def test_a_room_counted_at_nine_in_ten_exactly_is_counted_for_the_gate() -> None:
    for inside, passed in ((17, False), (18, True)):
        table = Table(small_building(20, 12, 11))
        for people in (6, 6, inside - 12):
            table.ask(Tap("Chamber", people))
        table.ask(SaveHeadCount("Chamber", 3))
        assert table.space("Chamber").gate_passed is passed


def test_nobody_moves_out_of_a_room_in_which_the_ticket_does_not_sit() -> None:
    table = seated_meanwhile(1)
    table.ask(Tap("Chamber", -2))
    table.ask(SaveHeadCount("Chamber", 4))
    assert refusal(table, Relocate("B", "Chamber", 1, 101)) == "not-seated-there"


def test_whom_a_moving_speaker_passes_is_counted_as_passed_and_not_after_the_undo() -> None:
    table = full_table(2)
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    (moved, *_) = table.ask(SeatSpeaker(from_space="A"))
    assert (moved.kind, moved.details["passed"], table.ticket(101).passes) == (Kind.RELOCATED, [101], 1)
    table.undo()
    assert (table.ticket(101).passes, table.ticket(101).first_pass) == (0, None)


def test_who_is_first_among_many_of_one_size_is_named() -> None:
    table = full_table(3, 3, 5)
    table.ask(Tap("A", -2))
    table.ask(Tap("B", -3))
    with pytest.raises(Refused) as caught:
        table.ask(SeatApart(103, ((2, "A"), (3, "B"))))
    assert (caught.value.refusal.key, caught.value.refusal.values["earlier"]) == ("would-overtake", 101)


def test_a_ticket_that_is_back_waits_where_it_is_counted() -> None:
    table = full_table(1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.ask(Miss(101))
    (back,) = table.ask(Back(101))
    assert (back.space, table.ticket(101).waits_in, table.ticket(101).waits_people) == ("Hallway", "Hallway", 1)


def test_exits_that_proved_a_missed_entry_are_known_again_when_the_count_is_taken_back() -> None:
    table = Table(small_building())
    table.ask(Tap("A", -2))
    table.ask(SaveHeadCount("A", 1), "North")
    table.ask(Tap("B", -1), "South")
    assert table.space("A").unmatched == 0
    table.undo("North")
    assert (table.space("A").unmatched, table.space("A").crossings) == (2, 2)
    table.ask(SaveHeadCount("A", 0), "North")
    table.ask(Tap("A", -3), "South")
    table.undo("North")
    assert (table.space("A").unmatched, table.space("A").crossings) == (5, 5)


def test_a_meeting_is_no_practice_unless_somebody_says_so() -> None:
    command = OpenMeeting("Board", "2026-01-13", small_building())
    assert (command.practice, command.spaces, command.expected_end) == (False, (), "")


def test_a_ticket_knows_when_it_was_called_last_and_the_undo_knows_when_before() -> None:
    table = full_table(1)
    table.ask(Tap("A", -1))
    table.wait(seconds=4)
    (called,) = table.ask(CallNext())
    assert (table.ticket(101).called_at, table.ticket(101).changed_at) == (called.happened, called.happened)
    table.ask(Miss(101))
    table.ask(Back(101))
    table.wait(seconds=4)
    (again,) = table.ask(CallNext())
    assert again.details["called_before"] == called.happened
    assert table.ticket(101).called_at == again.happened > called.happened
    table.undo()
    assert table.ticket(101).called_at == called.happened


def test_a_room_found_at_nine_in_ten_exactly_is_counted_for_the_gate() -> None:
    for found, passed in ((17, False), (18, True)):
        table = Table(small_building(20, 12, 11))
        table.ask(SaveHeadCount("Chamber", found))
        assert table.space("Chamber").gate_passed is passed


def test_people_who_move_cross_a_door_on_both_sides_and_again_when_taken_back() -> None:
    table = Table(small_building(20, 12, 11))
    table.ask(Tap("A", 3))
    table.ask(SaveHeadCount("A", 3))
    table.ask(Relocate("A", "B", 2))
    assert (table.space("A").crossings, table.space("B").crossings) == (2, 2)
    table.undo()
    assert (table.space("A").crossings, table.space("B").crossings) == (0, 0)


def test_words_that_are_no_table_are_no_language() -> None:
    hall = {"name": "Hall", "kind": "chamber", "limit": 9, "es": {"name": "Sala"}, "longer": {"name": "x"}}
    building = {"name": "One", "timezone": "America/Denver", "spaces": [hall]}
    assert dict(building_from(building).spaces[0].words) == {"es": {"name": "Sala"}}
