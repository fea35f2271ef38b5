"""What this computer remembers of its public screen and of where its window lay; never in the way of a start."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roomflow import paths
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.public.settings import NAME, PublicSettings, keep_public_settings, public_settings
from roomflow.desktop.window.main_window import GEOMETRY, LEAST, MainWindow

SET = PublicSettings(shown=True, monitor="HDMI-1", feet=40, inches=65, silent=True, in_chamber=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "window.json"


def test_what_was_set_is_there_at_the_next_start(qapp: QApplication, file: Path) -> None:
    before = Remembered(file)
    assert public_settings(before) == PublicSettings()
    keep_public_settings(before, SET)
    assert public_settings(Remembered(file)) == SET
    assert [found.name for found in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "text", ["{", "[]", "7", '{"feet": "far", "inches": -4, "shown": 1, "monitor": null}', "[" * 3_000]
)
def test_a_text_that_is_none_of_ours_leaves_the_defaults(qapp: QApplication, text: str) -> None:
    remembered = Remembered()
    remembered.keep(NAME, text)
    assert public_settings(remembered) == PublicSettings()


def test_a_distance_nobody_can_choose_is_the_usual_one() -> None:
    assert PublicSettings.from_dict({"feet": 33, "inches": 900}) == PublicSettings()


@pytest.mark.skipif(os.name == "nt", reason="a file where a folder should be is told otherwise there")
def test_where_nothing_can_be_written_it_lasts_as_long_as_the_window(qapp: QApplication, file: Path) -> None:
    file.parent.write_text("not a folder")
    kept = Remembered(file)
    keep_public_settings(kept, SET)
    assert public_settings(kept) == SET


def test_the_window_comes_back_where_it_was(dressed: QApplication, file: Path) -> None:
    window = MainWindow()
    window.remembered = Remembered(file, window)
    window.show_on(window.screen().availableGeometry().size())
    window.showNormal()
    window.setGeometry(20, 30, 640, 480)
    window.close()
    assert Remembered(file).text(GEOMETRY)
    again = MainWindow()
    again.remembered = Remembered(file, again)
    again.show_on(again.screen().availableGeometry().size())
    assert again.size() == window.size()
    again.close()
    for each in (window, again):
        each.deleteLater()


def test_a_geometry_that_is_none_is_as_no_geometry(dressed: QApplication) -> None:
    window = MainWindow()
    window.remembered.keep(GEOMETRY, "no geometry ñ")
    window.show_on(window.screen().availableGeometry().size())
    assert window.isVisible()
    window.close()
    window.deleteLater()


def test_a_window_that_filled_the_screen_and_kept_no_size_is_painted_when_it_comes_back(
    dressed: QApplication, file: Path, qtbot: QtBot
) -> None:
    nothing = QWidget()
    nothing.setGeometry(1, 25, 0, 0)
    Remembered(file).keep(GEOMETRY, nothing.saveGeometry().toBase64().toStdString())
    nothing.deleteLater()
    window = MainWindow()
    window.remembered = Remembered(file, window)
    with qtbot.waitSignal(window.first_painted):
        window.show_on(window.screen().availableGeometry().size())
    assert window.size().boundedTo(LEAST) == LEAST
    window.close()
    window.deleteLater()


def test_the_file_lies_beside_the_settings() -> None:
    assert paths.window_file().parent == paths.config_file().parent
