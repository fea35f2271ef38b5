"""What a computer remembers of its window: written whole, read with care, and never in anybody's way."""

import json
from pathlib import Path

import pytest

from roomflow.desktop.basis.remembered import TEXT_CHARACTERS_MAX, Remembered


def test_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "new" / "window.json"
    Remembered(file).keep("doors.space", "Overflow A")
    again = Remembered(file)
    again.keep("doors.door", "Front door")
    assert Remembered(file).text("doors.space") == "Overflow A"
    assert json.loads(file.read_text("utf-8")) == {"doors.door": "Front door", "doors.space": "Overflow A"}
    assert list(file.parent.iterdir()) == [file], "written whole, nothing left beside it"


def test_without_a_file_it_lasts_as_long_as_the_window() -> None:
    remembered = Remembered()
    assert remembered.text("line.columns") == ""
    remembered.keep("line.columns", "abc")
    assert remembered.text("line.columns") == "abc"


def test_a_text_without_end_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    Remembered(file).keep("line.columns", "x" * (TEXT_CHARACTERS_MAX + 1))
    assert not file.exists()


def test_half_a_character_is_not_kept_and_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    remembered = Remembered(file)
    remembered.keep("doors.door", "North \ud800")
    remembered.keep("doors.space", "Overflow A")
    assert Remembered(file).text("doors.space") == "Overflow A"


STRANGE = (
    b"",
    b"{",
    b"[]",
    b'"text"',
    b'{"a": 1}',
    b"\x00",
    b"\xff{",
    b'{"a": "\xff"}',
    b'{"a": NaN}',
    b'{"a":' + b"[" * 90_000,
)


@pytest.mark.parametrize("data", STRANGE, ids=lambda data: repr(data[:12]))
def test_a_file_of_something_else_is_no_problem(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_bytes(data)
    assert Remembered(file).text("a") == ""


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    remembered = Remembered(tmp_path / "file" / "window.json")
    remembered.keep("doors.space", "Overflow A")
    assert remembered.text("doors.space") == "Overflow A"
