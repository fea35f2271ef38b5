"""Spaces to the number: words for how full, drift, reminders, crowd managers, each at the edge of its table."""

from typing import Any

import pytest
from msgspec.structs import replace

from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.spaces import (
    NO_DOORS,
    Space,
    SpaceState,
    count_due,
    crowd_managers,
    drift_of,
    state_of,
    waits_for_count,
)
from roomflow.settings import Figures

FIGURES = Figures()
PLAN = SpacePlan("Chamber", SpaceKind.CHAMBER, 100)
MINUTE_MS = 60_000


def room(inside: int = 0, held: int = 0, limit: int = 100, **values: Any) -> Space:
    return Space(replace(PLAN, limit=limit), limit, inside=inside, held=held, **values)


def test_a_space_begins_empty_open_and_never_counted() -> None:
    space = Space(PLAN, 100)
    assert space == Space(
        plan=PLAN, limit=100, reserved=0, inside=0, held=0, doors=NO_DOORS, counted_elapsed=None, counted_at=None,
        crossings=0, unmatched=0, counting_since=None, counting_change=0, closed=False, cleared=False, assistance=0,
        count_asked=False, gate_passed=False, deferred_until=None, kept=0, pool_open=False,
    )  # fmt: skip
    assert (space.places, space.free, space.over) == (100, 100, 0)


@pytest.mark.parametrize(
    ("inside", "held", "free", "over"), [(98, 1, 1, 0), (98, 2, 0, 0), (100, 1, -1, 1), (103, 0, -3, 3)]
)
def test_free_is_signed_and_over_is_what_screens_show_instead(inside: int, held: int, free: int, over: int) -> None:
    assert (room(inside, held).free, room(inside, held).over) == (free, over)


def test_outside_nobody_is_counted_and_nothing_is_free() -> None:
    plaza = Space(SpacePlan("Plaza", SpaceKind.OUTSIDE, None), None, inside=7)
    assert (plaza.places, state_of(plaza, FIGURES)) == (0, SpaceState.OPEN)


@pytest.mark.parametrize(
    ("taken", "state"),
    [
        (0, "open"), (79, "open"), (80, "filling"), (89, "filling"), (90, "nearly-full"), (99, "nearly-full"),
        (100, "full"), (101, "over"),
    ],
)  # fmt: skip
def test_the_word_changes_at_the_very_percent(taken: int, state: str) -> None:
    assert state_of(room(taken), FIGURES) == state
    assert state_of(room(0, taken), FIGURES) == state, "promised counts as taken"


def test_stairs_are_clear_at_nobody_and_over_at_one() -> None:
    stairs = Space(SpacePlan("Stairs", SpaceKind.KEEP_CLEAR, 0), 0)
    assert (state_of(stairs, FIGURES), state_of(replace(stairs, inside=1), FIGURES)) == ("clear", "over")


@pytest.mark.parametrize(
    ("crossings", "people"),
    [
        (0, 0), (1, 2), (20, 2), (21, 3), (40, 3), (41, 5), (80, 5), (81, 7), (160, 7), (161, 8), (320, 10), (640, 14),
    ],
)  # fmt: skip
def test_the_drift_is_that_of_the_table_and_grows_by_the_root_beyond_it(crossings: int, people: int) -> None:
    assert drift_of(room(crossings=crossings)) == people


@pytest.mark.parametrize(
    ("people", "managers"), [(0, 1), (1, 1), (250, 1), (251, 2), (500, 2), (501, 3), (750, 3), (751, 4)]
)
def test_one_crowd_manager_for_each_250_people_present(people: int, managers: int) -> None:
    assert crowd_managers(people, FIGURES) == managers


def test_above_500_there_are_two_even_where_one_may_answer_for_more() -> None:
    lenient = replace(FIGURES, crowd_manager_people=1_000)
    assert [crowd_managers(people, lenient) for people in (500, 501, 1_000, 1_001)] == [1, 2, 2, 2]


@pytest.mark.parametrize(("taken", "waits"), [(89, False), (90, True), (100, True)])
def test_the_gate_begins_at_the_very_percent(taken: int, waits: bool) -> None:
    assert waits_for_count(room(taken), FIGURES, 0) is waits
    assert waits_for_count(room(1, taken - 1), FIGURES, 0) is waits
    assert not waits_for_count(room(taken, gate_passed=True), FIGURES, 0)


def test_a_room_without_places_and_what_is_no_room_wait_for_nobody() -> None:
    assert not waits_for_count(room(0, limit=0), FIGURES, 0)
    assert not waits_for_count(replace(room(0, limit=1), limit=0, inside=1), FIGURES, 0)
    assert waits_for_count(room(1, limit=1), FIGURES, 0)
    hallway = Space(SpacePlan("Hallway", SpaceKind.WAITING, 10), 10, inside=10)
    assert not waits_for_count(hallway, FIGURES, 0)


def test_put_off_it_waits_again_at_the_very_moment() -> None:
    put_off = room(95, deferred_until=5_000)
    assert [waits_for_count(put_off, FIGURES, now) for now in (0, 4_999, 5_000)] == [False, False, True]


@pytest.mark.parametrize(
    ("values", "now", "due"),
    [
        ({}, 90 * MINUTE_MS, False),
        ({"crossings": 1}, 0, False),
        ({"crossings": 39}, 0, False),
        ({"crossings": 40}, 0, True),
        ({"crossings": 1}, 30 * MINUTE_MS - 1, False),
        ({"crossings": 1}, 30 * MINUTE_MS, True),
        ({"counted_elapsed": 5, "crossings": 0}, 30 * MINUTE_MS + 4, False),
        ({"counted_elapsed": 5, "crossings": 0}, 30 * MINUTE_MS + 5, True),
        ({"crossings": 1, "unmatched": 1}, 0, True),
        ({"count_asked": True}, 0, True),
    ],
)
def test_a_count_is_due_by_crossings_by_minutes_by_an_unmatched_exit_or_when_asked(
    values: dict[str, object], now: int, due: bool
) -> None:
    assert count_due(room(**values), FIGURES, now) is due  # type: ignore[arg-type]


def test_no_count_is_due_where_nobody_sits() -> None:
    hallway = Space(SpacePlan("Hallway", SpaceKind.WAITING, 10), 10, crossings=100)
    assert not count_due(hallway, FIGURES, 0)
