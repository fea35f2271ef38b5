"""Emergency: invitations freeze, spaces are cleared, and everything is counted again."""

import pytest

from roomflow.domain import guards
from roomflow.domain.audit_building import building_of
from roomflow.domain.commands import (
    Authority,
    BeginEmergency,
    CallNext,
    ChangeUsher,
    EndEmergency,
    MarkCleared,
    NoteAssistance,
    SaveHeadCount,
    SendParty,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.meeting import thaw
from roomflow.domain.spaces import count_due
from tests.domain.table import Table, full_table, refusal

OVER = Authority("fire-official", "safety")


def test_an_emergency_freezes_invitations_and_counting_goes_on() -> None:
    table = full_table(1)
    table.ask(Tap("A", -2))
    table.ask(BeginEmergency())
    assert refusal(table, CallNext()) == "in-emergency"
    assert refusal(table, SendParty(1, space="A")) == "in-emergency"
    assert refusal(table, BeginEmergency()) == "in-emergency"
    assert table.send(1).kind == Kind.ISSUED
    table.ask(Tap("A", -2))
    assert table.space("A").inside == 0


def test_spaces_are_cleared_one_by_one_with_the_number_who_need_help() -> None:
    table = full_table()
    assert refusal(table, MarkCleared("A", True)) == "no-emergency"
    assert refusal(table, NoteAssistance("A", 1)) == "no-emergency"
    table.ask(BeginEmergency())
    table.ask(NoteAssistance("A", 2))
    table.ask(MarkCleared("A", True))
    assert (table.space("A").cleared, table.space("A").assistance) == (True, 2)
    assert refusal(table, MarkCleared("A", True)) == "already-marked"
    assert refusal(table, NoteAssistance("A", -1)) == "bad-figure"
    table.ask(MarkCleared("A", False))
    assert not table.space("A").cleared


def test_it_ends_with_a_reason_and_every_room_asks_for_a_head_count() -> None:
    table = full_table()
    assert refusal(table, EndEmergency(OVER)) == "no-emergency"
    table.ask(BeginEmergency())
    assert refusal(table, EndEmergency(Authority("mayor", "safety"))) == "unknown-role"
    (entry,) = table.ask(EndEmergency(OVER))
    assert (entry.details["role"], entry.details["reason"]) == ("fire-official", "safety")
    assert count_due(table.space("A"), table.draft.figures, table.elapsed)
    assert not count_due(table.space("Hallway"), table.draft.figures, table.elapsed)
    table.ask(SaveHeadCount("A", 0))
    assert not count_due(table.space("A"), table.draft.figures, table.elapsed)
    assert table.send(1).space == "A"


def test_a_second_emergency_begins_with_nothing_cleared() -> None:
    table = full_table()
    table.ask(BeginEmergency())
    table.ask(MarkCleared("A", True))
    table.ask(EndEmergency(OVER))
    table.ask(BeginEmergency())
    assert not table.space("A").cleared


def test_a_change_of_usher_asks_for_a_head_count() -> None:
    table = full_table()
    table.ask(SaveHeadCount("A", 4))
    assert refusal(table, ChangeUsher("A", "North")) == "unknown-door"
    table.ask(ChangeUsher("A", "Door"))
    assert count_due(table.space("A"), table.draft.figures, table.elapsed)
    table.undo()
    assert not count_due(table.space("A"), table.draft.figures, table.elapsed)


def test_a_press_by_mistake_is_taken_back() -> None:
    table = full_table()
    table.ask(BeginEmergency())
    table.undo()
    assert not table.draft.in_emergency
    table.ask(BeginEmergency())
    table.ask(NoteAssistance("A", 2))
    table.undo()
    table.ask(MarkCleared("A", True))
    table.undo()
    assert (table.space("A").cleared, table.space("A").assistance) == (False, 0)
    table.ask(EndEmergency(OVER))
    table.undo()
    assert table.draft.in_emergency
    assert not table.space("A").count_asked


def test_taking_the_end_back_keeps_a_head_count_that_was_asked_for_before_and_the_beginning() -> None:
    table = full_table()
    table.ask(ChangeUsher("A"))
    table.wait(minutes=1)
    (began,) = table.ask(BeginEmergency())
    assert table.draft.emergency_since == began.happened
    table.wait(minutes=2)
    (ended,) = table.ask(EndEmergency(OVER))
    assert ended.details["asked"] == ["A"]
    assert not table.draft.in_emergency
    assert table.space("B").count_asked
    table.undo()
    assert [name for name, space in table.draft.spaces.items() if space.count_asked] == ["A"]
    assert table.draft.emergency_since == began.happened


def test_negative_control_an_end_that_forgets_what_was_asked_is_seen() -> None:
    table = full_table()
    table.ask(ChangeUsher("A"))
    table.ask(BeginEmergency())
    before = thaw(table.draft)
    (entry,) = table.ask(EndEmergency(OVER))
    assert list(building_of(before, entry)) == []
    forged = entry._replace(details={**entry.details, "asked": []})
    assert any("another emergency" in sentence for sentence in building_of(before, forged))


def test_negative_control_an_invitation_in_an_emergency_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(audited=False)
    table.ask(BeginEmergency())
    monkeypatch.setattr(guards, "need_invitations", lambda _: None)
    table.ask(SendParty(1, space="A"))
    assert any("rule 16" in sentence for sentence in table.broken)
