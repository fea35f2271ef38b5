"""Disposing of a record: asked for, refused under hold, out of every file that is reached; the rest is listed."""

from pathlib import Path

import pytest

from roomflow.reports.disposal import dispose
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.files import ReportError
from roomflow.reports.keeping import exported, held, keeping_of, kept_until, members_typed, released
from roomflow.service.clock import SimulatedClock
from roomflow.service.copier import Copier
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import COPIED, DISPOSED, Kept, keep, kept_lines
from roomflow.store.sqlite import open_journal, open_reader
from tests.domain.table import START
from tests.reports.logs import write_log
from tests.reports.stored import stored_entries

DAY = 86_400_000
AT = START + 400 * DAY
REASON = "Retention schedule 12.4, the clerk"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_log(tmp_path / "log", stored_entries())


def saved(folder: Path, to: Path) -> list[Path]:
    with open_reader(folder) as reader:
        written = export(reader, read_record(reader, 1), Wanted(to, ("all",)))
    for each in written:
        keep(folder, exported(START, 1, each.path, each.format, each.sha256))
    return [each.path for each in written]


def test_every_file_that_was_made_is_removed_and_the_copy_of_the_log_is_emptied(folder: Path, tmp_path: Path) -> None:
    paths = saved(folder, tmp_path / "out")
    done = dispose(folder, 1, AT, REASON)
    assert done.left == ()
    assert [path.name for path in paths if path.exists()] == [path.name for path in paths if path.suffix == ".db"]
    (copy,) = [path for path in paths if path.exists()]
    marker = b"Commission Chamber"
    assert marker not in copy.read_bytes()
    assert [path.name for path in folder.iterdir() if marker in path.read_bytes()] == []
    (line,) = [line for line in kept_lines(folder) if line.what == DISPOSED]
    assert line.values["reason"] == REASON
    assert len(line.values["removed"]) == len(paths)


def test_a_copy_that_is_not_there_is_listed_with_date_and_place(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "roomflow-copy"
    keep(folder, Kept(START, 0, COPIED, {"path": str(stick)}))
    keep(folder, exported(START + DAY, 1, tmp_path / "minutes.pdf", "pdf", "00"))
    done = dispose(folder, 1, AT, REASON)
    left = [(place.path, place.at, why) for place, why in done.left]
    absent = "it was not found: moved, removed, or on a medium that is not in"
    assert left == [(stick, START, absent), (tmp_path / "minutes.pdf", START + DAY, absent)]
    (line,) = [line for line in kept_lines(folder) if line.what == DISPOSED]
    assert [(each["path"], each["made"]) for each in line.values["left"]] == [(str(path), at) for path, at, _ in left]


def test_a_copy_in_a_second_folder_loses_the_meeting(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_reader(folder) as reader:
        reader.copy_into(stick / "roomflow.db")
    keep(folder, Kept(START, 0, COPIED, {"path": str(stick)}))
    assert b"Commission Chamber" in (stick / "roomflow.db").read_bytes()
    assert dispose(folder, 1, AT, REASON).left == ()
    assert b"Commission Chamber" not in (stick / "roomflow.db").read_bytes()


def test_copies_of_the_second_folder_are_found_or_listed_by_date_and_place(folder: Path, tmp_path: Path) -> None:
    stick, disk, clock = tmp_path / "stick", tmp_path / "disk", SimulatedClock(START + DAY)
    for second in (stick, disk):
        second.mkdir()
        copier = Copier(folder, second, 2, clock, lambda _state: None)
        copier.start()
        copier.stop()
        clock.advance(DAY)
    gone = stick.rename(tmp_path / "in a drawer")
    kept = keeping_of(1, kept_lines(folder))
    assert [(place.path, place.at, place.is_there) for place in kept.places] == [
        (stick / "roomflow-practice-copy", START + DAY, False),
        (disk / "roomflow-practice-copy", START + 2 * DAY, True),
    ]
    assert keeping_of(2, kept_lines(folder)).places == (), "it was opened after the copies were made"
    done = dispose(folder, 1, AT, REASON)
    assert [(place.path, place.at) for place, _why in done.left] == [(stick / "roomflow-practice-copy", START + DAY)]
    assert b"Commission Chamber" not in (disk / "roomflow-practice-copy" / "roomflow.db").read_bytes()
    gone.rename(stick)
    assert dispose(folder, 1, AT + DAY, REASON).left == (), "the stick is in again"
    assert b"Commission Chamber" not in (stick / "roomflow-practice-copy" / "roomflow.db").read_bytes()


def test_a_file_that_somebody_changed_since_is_left_alone_and_listed(folder: Path, tmp_path: Path) -> None:
    paths = saved(folder, tmp_path / "out")
    paths[0].write_text("my own notes")
    done = dispose(folder, 1, AT, REASON)
    ((place, why),) = done.left
    assert (place.path, paths[0].read_text()) == (paths[0], "my own notes")
    assert why == "it was changed since roomflow wrote it, so it was left alone"


def test_under_a_legal_hold_and_before_its_period_is_over_it_is_refused(folder: Path) -> None:
    keep(folder, held(START, 1, "City attorney, case 26-114"))
    with pytest.raises(ReportError, match="under legal hold"):
        dispose(folder, 1, AT, REASON)
    keep(folder, released(START, 1, "closed"))
    keep(folder, kept_until(START, 1, "2033-01-13"))
    with pytest.raises(ReportError, match="kept until 2033-01-13"):
        dispose(folder, 1, AT, REASON)
    with open_reader(folder) as reader:
        assert len(reader.read(1)) == len(stored_entries())
    keep(folder, kept_until(START, 1, "2027-01-13"))
    dispose(folder, 1, AT, REASON)
    with open_reader(folder) as reader:
        assert reader.read(1) == []


def test_while_a_desk_is_open_it_is_refused_and_nothing_is_touched(folder: Path, tmp_path: Path) -> None:
    paths = saved(folder, tmp_path / "out")
    journal = open_journal(folder, practice=True, durable=False)
    try:
        with pytest.raises(StoreProblem):
            dispose(folder, 1, AT, REASON)
    finally:
        journal.close()
    assert all(path.exists() for path in paths)


def test_the_members_that_were_typed_go_with_the_record(folder: Path) -> None:
    keep(folder, members_typed(START, 1, "First Member"))
    keep(folder, members_typed(START, 2, "Another evening's"))
    dispose(folder, 1, AT, REASON)
    text = (folder / "keeping.jsonl").read_text("utf-8")
    assert "First Member" not in text
    assert "Another evening's" in text
    assert keeping_of(1, kept_lines(folder)).disposed_at == AT


def test_doing_it_again_removes_what_was_not_reached_before(folder: Path, tmp_path: Path) -> None:
    paths = saved(folder, tmp_path / "out")
    hidden = paths[0].rename(tmp_path / "elsewhere.csv")
    assert len(dispose(folder, 1, AT, REASON).left) == 1
    hidden.rename(paths[0])
    dispose(folder, 1, AT + DAY, REASON)
    assert not paths[0].exists()


def test_without_a_reason_or_without_the_meeting_it_is_refused(folder: Path) -> None:
    with pytest.raises(ReportError, match="needs a reason"):
        dispose(folder, 1, AT, "  ")
    with pytest.raises(ReportError, match="There is no meeting 7 in this log; it has 1"):
        dispose(folder, 7, AT, REASON)
