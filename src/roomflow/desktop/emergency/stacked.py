"""A space in an emergency where text is large: its lines below each other, each with the words of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _

if TYPE_CHECKING:
    from roomflow.desktop.emergency.row import EmergencyRow

PADDING: Final = 12


def stack_emergency(row: EmergencyRow) -> None:
    """Name and whether it was swept; the three figures; the last count; − and + of each of both numbers."""
    look = look_of()
    column = QVBoxLayout(row)
    column.setContentsMargins(look.px(PADDING), look.px(8), look.px(PADDING), look.px(8) + 1)
    column.setSpacing(look.px(4))
    row.name_label.setWordWrap(True)
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(row.name_label)
    names.addWidget(row.floor_label)
    head = QHBoxLayout()
    head.addLayout(names, 1)
    head.addWidget(row.cleared_toggle, 0, Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(head)
    figures = QHBoxLayout()
    figures.setSpacing(look.px(16))
    for figure, words in (
        (row.inside_label, _("Inside")),
        (row.reserved_label, _("+ reserved")),
        (row.together_label, _("= together")),
    ):
        figures.addLayout(_captioned(row, words, figure, QBoxLayout.Direction.TopToBottom))
    figures.addStretch(1)
    column.addLayout(figures)
    column.addWidget(row.age_label)
    column.addLayout(_captioned(row, _("One out, in"), _line(row.minus_button, row.plus_button)))
    assistance = _line(row.fewer_button, row.assistance_edit, row.more_button)
    column.addLayout(_captioned(row, _("Need assistance"), assistance))


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(look_of().px(8))
    for widget in widgets:
        line.addWidget(widget)
    return line


def _captioned(
    row: QWidget,
    words: str,
    what: QWidget | QHBoxLayout,
    direction: QBoxLayout.Direction = QBoxLayout.Direction.LeftToRight,
) -> QBoxLayout:
    """A caption above or before what it names."""
    captioned = QBoxLayout(direction)
    captioned.setSpacing(look_of().px(8 if direction is QBoxLayout.Direction.LeftToRight else 0))
    label = QLabel(words, row)
    label.setProperty("type", "label")
    captioned.addWidget(label)
    if isinstance(what, QWidget):
        captioned.addWidget(what)
    else:
        captioned.addStretch(1)
        captioned.addLayout(what)
    return captioned
