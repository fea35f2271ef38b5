"""Copies: whole or not there, never over another log's, and made beside a desk that goes on writing."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from roomflow.store import copies
from roomflow.store.copies import copy_log
from roomflow.store.engine import Connection, connect
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.store.entries import short_evening, write


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def test_a_copy_beside_an_open_desk_holds_all_and_opens_as_a_log(
    journal: SqliteJournal, folder: Path, usb: Path
) -> None:
    write(journal, short_evening()[:9])
    copied = copy_log(folder, usb)
    assert (copied.place, copied.entries) == (usb / "roomflow-copy", 9)
    assert [file.name for file in copied.place.iterdir()] == ["roomflow.db"]
    with open_reader(copied.place) as reader:
        assert reader.read(1) == short_evening()[:9]
        assert reader.damage() == []


def test_a_later_copy_takes_the_place_of_the_earlier_one(journal: SqliteJournal, folder: Path, usb: Path) -> None:
    write(journal, short_evening()[:9])
    first = copy_log(folder, usb)
    write(journal, short_evening()[9:])
    second = copy_log(folder, usb)
    assert (second.place, second.entries) == (first.place, 14)
    with open_reader(second.place) as reader:
        assert reader.read(1) == short_evening()


def test_a_log_that_stands_still_is_not_copied_again(written: Path, usb: Path) -> None:
    copied = copy_log(written, usb)
    before = (copied.place / "roomflow.db").stat()
    assert copy_log(written, usb) == copied
    assert (copied.place / "roomflow.db").stat().st_mtime_ns == before.st_mtime_ns


def test_the_copy_of_another_log_is_never_touched(written: Path, usb: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with open_journal(other, practice=False, durable=False) as journal:
        changed = [entry._replace(station="Other desk") for entry in short_evening()]
        write(journal, changed)
    copy_log(other, usb)
    copied = copy_log(written, usb)
    assert copied.place == usb / "roomflow-copy-2"
    with open_reader(usb / "roomflow-copy") as reader:
        assert reader.read(1)[0].station == "Other desk"


def test_a_copy_that_is_ahead_is_not_replaced_by_a_shorter_log(written: Path, usb: Path, tmp_path: Path) -> None:
    shorter = tmp_path / "shorter"
    with open_journal(shorter, practice=False, durable=False) as journal:
        write(journal, short_evening()[:5])
    copy_log(written, usb)
    assert copy_log(shorter, usb).place == usb / "roomflow-copy-2"
    with open_reader(usb / "roomflow-copy") as reader:
        assert len(reader.read(1)) == 14


def test_what_is_no_copy_of_ours_is_left_alone(written: Path, usb: Path) -> None:
    place = usb / "roomflow-copy"
    place.mkdir()
    (place / "roomflow.db").write_bytes(b"my own notes")
    assert copy_log(written, usb).place == usb / "roomflow-copy-2"
    assert (place / "roomflow.db").read_bytes() == b"my own notes"


def test_a_practice_copy_says_so_and_stays_practice(tmp_path: Path, usb: Path) -> None:
    with open_journal(tmp_path / "practice", practice=True, durable=False) as journal:
        write(journal, short_evening())
    copied = copy_log(tmp_path / "practice", usb)
    assert copied.place.name == "roomflow-practice-copy"
    with pytest.raises(StoreProblem, match="practice"):
        open_journal(copied.place, practice=False)


def test_a_missing_folder_is_a_sentence(written: Path, usb: Path) -> None:
    shutil.rmtree(usb)
    with pytest.raises(StoreProblem, match="is not there"):
        copy_log(written, usb)
    assert not usb.exists()


@pytest.mark.parametrize("inside", ["", "copies"])
def test_the_logs_own_folder_is_refused(written: Path, inside: str) -> None:
    (written / "copies").mkdir()
    with pytest.raises(StoreProblem, match="another disk"):
        copy_log(written, written / inside)


def test_a_copy_that_failed_leaves_the_older_one(
    journal: SqliteJournal, folder: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, short_evening()[:9])
    place = copy_log(folder, usb).place
    write(journal, short_evening()[9:])
    with monkeypatch.context() as patch:
        patch.setattr(copies, "_has", lambda _connection, _head: False)
        patch.setattr(copies, "_place", lambda *_args, **_named: (place, None))
        with pytest.raises(StoreProblem, match="older copy was kept"):
            copy_log(folder, usb)
    assert [file.name for file in place.iterdir()] == ["roomflow.db"]
    with open_reader(place) as reader:
        assert len(reader.read(1)) == 9


def test_a_writer_goes_on_while_a_copy_reads(
    journal: SqliteJournal, folder: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written after the copy was begun is in the next one."""
    entries = short_evening()
    write(journal, entries[:9])
    real = copies._back_up

    def back_up_and_write(source: Connection, heads: copies.Heads, to: Path) -> None:
        real(source, heads, to)
        write(journal, entries[9:])

    monkeypatch.setattr(copies, "_back_up", back_up_and_write)
    assert copy_log(folder, usb).entries == 9
    with closing(connect(usb / "roomflow-copy" / "roomflow.db", mode="ro", immutable=True)) as copy:
        assert copy.execute("SELECT count(*) FROM entries").fetchall() == [(9,)]
    assert journal.head(1)[0] == 14
