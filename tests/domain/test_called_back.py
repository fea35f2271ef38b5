"""Who is out in an emergency is called back in when it ends and keeps the place so long; rules 8 and 11."""

from collections.abc import Callable
from typing import Any

import pytest

from roomflow.domain import emergency, inviting, reentry
from roomflow.domain.commands import (
    Adjourn,
    Authority,
    BeginEmergency,
    CallNext,
    EndEmergency,
    EndHold,
    Mark,
    SendParty,
    StepOut,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.fold import fold
from roomflow.domain.meeting import HoldKind
from roomflow.domain.recess import out_for_recess
from roomflow.domain.timers import next_due
from roomflow.service import timers
from tests.domain.table import Table, full_table, kinds, refusal
from tests.domain.test_undo_restores import whole

OVER = EndEmergency(Authority("fire-official", "fire-official"))
LONGER_MS = 15 * 60_000


def in_emergency(*sizes: int) -> Table:
    """Every room is full, parties of these sizes wait, and an emergency began."""
    table = full_table(*sizes)
    table.ask(BeginEmergency())
    return table


def test_in_an_emergency_a_tap_out_keeps_the_place_and_it_lasts_fifteen_minutes_from_the_end() -> None:
    table = in_emergency(1)
    (out,) = table.ask(Tap("A", -3, "Door"))
    assert (out.change, out.held) == (-3, 3)
    assert (table.space("A").inside, table.space("A").held, table.space("A").free) == (1, 3, 0)
    assert table.wait(minutes=40) == []
    table.ask(OVER)
    assert refusal(table, CallNext()) == "none-fits"
    (back,) = table.ask(Tap("A", 2, "Door"))
    assert [row[0] for row in back.details["consumed"]] == [str(out.seq)]
    assert table.wait(minutes=14, seconds=59.999) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.EXPIRED]
    assert table.space("A").free == 1


def test_who_stepped_out_before_it_has_fifteen_minutes_from_its_end_and_nobody_has_less_than_before() -> None:
    table = full_table()
    table.ask(StepOut("A", 1))
    table.wait(minutes=9)
    table.ask(BeginEmergency())
    table.wait(minutes=3)
    table.ask(StepOut("A", 1))
    (end,) = table.ask(OVER)
    assert [len(row) for row in end.details["out"]] == [2]  # the other has fifteen minutes from this moment already
    assert [hold.deadline for hold in table.draft.holds.values()] == [end.elapsed + LONGER_MS] * 2
    assert table.wait(minutes=14, seconds=59.999) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.EXPIRED, Kind.EXPIRED]


def test_who_steps_out_while_people_are_called_back_has_fifteen_minutes_and_later_ten() -> None:
    table = full_table()
    table.ask(BeginEmergency())
    table.ask(OVER)
    for minutes, longer in ((0, True), (14.999, True), (0.001, False)):
        table.wait(minutes=minutes)
        (entry,) = table.ask(StepOut("A", 1))
        hold = table.draft.holds[str(entry.seq)]
        assert hold.deadline - hold.began == (15 if longer else 10) * 60_000, minutes
        assert entry.details == {"recess": False} | ({"emergency": True} if longer else {})


def test_taps_out_after_its_end_keep_nothing_as_after_a_recess() -> None:
    table = in_emergency()
    table.ask(OVER)
    table.ask(Tap("A", -1))
    assert (not table.draft.holds, table.space("A").free) == (True, 1)


def test_only_who_went_out_is_waited_for_and_other_promises_end_as_ever() -> None:
    table = Table()
    table.ask(Tap("A", 2))
    table.ask(SendParty(2, space="A"))
    table.ask(BeginEmergency())
    table.ask(Tap("A", -1))
    assert next_due(table.draft) == 5 * 60_000
    assert kinds(table.wait(minutes=20)) == [Kind.EXPIRED]
    assert [hold.kind for hold in table.draft.holds.values()] == [HoldKind.RECESS]
    assert next_due(table.draft) is None
    assert refusal(table, EndHold(table.hold("A").id), "timer") == "no-hold"


def test_in_a_recess_too_the_time_of_those_who_are_out_does_not_end_in_an_emergency() -> None:
    table = full_table()
    table.ask(Mark("recess"))
    table.ask(Tap("A", -1))
    table.wait(minutes=14)
    table.ask(BeginEmergency())
    assert table.wait(minutes=10) == []
    (end,) = table.ask(OVER)
    assert [hold.deadline for hold in out_for_recess(table.draft, "A")] == [end.elapsed + LONGER_MS]


def test_a_press_by_mistake_ends_nobodys_time_later_than_it_was() -> None:
    table = full_table()
    table.ask(StepOut("A", 1))
    table.wait(minutes=9, seconds=55)
    table.ask(BeginEmergency())
    assert table.wait(seconds=8) == []
    assert kinds(table.undo()) == [Kind.UNDONE]
    assert kinds(table.wait()) == [Kind.EXPIRED]


def test_taking_the_end_back_gives_everybody_the_time_that_was_left_and_an_earlier_emergency_its_end() -> None:
    table = in_emergency()
    table.ask(OVER)
    table.ask(StepOut("A", 1))
    table.wait(minutes=1)
    table.ask(BeginEmergency())
    table.ask(Tap("A", -2))
    table.wait(minutes=2)
    before = whole(table.draft)
    table.ask(OVER)
    (taken_back,) = table.undo()
    assert whole(table.draft) == before
    assert len(taken_back.details["out"]) == 2
    table.ask(OVER)
    assert {hold.deadline for hold in table.draft.holds.values()} == {table.elapsed + LONGER_MS}


def test_who_came_back_before_the_end_was_taken_back_is_not_out_again() -> None:
    table = in_emergency()
    table.ask(Tap("A", -1), "Usher")
    table.wait(minutes=1)
    table.ask(OVER)
    table.ask(Tap("A", 1), "Usher")
    (taken_back,) = table.undo()
    assert "out" not in taken_back.details
    assert not table.draft.holds


def test_after_the_meeting_adjourned_nobody_who_leaves_keeps_a_place() -> None:
    table = full_table()
    table.ask(Adjourn())
    table.ask(BeginEmergency())
    table.ask(Tap("A", -1))
    assert not table.draft.holds


def test_an_end_of_a_log_from_before_changes_nobodys_time() -> None:
    table = full_table()
    table.ask(StepOut("A", 1))
    table.ask(BeginEmergency())
    (end,) = table.ask(OVER)
    older = end._replace(details={name: end.details[name] for name in ("role", "reason", "words", "asked", "since")})
    (hold,) = fold(1, [*table.entries[:-1], older]).holds.values()
    assert hold.deadline - hold.began == 10 * 60_000


def _nobody(*_: Any) -> list[Any]:
    return []


def _no(*_: Any) -> bool:
    return False


def _ends_in_an_emergency(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(timers, "stands_still", _no)
    patch.setattr(inviting, "stands_still", _no)


@pytest.mark.parametrize(
    ("switch_off", "sentence"),
    [
        (lambda patch: patch.setattr(emergency, "kept_longer", _nobody), "another time to come back"),
        (lambda patch: patch.setattr(reentry, "is_called_back", _no), "there can be no stepped-out"),
        (_ends_in_an_emergency, "loses the place while nobody can come back"),
    ],
)
def test_negative_control_without_its_guard_each_part_of_the_rule_is_seen_broken(
    monkeypatch: pytest.MonkeyPatch, switch_off: Callable[[pytest.MonkeyPatch], None], sentence: str
) -> None:
    table = full_table()
    table.ask(StepOut("A", 1))
    table.ask(BeginEmergency())
    table.audited = False
    switch_off(monkeypatch)
    table.wait(minutes=12)
    table.ask(StepOut("B", 1))
    table.ask(OVER)
    assert any(sentence in broken for broken in table.broken), table.broken
