"""A person at the desk: presses keys, clicks, scans, and waits for answers by their signals, never on time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.wait_signal import SignalBlocker

from roomflow.desktop.widgets.focus_ring import FocusRing
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.meeting import Meeting
from roomflow.service.answers import Answer
from tests.service.evening import SECONDS

WAIT_MS = int(SECONDS * 1_000)


class Hands:
    """Keys go where the focus is, as a keyboard's do."""

    def __init__(self, window: MainWindow, screen: MeetingScreen) -> None:
        self.window = window
        self.screen = screen

    def press(self, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press the keys of these characters, one after the other."""
        for character in text:
            QTest.keyClicks(self.focus(), character, modifiers)

    def press_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifiers)

    def scan(self, text: str) -> None:
        """What a scanner does: types fast, and Enter."""
        self.press(text)
        self.press_key(Qt.Key.Key_Return)

    def type_fast(self, text: str, at: int, between: int = 10) -> None:
        """What a scanner's keyboard does, with the times of its presses: characters `between` ms, and Enter."""
        for place, character in enumerate((*text, "\r")):
            key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                event.setTimestamp(at + place * between)
                QApplication.sendEvent(self.focus(), event)

    def click(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def answered(self, act: Callable[[], object]) -> Answer:
        """Do something that asks the desk, wait for the answer on the screen, and give it."""
        with self.waits() as waiting:
            act()
        assert waiting.args is not None
        answer = waiting.args[1]
        assert isinstance(answer, Answer)
        return answer

    def waits(self) -> SignalBlocker:
        blocker = SignalBlocker(timeout=WAIT_MS, raising=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
        blocker.connect(self.screen.bridge.answered)  # type: ignore[no-untyped-call]
        return blocker

    def see(self, answer: Answer) -> None:
        """Wait until the screen shows what another station did."""
        seq = answer.entries[-1].seq

        def shows(meeting: Meeting) -> bool:
            return meeting.seq >= seq

        if self.screen.meeting is None or not shows(self.screen.meeting):
            blocker = SignalBlocker(timeout=WAIT_MS, raising=True, check_params_cb=shows)  # type: ignore[no-untyped-call]
            blocker.connect(self.screen.bridge.meeting_changed)  # type: ignore[no-untyped-call]
            with blocker:
                pass

    def wait_for_the_screen(self) -> None:
        """As in life: a screen is laid out before a hand finds a key."""
        while not self.screen.keys.hears:
            QApplication.processEvents()

    def wait_for_the_window(self) -> None:
        """All of it: its menus' keys are there a moment after its screen."""
        while self.window.findChild(FocusRing) is None:
            QApplication.processEvents()

    def focus(self) -> QWidget:
        self.wait_for_the_screen()
        focus = QApplication.focusWidget()
        return focus if focus is not None else self.window

    def text(self, name: str) -> str:
        """What a label or line of the screen says, by its name."""
        found = self.screen.findChild(QObject, name)
        assert found is not None, name
        said = found.text()  # type: ignore[attr-defined]  # labels and lines of our own both have one
        assert isinstance(said, str)
        return said


def whole_in_sight(widget: QWidget) -> bool:
    """Whether nothing of a widget is cut or scrolled away."""
    QApplication.sendPostedEvents()  # layouts that wait
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()
