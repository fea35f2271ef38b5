"""The write-ahead log has its length from the first rest on, and nothing of that is read as a part of the log."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from roomflow.store import engine
from roomflow.store.engine import WAL, Connection, Engine, driver, grow_wal, pragma
from roomflow.store.sqlite import open_journal, open_reader
from tests.store.entries import opening, short_evening, tap, write

PAGE_AND_HEAD_BYTES = 4_096 + 24
PAGES_BEFORE_THE_FRONT = 1_000
"""SQLite's own wal_autocheckpoint."""


@pytest.fixture
def wal(folder: Path, modes: dict[str, Engine]) -> Path:
    if WAL not in modes:
        pytest.skip("no write-ahead log here")
    return folder / "roomflow.db-wal"


@pytest.mark.parametrize("before", [0, 1, 40])
def test_after_a_rest_a_durable_log_is_never_made_longer_by_a_commit(folder: Path, wal: Path, before: int) -> None:
    with open_journal(folder, practice=False) as journal:
        write(journal, [opening()])
        for seq in range(2, 2 + before):
            write(journal, [tap(seq)])
        journal.rest()
        length = wal.stat().st_size
        assert length >= PAGES_BEFORE_THE_FRONT * PAGE_AND_HEAD_BYTES
        for seq in range(2 + before, 1_200):
            write(journal, [tap(seq)])
        assert wal.stat().st_size == length
        assert [pragma(journal._connection, name) for name in ("cache_size", "synchronous")] == [-2_000, 2]


def test_without_a_rest_each_of_the_first_commits_makes_it_longer(folder: Path, wal: Path) -> None:
    with open_journal(folder, practice=False) as journal:
        write(journal, [opening()])
        before = wal.stat().st_size
        write(journal, [tap(2)])
        assert wal.stat().st_size > before


def test_a_log_that_does_not_wait_for_the_disk_is_not_grown(folder: Path, wal: Path) -> None:
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, [opening()])
        before = wal.stat().st_size
        journal.rest()
        assert wal.stat().st_size == before


def test_what_was_grown_and_never_used_is_no_part_of_the_log_after_a_crash(
    folder: Path, wal: Path, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    with open_journal(folder, practice=False) as journal:
        first, *others = short_evening()
        write(journal, [first])
        journal.rest()
        for entry in others:
            write(journal, [entry])
        shutil.copytree(folder, left)
    assert (left / wal.name).stat().st_size == pytest.approx(engine.WAL_BYTES_GROWN, rel=0.1)
    (left / "roomflow.db-shm").unlink()
    with open_reader(left) as reader:
        assert reader.read(1) == short_evening()
        assert reader.damage() == []
        assert [each.problem for each in reader.check(1) if each.problem] == []


def test_where_the_disk_has_no_room_the_log_is_opened_all_the_same(folder: Path, wal: Path) -> None:
    with open_journal(folder, practice=False) as journal:
        connection = journal._connection
        pages = pragma(connection, "page_count")
        connection.execute(f"PRAGMA max_page_count = {pages + 20}").fetchall()
        grow_wal(connection)
        connection.execute("PRAGMA max_page_count = 1073741823").fetchall()
        write(journal, [opening()])
        assert pragma(connection, "page_count") == pages


def test_any_other_error_of_growing_is_not_swallowed(folder: Path, wal: Path) -> None:
    with open_journal(folder, practice=False) as journal:
        connection: Connection = journal._connection
        connection.execute("PRAGMA query_only = 1")
        with pytest.raises(driver.OperationalError, match="readonly"):
            grow_wal(connection)
        assert not connection.in_transaction
