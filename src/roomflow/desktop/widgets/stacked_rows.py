"""Rows of the Desk page where text is large: what stands beside each other at 100 % stands below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of

if TYPE_CHECKING:
    from roomflow.desktop.widgets.space_rows import RoomRow
    from roomflow.desktop.widgets.waiting_rows import KeepClearRow, WaitingRow

SIDE: Final = 12
STEP: Final = 52
WAITING_STEP: Final = 40


def stack_room(row: RoomRow, name: str) -> None:
    """Name, where, state and figures, bar, posted limit, and last what can be pressed."""
    column = _column(row)
    column.addLayout(_line(row.name_label, end=row.more_button, stretch=True))
    words = QVBoxLayout()
    words.setSpacing(0)
    for label in (row.where_label, row.counted_label, row.notice_label):
        words.addWidget(label)
    free = QVBoxLayout()
    free.setSpacing(0)
    for figure in (row.free_label, row.free_word):
        figure.align_right()
        free.addWidget(figure)
    beside = QHBoxLayout()
    beside.setSpacing(look_of().px(8))
    beside.addLayout(words, 1)
    beside.addLayout(free)
    column.addLayout(beside)
    column.addSpacing(look_of().px(4))
    column.addLayout(_line(row.badge))
    for widget in (row.figures_label, row.bar, row.limit_label):
        column.addWidget(widget)
    column.addLayout(_pressed(row, row.count_button, STEP, name))


def stack_waiting(row: WaitingRow, name: str) -> None:
    """Name, state, figures and bar, and − and +."""
    column = _column(row)
    column.addLayout(_line(row.name_label, end=row.more(name), stretch=True))
    column.addWidget(row.notice_label)
    column.addLayout(_line(row.badge, end=row.free_label))
    column.addWidget(row.bar)
    column.addLayout(_pressed(row, row.figures_label, WAITING_STEP, name))


def stack_keep_clear(row: KeepClearRow, name: str) -> None:
    """Name, state, and what is to be said; − and + where somebody stands there."""
    column = _column(row)
    column.addWidget(row.name_label)
    column.addLayout(_line(row.badge))
    column.addWidget(row.words_label)
    column.addLayout(_pressed(row, None, WAITING_STEP, name))


def _column(row: QWidget) -> QVBoxLayout:
    look = look_of()
    column = QVBoxLayout(row)
    column.setContentsMargins(look.px(SIDE), look.px(8), look.px(SIDE), look.px(8) + 1)
    column.setSpacing(look.px(4))
    return column


def _line(first: QWidget, end: QWidget | None = None, *, stretch: bool = False) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(look_of().px(8))
    line.addWidget(first, 1 if stretch else 0)
    if not stretch:
        line.addStretch(1)
    if end is not None:
        line.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
    return line


def _pressed(row: RoomRow | WaitingRow | KeepClearRow, first: QWidget | None, step: int, name: str) -> QHBoxLayout:
    """The last line: something at its beginning, − and + at its end."""
    line = QHBoxLayout()
    line.setSpacing(0)
    if first is not None:
        line.addWidget(first, 0, Qt.AlignmentFlag.AlignVCenter)
    line.addStretch(1)
    row.add_steps(line, step, name)
    return line
