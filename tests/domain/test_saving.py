"""Places saved for a party that was passed over: rule 9."""

import pytest

from roomflow.domain import saving
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import CallNext, Leave, SaveHeadCount, SendParty, Tap
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import HoldKind
from tests.domain.table import Table, full_table, kinds, refusal


def passed_three_times() -> Table:
    """Ticket 101, for four, was passed over three times by parties of one."""
    table = full_table(4, 1, 1, 1, 1, 1)
    for _ in range(3):
        table.ask(Tap("A", -1))
        table.ask(CallNext())
    assert table.ticket(101).passes == 3
    return table


def test_after_three_passes_the_next_places_are_saved_in_the_same_step() -> None:
    table = passed_three_times()
    entries = table.ask(Tap("Chamber", -1))
    assert kinds(entries) == [Kind.TAPPED, Kind.SAVED]
    assert (table.space("Chamber").free, table.space("Chamber").held) == (0, 1)
    assert refusal(table, CallNext()) == "none-fits"
    table.ask(Tap("Chamber", -3))
    hold = table.hold("Chamber")
    assert (hold.kind, hold.people, hold.ticket) == (HoldKind.SAVED, 4, 101)


def test_when_enough_is_saved_the_party_is_called_into_its_places() -> None:
    table = passed_three_times()
    table.ask(SaveHeadCount("Chamber", 6))
    table.ask(Tap("Chamber", -4))
    assert [(move.ticket, move.space) for move in next_best_move(table.draft)] == [(101, "Chamber")]
    (entry,) = table.ask(CallNext())
    assert (entry.ticket, entry.held, entry.people) == (101, 0, 4)
    assert table.hold("Chamber").kind is HoldKind.CALLED
    assert table.ticket(101).saved is None


def test_ten_minutes_after_the_first_pass_are_enough() -> None:
    table = full_table(4, 1, 1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.wait(minutes=9, seconds=59)
    assert kinds(table.ask(Tap("B", -1))) == [Kind.TAPPED]
    table.ask(Leave(103))
    table.wait(seconds=1)
    assert kinds(table.ask(Tap("Chamber", -1))) == [Kind.TAPPED, Kind.SAVED]


def test_what_is_saved_is_given_on_after_ten_minutes_and_the_passes_start_anew() -> None:
    table = passed_three_times()
    table.ask(Tap("Chamber", -2))
    assert table.ticket(101).passes == 0
    assert Kind.EXPIRED in kinds(table.wait(minutes=10))
    assert table.ticket(101).saved is None
    assert table.space("Chamber").free == 2
    assert table.ticket(101).state is TicketState.WAITING


def test_a_room_saves_for_one_party_at_a_time() -> None:
    table = full_table(4, 4, 1, 1, 1, 1)
    for _ in range(3):
        table.ask(Tap("B", -1))
        table.ask(CallNext())
    table.ask(Tap("Chamber", -4))
    table.ask(Tap("A", -2))
    saved = {hold.space: hold.ticket for hold in table.draft.holds.values() if hold.kind is HoldKind.SAVED}
    assert saved == {"Chamber": 101}


def test_who_leaves_gives_the_saved_places_back_at_once() -> None:
    table = passed_three_times()
    table.ask(Tap("Chamber", -3))
    table.ask(Leave(101))
    assert table.space("Chamber").free == 3


def test_a_party_with_saved_places_that_fits_elsewhere_is_called_there_and_they_are_free() -> None:
    table = passed_three_times()
    table.ask(Tap("Chamber", -1))
    table.wait(minutes=6)
    for number in table.numbers(TicketState.MISSED):
        table.ask(Leave(number))
    table.ask(Tap("A", -3))
    entries = table.ask(CallNext())
    assert (entries[0].ticket, entries[0].space, entries[0].from_held) == (101, "A", -1)
    assert table.space("Chamber").free + table.space("Chamber").held == 1


def test_saved_places_meet_a_part_of_the_lines_claim() -> None:
    table = full_table(4, 1, 1, 1)
    for _ in range(3):
        table.ask(Tap("A", -1))
        table.ask(CallNext())
    table.ask(Tap("Chamber", -4))
    table.ask(Tap("Chamber", -1))
    assert table.send(1).space == "Chamber", "four of five are saved for the only party in line"


def test_negative_control_saving_for_nobody_in_particular_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table(4, 1, 1)
    table.audited = False
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    monkeypatch.setattr(saving, "is_owed", lambda *_: True)
    table.ask(Tap("Chamber", -1))
    assert any("rule 9" in sentence for sentence in table.broken)


def test_negative_control_without_saving_a_large_party_is_passed_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "is_owed", lambda *_: False)
    table = passed_three_times()
    for room in ("A", "B"):
        table.ask(Tap(room, -1))
        table.ask(CallNext())
    assert table.ticket(101).passes == 5
    assert table.ask(SendParty(1))[0].kind == Kind.ISSUED
