"""The commands `dispose`, `compare` and `open`, and what `export` keeps in mind."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from roomflow.cli import run
from roomflow.reports.keeping import held
from roomflow.store.keeping import keep, kept_lines
from roomflow.store.sqlite import open_reader
from tests.reports.logs import write_log
from tests.reports.stored import stored_entries, stored_head

Said = pytest.CaptureFixture[str]
Type = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_log(tmp_path / "log", stored_entries())


@pytest.fixture
def type_lines(monkeypatch: pytest.MonkeyPatch) -> Type:
    """What a person types when asked."""

    def typed(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return typed


def dispose(folder: Path) -> int:
    return run(["dispose", "--data", str(folder), "--meeting", "1", "--reason", "Schedule 12.4"])


def entries_in(folder: Path) -> int:
    with open_reader(folder) as reader:
        return len(reader.read(1))


def test_dispose_asks_twice_and_says_what_was_removed(folder: Path, type_lines: Type, capsys: Said) -> None:
    type_lines("1", "DISPOSE")
    assert dispose(folder) == 0
    said = capsys.readouterr().out
    assert stored_head() in said
    assert "Removed from the log, and 0 files and copies of it." in said
    assert entries_in(folder) == 0
    assert run(["verify", "--data", str(folder), "--head", stored_head()]) == 0
    assert "it was disposed of on" in capsys.readouterr().out
    assert run(["export", "--data", str(folder), "--to", str(folder / "out")]) == 2
    assert "was disposed of; nothing of it is left" in capsys.readouterr().err


@pytest.mark.parametrize("typed", [("2",), ("1", "yes"), ("1", ""), ("", "")])
def test_whoever_hesitates_removes_nothing(
    folder: Path, type_lines: Type, capsys: Said, typed: tuple[str, ...]
) -> None:
    type_lines(*typed)
    assert dispose(folder) == 1
    assert capsys.readouterr().err.endswith("Nothing was removed.\n")
    assert entries_in(folder) == len(stored_entries())


def test_dispose_is_refused_under_a_hold_before_anything_is_asked(folder: Path, capsys: Said) -> None:
    keep(folder, held(1, 1, "case 26-114"))
    assert dispose(folder) == 2
    said = capsys.readouterr()
    assert said.err == "This record is under legal hold (case 26-114); nothing of it can be disposed of.\n"
    assert said.out == ""


def test_dispose_of_a_meeting_that_is_not_there_is_told(folder: Path, capsys: Said) -> None:
    assert run(["dispose", "--data", str(folder), "--meeting", "4", "--reason", "x"]) == 2
    assert capsys.readouterr().err == "There is no meeting 4 in this log; it has 1.\n"


def test_export_keeps_in_mind_which_files_were_made(folder: Path, tmp_path: Path) -> None:
    assert (
        run(["export", "--data", str(folder), "--to", str(tmp_path / "out"), "--format", "json", "--format", "pdf"])
        == 0
    )
    assert [(line.what, line.values["format"]) for line in kept_lines(folder)] == [
        ("exported", "pdf"),
        ("exported", "json"),
    ]


def test_compare_writes_a_table_and_a_workbook(folder: Path, tmp_path: Path, capsys: Said) -> None:
    assert run(["compare", "--data", str(folder), "--to", str(tmp_path / "year")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_open_says_in_the_terminal_what_is_no_log(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "letter.db").write_text("Dear clerk")
    assert run(["open", str(tmp_path / "letter.db")]) == 2
    assert "is not a log of roomflow" in capsys.readouterr().err
    assert run(["open", str(tmp_path / "nowhere.db")]) == 2
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'nowhere.db'}.\n"


def test_open_without_a_display_says_what_can_be_done(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roomflow.app.display_available", lambda: False)
    assert run(["open", str(folder)]) == 2
    assert capsys.readouterr().err.startswith("There is no display here; “roomflow export")


def test_open_shows_the_evening(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[Path, int | None]] = []

    def shown(place: Path, meeting: int | None, _quit_after: int | None) -> int:
        calls.append((place, meeting))
        return 0

    monkeypatch.setattr("roomflow.app.run_evening", shown)
    monkeypatch.setattr("roomflow.app.display_available", lambda: True)
    assert run(["open", str(folder), "--meeting", "1"]) == 0
    assert calls == [(folder, 1)]
