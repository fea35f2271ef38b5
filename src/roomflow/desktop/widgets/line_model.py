"""The rows of the line as a table shows them: number, people, shape and state with the room, time left or waited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from roomflow.desktop.basis.words import _

NUMBER, PEOPLE, STATE, TIME = range(4)
Index = QModelIndex | QPersistentModelIndex


class LineRow(Struct, frozen=True):
    """A ticket as the table shows it; `state` names the shape, `words` and `time` are translated."""

    number: int
    people: int
    state: str
    words: str
    time: str
    tip: str = ""
    """What the row has no room for."""


class LineModel(QAbstractTableModel):
    """The rows given to it, in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LineRow, ...] = ()

    def show_rows(self, rows: Sequence[LineRow]) -> None:
        """Change only what changed: a row under a finger stays where it is when no ticket came or went."""
        new = tuple(rows)
        if new == self._rows:
            return
        if [row.number for row in new] == [row.number for row in self._rows]:
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, TIME))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row_at(self, row: int) -> LineRow | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, number: int) -> int | None:
        """Where a ticket is shown."""
        return next((index for index, row in enumerate(self._rows) if row.number == number), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else TIME + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(row.number), f"×{row.people}", row.words, row.time)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            template = _("Ticket {number}, {people} people, {words}, {time}")
            return template.format(number=row.number, people=row.people, words=row.words, time=row.time or row.tip)
        if role == Qt.ItemDataRole.ToolTipRole and row.tip:
            return f"{row.words}, {row.tip}"
        return None
