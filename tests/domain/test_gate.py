"""The head-count gate and the reminders: rule 7."""

import pytest
from msgspec.structs import replace

from roomflow.domain import guards, inviting
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import CallNext, DeferHeadCount, SaveHeadCount, SendParty, Tap
from roomflow.domain.events import Kind, Wish
from roomflow.domain.spaces import count_due, drift_of, waits_for_count
from tests.domain.table import Table, refusal, small_building


def gated() -> Table:
    """A chamber of 20 with 18 inside: nearly full, not counted."""
    table = Table(small_building(20, 10, 10))
    for _ in range(3):
        table.ask(Tap("Chamber", 6))
    return table


def test_a_nearly_full_room_waits_for_a_head_count_and_other_rooms_are_offered() -> None:
    table = gated()
    assert waits_for_count(table.space("Chamber"), table.draft.figures, table.elapsed)
    assert table.send(1).space == "A"
    assert refusal(table, SendParty(1, space="Chamber")) == "count-first"


def test_after_the_head_count_it_never_waits_again() -> None:
    table = gated()
    table.ask(SaveHeadCount("Chamber", 19))
    assert table.send(1).space == "Chamber"
    table.ask(Tap("Chamber", -5))
    table.ask(Tap("Chamber", 4))
    assert table.send(1).space == "Chamber"


def test_a_count_of_a_half_empty_room_does_not_pass_the_gate() -> None:
    table = Table(small_building(20, 10, 10))
    table.ask(SaveHeadCount("Chamber", 10))
    for _ in range(4):
        table.ask(Tap("Chamber", 2))
    assert table.send(1).space == "A"


def test_it_is_put_off_once_for_five_minutes_by_a_role() -> None:
    table = gated()
    assert refusal(table, DeferHeadCount("Chamber", "nobody")) == "unknown-role"
    assert refusal(table, DeferHeadCount("A", "supervisor")) == "no-count-waited-for"
    table.ask(DeferHeadCount("Chamber", "supervisor"))
    assert table.send(1).space == "Chamber"
    table.wait(minutes=4, seconds=59.999)
    assert table.send(1).space == "Chamber"
    table.wait(minutes=6)
    assert refusal(table, SendParty(1, space="Chamber")) == "count-first"
    assert refusal(table, DeferHeadCount("Chamber", "supervisor")) == "deferred-already"


def test_the_suggestion_stops_where_a_room_has_to_be_counted_first() -> None:
    table = Table(small_building(20, 1, 1, 60, 60))
    for _ in range(3):
        table.ask(Tap("Chamber", 5))
    for _ in range(8):
        table.send(2, Wish.CHAMBER)
    # The first party of two fills to 17 of 20, the second to 19: nine tenths and more.
    numbers = [e.ticket for e in table.entries if e.kind == Kind.ISSUED]
    table.ask(Tap("Chamber", -5))
    moves = next_best_move(table.draft)
    taken = table.space("Chamber").inside + table.space("Chamber").held
    assert moves
    assert taken + 2 * (len(moves) - 1) < 18
    assert [move.ticket for move in moves] == numbers[: len(moves)]
    table.ask(CallNext())


def test_reminders_come_by_crossings_and_by_minutes_and_refuse_nothing() -> None:
    table = Table(small_building(20, 10, 10))
    table.ask(SaveHeadCount("A", 0))
    assert not count_due(table.space("A"), table.draft.figures, table.elapsed)
    for _ in range(20):
        table.ask(Tap("A", 1))
        table.ask(Tap("A", -1))
    assert count_due(table.space("A"), table.draft.figures, table.elapsed)
    table.ask(SaveHeadCount("A", 0))
    table.wait(minutes=30)
    assert count_due(table.space("A"), table.draft.figures, table.elapsed)
    assert inviting.offer(table.draft, 1, Wish.ANY).space == "Chamber"


def test_the_shown_drift_grows_with_the_crossings() -> None:
    table = Table(small_building(20, 10, 10))
    drifts = [drift_of(replace(table.space("A"), crossings=crossings)) for crossings in range(0, 201, 20)]
    assert drifts[0] == 0
    assert drifts == sorted(drifts)
    assert (drifts[1], drifts[2], drifts[4], drifts[8]) == (2, 3, 5, 7)


def test_negative_control_without_the_gate_the_audit_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    table = gated()
    table.audited = False
    monkeypatch.setattr(guards, "need_count", lambda *_: None)
    table.send(1)
    assert any("rule 7" in sentence for sentence in table.broken)
