"""Limits, closed spaces and overrides: rules 2 and 16."""

import pytest

from roomflow.domain import guards
from roomflow.domain.commands import (
    Authority,
    Call,
    CallNext,
    CloseSpace,
    MoveHold,
    OpenSpace,
    SendParty,
    SetLimit,
    SetReserved,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.limits import REASONS, ROLES, beyond
from roomflow.domain.spaces import SpaceState, state_of
from tests.domain.table import Table, full_table, refusal

OFFICIAL = Authority("fire-official", "fire-official")


def test_a_limit_is_lowered_at_any_moment_with_reason_and_role() -> None:
    table = Table()
    table.ask(Tap("A", 3))
    (entry,) = table.ask(SetLimit("A", 2, Authority("fire-official", "safety", "east exit blocked")))
    assert (entry.kind, entry.details["limit"], entry.details["was"]) == (Kind.LIMIT_SET, 2, 4)
    assert (entry.details["role"], entry.details["words"]) == ("fire-official", "east exit blocked")
    assert (table.space("A").free, table.space("A").over) == (-1, 1)
    assert state_of(table.space("A"), table.draft.figures) is SpaceState.OVER


def test_holds_past_a_lowered_limit_are_listed_for_decision_youngest_first() -> None:
    table = Table()
    table.send(2)
    table.wait(seconds=1)
    young = table.send(3)
    assert beyond(table.draft) == []
    table.ask(SetLimit("Chamber", 6, OFFICIAL))
    assert [hold.id for hold in beyond(table.draft)] == [str(young.seq)]
    table.ask(SetLimit("Chamber", 2, OFFICIAL))
    assert len(beyond(table.draft)) == 2
    table.ask(MoveHold(str(young.seq), "A"))
    assert len(beyond(table.draft)) == 1


def test_a_raised_limit_frees_places_at_once() -> None:
    table = full_table(2)
    table.ask(SetLimit("A", 6, OFFICIAL))
    table.ask(CallNext())
    assert table.hold("A").ticket == 101


def test_reserved_places_are_entered_as_they_are_in_use() -> None:
    table = Table()
    table.ask(SetReserved("Chamber", 0))
    assert table.space("Chamber").places == 8
    assert refusal(table, SetReserved("Chamber", 9)) == "bad-figure"
    assert refusal(table, SetLimit("A", -1, OFFICIAL)) == "bad-figure"
    table.ask(SetReserved("Chamber", 3))
    assert refusal(table, SetLimit("Chamber", 2, OFFICIAL)) == "limit-below-reserved"
    assert refusal(table, SetLimit("Stairs", 2, OFFICIAL)) == "keep-clear"
    assert refusal(table, SetLimit("Plaza", 2, OFFICIAL)) == "not-counted"


def test_a_closed_space_gets_no_invitation_and_a_tap_in_is_taken_and_marked() -> None:
    table = Table()
    table.ask(CloseSpace("Chamber"))
    assert table.send(2).space == "A"
    assert refusal(table, SendParty(1, space="Chamber")) == "space-closed"
    (entry,) = table.ask(Tap("Chamber", 1))
    assert entry.details["closed"] is True
    assert table.space("Chamber").inside == 1
    assert refusal(table, CloseSpace("Chamber")) == "space-closed"
    table.ask(OpenSpace("Chamber"))
    assert refusal(table, OpenSpace("Chamber")) == "space-open"
    assert table.send(2).space == "Chamber"


def test_nobody_is_called_to_a_closed_space() -> None:
    table = full_table(1)
    table.ask(Tap("A", -2))
    table.ask(CloseSpace("A"))
    assert refusal(table, CallNext()) == "none-fits"
    assert refusal(table, Call(101, "A", OFFICIAL)) == "space-closed"


def test_an_override_names_role_reason_and_whom_it_passes() -> None:
    table = full_table(2, 1)
    sent = table.ask(SendParty(1, space="A", authority=Authority("clerk", "press")))[0]
    assert sent.details["override"] == {"role": "clerk", "reason": "press", "words": ""}
    assert (sent.details["passed"], sent.details["reason"]) == ([101, 102], "press")
    called = table.ask(Call(102, "B", Authority("clerk", "speaker")))[0]
    assert (called.details["passed"], called.details["reason"]) == ([101], "speaker")
    assert table.space("B").over == 1


def test_an_override_that_was_not_needed_is_not_written() -> None:
    table = Table()
    (entry,) = table.ask(SendParty(1, space="A", authority=Authority("clerk", "press")))
    assert "override" not in entry.details


@pytest.mark.parametrize(
    ("authority", "key"),
    [
        (Authority("mayor", REASONS[0]), "unknown-role"),
        (Authority(ROLES[0], "because"), "unknown-reason"),
        (Authority(ROLES[0], REASONS[0], "x" * 61), "too-many-words"),
        (Authority(ROLES[0], REASONS[0], "a\nb"), "too-many-words"),
    ],
)
def test_reasons_and_roles_are_chosen_from_lists(authority: Authority, key: str) -> None:
    assert refusal(Table(), SetLimit("A", 2, authority)) == key


def test_negative_control_an_invitation_to_a_closed_space_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(audited=False)
    table.ask(CloseSpace("A"))
    monkeypatch.setattr(guards, "need_open", lambda _: None)
    table.ask(SendParty(1, space="A"))
    assert any("closed" in sentence for sentence in table.broken)
