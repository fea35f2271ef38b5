"""Taps and head counts: rules 1, 6 and 11."""

import pytest

from roomflow.domain import counting
from roomflow.domain.commands import (
    Adjourn,
    CallNext,
    Close,
    SaveHeadCount,
    SendParty,
    StartHeadCount,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import SpaceState, state_of
from tests.domain.table import Table, refusal


def test_a_tap_is_taken_past_the_limit_and_marked() -> None:
    table = Table()
    table.ask(Tap("Chamber", 6, "East"))
    (entry,) = table.ask(Tap("Chamber", 3, "West"))
    assert entry.details["over"] == 3
    assert (table.space("Chamber").inside, table.space("Chamber").free, table.space("Chamber").over) == (9, -3, 3)
    assert refusal(table, SendParty(1, space="Chamber")) == "no-places"


def test_a_tap_is_taken_while_invitations_are_stopped_after_adjourning_and_on_the_stairs() -> None:
    table = Table()
    table.ask(StopInvitations())
    table.ask(Tap("Chamber", 1))
    table.ask(Adjourn())
    table.ask(Tap("Chamber", -1))
    table.ask(Tap("Stairs", 2))
    assert state_of(table.space("Stairs"), table.draft.figures) is SpaceState.OVER


def test_a_closed_log_takes_nothing() -> None:
    table = Table()
    table.ask(Adjourn())
    table.ask(Close())
    assert refusal(table, Tap("Chamber", 1)) == "meeting-closed"


def test_an_exit_from_an_empty_space_is_kept_as_unmatched_and_asks_for_a_head_count() -> None:
    table = Table()
    table.ask(Tap("A", 1, "Door"))
    (entry,) = table.ask(Tap("A", -3, "Door"))
    assert (entry.change, entry.details["unmatched"]) == (-1, 2)
    assert (table.space("A").inside, table.space("A").unmatched) == (0, 2)
    assert table.space("A").doors["Door"] == (1, 3)
    table.ask(SaveHeadCount("A", 2))
    assert (table.space("A").inside, table.space("A").unmatched) == (2, 0)


def test_each_door_counts_for_itself_and_the_space_is_their_sum() -> None:
    table = Table()
    table.ask(Tap("Chamber", 3, "East"))
    table.ask(Tap("Chamber", 2, "West"))
    table.ask(Tap("Chamber", -1, "East"))
    table.ask(Tap("Chamber", 1))
    assert dict(table.space("Chamber").doors) == {"East": (3, 1), "West": (2, 0)}
    assert table.space("Chamber").inside == 5


def test_a_tap_that_cannot_be_read_is_refused_with_a_sentence() -> None:
    table = Table()
    assert refusal(table, Tap("Chamber", 0)) == "bad-change"
    assert refusal(table, Tap("Chamber", 7)) == "bad-change"
    assert refusal(table, Tap("Chamber", 1, "North")) == "unknown-door"
    assert refusal(table, Tap("Attic", 1)) == "unknown-space"
    assert refusal(table, Tap("Plaza", 1)) == "not-counted"


def test_a_tap_never_ends_a_called_tickets_hold() -> None:
    table = Table()
    table.fill(6, 4, 3, 2)
    table.ask(Tap("A", 4))
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Tap("A", 1))
    assert (table.space("A").inside, table.space("A").held, table.space("A").free) == (3, 2, -1)


def test_the_age_of_a_tap_is_when_it_happened() -> None:
    table = Table()
    table.wait(minutes=2)
    (entry,) = table.ask(Tap("A", 1), age_ms=30_000)
    assert entry.at - entry.happened == 30_000


def test_a_head_count_adds_the_taps_since_its_start() -> None:
    table = Table()
    table.ask(Tap("A", 3))
    table.ask(StartHeadCount("A"))
    table.ask(Tap("A", 1))
    table.ask(Tap("A", -2))
    (entry,) = table.ask(SaveHeadCount("A", 4))
    assert (entry.people, entry.details["was"], entry.details["since"], entry.change) == (4, 2, -1, 1)
    assert table.space("A").inside == 3
    assert (table.space("A").counted_elapsed, table.space("A").crossings) == (0, 0)


def test_a_head_count_may_find_more_people_than_places() -> None:
    table = Table()
    table.ask(SaveHeadCount("A", 6))
    assert (table.space("A").inside, table.space("A").over) == (6, 2)
    assert state_of(table.space("A"), table.draft.figures) is SpaceState.OVER


def test_a_head_count_is_a_whole_number_and_runs_once_at_a_time() -> None:
    table = Table()
    assert refusal(table, SaveHeadCount("A", -1)) == "bad-figure"
    table.ask(StartHeadCount("A"))
    assert refusal(table, StartHeadCount("A")) == "count-running"


def test_crossings_since_the_last_count_are_counted() -> None:
    table = Table()
    table.ask(SaveHeadCount("A", 0))
    table.ask(Tap("A", 3))
    table.ask(Tap("A", -2))
    assert table.space("A").crossings == 5


@pytest.mark.parametrize(
    ("inside", "state"),
    [(0, "open"), (7, "open"), (8, "filling"), (9, "nearly-full"), (10, "full"), (11, "over")],
)
def test_the_state_is_by_inside_and_held_over_places_not_rounded(inside: int, state: str) -> None:
    from tests.domain.table import small_building

    table = Table(small_building(a=10))
    table.ask(SaveHeadCount("A", inside))
    assert state_of(table.space("A"), table.draft.figures) == state


def test_a_room_without_places_is_full_and_kept_clear_is_clear() -> None:
    from tests.domain.table import small_building

    table = Table(small_building(chamber=0))
    assert state_of(table.space("Chamber"), table.draft.figures) is SpaceState.FULL
    assert state_of(table.space("Stairs"), table.draft.figures) is SpaceState.CLEAR


def test_negative_control_a_tap_refused_at_the_limit_would_lose_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a limit put on facts the room would read full while it is over: the test above would fail."""
    table = Table()
    table.ask(Tap("A", 4))
    real = counting._tap_in

    def limited(picture, space, command, pen):  # type: ignore[no-untyped-def]
        if space.free < command.change:
            raise Refused("no-places", space=space.name, free=space.free, people=command.change)
        real(picture, space, command, pen)

    monkeypatch.setattr(counting, "_tap_in", limited)
    assert refusal(table, Tap("A", 1)) == "no-places"
    assert table.space("A").inside == 4


def test_negative_control_a_clamped_exit_is_seen_by_the_audit() -> None:
    table = Table(audited=False)
    (entry,) = Table().ask(Tap("A", -2))
    assert entry.details["unmatched"] == 2
    broken = table._audit.step(entry._replace(details={}))
    assert any("rule 1" in sentence for sentence in broken)
    assert entry.kind == Kind.TAPPED
