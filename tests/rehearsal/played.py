"""Evenings played for tests: the sample from a seed, and one played log that is copied for each test that breaks it."""

import functools
import tempfile
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from roomflow.assets import resource
from roomflow.domain.events import Entry
from roomflow.rehearsal.plan import Plan, read_plan
from roomflow.rehearsal.stage import Rehearsed, rehearse
from roomflow.store.sqlite import LOG_NAME, open_reader

SEED = 126


def sample(name: str) -> bytes:
    return resource("samples", name).read_bytes()


def plan(seed: int = SEED, **behaviour: Any) -> Plan:
    """The sample evening; `behaviour` are rates to use in place of the sample's."""
    read = read_plan(sample("building.toml"), sample("evening.toml"), sample("evening.csv"), seed)
    changed = replace(read.evening.behaviour, **behaviour)
    return replace(read, evening=replace(read.evening, behaviour=changed))


def play(seed: int = SEED, **behaviour: Any) -> Rehearsed:
    """Play the sample in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return rehearse(plan(seed, **behaviour), Path(folder))


@functools.cache
def _first() -> tuple[Rehearsed, bytes, tuple[Entry, ...]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rehearsed = rehearse(plan(), folder)
        with open_reader(folder) as reader:
            entries = tuple(reader.read(1))
        return rehearsed, (folder / LOG_NAME).read_bytes(), entries


def first() -> Rehearsed:
    """The sample evening of seed 126."""
    return _first()[0]


def first_entries() -> tuple[Entry, ...]:
    return _first()[2]


def log_of_first(folder: Path) -> Path:
    """A copy of the log of that evening in a folder; its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOG_NAME
    path.write_bytes(_first()[1])
    return path


def picture(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what it holds, to see that nothing was written.

    Without the side files of SQLite, which a reader makes too and which hold nothing of ours.
    """
    if not folder.exists():
        return {}
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal"))]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
