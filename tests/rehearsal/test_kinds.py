"""Evenings at the edge of the rules: eight kinds, each by many seeds, through the real desk, verified and added up."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from roomflow.cli import KIND_NAMES
from roomflow.domain import guards
from roomflow.domain.events import Wish
from roomflow.rehearsal.kinds import KINDS, kind_of_evening
from roomflow.rehearsal.many import BAD_KEPT_MAX, Evenings, problem_of, rehearse_many
from roomflow.rehearsal.plan import Plan
from tests.rehearsal.played import first, plan

QUICK = tuple(kind for kind in KINDS if kind != "five-thousand")
SEEDS = 200
FIRST_SEED = 1000
SEEDS_A_PART = 20


def played(kind: str, first_seed: int, seeds: int) -> Evenings:
    return rehearse_many(partial(kind_of_evening, kind), first_seed, seeds)


def all_is_well(evenings: Evenings, seeds: int) -> bool:
    faults = (evenings.violations, evenings.do_not_add_up, evenings.overtaken_without_reason)
    return evenings.played == seeds and faults == (0, 0, 0) and evenings.first_bad is None


# --- what the kinds are -------------------------------------------------------------------------------


def test_the_command_line_names_every_kind() -> None:
    assert list(KIND_NAMES) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same_evening_and_another_seed_another(kind: str) -> None:
    assert kind_of_evening(kind, 3).opening == kind_of_evening(kind, 3).opening
    assert kind_of_evening(kind, 3).opening != kind_of_evening(kind, 4).opening


def test_each_kind_is_what_its_name_says() -> None:
    plans = {kind: kind_of_evening(kind, 5) for kind in KINDS}
    people = {kind: sum(arrival.people for arrival in drawn.arrivals) for kind, drawn in plans.items()}
    assert len(plans["one-room"].building.spaces) == 1
    assert len(plans["forty-rooms"].building.rooms) == 40
    assert len(plans["no-overflow"].building.rooms) == 1
    assert 1 in [room.limit for room in plans["room-of-one"].building.rooms]
    assert people["five-thousand"] == 5000
    assert people["nobody"] == 0
    assert {arrival.people for arrival in plans["sixes"].arrivals} == {6}
    assert all(arrival.accessible for arrival in plans["accessible"].arrivals)


# --- what holds in them -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", QUICK)
def test_a_few_evenings_of_each_kind_break_no_rule_add_up_and_overtake_nobody_silently(kind: str, seed: int) -> None:
    evenings = played(kind, seed, 2)
    assert all_is_well(evenings, 2), evenings.first_bad


@pytest.mark.proof
@pytest.mark.parametrize("part", range(SEEDS // SEEDS_A_PART))
@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_evenings_of_each_kind_break_no_rule_add_up_and_overtake_nobody_silently(
    kind: str, part: int
) -> None:
    first_seed = FIRST_SEED + part * SEEDS_A_PART
    # Not forked: a thread of this process may hold a lock that the copy would wait for.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        tasks = list(pool.map(partial(played, kind, seeds=1), range(first_seed, first_seed + SEEDS_A_PART)))
    people, tickets, entries = (sum(getattr(t, name) for t in tasks) for name in ("people", "tickets", "entries"))
    print(f"\n{kind}: {SEEDS_A_PART} evenings, {people} people, {tickets} tickets, {entries} entries")
    assert all(all_is_well(task, 1) for task in tasks), [task.first_bad for task in tasks if task.bad]
    assert (people > 0) == (kind != "nobody")


def mixed(seed: int) -> Plan:
    """Parties of three and of one by turns: while two places are free, one newcomer fits and those in line do not."""
    drawn = kind_of_evening("no-overflow", seed)
    arrivals = [replace(party, people=3 - 2 * (at % 2), wish=Wish.ANY) for at, party in enumerate(drawn.arrivals)]
    return replace(drawn, arrivals=tuple(arrivals))


def test_newcomers_that_pass_the_line_in_silence_are_found_in_the_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all_is_well(rehearse_many(mixed, 1, 6), 6)
    monkeypatch.setattr(guards, "left_for_newcomers", lambda _picture, room, **_of: room.free)
    monkeypatch.setattr(guards, "passed_by_newcomer", lambda *_: ())
    evenings = rehearse_many(mixed, 1, 6)
    assert evenings.violations > 0
    assert evenings.overtaken_without_reason > 0
    assert evenings.first_bad is not None
    assert len(evenings.bad) <= BAD_KEPT_MAX


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda summary: summary["people"].update(turned_away=summary["people"]["turned_away"] + 1), "do not add up"),
        (lambda summary: summary.update(overtaken_without_reason=2), "Tickets overtaken without a reason: 2."),
    ],
)
def test_somebody_who_is_nowhere_or_was_overtaken_is_a_problem(
    change: Callable[[dict[str, object]], None], sentence: str
) -> None:
    summary = {**first().summary, "people": dict(first().summary["people"])}
    assert problem_of(replace(first(), summary=summary)) is None
    change(summary)
    assert sentence in str(problem_of(replace(first(), summary=summary)))


def test_many_evenings_in_one_folder_are_one_meeting_after_another(tmp_path: Path) -> None:
    evenings = rehearse_many(lambda seed: replace(plan(seed), arrivals=()), 1, 3, tmp_path)
    assert (evenings.played, evenings.people, evenings.bad) == (3, 0, {})
