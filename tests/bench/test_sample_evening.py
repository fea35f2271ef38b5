"""How long the rules take for every request of the sample evening, as it came, on the picture that it met.

Each is decided again in place several times, since a decision changes nothing; the least time counts, so that what else
this computer does is left out as far as it can be.
"""

import gc
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median, quantiles
from time import thread_time

import pytest

from roomflow.domain.decide import decide
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Picture
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Stamp
from roomflow.rehearsal.evening import play
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.sqlite import open_journal
from tests.rehearsal import played

pytestmark = pytest.mark.bench

ASKED_US = 50
TURNS = 7
SEEDS = (126, 3)


class Timed:
    """Decides as ever, and writes down how long it takes: for each request its kind, its entries, and microseconds."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, int, float]] = []

    def decide(self, picture: Picture, request: Request, stamp: Stamp) -> Sequence[Entry]:
        kind = type(request.command).__name__
        if kind == "OpenMeeting":
            return decide(picture, request, stamp)
        times = []
        entries: Sequence[Entry] = ()
        refused: Refused | None = None
        gc.disable()
        for _ in range(TURNS):
            begin = thread_time()
            try:
                entries = decide(picture, request, stamp)
            except Refused as error:
                refused = error
            times.append((thread_time() - begin) * 1e6)
        gc.enable()
        self.taken.append((kind if refused is None else f"{kind}, refused", len(entries), min(times)))
        if refused is not None:
            raise refused
        return entries


def evening(seed: int) -> Timed:
    timed, plan = Timed(), played.plan(seed)
    clock = SimulatedClock(plan.start)
    with tempfile.TemporaryDirectory() as name:
        opened = lambda: open_journal(Path(name), practice=True, durable=False)  # noqa: E731
        desk = Desk(opened, clock, SeededMint(plan.seed), decide=timed.decide)
        try:
            desk.start()
            play(desk, clock, plan)
        finally:
            desk.stop()
    return timed


def row(name: str, times: Sequence[float]) -> str:
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    under = sum(us < ASKED_US for us in times) / len(times)
    figures = f"{median(times):8.1f}{mean(times):8.1f}{cuts[89]:8.1f}{cuts[98]:8.1f}{max(times):8.1f}"
    return f"    {name:28}{len(times):6}{figures}{median(times) / ASKED_US:7.2f}{100 * under:8.1f} %"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_request_of_the_sample_evening_as_it_came(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    taken = evening(seed).taken
    kinds = sorted({kind for kind, _, _ in taken}, key=lambda kind: -max(us for k, _, us in taken if k == kind))
    with capsys.disabled():
        print(f"\n  sample evening {seed}, µs; asked {ASKED_US}")
        head = "".join(f"{word:>8}" for word in ("median", "mean", "p90", "p99", "most"))
        print(f"    {'':28}{'':6}{head}{'ratio':>7}{'under':>8}")
        print(row("all requests", [us for _, _, us in taken]))
        for entries in sorted({count for _, count, _ in taken}):
            print(row(f"{entries} entries", [us for _, count, us in taken if count == entries]))
        for kind in kinds:
            print(row(kind, [us for k, _, us in taken if k == kind]))
    assert len(taken) > 500
