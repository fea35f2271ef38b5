"""Disposal: nothing of the meeting is left in any byte of the file, the others are as they were, and one row stays."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from roomflow.domain.commands import Adjourn, Close, OpenMeeting, Tap
from roomflow.domain.events import Entry
from roomflow.reports.verify import verify
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store import migrations, schema
from roomflow.store.disposal import dispose_in_copy
from roomflow.store.journal import Batch, StoreProblem
from roomflow.store.sqlite import LOG_NAME, open_journal, open_reader
from tests.domain.table import START, Table, small_building
from tests.reports.logs import write_log
from tests.service.evening import Station

MARKER = "Marker-of-the-disposed"
AT = START + 400 * 86_400_000


def evening(station: str, people: int = 3) -> list[Entry]:
    table = Table(seed=sum(station.encode()))
    table.ask(Tap("Chamber", people), station)
    for _ in range(3):
        table.send(6)
    table.ask(Adjourn())
    table.ask(Close())
    return [table.entries[0]._replace(request=f"opening-{station}"), *table.entries[1:]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three meetings; the marker stands in the second alone."""
    return write_log(tmp_path / "log", evening("East"), evening(MARKER), evening("West"), practice=False)


def dispose(folder: Path, meeting: int) -> None:
    with open_journal(folder, practice=False) as journal:
        journal.dispose(meeting, AT, "kept for a year")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_no_byte_of_the_meeting_is_left_in_any_file_of_the_folder(folder: Path) -> None:
    with open_reader(folder) as reader:
        salts = [entry.salt for entry in reader.read(2) if entry.salt]
        privates = [entry.private for entry in reader.read(2) if entry.private is not None]
        codes = [str(private["code"]).encode() for private in privates if private.get("code")]
    secrets = [MARKER.encode(), *salts, *codes]
    before = bytes_of(folder)
    assert len(secrets) > 3
    assert all(secret in before for secret in secrets), "negative control"
    dispose(folder, 2)
    after = bytes_of(folder)
    assert [secret for secret in secrets if secret in after] == []


def test_without_writing_the_file_anew_bytes_would_be_left(folder: Path) -> None:
    """The negative control of the second half: with plain deletion and no secure_delete they stay in free pages."""
    with closing(sqlite3.connect(folder / LOG_NAME)) as tool:
        tool.execute("PRAGMA secure_delete = 0")
        tool.execute("DROP TRIGGER entries_no_delete")
        tool.execute("PRAGMA foreign_keys = 0")
        tool.execute("DELETE FROM entries WHERE meeting = 2")
        tool.commit()
    assert MARKER.encode() in bytes_of(folder)


def test_the_other_meetings_are_as_they_were_and_the_log_verifies(folder: Path) -> None:
    with open_reader(folder) as reader:
        before = {number: reader.read(number) for number in (1, 3)}
        head = reader.head(2)[1].hex()
    dispose(folder, 2)
    with open_reader(folder) as reader:
        assert {number: reader.read(number) for number in (1, 3)} == before
        assert reader.read(2) == []
        assert verify(reader).findings == ()
        lines = reader.meetings()
        note = verify(reader, head=head).note
    assert [(line.number, line.disposed_at) for line in lines] == [(1, None), (2, AT), (3, None)]
    assert (lines[1].date, lines[1].name, lines[1].head, lines[1].entries) == (
        "2026-01-13",
        "",
        head,
        len(evening(MARKER)),
    )
    assert note == "Meeting 2 ended with that head; it was disposed of on 2027-02-18, and nothing of it is left."


def test_a_meeting_that_is_only_removed_is_missed_by_verification(folder: Path) -> None:
    """The negative control: without the row that a disposal leaves, the same emptiness is a finding."""
    with closing(sqlite3.connect(folder / LOG_NAME)) as tool:
        tool.execute("DROP TRIGGER entries_no_delete")
        for table in ("private", "entries"):
            tool.execute(f"DELETE FROM {table} WHERE meeting = 2")
        tool.execute(schema.TRIGGERS["entries_no_delete"])
        tool.commit()
    with open_reader(folder) as reader:
        assert "Meeting 2 is missing." in verify(reader).findings


def test_doing_it_again_changes_nothing_and_a_meeting_that_never_was_is_refused(folder: Path) -> None:
    dispose(folder, 2)
    with open_reader(folder) as reader:
        before = reader.meetings()
    dispose(folder, 2)
    with open_reader(folder) as reader:
        assert reader.meetings() == before
    with pytest.raises(StoreProblem, match="There is no meeting 9 in this log"):
        dispose(folder, 9)


def test_a_number_is_never_given_again(folder: Path) -> None:
    dispose(folder, 3)
    with (
        open_journal(folder, practice=False, durable=False) as journal,
        pytest.raises(Exception, match="a meeting follows the last one"),
    ):
        journal.append([Batch(3, 0, evening("x")[:1], ())])
    desk = Desk(lambda: open_journal(folder, practice=False, durable=False), SimulatedClock(AT), SeededMint(1))
    desk.start()
    try:
        answer = Station(desk, "Desk").do(OpenMeeting("Next", "2027-02-17", small_building()))
        assert answer.is_done
        assert answer.meeting == 4
    finally:
        desk.stop()


def test_a_row_that_does_not_name_the_head_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / LOG_NAME)) as tool:
        with pytest.raises(sqlite3.IntegrityError, match="names the head"):
            tool.execute("INSERT INTO disposed VALUES (1, 1, 'd', 5, zeroblob(32), 'r')")
        with pytest.raises(sqlite3.IntegrityError, match="never removed"):
            tool.execute("DELETE FROM entries WHERE meeting = 1")


def test_a_copy_loses_the_meeting_too(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_reader(folder) as reader:
        reader.copy_into(copy)
    assert MARKER.encode() in copy.read_bytes()
    dispose_in_copy(copy, 2, AT, "kept for a year")
    assert MARKER.encode() not in copy.read_bytes()
    dispose_in_copy(copy, 2, AT, "kept for a year")
    (tmp_path / "other.db").write_bytes(b"no database")
    with pytest.raises(StoreProblem, match="not a log of roomflow"):
        dispose_in_copy(tmp_path / "other.db", 2, AT, "kept for a year")


def first_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log as the first version made it."""
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS[:1])
    monkeypatch.setattr(migrations, "VERSION", 1)
    write_log(folder, evening(MARKER), practice=False)
    monkeypatch.undo()
    return folder


def test_a_log_of_the_first_version_is_read_verified_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = first_version(tmp_path / "old", monkeypatch)
    with open_reader(folder) as reader:
        assert verify(reader).findings == ()
        assert len(reader.meetings()) == 1
    dispose(folder, 1)
    assert MARKER.encode() not in bytes_of(folder)
    with open_reader(folder) as reader:
        assert verify(reader).findings == ()
