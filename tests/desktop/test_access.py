"""Every control of every page can be reached by Tab, has a name and a role for a screen reader, and shows its focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import getCppPointer

from roomflow.desktop.basis.look import LIGHT, dress
from tests.desktop.stage import Stage
from tests.desktop.states import STATES

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit, QAbstractSpinBox)
ROLES = {
    QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox, QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.ButtonMenu,
    QAccessible.Role.SpinBox, QAccessible.Role.PushButton, QAccessible.Role.Tree,
}  # fmt: skip
TABS_MAX = 90
"""More than any page has controls."""
FOCUSED = [name for name in STATES if name != "card-script" and not name.startswith("public")]
"""The card of what to say aloud takes no key from the desk, and the public screen has nothing to press."""
AROUND = 8
"""px around a control in which its focus may be shown."""


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    dress(qapp, LIGHT, still=True)
    made = Stage.of((1366, 768))
    yield made
    made.end()
    dress(qapp, LIGHT)


def controls(shown: QWidget) -> list[QWidget]:
    """What can be pressed or typed in, and is seen; parts of another control are that control's."""
    found = [child for kind in CONTROLS for child in shown.findChildren(kind)]
    return [one for one in found if one.isVisibleTo(shown) and one.window() is shown.window() and not is_part(one)]


def address(widget: QWidget) -> int:
    """The same for every Python name of a widget."""
    return int(getCppPointer(widget)[0])


def is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, CONTROLS) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def said(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """The name and role of a control as a screen reader is told."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told.text(QAccessible.Text.Name), told.role()


def is_by_arrows(control: QWidget, reached: set[int]) -> bool:
    """Of choices that exclude each other Tab comes to the chosen one, and arrows go to the others."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group is not None and group.exclusive() and any(address(other) in reached for other in group.buttons())


def reached_by_tab(shown: QWidget) -> set[int]:
    """The addresses of what Tab comes to, from the first control round to it again."""
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    shown.setFocus()
    found: set[int] = set()
    for _press in range(TABS_MAX):
        QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is not None:
            found.add(address(focus))
    return found


@pytest.mark.parametrize("state", FOCUSED)
def test_every_control_is_named_has_a_role_and_is_reached_by_tab(state: str, stage: Stage) -> None:
    shown = stage.show(state)
    found = controls(shown)
    reached = reached_by_tab(shown)
    described = [f"{type(one).__name__} {one.objectName()} “{said(one)[0]}”" for one in found]
    assert [one for one, control in zip(described, found, strict=True) if not said(control)[0].strip()] == []
    assert [one for one, control in zip(described, found, strict=True) if said(control)[1] not in ROLES] == []
    unreached = [
        one
        for one, control in zip(described, found, strict=True)
        if control.isEnabled() and address(control) not in reached and not is_by_arrows(control, reached)
    ]
    assert unreached == []


def test_a_control_without_a_name_or_out_of_the_tab_order_is_found(stage: Stage) -> None:
    """The negative control."""
    shown = stage.show("desk-light")
    button = next(one for one in controls(shown) if isinstance(one, QAbstractButton))
    name, policy = button.accessibleName(), button.focusPolicy()
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert address(button) not in reached_by_tab(shown)
    button.setFocusPolicy(policy)
    assert address(button) in reached_by_tab(shown)
    assert said(button)[0] == name


def pixels(shown: QWidget, control: QWidget) -> QImage:
    box = QRect(control.mapTo(shown, QPoint(0, 0)), control.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    return shown.grab(box.intersected(shown.rect())).toImage()


@pytest.mark.parametrize("state", [name for name in FOCUSED if name != "opening"])
def test_the_focus_of_every_control_is_seen(state: str, stage: Stage) -> None:
    shown = stage.show(state)
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    unseen = []
    for control in controls(shown):
        if not control.isEnabled() or not control.visibleRegion().boundingRect().contains(control.rect()):
            continue
        shown.setFocus()
        if isinstance(control, QAbstractItemView) and (control.model() is None or not control.model().rowCount()):
            continue
        QApplication.processEvents()
        before = pixels(shown, control)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if pixels(shown, control) == before:
            unseen.append(f"{type(control).__name__} {control.objectName()} “{said(control)[0]}”")
    assert unseen == []
