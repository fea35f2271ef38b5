"""Stepping out and coming back, and parties that move between rooms: rules 8 and 14."""

import pytest

from roomflow.domain import guards
from roomflow.domain.apart import apart
from roomflow.domain.commands import Adjourn, Close, Mark, ReleaseHold, Relocate, Return, SeatApart, Split, StepOut, Tap
from roomflow.domain.events import Kind, TicketState
from tests.domain.table import Table, full_table, kinds, refusal


def test_who_steps_out_keeps_the_place_and_the_room_counts_one_less() -> None:
    table = full_table()
    table.ask(StepOut("A", 2, "Door"))
    assert (table.space("A").inside, table.space("A").held, table.space("A").free) == (2, 2, 0)
    table.ask(Return(table.hold("A").id, 1, "Door"))
    table.ask(Return(table.hold("A").id, 1, "Door"))
    assert (table.space("A").inside, table.space("A").held, table.space("A").doors["Door"]) == (4, 0, (2, 2))


def test_a_tap_in_never_ends_a_stepped_out_hold() -> None:
    table = full_table()
    table.ask(StepOut("A", 1))
    table.ask(Tap("A", 1))
    assert (table.space("A").inside, table.space("A").held, table.space("A").over) == (4, 1, 1)


def test_the_place_is_free_again_after_ten_minutes_and_after_fifteen_in_a_recess() -> None:
    table = full_table()
    table.ask(StepOut("A", 1))
    assert table.wait(minutes=9, seconds=59.999) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.EXPIRED]
    assert table.space("A").free == 1
    table.ask(Mark("recess"))
    table.ask(StepOut("B", 1))
    assert table.wait(minutes=14, seconds=59.999) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.EXPIRED]
    table.ask(Mark("resume"))
    assert not table.draft.in_recess


def test_stepping_out_of_an_empty_room_and_coming_back_twice_are_refused() -> None:
    table = full_table()
    assert refusal(table, StepOut("A", 5)) == "nobody-inside"
    assert refusal(table, StepOut("A", 0)) == "bad-change"
    assert refusal(table, StepOut("A", 1, "North")) == "unknown-door"
    table.ask(StepOut("A", 1))
    hold = table.hold("A").id
    assert refusal(table, Return(hold, 2)) == "bad-change"
    table.ask(Return(hold, 1))
    assert refusal(table, Return(hold, 1)) == "no-hold"
    table.ask(StepOut("A", 1))
    table.ask(ReleaseHold(table.hold("A").id))
    assert table.space("A").free == 1


def test_a_seated_party_moves_between_rooms_in_one_entry() -> None:
    table = Table()
    table.ask(Tap("A", 3))
    (entry,) = table.ask(Relocate("A", "Chamber", 2))
    assert (entry.change, entry.from_change) == (2, -2)
    assert (table.space("A").inside, table.space("Chamber").inside) == (1, 2)
    assert refusal(table, Relocate("A", "A", 1)) == "same-room"
    assert refusal(table, Relocate("A", "Chamber", 2)) == "nobody-inside"
    table.ask(Tap("Chamber", 4))
    assert refusal(table, Relocate("A", "Chamber", 1)) == "no-places"


def test_who_is_seated_elsewhere_does_not_overtake_the_line() -> None:
    table = full_table(2)
    table.ask(Tap("Chamber", -2))
    assert refusal(table, Relocate("A", "Chamber", 1)) == "spoken-for"


def test_negative_control_a_move_past_the_places_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table()
    table.audited = False
    for guard in ("need_places", "need_first_claim", "need_count"):
        monkeypatch.setattr(guards, guard, lambda *_, **__: None)
    table.ask(Relocate("A", "Chamber", 1))
    assert any("rule 2" in sentence for sentence in table.broken)


def test_a_party_splits_into_following_numbers_with_the_same_place_in_line() -> None:
    table = full_table(5, 2)
    first, second = table.ask(Split(101, 2))
    assert (first.people, second.people, second.ticket) == (3, 2, 103)
    assert list(table.draft.line.in_order()) == [101, 103, 102]
    assert (table.ticket(101).people, table.ticket(103).people) == (3, 2)
    assert table.ticket(101).waits_people + table.ticket(103).waits_people == 5
    assert len({ticket.code for ticket in table.draft.tickets.values()}) == 3


def test_a_party_splits_only_while_it_waits_and_into_two_parts_with_people() -> None:
    table = full_table(2)
    assert refusal(table, Split(101, 2)) == "cannot-split"
    assert refusal(table, Split(101, 0)) == "cannot-split"
    assert refusal(table, Split(102, 1)) == "unknown-ticket"
    table.ask(Adjourn())
    assert refusal(table, Split(101, 1)) == "meeting-adjourned"
    table.ask(Close())
    assert table.ticket(101).state is TicketState.UNSERVED


def test_a_split_is_taken_back_whole() -> None:
    table = full_table(5)
    table.ask(Split(101, 2))
    table.undo()
    assert (table.ticket(101).people, table.ticket(101).waits_people) == (5, 5)
    assert table.ticket(102).state is TicketState.CANCELLED


def test_a_party_that_fits_nowhere_together_may_sit_apart_in_one_step() -> None:
    table = full_table(3)
    table.ask(Tap("A", -2))
    table.ask(Tap("B", -1))
    assert apart(table.draft, 101) == ((2, "A"), (1, "B"))
    entries = table.ask(SeatApart(101, ((2, "A"), (1, "B"))))
    assert [(entry.kind, entry.ticket, entry.people) for entry in entries] == [
        (Kind.SPLIT, 101, 2),
        (Kind.SPLIT, 102, 1),
        (Kind.CALLED, 101, 2),
        (Kind.CALLED, 102, 1),
    ]
    table.undo()
    assert (table.ticket(101).people, table.ticket(101).state) == (3, TicketState.WAITING)
    assert table.ticket(102).state is TicketState.CANCELLED
    assert not table.draft.holds


def test_nobody_sits_apart_past_who_is_before_or_with_the_wrong_sum() -> None:
    table = full_table(2, 3)
    table.ask(Tap("A", -2))
    table.ask(Tap("B", -1))
    assert apart(table.draft, 102) == ()
    assert refusal(table, SeatApart(102, ((2, "A"), (1, "B")))) == "would-overtake"
    assert refusal(table, SeatApart(102, ((2, "A"), (2, "B")))) == "cannot-split"
    assert refusal(table, SeatApart(102, ((3, "A"),))) == "cannot-split"
    assert apart(table.draft, 101) == (), "it fits together"


def test_an_earlier_party_that_is_no_larger_is_asked_first_whether_it_sits_apart() -> None:
    table = full_table(2, 2)
    table.ask(Tap("A", -1))
    table.ask(Tap("B", -1))
    assert apart(table.draft, 101) == ((1, "A"), (1, "B"))
    assert apart(table.draft, 102) == ()
    assert refusal(table, SeatApart(102, ((1, "A"), (1, "B")))) == "would-overtake"
