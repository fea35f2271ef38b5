"""How fast the desk writes: one tapper and many, through the real store, beside a bare commit on the same disk."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from threading import Barrier, Thread
from time import perf_counter

import pytest

from roomflow.domain.commands import Tap
from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.engine import connect, prepare_writer, this_engine
from roomflow.store.sqlite import open_journal
from tests.service.evening import SECONDS, Station, opened
from tests.service.memory import MemoryLog

pytestmark = pytest.mark.bench

ROUNDS = 5
COMMITS_EACH = 300
TAPPERS = 64
TAPS_EACH = 30
BYTES_OF_AN_ENTRY = 400

Report = Callable[[str], None]


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Iterator[Report]:
    lines: list[str] = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n  ")


def timed(act: Callable[[], object], times: int) -> list[float]:
    """Microseconds of each call."""
    taken = []
    for _ in range(times):
        begin = perf_counter()
        act()
        taken.append((perf_counter() - begin) * 1e6)
    return taken


def bare_commits(path: Path) -> list[float]:
    """One row of an entry's size a transaction, as durable as the store's."""
    connection = connect(path, mode="rwc")
    try:
        prepare_writer(connection, this_engine(), durable=True)
        connection.execute("CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, body BLOB)")

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO rows (body) VALUES (?)", (os.urandom(BYTES_OF_AN_ENTRY),))
            connection.execute("COMMIT")

        return timed(commit, COMMITS_EACH)
    finally:
        connection.close()


def many_at_once(desk: Desk) -> float:
    """Taps a second of TAPPERS threads, each of which waits for its answer before it taps again."""
    barrier = Barrier(TAPPERS + 1)

    def tap(name: str) -> None:
        station = Station(desk, name)
        barrier.wait(SECONDS)
        for _ in range(TAPS_EACH):
            assert station.do(Tap("Chamber", 1)).is_done
        barrier.wait(SECONDS * 3)

    threads = [Thread(target=tap, args=(f"{id(barrier)} {n}",)) for n in range(TAPPERS)]
    for thread in threads:
        thread.start()
    barrier.wait(SECONDS)
    begin = perf_counter()
    barrier.wait(SECONDS * 3)
    taken = perf_counter() - begin
    for thread in threads:
        thread.join(SECONDS)
    return TAPPERS * TAPS_EACH / taken


def test_rate_of_one_tapper_and_of_many_beside_a_bare_commit(tmp_path: Path, report: Report) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    desk = Desk(lambda: open_journal(folder, practice=False), SystemClock(), SystemMint())
    bare: list[float] = []
    one: list[float] = []
    many: list[float] = []
    try:
        station = opened(desk)
        for _ in range(ROUNDS):  # in turns, so that a busy disk is unkind to both
            bare += bare_commits(tmp_path / "bare.db")
            one += timed(lambda: station.do(Tap("Chamber", 1)), COMMITS_EACH)
            many.append(many_at_once(desk))
    finally:
        desk.stop()
    report(f"bare commit: median {median(bare):.0f} µs, p99 {quantiles(bare, n=100)[98]:.0f} µs")
    report(f"one tapper: median {median(one):.0f} µs, p99 {quantiles(one, n=100)[98]:.0f} µs")
    report(f"the desk adds {median(one) - median(bare):.0f} µs at the median")
    rates = sorted(round(rate) for rate in many)
    report(f"{TAPPERS} tappers: {rates} taps a second, {median(many) * median(one) / 1e6:.1f} times one tapper's rate")


def test_cost_of_the_desk_without_a_disk(report: Report) -> None:
    desk = Desk(MemoryLog().journal, SystemClock(), SystemMint())
    try:
        station = opened(desk)
        one = timed(lambda: station.do(Tap("Chamber", 1)), 2_000)
    finally:
        desk.stop()
    report(f"one tapper, log in memory: median {median(one):.0f} µs")
