"""The world gets in the way in mid-meeting: the file goes away, the disk is full. Nothing false is acknowledged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from roomflow.store import ballast
from roomflow.store.engine import WAL, Engine
from roomflow.store.journal import Batch, DiskFull, StoreProblem
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.store.entries import answer, contents, file_of, opening, tap, taps, write


def _remove(path: Path) -> None:
    path.unlink()


def _rename(path: Path) -> None:
    path.rename(path.with_suffix(".old"))


def _replace(path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    copy.replace(path)


def _move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_suffix(".old"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("act", [_remove, _rename, _replace, _move_folder])
@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_a_file_that_goes_away_is_noticed_before_anything_is_acknowledged(
    journal: SqliteJournal, folder: Path, act: object, suffix: str
) -> None:
    if suffix and journal.engine.journal_mode != WAL:
        pytest.skip("no write-ahead log here")
    journal.append([Batch(1, 0, [opening()], [answer("r1")])])
    assert callable(act)
    act(file_of(folder).with_name(f"roomflow.db{suffix}"))
    asks = (lambda: write(journal, [tap(2)]), lambda: journal.answers(1, ["r1"]), lambda: journal.find_opening("r1"))
    for ask in asks:
        with pytest.raises(StoreProblem, match="was moved, removed or replaced"):
            ask()
    assert journal.head(1)[0] == 1, "nothing was written into a file that nobody will find"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
def test_a_file_that_goes_away_in_mid_commit_is_not_acknowledged(journal: SqliteJournal, folder: Path) -> None:
    write(journal, [opening()])

    def renames_at_commit(sql: str) -> None:
        if sql == "COMMIT":
            _rename(file_of(folder))

    journal._connection.set_trace_callback(renames_at_commit)
    with pytest.raises(StoreProblem, match="was moved, removed or replaced"):
        write(journal, [tap(2)])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
def test_without_the_look_at_the_file_an_entry_is_acknowledged_that_nobody_will_find(
    journal: SqliteJournal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with a write-ahead log SQLite notices nothing. With a rollback journal it looks itself."""
    monkeypatch.setattr(SqliteJournal, "_must_be_in_place", lambda _self: None)
    write(journal, [opening()])
    _rename(file_of(folder))
    if journal.engine.journal_mode == WAL:
        assert write(journal, [tap(2)])
    else:
        with pytest.raises(StoreProblem):
            write(journal, [tap(2)])


# --- a full disk --------------------------------------------------------------------------------------


def _fill(journal: SqliteJournal) -> None:
    """Make the file as large as it may become."""
    journal._connection.execute("PRAGMA max_page_count = 1")  # no less than it has


def _free(journal: SqliteJournal) -> None:
    journal._connection.execute("PRAGMA max_page_count = 1000000")


def test_a_full_disk_is_said_in_words_and_gives_back_the_ballast(folder: Path) -> None:
    with open_journal(folder, practice=False) as journal:
        assert (folder / ballast.BALLAST_NAME).stat().st_size == ballast.BALLAST_BYTES
        assert journal.notices == ()
        head = write(journal, [opening(), tap(2)])
        _fill(journal)
        with pytest.raises(DiskFull, match=r"is full; nothing was recorded\. roomflow gave back the 16 MiB"):
            write(journal, taps(3, 2_000))
        assert not (folder / ballast.BALLAST_NAME).exists()
        with pytest.raises(DiskFull, match=r"is full; nothing was recorded\.$"):
            write(journal, taps(3, 2_000))
        assert journal.head(1) == (2, head)
        _free(journal)
        write(journal, taps(3, 2_000))
    with open_journal(folder, practice=False):
        assert (folder / ballast.BALLAST_NAME).exists(), "taken on again at the next start"


def test_the_ballast_is_bytes_on_the_disk(folder: Path) -> None:
    open_journal(folder, practice=False).close()
    found = (folder / ballast.BALLAST_NAME).stat()
    assert found.st_size == ballast.BALLAST_BYTES
    assert not hasattr(found, "st_blocks") or found.st_blocks * 512 >= ballast.BALLAST_BYTES


def test_a_rehearsal_keeps_no_ballast(folder: Path) -> None:
    open_journal(folder, practice=True, durable=False).close()
    assert sorted(contents(folder)) == ["roomflow.db", "roomflow.lock"]


def test_a_disk_too_full_for_the_ballast_is_a_notice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "DISK_BYTES_MIN", 1 << 62)
    with open_journal(folder, practice=False) as journal:
        assert [notice.endswith("make room now.") for notice in journal.notices] == [True]
        assert not (folder / ballast.BALLAST_NAME).exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 90 MB of its own, where this computer lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=90m", "tmpfs", disk], check=False, capture_output=True)
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def _write_for_ever(path: Path) -> None:
    with path.open("wb") as films:
        while True:
            films.write(b"x" * 65_536)


def _tap_for_ever(journal: SqliteJournal) -> None:
    while True:
        seq = journal.head(1)[0]
        write(journal, taps(seq + 1, seq + 50))


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux makes a disk")
def test_a_disk_that_is_really_full_lets_the_evening_go_on_with_the_ballast(
    small_disk: Path, modes: dict[str, Engine]
) -> None:
    for mode, engine in modes.items():
        folder = small_disk / mode
        with open_journal(folder, practice=False, engine=engine) as journal:
            write(journal, [opening(), tap(2)])
            with pytest.raises(OSError, match="No space"):
                _write_for_ever(small_disk / "films")
            with pytest.raises(DiskFull, match="gave back"):
                _tap_for_ever(journal)
            last = journal.head(1)[0] + 1_000
            write(journal, taps(last - 999, last))
        (small_disk / "films").unlink()
        with open_reader(folder) as reader:
            assert reader.head(1)[0] == last
            assert [each.problem for each in reader.check(1)] == [None] * last
            assert reader.damage() == []
        shutil.rmtree(folder)
