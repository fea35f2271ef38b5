"""Draws the window as in the design's pictures: `python -m tests.desktop.pictures OUT_DIR` writes PNGs to look at.

With `--dark` in the dark. Run from the checkout. The evenings are made by hand, so that a picture can be laid beside
the one it should equal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from roomflow.domain.commands import SendParty
from roomflow.domain.meeting import Meeting
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from tests.desktop.scenes import SCENES

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

CARDS = (
    ("desk-ticket", "override", 131),
    ("desk-light", "limit", "Commission Chamber"),
    ("desk-light", "reserved", "Commission Chamber"),
    ("desk-light", "close-room", "Overflow A"),
)
"""(scene, name of the card, what it is about)."""


class StillDesk:
    """A desk that holds one picture and is never asked."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting

    def ask(self, request: Request) -> Future[Answer]:
        raise AssertionError(f"nothing is asked for a picture: {request}")

    def listen(self, _callback: Callable[[Meeting], None]) -> Callable[[], None]:
        return lambda: None

    def meeting(self, _number: int) -> Meeting | None:
        return self._meeting

    def meetings(self) -> tuple[Meeting, ...]:
        return (self._meeting,)


def draw(scene: str, size: tuple[int, int]) -> QPixmap:
    """The whole window in a scene, at a size in px; the application must be dressed."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from roomflow.desktop.bridge import Bridge
    from roomflow.desktop.main_window import MainWindow

    meeting, entry = SCENES[scene]()
    clock_of_picture = SimulatedClock(meeting.at)
    window = MainWindow()
    # Sized like a window without a frame: the pictures of the design have none.
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.resize(*size)
    window.show()
    screen = window.show_meeting(Bridge(StillDesk(meeting), clock_of_picture), meeting)
    screen.page.show_answer(SendParty(entry.people or 1), Answer("request", 1, (entry,)))
    for _ in range(3):
        QApplication.processEvents()
    # The thick outline of a new answer stands for a moment only.
    screen.page.answer_card.end_flash()
    picture = window.grab()
    window.close()
    window.deleteLater()
    return picture


def draw_card(scene: str, name: str, about: object, size: tuple[int, int]) -> QPixmap:
    """A card over the window, filled in as far as a person would have."""
    from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

    from roomflow.desktop.bridge import Bridge
    from roomflow.desktop.desk_cards import card_named
    from roomflow.desktop.meeting_screen import MeetingScreen

    meeting, _entry = SCENES[scene]()
    screen = MeetingScreen(Bridge(StillDesk(meeting), SimulatedClock(meeting.at)))
    screen.resize(*size)
    card = card_named(name)(screen, lambda _command, _then: None)
    card.show_meeting(meeting)
    card.present_about(about)
    for combo in card.findChildren(QComboBox):
        combo.setCurrentIndex(1)
    for edit in card.findChildren(QLineEdit):
        edit.setText("80" if edit.objectName() == "figure_edit" else "")
    for _ in range(3):
        QApplication.processEvents()
    card.adjustSize()
    picture = card.grab()
    card.close()
    screen.deleteLater()
    return picture


def main(out: Path, dark: bool) -> None:
    """Draw every scene at 1366×768 and 1920×1080, and every card of the Desk page."""
    from PySide6.QtWidgets import QApplication

    from roomflow.desktop.look import DARK, LIGHT, dress

    dress(QApplication([]), DARK if dark else LIGHT)
    out.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        for size in ((1366, 768), (1920, 1080)):
            draw(scene, size).save(str(out / f"{scene}-{size[0]}.png"))
    for scene, name, about in CARDS:
        draw_card(scene, name, about, (1366, 768)).save(str(out / f"card-{name}.png"))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), dark="--dark" in sys.argv)
