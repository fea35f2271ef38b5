"""How long the files of a log of 100,000 entries take, beside a bare SELECT of the same rows."""

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roomflow.reports.csv_lines import log_as_csv
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.tables import Evening
from roomflow.store.sqlite import Reader, open_reader
from tests.bench.long_evening import long_evening
from tests.reports.logs import evening_of, write_log
from tests.reports.many import many_entries

pytestmark = pytest.mark.bench
ENTRIES = 100_000
CSV_TIMES_MAX = 1.0
PDF_SECONDS_MAX = 3.0
COMMAND_TIMES_MAX = {"taps": 6.5, "mixed": 9.5}
"""Of the command as a whole, Python's start and the figures included: it is to grow no worse."""


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


def of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.usefixtures("no_garbage")
@pytest.mark.parametrize("name", ["taps", "mixed"])
def test_the_command_that_writes_every_table_as_csv(tmp_path: Path, name: str) -> None:
    """Taps alone, and an evening of parties, tickets, calls, head counts and taps."""
    entries = many_entries(ENTRIES) if name == "taps" else long_evening(ENTRIES)[:ENTRIES]
    folder = write_log(tmp_path / "log", entries, practice=name == "taps")
    with open_reader(folder) as reader:
        bare = seconds(lambda: select(reader))
    found = []
    for _ in range(3):
        used, begun = of_children(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "roomflow", "export", "--data", str(folder), "--to", str(tmp_path / "out")],
            check=True,
            capture_output=True,
        )
        found.append((of_children() - used, time.perf_counter() - begun))
    processor, wall = min(found)
    print(
        f"\n{name}: bare SELECT {bare:.2f} s; roomflow export --format csv {processor:.2f} s of the processor, "
        f"{processor / bare:.1f} times; {wall:.2f} s by the clock"
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
