"""Who is expected at a door: a row each, with one tap that lets them in and one for who was counted already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.page_area import scroll_down_alone
from roomflow.desktop.basis.words import _
from roomflow.desktop.doors.words import Expected
from roomflow.desktop.widgets.door_pads import DoorButton, ink_role, show_mood
from roomflow.domain.commands import Command

ROW: Final = 56
EDGE: Final = 24
ENTER_WIDTH: Final = 84


class ExpectedRow(QWidget):
    """One party. Its buttons ask for what it was made with."""

    def __init__(self, wanted: Callable[[Command], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._wanted = wanted
        self._expected: Expected | None = None
        self._mood = "plain"
        self.setFixedHeight(look.px(ROW))
        self.who_label = _label(self, "strong")
        self.people_label = _label(self, "muted")
        self.left_label = _label(self, "quiet")
        self.enter_button = DoorButton(self)
        self.enter_button.is_accented = True
        self.enter_button.setMinimumWidth(look.px(ENTER_WIDTH))
        self.counted_button = DoorButton(self, "quiet", "small")
        self.counted_button.set_words(_("Counted"))
        self.counted_button.setToolTip(_("They were tapped in already: counts nobody"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(EDGE), 0, look.px(EDGE), 0)
        row.setSpacing(look.px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self.who_label)
        head.addWidget(self.people_label)
        head.addStretch(1)
        words.addStretch(1)
        words.addLayout(head)
        words.addWidget(self.left_label)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.counted_button)
        row.addWidget(self.enter_button)
        self.enter_button.clicked.connect(self._enter)
        self.counted_button.clicked.connect(self._counted)

    def show_expected(self, expected: Expected, mood: str) -> None:
        self._expected = expected
        self._mood = mood
        self.who_label.setText(expected.who)
        self.people_label.setText(expected.people)
        self.left_label.setText(expected.left)
        self.enter_button.set_words(expected.enter_words)
        about = f"{expected.who}, {expected.people}"
        self.enter_button.setAccessibleName(f"{expected.enter_words}: {about}")
        self.counted_button.setAccessibleName(_("Already counted: {who}").format(who=about))
        self.counted_button.setVisible(expected.counted is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = look_of().colour("line" if self._mood in ("plain", "closed") else ink_role(self._mood))
        painter.fillRect(look_of().px(EDGE), 0, self.width() - 2 * look_of().px(EDGE), 1, colour)
        painter.end()

    def _enter(self) -> None:
        if self._expected is not None:
            self._wanted(self._expected.enter)

    def _counted(self) -> None:
        if self._expected is not None and self._expected.counted is not None:
            self._wanted(self._expected.counted)


class ExpectedArea(QScrollArea):
    """The rows keep their place while nobody comes or goes; many of them scroll."""

    command_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ExpectedRow] = {}
        scroll_down_alone(self)
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(content)

    def rows(self) -> list[ExpectedRow]:
        return list(self._rows.values())

    def show_expected(self, expected: list[Expected], mood: str) -> None:
        """Show these, in their order; a row belongs to its party as long as that is expected."""
        wanted = [one.hold for one in expected]
        for hold in [hold for hold in self._rows if hold not in wanted]:
            row = self._rows.pop(hold)
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        for place, one in enumerate(expected):
            row = self._rows.get(one.hold) or ExpectedRow(self.command_wanted.emit, self.widget())
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show_expected(one, mood)
            row.show()
            show_mood(row, mood)
            self._rows[one.hold] = row
        self._rows = {hold: self._rows[hold] for hold in wanted}


def _label(parent: QWidget, kind: str) -> QLabel:
    label = QLabel(parent)
    label.setProperty("type", kind)
    return label
