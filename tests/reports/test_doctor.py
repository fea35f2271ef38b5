"""What the doctor says, and that looking changes nothing."""

from pathlib import Path

import pytest

from roomflow.computer import Settings
from roomflow.reports import doctor
from tests.rehearsal.played import picture

NOTHING_SET = Settings()


def said(folder: Path, display: bool = True, settings: Settings = NOTHING_SET) -> dict[str, str]:
    return dict(doctor.findings(folder, display, settings))


def test_every_finding_is_a_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    found = said(tmp_path / "log")
    assert list(found) == [
        "roomflow", "Python", "Qt", "SQLite", "log folder", "free disk", "display", "connections",
        "serves",
    ]  # fmt: skip
    assert all(sentence.endswith(".") for sentence in found.values())
    assert picture(tmp_path) == {}
    assert not (tmp_path / "log").exists()


def test_it_says_which_folder_and_whether_it_is_there(tmp_path: Path) -> None:
    assert said(tmp_path)["log folder"] == f"{tmp_path}."
    assert said(tmp_path / "a" / "b")["log folder"] == f"{tmp_path / 'a' / 'b'}, not there yet."
    (tmp_path / "file").write_text("")
    assert said(tmp_path / "file")["log folder"].endswith("is a file, not a folder.")


def test_it_names_the_versions_and_the_mode_of_the_log(tmp_path: Path) -> None:
    found = said(tmp_path)
    assert found["Qt"].startswith("PySide6 6.")
    assert found["SQLite"].startswith("SQLite 3.")
    assert "synced at every commit" in found["SQLite"]


def test_little_room_and_no_display_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FREE_BYTES_MIN", 10**18)
    found = said(tmp_path, display=False)
    assert found["free disk"].endswith("which is little.")
    assert found["display"].startswith("none")


def test_it_names_the_ports_that_are_served_and_when() -> None:
    assert doctor.served(NOTHING_SET).startswith("nothing while a window is open")
    settings = Settings(serves=True, serve_address="192.168.1.20")
    assert doctor.served(settings) == (
        "doors, displays and phones, at meetings: 192.168.1.20, ports 8126 (staff) and 8127 (public)."
    )
    assert ", in practice: 127.0.0.1," in doctor.served(Settings(serves_practice=True))
    assert ", at meetings and in practice: " in doctor.served(Settings(serves=True, serves_practice=True))


def test_it_makes_no_connection(tmp_path: Path) -> None:
    assert said(tmp_path)["connections"].startswith("none")


def test_it_lists_every_address_that_was_typed(tmp_path: Path) -> None:
    settings = Settings(printer="escpos:network:192.168.1.50:9100", copies_folder="/mnt/usb")
    found = said(tmp_path, settings=settings)["connections"]
    assert found == "the ticket printer at 192.168.1.50:9100, the folder for copies /mnt/usb; nothing else."
    assert said(tmp_path, settings=Settings(printer="HP"))["connections"].startswith("the ticket printer HP;")
