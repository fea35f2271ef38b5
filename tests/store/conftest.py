"""Logs for the tests of the store, in both journal modes, and a second tool to look into their files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from roomflow.store.engine import TRUNCATE, WAL, Engine, can_corrupt_wal, this_engine
from roomflow.store.sqlite import SqliteJournal, open_journal
from tests.store.entries import short_evening, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def modes() -> dict[str, Engine]:
    """The engine of this process in each journal mode it may run in."""
    engine = this_engine()
    return {
        mode: replace(engine, journal_mode=mode)
        for mode in (WAL, TRUNCATE)
        if mode == TRUNCATE or not can_corrupt_wal(engine.version)
    }


@pytest.fixture(params=[WAL, TRUNCATE])
def journal(folder: Path, modes: dict[str, Engine], request: pytest.FixtureRequest) -> Iterator[SqliteJournal]:
    """An empty real log, once in each journal mode. It does not wait for the disk."""
    if request.param not in modes:
        pytest.skip(f"SQLite {sqlite3.sqlite_version} is not used with a write-ahead log")
    with open_journal(folder, practice=False, durable=False, engine=modes[request.param]) as opened:
        yield opened


@pytest.fixture
def written(folder: Path) -> Path:
    """A folder with the short evening in it, at rest."""
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, short_evening())
    return folder


@pytest.fixture(scope="module")
def tell() -> Iterator[Callable[..., str]]:
    """Tell the process in writers.py what to do; gives how its writers ended."""
    if not hasattr(os, "fork"):
        pytest.skip("no writers can be forked here")
    command = [sys.executable, "-m", "tests.store.writers"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        into, out = nursery.stdin, nursery.stdout

        def tell(what: str, folder: Path, mode: str, seconds: float = 0.0) -> str:
            into.write(f"{what} {mode} {seconds:.6f} {folder}\n")
            into.flush()
            return out.readline().strip()

        yield tell
        into.close()
