"""How fast the rules are: folding a long log beside a bare SELECT of it, and one decision beside another.

Times are of the processor and not of the wall, so that what else this computer does is left out as far as it can be;
each figure is the least of several rounds. Ratios say more than times, and are printed.
"""

import gc
from collections.abc import Callable, Iterator
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from roomflow.domain.commands import CallNext, Command, Leave, SendParty, Tap
from roomflow.domain.decide import decide
from roomflow.domain.events import Wish
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Draft
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Secret, Stamp
from roomflow.store.codec import PUBLIC
from roomflow.store.journal import Batch
from roomflow.store.sqlite import Reader, open_journal, open_reader
from tests.bench.long_evening import long_evening
from tests.domain.table import START, Table, small_building
from tests.proof.invented import entries_of
from tests.rehearsal import played

pytestmark = pytest.mark.bench

ENTRIES = 100_000
WAITING = 5_000
ROUNDS = 5
SECRETS = (Secret("R" + "0" * 17, bytes(16)),)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("long") / "log"
    with open_journal(folder, practice=False, durable=False) as journal:
        journal.append([Batch(1, 0, long_evening(ENTRIES), [])])
    with open_reader(folder) as opened:
        yield opened


def least_ms(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        gc.disable()
        begin = process_time()
        act()
        taken.append((process_time() - begin) * 1e3)
        gc.enable()
    return min(taken)


def test_folding_a_long_log_beside_a_bare_select_of_it(reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    sql = f"SELECT {', '.join(PUBLIC)} FROM entries WHERE meeting = ? AND seq > ? ORDER BY seq"
    entries = reader.read(1)
    bare = least_ms(lambda: reader._connection.execute(sql, (1, 0)).fetchall())
    read = least_ms(lambda: reader.read(1))
    alone = least_ms(lambda: fold(1, entries))
    both = least_ms(lambda: fold(1, reader.read(1)))
    with capsys.disabled():
        print(f"\n  {len(entries)} entries: bare SELECT {bare:.0f} ms, read as entries {read:.0f} ms,")
        print(f"  fold alone {alone:.0f} ms = {alone / bare:.2f} times,")
        print(f"  read and fold {both:.0f} ms = {both / bare:.2f} times")


# --- decide -------------------------------------------------------------------------------------------


def sample() -> Draft:
    """The sample evening when most wait: a little over an hour in."""
    entries = [entry for entry in entries_of(played.plan(126)) if entry.elapsed < 70 * 60_000]
    return fold(1, entries)


def crowded(*, passed: bool) -> Draft:
    """Many waiting, nothing free for any of them; `passed`: one of the last was called, past everybody else."""
    table = Table(small_building(8, 4, 3), audited=False)
    table.fill(6, 2, 4, 3)
    for number in range(WAITING):
        table.send(6 if passed else 1 + number % 6, Wish.ANY if passed or number % 3 else Wish.CHAMBER)
    if passed:
        table.send(2)
        table.ask(Tap("A", 4))
        table.ask(Tap("A", -2))
        table.ask(CallNext())
    return table.draft


CASES: dict[str, Callable[[], Draft]] = {
    "sample": sample,
    "nobody fits": lambda: crowded(passed=False),
    "all were passed over": lambda: crowded(passed=True),
}
COMMANDS: dict[str, Callable[[Draft], Command]] = {
    "tap in": lambda draft: Tap(next(iter(draft.spaces)), 1),
    "send or ticket": lambda draft: SendParty(4),
    "call next": lambda draft: CallNext(),
    "leave": lambda draft: Leave(next(draft.line.in_order())),
}


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    return {name: make() for name, make in CASES.items()}


@pytest.mark.benchmark(timer=process_time, group="decide", min_rounds=50, disable_gc=True)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("case", CASES)
def test_one_decision(benchmark: BenchmarkFixture, drafts: dict[str, Draft], case: str, command: str) -> None:
    draft = drafts[case]
    request = Request("one", "Desk 9", COMMANDS[command](draft), 1)
    at = START + draft.elapsed
    stamp = Stamp(at, at, draft.elapsed, SECRETS)

    def once() -> None:
        try:
            decide(draft, request, stamp)
        except Refused:
            return

    benchmark.pedantic(once, rounds=30, iterations=100, warmup_rounds=3)  # type: ignore[no-untyped-call]
