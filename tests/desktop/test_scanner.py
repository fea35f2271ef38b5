"""Keys and scans: a scanner's typing never sends a party, and a person's key acts at once."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.keys import EMERGENCY, FIGURES_ONLY, SPACE, UNDO, DeskKeys
from roomflow.desktop.basis.scanner import Scanner, words_for_answer, words_for_no_code
from roomflow.domain.codes import draw_code
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Meeting, publish
from roomflow.domain.refusals import Refusal
from roomflow.service.answers import Answer

SCAN = "R0123456789ABCDEF0"


class Desk(QMainWindow):
    """A window with a button and two fields, whose keys are written down."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.scans: list[str] = []
        self.middle = middle = QWidget(self)
        column = QVBoxLayout(middle)
        self.button = QPushButton("+")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(lambda: self.pressed.append("+"))
        self.text_edit, self.figure_edit = QLineEdit(), QLineEdit()
        self.figure_edit.setProperty(FIGURES_ONLY, True)
        for widget in (self.button, self.text_edit, self.figure_edit):
            column.addWidget(widget)
        self.setCentralWidget(middle)
        self.scanner = Scanner(self)
        self.scanner.scanned.connect(self.scans.append)
        names = [*"123456ACT/?", SPACE, UNDO, EMERGENCY]
        self.keys = DeskKeys(middle, self.scanner, {name: self._writes(name) for name in names})

    def _writes(self, name: str) -> Callable[[], None]:
        return lambda: self.pressed.append(name)

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(QApplication.focusWidget() or self, character)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self, key)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk)
    qapp.installEventFilter(desk.keys)
    desk.show()
    qtbot.waitActive(desk)
    desk.middle.setFocus()
    yield desk
    qapp.removeEventFilter(desk.keys)


def test_every_key_of_the_desk_acts_at_once(window: Desk) -> None:
    window.type("1a6c/?t")
    assert window.pressed == ["1", "A", "6", "C", "/", "?", "T"]


def test_a_scan_sends_no_party(window: Desk) -> None:
    window.type(SCAN)
    window.press(Qt.Key.Key_Return)
    assert window.scans == [SCAN]
    assert window.pressed == []


def test_the_same_digits_without_the_r_would_send_six_parties(window: Desk) -> None:
    """The control: it is the R that makes them a scan."""
    window.type(SCAN[1:])
    assert window.pressed == ["1", "2", "3", "4", "5", "6", "A", "C"]


def test_the_first_key_after_a_scan_is_a_persons_again(window: Desk) -> None:
    window.type(SCAN)
    window.press(Qt.Key.Key_Return)
    window.type("2")
    assert window.pressed == ["2"]


def test_a_scanner_without_enter_is_heard_after_silence(window: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.scanner.scanned):
        window.type(SCAN)
    assert window.scans == [SCAN]
    window.type("3")
    assert window.pressed == ["3"]


def test_a_finger_on_r_is_no_scan_and_costs_one_key_at_most(window: Desk, qtbot: QtBot) -> None:
    window.type("r")
    assert window.scanner.is_running
    with qtbot.waitSignal(window.scanner._after_queue.timeout):
        pass
    window.type("4")
    assert (window.scans, window.pressed) == ([], ["4"])


def test_a_web_address_is_a_scan_too(window: Desk) -> None:
    window.type("https://city.example/12")
    window.press(Qt.Key.Key_Enter)
    assert window.scans == ["https://city.example/12"]
    assert window.pressed == []


def test_in_a_text_field_keys_are_text(window: Desk) -> None:
    window.text_edit.setFocus()
    window.type("R1 a")
    assert window.text_edit.text() == "R1 a"
    assert (window.scans, window.pressed) == ([], [])


def test_in_a_field_of_figures_digits_are_typed_and_a_scan_is_still_a_scan(window: Desk) -> None:
    window.figure_edit.setFocus()
    window.type("42")
    window.type(SCAN)
    window.press(Qt.Key.Key_Return)
    assert window.figure_edit.text() == "42"
    assert window.scans == [SCAN]


def test_emergency_works_in_a_text_field(window: Desk) -> None:
    window.text_edit.setFocus()
    window.press(Qt.Key.Key_F12)
    assert window.pressed == [EMERGENCY]


def test_a_key_that_is_held_down_acts_once(window: Desk) -> None:
    window.type("2")
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2", autorep=True)
    QApplication.sendEvent(window.middle, held)
    assert window.pressed == ["2"]


def key_event(kind: QKeyEvent.Type, at: int, *, repeats: bool = False) -> QKeyEvent:
    event = QKeyEvent(kind, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2", autorep=repeats)
    event.setTimestamp(at)
    return event


def test_a_held_key_that_nobody_marks_as_repeating_acts_once(window: Desk) -> None:
    for at in range(1_000, 3_000, 30):
        QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyPress, at))
    assert window.pressed == ["2"]


def test_a_held_key_that_comes_as_presses_and_releases_acts_once(window: Desk) -> None:
    for at in range(1_000, 3_000, 30):
        QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyPress, at))
        QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyRelease, at))
    assert window.pressed == ["2"]


@pytest.mark.parametrize("between", [81, 200])
def test_a_key_pressed_again_acts_again(window: Desk, between: int) -> None:
    """The control of the tests before."""
    for at in (1_000, 1_000 + between):
        QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyPress, at))
        QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyRelease, at))
    assert window.pressed == ["2", "2"]


def test_a_key_whose_release_went_to_another_program_is_not_dead(window: Desk) -> None:
    QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyPress, 1_000))
    QApplication.sendEvent(window.middle, key_event(QKeyEvent.Type.KeyPress, 9_000))
    assert window.pressed == ["2", "2"]


def test_space_calls_next_after_a_click_and_presses_a_control_reached_by_tab(window: Desk) -> None:
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is window.button
    window.press(Qt.Key.Key_Space)
    assert window.pressed == ["+", SPACE]
    window.middle.setFocus()
    window.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.button
    window.press(Qt.Key.Key_Space)
    assert window.pressed == ["+", SPACE, "+"]


def test_ctrl_z_is_undo_and_z_is_nothing(window: Desk) -> None:
    window.type("z")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == [UNDO]


def test_digits_with_ctrl_or_alt_are_no_parties(window: Desk) -> None:
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        QTest.keyClick(window, Qt.Key.Key_2, modifier)
    assert window.pressed == []


# --- a word for every scan ---------------------------------------------------------------------------


def a_meeting() -> Meeting:
    return publish(Draft(1))


def spoken(answer: Answer) -> tuple[str, bool]:
    return words_for_answer(answer, a_meeting(), lambda _at: "18:02")


def entry(kind: Kind, **columns: object) -> Entry:
    return Entry(9, kind, 0, 0, 0, "Desk", "x", **columns)  # type: ignore[arg-type]  # a row of test data


def test_a_scan_that_seats_names_room_and_people() -> None:
    answer = Answer("x", 1, (entry(Kind.SEATED, ticket=131, space="Overflow A", people=3),))
    assert spoken(answer) == ("Ticket 131 seated in Overflow A: 3 people.", True)


def test_a_scan_of_a_missed_ticket_says_that_it_is_back() -> None:
    assert spoken(Answer("x", 1, (entry(Kind.BACK, ticket=131),))) == ("Ticket 131 is back: first in line.", True)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal("not-called-yet", {"ticket": 131, "ahead": 4}), "not called yet: 4 people"),
        (Refusal("called-elsewhere", {"ticket": 131, "room": "A", "space": "B"}), "called to A, not to B"),
        (Refusal("already-seated", {"ticket": 131}), "seated already"),
        (Refusal("unknown-code", {}), "belongs to no ticket"),
        (Refusal("void", {"ticket": 131}), "void"),
    ],
)
def test_every_refused_scan_has_a_word(refusal: Refusal, words: str) -> None:
    sentence, good = spoken(Answer("x", 1, refusal=refusal))
    assert words in sentence
    assert not good


def test_a_scan_that_was_not_recorded_says_so() -> None:
    sentence, good = spoken(Answer("x", 1, problem="The disk is full."))
    assert sentence == "Not recorded: The disk is full."
    assert not good


def test_a_scan_of_something_else_is_named() -> None:
    assert "web address" in words_for_no_code("https://city.example")
    assert "no whole ticket code" in words_for_no_code("R12")


def test_every_code_begins_as_the_scanner_expects(seed: int) -> None:
    import random

    dice = random.Random(seed)
    assert all(words_for_no_code("R" + draw_code(dice.getrandbits)) for _ in range(10))
