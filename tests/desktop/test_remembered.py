"""What this computer remembers of its windows: whole or not at all, and never in the way of a start."""

import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from roomflow import paths
from roomflow.desktop.main_window import GEOMETRY, MainWindow
from roomflow.desktop.remembered import STATE_CHARACTERS_MAX, PublicSettings, Remembered

SET = PublicSettings(shown=True, monitor="HDMI-1", feet=40, inches=65, silent=True, in_chamber=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "windows.json"


def test_what_was_set_is_there_at_the_next_start(file: Path) -> None:
    before = Remembered(file)
    assert before.public == PublicSettings()
    before.keep_public(SET)
    before.keep_state("a window", QByteArray(b"\x00\x01state"))
    after = Remembered(file)
    assert after.public == SET
    assert after.state("a window") == QByteArray(b"\x00\x01state")
    assert after.state("another").isEmpty()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "\x00\xff",
        '{"public": 7, "states": [1]}',
        '{"public": {"feet": "far", "inches": -4, "shown": 1, "monitor": null}, "states": {"a window": 5}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_none_is_as_no_file(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="latin-1")
    found = Remembered(file)
    assert found.public == PublicSettings()
    assert found.state("a window").isEmpty()
    found.keep_public(SET)
    assert Remembered(file).public == SET


def test_a_distance_nobody_can_choose_is_the_usual_one() -> None:
    assert PublicSettings.from_dict({"feet": 33, "inches": 900}) == PublicSettings()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_no_error(file: Path) -> None:
    file.parent.mkdir()
    file.parent.chmod(0o500)
    kept = Remembered(file)
    kept.keep_public(SET)
    assert kept.public == SET
    assert not file.exists()


def test_where_a_folder_should_be_lies_a_file_and_that_is_no_error(file: Path) -> None:
    file.parent.write_text("not a folder")
    kept = Remembered(file)
    kept.keep_public(SET)
    assert kept.public == SET


def test_the_file_is_written_whole_and_leaves_nothing_beside_it(file: Path) -> None:
    kept = Remembered(file)
    for feet in (15, 20, 30, 40):
        kept.keep_public(PublicSettings(feet=feet))
    assert [found.name for found in file.parent.iterdir()] == [file.name]
    assert json.loads(file.read_text("utf-8"))["public"]["feet"] == 40


def test_a_state_without_end_is_not_kept(file: Path) -> None:
    kept = Remembered(file)
    kept.keep_state("a window", QByteArray(b"x" * STATE_CHARACTERS_MAX))
    assert kept.state("a window").isEmpty()
    assert not file.exists()


def test_the_window_comes_back_where_it_was(dressed: QApplication, file: Path) -> None:
    window = MainWindow(Remembered(file))
    window.show_on(window.screen().availableGeometry().size())
    window.showNormal()
    window.setGeometry(20, 30, 640, 480)
    window.close()
    again = MainWindow(Remembered(file))
    again.show_on(again.screen().availableGeometry().size())
    assert (again.size().width(), again.size().height()) == (window.size().width(), window.size().height())
    assert not Remembered(file).state(GEOMETRY).isEmpty()
    again.close()
    for each in (window, again):
        each.deleteLater()


def test_the_file_lies_beside_the_settings_and_says_nothing_of_a_meeting(file: Path) -> None:
    assert paths.windows_file().parent == paths.config_file().parent
    kept = Remembered(file)
    kept.keep_public(SET)
    kept.keep_state("a window", QByteArray(b"state"))
    assert set(json.loads(file.read_text("utf-8"))) == {"public", "states"}
