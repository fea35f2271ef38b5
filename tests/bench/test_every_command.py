"""How long one decision takes, for every command there is: the slowest of many drawn for it, taken and refused."""

import gc
import random
from collections.abc import Callable
from time import process_time

import pytest
from msgspec.structs import replace

from roomflow.domain.codes import draw_code
from roomflow.domain.commands import Command, Undo
from roomflow.domain.decide import decide
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Draft, HoldKind, publish
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Secret, Stamp, secrets_needed
from tests.bench.test_rules_rate import crowded, sample
from tests.domain.table import START
from tests.proof.invented import entries_of
from tests.proof.simulation_commands import Asker
from tests.rehearsal import played

pytestmark = pytest.mark.bench

DRAWN = 2_500
"""Commands drawn for a picture, of every kind."""
OF_A_KIND = 12
ROUNDS, TURNS = 4, 12


def freed() -> Draft:
    """The sample evening later on, when speakers have come and a call finds places and parties."""
    entries = entries_of(played.plan(126))
    found = [entry.seq for entry in entries if entry.kind == "called" and entry.elapsed > 90 * 60_000]
    return fold(1, entries[: found[len(found) // 2] - 1])


def with_seats_on_deck() -> Draft:
    """Thousands wait, and seats are held for speakers, who pass them all."""
    draft = crowded(passed=False)
    draft.on_deck = 2
    chamber = next(iter(draft.spaces.values()))
    held = draft.spaces[chamber.name] = replace(chamber, limit=(chamber.limit or 0) + 2, held=chamber.held + 2)
    first = next(iter(draft.holds.values()))
    for number in ("9000001", "9000002"):
        draft.holds[number] = replace(
            first, id=number, kind=HoldKind.ON_DECK, space=held.name, people=1, ticket=None, deadline=first.deadline * 2
        )
    return draft


CASES: dict[str, tuple[Callable[[], Draft], int]] = {
    "sample, most waiting": (sample, 50),
    "sample, a call finds places": (freed, 50),
    "5,000 waiting, nobody fits": (lambda: crowded(passed=False), 200),
    "5,000 waiting, seats on deck": (with_seats_on_deck, 200),
    "5,000 waiting, all passed over": (lambda: crowded(passed=True), 200),
}


def drawn(draft: Draft) -> dict[str, list[tuple[Command, str]]]:
    """Commands for this picture, by their kind, each with its station."""
    asker, meeting = Asker(random.Random(126)), publish(draft)
    found: dict[str, list[tuple[Command, str]]] = {}
    for station, last in draft.last.items():
        if last:
            found.setdefault("Undo", []).append((Undo(last[0].request), station))
    for _ in range(DRAWN):
        command = asker.command("South desk", meeting)
        of_kind = found.setdefault(type(command).__name__, [])
        if len(of_kind) < OF_A_KIND:
            of_kind.append((command, "South desk"))
    return found


def least_us(draft: Draft, command: Command, station: str) -> tuple[bool, float]:
    """Whether it is taken, and the least time of several rounds."""
    dice, at = random.Random(1), START + draft.elapsed
    secrets = tuple(Secret(draw_code(dice.getrandbits), bytes(16)) for _ in range(secrets_needed(command)))
    request, stamp = Request("one", station, command, 1), Stamp(at, at, draft.elapsed, secrets)
    taken, times = True, []
    for _ in range(ROUNDS):
        begin = process_time()
        for _ in range(TURNS):
            try:
                decide(draft, request, stamp)
            except Refused:
                taken = False
        times.append((process_time() - begin) / TURNS * 1e6)
    return taken, min(times)


def worst(times: list[tuple[bool, float]], *, taken: bool) -> float:
    return max((us for was, us in times if was is taken), default=0.0)


@pytest.mark.parametrize("case", CASES)
def test_the_slowest_decision_of_every_command(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    make, asked_us = CASES[case]
    draft = make()
    found = drawn(draft)
    gc.collect()
    gc.disable()
    rows: list[tuple[str, float, float]] = []
    for name, commands in found.items():
        times = [least_us(draft, *each) for each in commands]
        rows.append((name, worst(times, taken=True), worst(times, taken=False)))
    gc.enable()
    rows.sort(key=lambda row: -max(row[1:]))
    with capsys.disabled():
        print(f"\n  {case}: {len(rows)} commands, µs taken and refused; asked {asked_us}")
        for name, taken_us, refused_us in rows:
            ratio = max(taken_us, refused_us) / asked_us
            print(f"    {name:22}{taken_us:8.1f}{refused_us:8.1f}{ratio:8.2f} of what is asked")
    assert len(rows) > 30
