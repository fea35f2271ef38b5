"""What the tests of an emergency share: one that was begun at the desk, its page, its cards, its figures."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from roomflow.desktop.emergency.card import EmergencyDialog
from roomflow.desktop.emergency.page import EmergencyPage
from roomflow.desktop.widgets.asking import Card
from roomflow.domain.commands import (
    Authority,
    Tap,
)
from roomflow.domain.meeting import Meeting
from tests.desktop.hands import Hands
from tests.service.evening import Station

CardType = TypeVar("CardType", bound=Card)
OVER = Authority("fire-official", "safety")


def card_of(hands: Hands, kind: type[CardType]) -> CardType:
    card = hands.screen._cards[kind]
    assert isinstance(card, kind)
    return card


def press_on(card: Card, key: Qt.Key) -> None:
    """A key where the card has its focus: the platform for tests activates no second window."""
    QTest.keyClick(card.focusWidget(), key)


def meeting_of(hands: Hands) -> Meeting:
    assert hands.screen.meeting is not None
    return hands.screen.meeting


def page_of(hands: Hands) -> EmergencyPage:
    page = hands.screen.emergency.page
    assert page is not None
    return page


def begun(hands: Hands, station: Station) -> EmergencyPage:
    """Six people in the chamber, and an emergency begun at this desk with two presses."""
    hands.see(station.do(Tap("Chamber", 6, "North")))
    hands.press_key(Qt.Key.Key_F12)
    hands.answered(lambda: press_on(card_of(hands, EmergencyDialog), Qt.Key.Key_Return))
    hands.window.activateWindow()  # a window system does it when the card goes
    QTest.qWaitForWindowActive(hands.window)
    return page_of(hands)


def shown(page: EmergencyPage) -> list[tuple[str, str, str, str]]:
    """Space, inside, reserved and together of each row, as a person reads them."""
    return [
        (name, row.inside_label.text(), row.reserved_label.text(), row.together_label.text())
        for name, row in page._rows.items()
    ]


def tab_to(hands: Hands, control: QWidget) -> None:
    for _ in range(80):
        if QApplication.focusWidget() is control:
            return
        hands.press_key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {control.accessibleName()}")
