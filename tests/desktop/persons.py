"""A person at the window who has only a keyboard, or only a mouse (and types where figures and words are typed)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from roomflow.desktop.window.main_window import MainWindow
from tests.desktop.hands import WAIT_MS

TABS_MAX = 300
"""Nobody presses Tab so often; a control that is not reached by then is not reached."""
Found = TypeVar("Found", bound=QWidget)


class Person:
    """What a person does to controls; how, each kind of person knows."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def press(self, control: QAbstractButton) -> None:
        """Press a button that can be seen and pressed."""
        raise NotImplementedError

    def type_in(self, field: QLineEdit, text: str) -> None:
        """Type into a field, over what stands there."""
        raise NotImplementedError

    def choose(self, combo: QComboBox, row: int) -> None:
        """Choose a row of a list that drops down."""
        raise NotImplementedError

    def edit_cell(self, table: QAbstractItemView, index: QModelIndex, text: str) -> None:
        """Type into a cell of a table."""
        raise NotImplementedError

    def do(self, key: Qt.Key | str, button: QAbstractButton) -> None:
        """Do what a key does, and a button."""
        raise NotImplementedError

    def pick(self, button: QAbstractButton, words: str) -> None:
        """Open the menu of a button, and choose from it what begins so."""
        picked: list[QMenu] = []

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu), "no menu is open"
            self.take(menu, words)
            picked.append(menu)

        # Some menus run a loop of their own while they are open, and so this comes in it; the others come back at once.
        QTimer.singleShot(0, self.window, choose)
        self.press(button)
        if not picked:
            QApplication.processEvents()
        assert picked

    def take(self, menu: QMenu, words: str) -> None:
        """Choose from the menu that is open."""
        raise NotImplementedError

    def scan(self, code: str) -> None:
        """What a scanner types, whoever holds it."""
        for character in code:
            QTest.keyClicks(self.focus(), character)
        QTest.keyClick(self.focus(), Qt.Key.Key_Return)

    def card(self, kind: type[Found]) -> Found:
        """The card of this kind that is open."""
        card = next(card for card in self.window.findChildren(kind) if card.isVisible())
        assert isinstance(card, kind)
        return card

    def focus(self) -> QWidget:
        """Where keys go: to the menu, the card or the window that lies in front."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        cards = [card for card in self.window.findChildren(QDialog) if card.isVisible()]
        front: QWidget = cards[-1] if cards else self.window
        focus: QWidget | None = front.focusWidget()
        return front if focus is None else focus


class Keyboard(Person):
    """Reaches everything by Tab and presses it by Space; knows the keys that are written beside things."""

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if isinstance(key, str):
            QTest.keyClicks(self.focus(), key, modifiers)
        else:
            QTest.keyClick(self.focus(), key, modifiers)

    def tab_to(self, control: QWidget) -> None:
        assert control.isVisible(), control.objectName()
        assert control.isEnabled(), control.objectName()
        for _ in range(TABS_MAX):
            focus = self.focus()
            if focus is control or control.isAncestorOf(focus):
                return
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {control.objectName() or control.accessibleName()}")

    def press(self, control: QAbstractButton) -> None:
        self.tab_to(control)
        self.key(Qt.Key.Key_Space)

    def type_in(self, field: QLineEdit, text: str) -> None:
        self.tab_to(field)
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.key(text)

    def choose(self, combo: QComboBox, row: int) -> None:
        self.tab_to(combo)
        for _ in range(combo.currentIndex(), row):
            self.key(Qt.Key.Key_Down)
        assert combo.currentIndex() == row

    def edit_cell(self, table: QAbstractItemView, index: QModelIndex, text: str) -> None:
        self.tab_to(table)
        self._walk(table, index, Qt.Key.Key_Up, Qt.Key.Key_Down, QModelIndex.row)
        self._walk(table, index, Qt.Key.Key_Left, Qt.Key.Key_Right, QModelIndex.column)
        self.key(Qt.Key.Key_F2)
        _type_in_cell(table, text)

    def do(self, key: Qt.Key | str, _button: QAbstractButton) -> None:
        self.key(key)

    def take(self, menu: QMenu, words: str) -> None:
        for _ in range(len(menu.actions()) + 1):
            active: QAction | None = menu.activeAction()
            if active is not None and active.text().startswith(words):
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
            QTest.keyClick(menu, Qt.Key.Key_Down)
        raise AssertionError(f"the arrows do not reach {words} in the menu")

    def _walk(
        self,
        table: QAbstractItemView,
        to: QModelIndex,
        back: Qt.Key,
        on: Qt.Key,
        place: Callable[[QModelIndex], int],
    ) -> None:
        if not table.currentIndex().isValid():
            self.key(on)
        for _ in range(TABS_MAX):
            if place(table.currentIndex()) == place(to):
                return
            self.key(on if place(table.currentIndex()) < place(to) else back)
        raise AssertionError(f"the arrows do not reach {to.row()}, {to.column()}: {self.focus()}")


class Mouse(Person):
    """Clicks what can be seen, and touches the keyboard only to type."""

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        place = widget.rect().center() if where is None else where
        assert widget.isVisible(), widget.objectName()
        assert widget.isEnabled(), widget.objectName()
        assert widget.visibleRegion().contains(place), f"{widget.objectName()} is out of sight"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    def press(self, control: QAbstractButton) -> None:
        self.click(control)

    def type_in(self, field: QLineEdit, text: str) -> None:
        self.click(field)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def choose(self, combo: QComboBox, row: int) -> None:
        between = QApplication.doubleClickInterval()
        QApplication.setDoubleClickInterval(0)  # the second click is one of its own, as it is for a person
        self.click(combo)
        view = combo.view()
        place = view.visualRect(combo.model().index(row, 0)).center()
        QTest.mouseMove(view.viewport(), place)
        self.click(view.viewport(), place)
        QApplication.setDoubleClickInterval(between)
        assert combo.currentIndex() == row

    def edit_cell(self, table: QAbstractItemView, index: QModelIndex, text: str) -> None:
        place = table.visualRect(index).center()
        self.click(table.viewport(), place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        _type_in_cell(table, text)

    def do(self, _key: Qt.Key | str, button: QAbstractButton) -> None:
        self.click(button)

    def take(self, menu: QMenu, words: str) -> None:
        action = next(action for action in menu.actions() if action.text().startswith(words))
        self.click(menu, menu.actionGeometry(action).center())


def bring_to_front(window: QWidget) -> None:
    """Give a window the keyboard: a desktop does it, and here there may be none."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, WAIT_MS)


def _type_in_cell(table: QAbstractItemView, text: str) -> None:
    editor = table.findChildren(QLineEdit, "cell_edit")[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt puts an editor away from its queue
    assert table.state() != QAbstractItemView.State.EditingState
