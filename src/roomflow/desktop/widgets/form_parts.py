"""The parts of the Setup page: a field with its sentence, a card with a title, a quiet note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.widgets.asking import say


class Field(QWidget):
    """A caption, its control, and below it why what was typed cannot stand."""

    def __init__(self, caption: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.caption_label = QLabel(caption, self)
        self.caption_label.setProperty("type", "label")
        self.caption_label.setBuddy(control)
        control.setAccessibleName(caption)
        self.problem_label = QLabel(self)
        self.problem_label.setProperty("type", "warning")
        self.problem_label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look_of().px(4))
        for widget in (self.caption_label, control, self.problem_label):
            column.addWidget(widget)
        self.problem_label.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)

    def say(self, problem: str) -> None:
        """Why it cannot stand; empty where it can."""
        say(self.problem_label, problem)
        self.control.setAccessibleDescription(problem)


class SetupCard(QFrame):
    """A card with a title; `column` takes what stands in it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.setProperty("card", "plain")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        padding = look.px(16)
        self.column.setContentsMargins(padding, look.px(12), padding, padding)
        self.column.setSpacing(look.px(8))
        self.title_label = QLabel(title, self)
        self.title_label.setProperty("type", "strong")
        self.title_label.setWordWrap(True)
        self.column.addWidget(self.title_label)


def line_edit(name: str, parent: QWidget | None = None, *, characters_max: int = 60) -> QLineEdit:
    """A field for one line; `name` is its object name."""
    edit = QLineEdit(parent)
    edit.setObjectName(name)
    edit.setMaxLength(characters_max)
    return edit


def choice(name: str, parent: QWidget | None = None) -> QComboBox:
    """A list of which one is chosen. The wheel chooses nothing by accident while the page scrolls."""
    combo = QComboBox(parent)
    combo.setObjectName(name)
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo


def note(words: str, parent: QWidget | None = None) -> QLabel:
    """A quiet sentence."""
    label = QLabel(words, parent)
    label.setProperty("type", "quiet")
    label.setWordWrap(True)
    return label


def beside(*widgets: QWidget, stretches: tuple[int, ...] = ()) -> QHBoxLayout:
    """Widgets in a row, aligned at their tops."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look_of().px(12))
    for index, widget in enumerate(widgets):
        row.addWidget(widget, stretches[index] if stretches else 1, Qt.AlignmentFlag.AlignTop)
    return row


class Flowing(QWidget):
    """Holds words that wrap: it needs the height they take at its width, so that none is cut where it scrolls."""

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            # Where text is large everything has the height it prefers: the least one takes the lines' leading off.
            height = layout.heightForWidth if look_of().is_large else layout.minimumHeightForWidth
            hint.setHeight(height(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def set_text(control: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Show a text without moving the cursor of who is typing it."""
    if isinstance(control, QLineEdit):
        if control.text() != text:
            control.setText(text)
            control.setCursorPosition(0)  # its beginning is seen
    elif control.toPlainText() != text:
        control.setPlainText(text)
