"""A barcode of something else, typed by a scanner: it sends nobody, issues nothing, and is answered by its word."""

import random
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.burst import BURST_MS
from roomflow.desktop.basis.keys import DeskKeys
from roomflow.desktop.basis.pages import DESK, DOORS, LINE
from roomflow.desktop.basis.scanner import SILENCE_MS, Scanner
from roomflow.desktop.line.page import LinePage
from roomflow.domain.commands import SendParty
from roomflow.domain.events import Kind
from tests.desktop.hands import Hands

DRINK = "5012345678900"
AT = 100_000


class Pressed(QMainWindow):
    """A window whose keys are written down."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.scans: list[str] = []
        self.began = 0
        middle = QWidget(self)
        self.setCentralWidget(middle)
        self.middle = middle
        scanner = Scanner(self)
        scanner.scanned.connect(self.scans.append)
        self.keys = DeskKeys(middle, scanner, {name: partial(self.pressed.append, name) for name in "123456ACT"})
        self.keys.burst.began.connect(self._count)

    def _count(self) -> None:
        self.began += 1

    def strike(self, text: str, at: int, between: int) -> None:
        for place, character in enumerate(text):
            key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                event.setTimestamp(at + place * between)
                QApplication.sendEvent(self.middle, event)


@pytest.fixture
def typed_on(qapp: QApplication, qtbot: QtBot) -> Iterator[Pressed]:
    pressed = Pressed()
    qtbot.addWidget(pressed)
    qapp.installEventFilter(pressed.keys)
    pressed.show()
    qtbot.waitActive(pressed)
    pressed.middle.setFocus()
    yield pressed
    qapp.removeEventFilter(pressed.keys)


@pytest.mark.parametrize("between", [1, 8, 20, BURST_MS])
def test_keys_at_the_speed_of_a_machine_are_one_scan_and_only_the_first_has_acted(
    typed_on: Pressed, between: int
) -> None:
    typed_on.strike("5212345\r", AT, between)
    assert (typed_on.scans, typed_on.pressed, typed_on.began) == (["5212345"], ["5"], 1)


@pytest.mark.parametrize("between", [BURST_MS + 1, 120])
def test_negative_control_keys_at_the_speed_of_a_person_all_act(typed_on: Pressed, between: int) -> None:
    typed_on.strike("5212345\r", AT, between)
    assert (typed_on.scans, typed_on.pressed, typed_on.began) == ([], [*"5212345"], 0)


@pytest.mark.parametrize("code", ["0412345", "A12345", "512R45", "T22", "55512", "4440"])
def test_whatever_character_it_begins_with_it_is_whole(typed_on: Pressed, code: str) -> None:
    typed_on.strike(code + "\r", AT, 6)
    assert (typed_on.scans, typed_on.began) == ([code], 1)
    assert typed_on.pressed == [key for key in code[0] if key in "123456ACT"]


def test_one_character_and_enter_is_no_barcode(typed_on: Pressed) -> None:
    typed_on.strike("5\r", AT, 10)
    assert (typed_on.scans, typed_on.pressed) == ([], ["5"])


def test_two_keys_under_one_finger_both_act_the_second_after_the_silence(typed_on: Pressed, qtbot: QtBot) -> None:
    with qtbot.waitSignal(typed_on.keys.burst.given_back):
        typed_on.strike("23", AT, 5)
        assert typed_on.pressed == ["2"]
    assert (typed_on.pressed, typed_on.began) == (["2", "3"], 0)


def test_a_key_that_comes_slower_behind_two_fast_ones_gives_both_to_the_person(typed_on: Pressed) -> None:
    typed_on.strike("23", AT, 5)
    typed_on.strike("4", AT + SILENCE_MS, 5)
    assert (typed_on.pressed, typed_on.began) == (["2", "3", "4"], 0)


def test_the_first_key_after_a_barcode_is_a_persons_again(typed_on: Pressed) -> None:
    typed_on.strike(DRINK + "\r", AT, 4)
    typed_on.strike("2", AT + 2_000, 4)
    assert typed_on.pressed == ["5", "2"]


def test_a_barcode_without_enter_ends_with_silence(typed_on: Pressed, qtbot: QtBot) -> None:
    with qtbot.waitSignal(typed_on.keys._scanner.scanned):
        typed_on.strike(DRINK, AT, 4)
    assert typed_on.scans == [DRINK]


def test_any_digits_at_any_machines_speed_are_one_scan(typed_on: Pressed, seed: int) -> None:
    dice, at = random.Random(seed), AT
    for _ in range(60):
        code = "".join(dice.choices("0123456789AC", k=dice.randrange(3, 20)))
        if len(set(code)) < 2:
            continue
        typed_on.scans.clear()
        typed_on.pressed.clear()
        typed_on.strike(code + "\r", at, dice.randrange(1, BURST_MS + 1))
        at += 5_000
        assert typed_on.scans == [code], (seed, code)
        assert len(typed_on.pressed) <= 1, (seed, code)


# --- in the window of a meeting ------------------------------------------------------------------------


def scanned(hands: Hands, code: str = DRINK, between: int = 10) -> None:
    """A scanner types it, and its word is said after what its first key asked was taken back."""
    with hands.waits():  # what the first key asked
        hands.type_fast(code, AT, between)
    if hands.screen.bridge.waiting:
        with hands.waits():
            pass


def test_the_barcode_of_a_drink_sends_nobody_and_is_named(hands: Hands) -> None:
    meeting = hands.screen.meeting
    assert meeting is not None
    scanned(hands)
    after = hands.screen.meeting
    assert after is not None
    assert (after.holds, after.tickets) == ({}, {})
    assert [entry.kind for entry in after.recent[-2:]] == [Kind.SENT, Kind.UNDONE]
    assert hands.screen.page.answered is None
    assert "Nobody was sent by it" in hands.text("notice_label")


def test_on_the_doors_page_it_counts_nobody_in(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_F2)
    assert hands.screen.pages.name == DOORS
    before = hands.screen.meeting
    assert before is not None
    scanned(hands, "4012345678901")
    after = hands.screen.meeting
    assert after is not None
    assert {name: space.inside for name, space in after.spaces.items()} == {
        name: space.inside for name, space in before.spaces.items()
    }


def test_on_the_line_page_it_chooses_no_ticket(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_F3)
    assert hands.screen.pages.name == LINE
    hands.type_fast(DRINK, AT)
    page = hands.screen.pages.current
    assert isinstance(page, LinePage)
    assert page.find_edit.text() == ""
    assert "something else" in hands.text("notice_label")


def test_a_code_that_begins_with_a_key_of_a_card_leaves_no_card_and_no_tick(hands: Hands) -> None:
    for code in ("T12345", "A12345", "/12345"):
        hands.type_fast(code, AT)
        assert not any(card.isVisible() for card in hands.screen._cards.values()), code
        assert not hands.screen.page.accessible_toggle.isChecked(), code
        assert "something else" in hands.text("notice_label"), code


def test_what_was_done_before_it_stays_done(hands: Hands) -> None:
    hands.answered(lambda: hands.press("2"))
    scanned(hands)
    after = hands.screen.meeting
    assert after is not None
    assert [hold.people for hold in after.holds.values()] == [2]


def test_where_its_first_key_was_refused_nothing_before_it_is_taken_back(hands: Hands) -> None:
    hands.answered(lambda: hands.press("2"))
    hands.answered(lambda: hands.screen.ask(SendParty(2)))
    hands.type_fast("0012345678905", AT)  # 0 is no key
    after = hands.screen.meeting
    assert after is not None
    assert len(after.holds) == 2
    assert hands.screen.pages.name == DESK
    assert "something else" in hands.text("notice_label")


@pytest.mark.parametrize("code", ["4412345678905", "1123456789012", "4444567890128"])
def test_a_barcode_that_begins_with_the_same_digits_sends_nobody_either(hands: Hands, code: str) -> None:
    scanned(hands, code)
    after = hands.screen.meeting
    assert after is not None
    assert (after.holds, after.tickets) == ({}, {})


def test_a_barcode_over_an_open_card_leaves_the_card_and_what_was_done_before_it(hands: Hands, qtbot: QtBot) -> None:
    hands.answered(lambda: hands.press("4"))
    hands.press("A")
    hands.click(hands.screen.page_rail.away_button)
    (card,) = (card for card in hands.screen._cards.values() if card.isVisible())
    buttons = [button for button in card.findChildren(QPushButton) if button.isVisible() and button.isEnabled()]
    buttons[-1].setFocus()
    qtbot.waitUntil(lambda: hands.focus() is buttons[-1])
    hands.type_fast(DRINK, AT)
    if hands.screen.bridge.waiting:
        with hands.waits():
            pass
    after = hands.screen.meeting
    assert after is not None
    assert [hold.people for hold in after.holds.values()] == [4]
    assert hands.screen.page.accessible_toggle.isChecked()
    assert card.isVisible()


def test_what_was_ticked_before_a_barcode_is_ticked_after_it(hands: Hands) -> None:
    hands.press("A")
    scanned(hands)
    after = hands.screen.meeting
    assert after is not None
    assert not after.holds
    assert hands.screen.page.accessible_toggle.isChecked()


def test_after_two_keys_under_one_finger_each_further_press_of_the_second_acts(typed_on: Pressed, qtbot: QtBot) -> None:
    with qtbot.waitSignal(typed_on.keys.burst.given_back):
        typed_on.strike("42", AT, 40)
    for further in range(1, 3):
        typed_on.strike("2", AT + 1_000 * further, 1)
    assert typed_on.pressed == ["4", "2", "2", "2"]
