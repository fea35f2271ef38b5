"""Scanning with a camera: a ticket held still is one scan, no picture is kept, and what is missing is a sentence."""

import sys
import types
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.cards.camera import CameraDialog
from roomflow.desktop.scanning.camera import (
    AWAY_MS,
    BETWEEN_LOOKS_MS,
    CameraScanner,
    Pictures,
    SeenCodes,
    make_pictures,
    make_read,
)
from roomflow.desktop.widgets.qr import matrix_of
from roomflow.desktop.window.hall_parts import HallParts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from tests.desktop.hands import Hands
from tests.desktop.test_hall import one_in_line
from tests.service.evening import SIX_PM, Station

MODULE = 8
NEEDS = "Scanning with a camera needs the extra “camera”: pip install '.[camera]'."


class KeptPictures(QObject):
    """A camera that gives the pictures it is told to."""

    framed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = ""
        self.is_on = False

    def start(self) -> None:
        self.is_on = True

    def stop(self) -> None:
        self.is_on = False


def picture_of(text: str) -> QImage:
    """A ticket on a desk of grey."""
    matrix = matrix_of(text)
    side = (len(matrix) + 8) * MODULE
    image = QImage(side + 120, side + 80, QImage.Format.Format_RGB32)
    image.fill(QColor("#8A8A8A"))
    painter = QPainter(image)
    painter.fillRect(50, 30, side, side, QColor("white"))
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(50 + (x + 4) * MODULE, 30 + (y + 4) * MODULE, MODULE, MODULE, QColor("black"))
    painter.end()
    return image


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(SIX_PM)


def test_a_ticket_that_is_held_still_is_one_scan_and_one_that_comes_back_is_another() -> None:
    seen = SeenCodes()
    assert seen.see("R1", 0)
    assert not any(seen.see("R1", at) for at in range(150, 6_000, 150))
    assert not seen.see("", 6_100)
    assert seen.see("R2", 6_200)
    assert seen.see("R1", 6_300)
    assert seen.see("R1", 6_300 + AWAY_MS)


def test_a_qr_in_a_picture_is_read_and_a_picture_without_one_is_nothing(qapp: QApplication) -> None:
    read = make_read()
    assert not isinstance(read, str)
    assert read(picture_of("R0123456789ABCDEFG")) == "R0123456789ABCDEFG"
    blank = QImage(320, 240, QImage.Format.Format_RGB32)
    blank.fill(QColor("#8A8A8A"))
    assert read(blank) == ""


def test_the_camera_is_looked_at_some_times_a_second_and_not_when_it_is_off(
    qapp: QApplication, clock: SimulatedClock
) -> None:
    pictures = KeptPictures()
    scanner = CameraScanner(pictures, lambda _picture: "R1", lambda: clock.read().elapsed_source)
    looked, scanned = QSignalSpy(scanner.looked), QSignalSpy(scanner.scanned)
    pictures.framed.emit(QImage())
    assert looked.count() == 0
    scanner.start()
    for _ in range(10):
        pictures.framed.emit(QImage())
        clock.advance(BETWEEN_LOOKS_MS // 3)
    assert looked.count() == 4
    assert scanned.count() == 1
    scanner.stop()
    assert not pictures.is_on
    clock.advance(AWAY_MS)
    pictures.framed.emit(QImage())
    assert scanned.count() == 1


def test_without_the_extra_there_is_one_sentence(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "roomflow.desktop.scanning.camera_pictures", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert make_pictures() == NEEDS
    assert make_read() == NEEDS


def test_a_computer_without_a_camera_says_so(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def isNull(self) -> bool:
            return True

    module = types.ModuleType("PySide6.QtMultimedia")
    for name in ("QCamera", "QMediaCaptureSession", "QVideoFrame", "QVideoSink"):
        setattr(module, name, object)
    module.QMediaDevices = types.SimpleNamespace(defaultVideoInput=Nothing)  # type: ignore[attr-defined]  # made by hand
    monkeypatch.delitem(sys.modules, "roomflow.desktop.scanning.camera_pictures", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", module)
    assert make_pictures() == "There is no camera at this computer."
    monkeypatch.delitem(sys.modules, "roomflow.desktop.scanning.camera_pictures")


@pytest.fixture
def pictures(qapp: QApplication) -> KeptPictures:
    return KeptPictures()


@pytest.fixture
def beside(dressed: QApplication, bridge: Bridge, desk: Desk, pictures: KeptPictures) -> Iterator[Hands]:
    def make(_parent: QObject | None) -> Pictures | str:
        return pictures

    window = MainWindow()
    window.hall_parts = HallParts(make_pictures=make)
    window.show()
    meeting = desk.meeting(1)
    assert meeting is not None
    yield Hands(window, window.show_meeting(bridge, meeting))
    window.close()
    window.deleteLater()


def test_a_ticket_before_the_camera_is_a_scan_like_any_other(
    beside: Hands, station: Station, pictures: KeptPictures
) -> None:
    code = one_in_line(beside, station)
    beside.screen.menu.camera_action.trigger()
    (card,) = beside.screen.findChildren(CameraDialog)
    assert pictures.is_on
    answer = beside.answered(lambda: pictures.framed.emit(picture_of(f"R{code}")))
    assert answer.refusal is not None  # it waits, and is not called yet
    assert "is not called yet" in beside.text("notice_label")
    assert not card.picture_label.pixmap().isNull()
    beside.click(card.close_button)
    assert not pictures.is_on
    assert card.picture_label.pixmap().isNull(), "the last picture is kept"


def test_the_card_says_what_is_missing(dressed: QApplication, bridge: Bridge, desk: Desk) -> None:
    window = MainWindow()
    window.hall_parts = HallParts(make_pictures=lambda _parent: NEEDS)
    window.show()
    meeting = desk.meeting(1)
    assert meeting is not None
    screen = window.show_meeting(bridge, meeting)
    screen.menu.camera_action.trigger()
    (card,) = screen.findChildren(CameraDialog)
    assert card.problem_label.text() == NEEDS
    assert not card.picture_label.isVisible()
    window.close()
    window.deleteLater()
