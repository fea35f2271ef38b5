"""Undo refused: each sentence that says why something is not taken back, and nothing refused at the very edge."""

import pytest

from roomflow.domain.commands import (
    Authority,
    Call,
    CallNext,
    DeferHeadCount,
    Leave,
    Miss,
    MoveHold,
    OpenMeeting,
    Relocate,
    SaveHeadCount,
    Seat,
    SeatSpeaker,
    SendParty,
    SetClaim,
    SetLimit,
    SetOnDeck,
    SetReserved,
    Split,
    Tap,
    Undo,
)
from roomflow.domain.decide import decide
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Draft
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Stamp
from tests.domain.table import START, Table, full_table, small_building
from tests.domain.test_claims import seated_meanwhile
from tests.domain.test_saving import passed_three_times

FIRE = Authority("fire-official", "fire-official")


def refused(table: Table, station: str) -> Refused:
    """Why the last request of a station is not taken back."""
    last = table.draft.last[station]
    with pytest.raises(Refused) as caught:
        table.ask(Undo(last[0].request), station)
    return caught.value


def saved_in_the_chamber() -> Table:
    """Ticket 101, for four, has two places saved in the chamber; the room was counted."""
    table = passed_three_times()
    table.ask(SaveHeadCount("Chamber", 6))
    table.ask(Tap("Chamber", -2))
    assert table.hold("Chamber").people == 2
    return table


def called_elsewhere() -> Table:
    """Its call to A ended what was saved for it in the chamber, where two places are free now; but for A it is full."""
    table = saved_in_the_chamber()
    for number in table.numbers(TicketState.CALLED):
        table.ask(Leave(number))
    table.ask(Tap("A", -1))
    table.ask(SaveHeadCount("A", 0))
    table.ask(Call(101, "A"), "North")
    assert table.draft.last["North"][0].from_held == -2
    return table


def test_a_call_is_taken_back_while_all_that_was_saved_elsewhere_is_still_free() -> None:
    table = called_elsewhere()
    assert table.space("Chamber").free == 2
    table.undo("North")
    assert table.hold("Chamber").people == 2


def test_a_call_stays_once_what_was_saved_elsewhere_went_on() -> None:
    table = called_elsewhere()
    table.ask(Tap("Chamber", 1))
    refusal = refused(table, "North").refusal
    assert (refusal.key, refusal.values) == ("places-gone", {"space": "Chamber"})


def test_a_speaker_who_was_counted_before_is_taken_back_only_into_a_free_place() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SeatSpeaker(already_counted=True), "North")
    table.ask(Tap("Chamber", 1))
    refusal = refused(table, "North").refusal
    assert (refusal.key, refusal.values) == ("places-gone", {"space": "Chamber"})


def test_a_party_that_moved_and_moved_on_stays_where_it_is() -> None:
    table = seated_meanwhile(1)
    table.ask(Tap("B", -2))
    table.ask(SaveHeadCount("B", 1))
    table.ask(Relocate("A", "B", 1, 101), "North")
    table.ask(Relocate("B", "A", 1, 101), "South")
    table.ask(Tap("A", -1))
    assert refused(table, "North").refusal.key == "went-on"


def test_a_missed_call_that_ended_otherwise_stays_missed() -> None:
    table = full_table(1, 1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.ask(Miss(101), "North")
    table.ask(Leave(101), "South")
    assert refused(table, "North").refusal.key == "went-on"


def test_what_was_set_more_than_sixty_entries_ago_is_not_taken_back() -> None:
    """Nobody can say any more whether somebody set it since."""
    table = Table(small_building())
    table.ask(SetLimit("A", 3, FIRE), "North")
    for _ in range(30):
        table.ask(Tap("B", 1), "South")
        table.ask(Tap("B", -1), "South")
    assert refused(table, "North").refusal.key == "changed-since"


def test_an_undo_after_the_time_says_how_many_seconds_there_were() -> None:
    table = Table(small_building())
    table.ask(Tap("A", 1))
    table.wait(minutes=10)
    refusal = refused(table, "Desk").refusal
    assert (refusal.key, refusal.values["seconds"]) == ("too-late", table.draft.figures.undo_ms // 1000)
    assert refusal.values["seconds"] == 10


def test_a_speakers_ticket_that_is_called_there_is_named() -> None:
    table = full_table(1)
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -2))
    table.ask(SaveHeadCount("Chamber", 4))
    table.ask(Call(101, "Chamber"))
    with pytest.raises(Refused) as caught:
        table.ask(SeatSpeaker(101))
    assert (caught.value.refusal.key, caught.value.refusal.values) == (
        "called-there",
        {"ticket": 101, "space": "Chamber"},
    )


def test_a_deferral_is_taken_back_and_may_be_made_again() -> None:
    table = Table(small_building(20, 12, 11))
    for _ in range(3):
        table.ask(Tap("A", 4))
    table.ask(DeferHeadCount("A", "supervisor"))
    assert table.space("A").deferred_until is not None
    table.undo()
    assert table.space("A").deferred_until is None
    table.ask(DeferHeadCount("A", "supervisor"))


def test_reserved_places_are_taken_back_while_nothing_else_was_set() -> None:
    table = Table(small_building())
    table.ask(SetReserved("A", 1), "North")
    table.ask(SetLimit("B", 2, FIRE), "South")
    table.undo("North")
    assert table.space("A").reserved == 0


def test_a_claim_taken_back_is_as_it_was() -> None:
    table = seated_meanwhile(2)
    number = table.numbers(TicketState.SEATED)[0]
    table.ask(SetClaim(number, False))
    table.wait(seconds=5)
    changed = table.ticket(number).changed_at
    table.undo()
    assert (table.ticket(number).claim, table.ticket(number).changed_at > changed) == (True, True)


def test_a_seat_taken_by_a_called_claim_is_counted_as_a_crossing_on_both_sides() -> None:
    table = seated_meanwhile(2)
    number = table.numbers(TicketState.SEATED)[0]
    room = table.ticket(number).space or ""
    table.ask(Tap("Chamber", -3))
    table.ask(SaveHeadCount("Chamber", 3))
    table.ask(SaveHeadCount(room, table.space(room).inside))
    (called,) = table.ask(Call(number, "Chamber"))
    hold = table.draft.holds[str(called.seq)]
    assert hold.deadline - hold.began == table.draft.figures.call_grace_ms
    table.ask(Seat(number))
    assert (table.space("Chamber").crossings, table.space(room).crossings) == (2, 2)
    table.undo()
    assert (table.space("Chamber").crossings, table.space(room).crossings) == (0, 0)


def test_a_party_for_the_chamber_that_left_a_waiting_space_is_counted_there_again() -> None:
    table = Table(small_building())
    table.ask(Tap("Chamber", 6))
    table.ask(SendParty(2, wish=Wish.CHAMBER))
    table.ask(Leave(101))
    assert (table.ticket(101).waits_in, table.space("Hallway").inside) == (None, 0)
    table.undo()
    assert (table.ticket(101).waits_in, table.ticket(101).waits_people, table.space("Hallway").inside) == (
        "Hallway",
        2,
        2,
    )
    table.ask(Tap("Hallway", -2))
    table.ask(Leave(101))
    table.undo()
    assert (table.ticket(101).waits_in, table.ticket(101).waits_people) == (None, 0)


def test_a_move_is_taken_back_into_places_that_are_just_enough() -> None:
    table = Table(small_building())
    table.fill(4)
    hold = table.hold("Chamber").id
    table.ask(Tap("A", 1))
    table.ask(Tap("A", -1))
    table.ask(MoveHold(hold, "A"), "North")
    table.ask(Tap("Chamber", 2))
    assert table.space("Chamber").free == 4
    table.undo("North")
    assert table.hold("Chamber").people == 4
    table.ask(MoveHold(table.hold("Chamber").id, "A"), "North")
    table.ask(Tap("Chamber", 1))
    assert refused(table, "North").refusal.values == {"space": "Chamber"}


def test_both_parts_of_a_split_say_that_they_wait() -> None:
    table = full_table(4)
    assert [entry.state for entry in table.ask(Split(101, 1))] == ["waiting", "waiting"]


def test_a_date_that_is_none_is_said_back() -> None:
    command = OpenMeeting("Board", "2026-02-30", small_building())
    with pytest.raises(Refused) as caught:
        decide(Draft(1), Request("r", "Desk", command), Stamp(START, START, 0))
    assert (caught.value.refusal.key, caught.value.refusal.values) == ("bad-date", {"date": "2026-02-30"})
