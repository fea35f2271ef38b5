"""The rules hold under any order of requests and faults: a deterministic simulation, and bugs that it has to find."""

import contextlib
import typing
from pathlib import Path

import pytest

from roomflow.domain.commands import Command
from roomflow.domain.events import Kind
from roomflow.reports.verify import verify
from roomflow.store.sqlite import open_journal, open_reader
from tests.proof import scale
from tests.proof.simulation import World, simulate
from tests.proof.simulation_bugs import BUGS
from tests.proof.simulation_checks import Violation
from tests.proof.simulation_stations import Tally

FIXED_SEED = 126
"""In every run the same evenings, so that a red run means a changed program and not other dice."""
REQUESTS_IN_EVERY_RUN = 20_000
PARTS = 20
REQUESTS_A_PART = scale.REQUESTS // PARTS
REQUESTS_AN_EVENING = 1_000
BUG_REQUESTS_MAX = 40_000
"""Within so many requests every seeded bug is found."""
BUG_SEEDS = 5
QUICKLY_FOUND = (
    "answers are not kept",
    "refusals are not kept",
    "one commit in fifty is answered and not written",
    "the guard of places is off",
    "the first claim of the line is off",
    "the guard of the order is off",
    "a pass is not named",
    "no timer runs",
    "deadlines go by the wall clock",
    "a hold ends when somebody asks, not at its deadline",
    "a tap takes no hold",
    "who gives up leaves a hold behind",
    "who is seated stays promised too",
    "an exit from an empty room is clamped",
    "a number is given twice",
    "a tap past the limit is refused",
    "a rule changes the picture itself",
    "two open meetings get the same room",
    "an emergency stays in its own meeting",
    "answers are told before their commit is on the disk",
    "a commit that fails is told to its first asker alone",
    "a refusal spoils what was decided with it",
)
"""Those that a few hundred requests find; `make proof` looks for all of them."""


def told(tally: Tally) -> str:
    """The figures, for whoever runs the proof with -s."""
    asked = f"{tally.requests} requests, {tally.entries} entries in {tally.meetings} meetings"
    lost = f"{tally.dropped} dropped, {tally.twice} twice, {tally.late} late, {tally.answers_lost} answers lost"
    world = f"{tally.faults} faults, {tally.crashes} crashes, {tally.jumps} jumps of the clock"
    together = f"{tally.gathered} commits of three requests and more, {tally.gathered_in_vain} in vain"
    return f"{asked}; {lost}; {world}; {together}"


def found_after(name: str, seed: int) -> int | None:
    """How many requests it takes to find a seeded bug; None where BUG_REQUESTS_MAX do not."""
    asked = 0
    with BUGS[name]() as make:
        for evening in range(BUG_REQUESTS_MAX // REQUESTS_AN_EVENING):
            world = make(seed + evening, REQUESTS_AN_EVENING)
            try:
                world.run()
            except Violation:
                return asked + world.tally.requests
            asked += world.tally.requests
    return None


# --- no violation -------------------------------------------------------------------------------------


def test_every_rule_holds_after_every_request_of_every_command_whatever_is_lost_or_fails() -> None:
    tally = simulate(FIXED_SEED, REQUESTS_IN_EVERY_RUN, REQUESTS_AN_EVENING)
    assert tally.commands == {command.__name__ for command in typing.get_args(Command)}
    assert tally.kinds == set(Kind)
    assert min(tally.dropped, tally.twice, tally.late, tally.answers_lost, tally.gathered) > REQUESTS_IN_EVERY_RUN // 50
    assert min(tally.faults, tally.crashes, tally.jumps, tally.repeated, tally.gathered_in_vain) > 10
    assert tally.done + tally.refused == tally.ids
    assert tally.open_at_once >= 2


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_every_rule_holds_after_each_of_very_many_requests(seed: int, part: int) -> None:
    tally = simulate(seed + part * REQUESTS_A_PART, REQUESTS_A_PART, REQUESTS_AN_EVENING)
    print(told(tally))
    assert tally.requests >= REQUESTS_A_PART
    assert tally.done + tally.refused == tally.ids


def test_the_seed_that_once_left_places_saved_for_a_ticket_that_does_not_wait_leaves_none() -> None:
    assert World(4200290883, REQUESTS_AN_EVENING).run().done


def test_the_same_seed_gives_the_same_log_and_the_same_answers_to_the_byte(seed: int) -> None:
    first, again, other = (World(number, 500).run().hashes for number in (seed, seed, seed + 1))
    assert first == again, seed
    assert first != other, seed


def test_a_violation_names_the_seed_that_repeats_it() -> None:
    with (
        BUGS["a rule changes the picture itself"]() as make,
        pytest.raises(Violation, match=r"\(seed 5, request \d+, "),
    ):
        make(5, 1_000).run()


def test_what_the_simulation_wrote_has_the_same_heads_on_disk_and_is_accepted_there(tmp_path: Path, seed: int) -> None:
    world = World(seed, 600)
    world.run()
    with contextlib.closing(open_journal(tmp_path, practice=False, durable=False)) as journal:
        for batches in world.log.commits:
            journal.append(batches)
        heads = {number: journal.head(number)[1] for number in world.log.sealed}
    assert heads == {number: world.log.head(number) for number in world.log.sealed}, seed
    with open_reader(tmp_path) as reader:
        report = verify(reader)
    assert (report.first_bad, report.violations) == (None, 0), seed


# --- negative controls ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUICKLY_FOUND)
def test_negative_control_a_seeded_bug_is_found(name: str) -> None:
    assert found_after(name, FIXED_SEED) is not None


@pytest.mark.proof
@pytest.mark.parametrize("name", BUGS)
def test_negative_control_every_seeded_bug_is_found_by_every_seed(name: str, seed: int) -> None:
    found = [found_after(name, seed + number * 1_000) for number in range(BUG_SEEDS)]
    print(f"{name}: after {found} requests")
    assert None not in found, seed
