"""The stage on which pages and states of the window are set up: a window of a size, and what lies over it.

What a page reads by itself, as the Clerk page reads its log, is waited for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget

from roomflow.desktop.basis.appearance import Appearance
from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.widgets.card_size import fit
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.commands import SendParty
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Meeting
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from tests.desktop.scenes import SCENES
from tests.reports.stored import stored_log

LOG: Final = Path("/var/lib/roomflow")
"""Where the pictures say that the log lies; nothing is read there."""


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


@dataclass
class Stage:
    """A window of a size in px, in which states are set up one after the other."""

    window: MainWindow
    size: tuple[int, int]
    card: QWidget | None = None
    """What is looked at in place of the window: a card over it, or a window of its own."""
    folder: Path | None = None
    """Of the log that the Clerk page reads; made when it is first wanted."""
    _made: list[tempfile.TemporaryDirectory[str]] = field(default_factory=list)

    @classmethod
    def of(cls, size: tuple[int, int], appearance: Appearance | None = None) -> Stage:
        """A new window; the application must be dressed, and its words installed."""
        window = MainWindow(appearance)
        # Sized like a window without a frame: the pictures of the design have none.
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.resize(*size)
        window.show()
        return cls(window, size)

    def show(self, name: str) -> QWidget:
        """Set up a state and give what is to be looked at: the window, or the card over it."""
        from tests.desktop.states import STATES

        self._put_away()
        self.window.computer = ThisComputer(KeptSettings(), LOG)
        STATES[name](self)
        self.window.resize(*self.size)
        for _ in range(4):  # a layout asks its parent again; a scroll bar changes the width of what scrolls
            QApplication.processEvents()
        _delete_now()
        return self.card or self.window

    def log_folder(self) -> Path:
        """The folder of a log with the evening of the golden files."""
        if self.folder is None:
            self._made.append(tempfile.TemporaryDirectory())
            self.folder = stored_log(Path(self._made[0].name) / "log").parent
        return self.folder

    def wait(self, signal: SignalInstance, act: Callable[[], object]) -> None:
        """Do something and wait until this was heard."""
        loop = QEventLoop()
        signal.connect(loop.quit)
        act()
        loop.exec()
        signal.disconnect(loop.quit)

    def end(self) -> None:
        self._put_away()
        self.window.close()
        self.window.deleteLater()
        _delete_now()
        for folder in self._made:
            folder.cleanup()

    def meeting(self, meeting: Meeting, folder: Path = LOG) -> MeetingScreen:
        """The screen of a meeting as people have it: its log lies in a folder, so there is a Clerk page."""
        bridge = Bridge(StillDesk(meeting), SimulatedClock(meeting.at), parent=self.window, folder=folder)
        return self.window.show_meeting(bridge, meeting)

    def scene(self, name: str) -> MeetingScreen:
        """The Desk page in a scene, with its answer standing."""
        meeting, entry = SCENES[name]()
        screen = self.meeting(meeting)
        self.answer(screen, entry)
        return screen

    def answer(self, screen: MeetingScreen, entry: Entry) -> None:
        screen.page.show_answer(SendParty(entry.people or 1), Answer("request", 1, (entry,)))
        screen.page.answer_card.end_flash()  # the thick outline of a new answer stands for a moment only

    def show_card(self, card: QDialog) -> None:
        """A card, filled in as far as a person would have."""
        self.card = card
        for combo in card.findChildren(QComboBox):
            combo.setCurrentIndex(min(1, combo.count() - 1))
        for edit in card.findChildren(QLineEdit):
            edit.setText("80" if edit.objectName() == "figure_edit" else edit.text())
        card.show()
        fit(card)

    def _put_away(self) -> None:
        if self.card is not None:
            self.card.close()
            self.card.deleteLater()
            self.card = None


def _delete_now() -> None:
    """What was put away is gone, as it is when a person comes back to the window."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
