"""The rows of the line as a table shows them: number, people, shape and state with the room, time left or waited."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
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


Rows = Mapping[int, LineRow]
"""The rows by the numbers of their tickets, in the order they are shown."""


class LineModel(QAbstractTableModel):
    """The rows given to it, in their order. It asks for a row when it is looked at: of a long line that is a few."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Rows = MappingProxyType({})
        self._numbers: tuple[int, ...] = ()
        self._seen: dict[int, LineRow] = {}

    def show_rows(self, rows: Rows) -> None:
        """Change only what changed: a row under a finger stays where it is when no ticket came or went."""
        numbers, seen = tuple(rows), self._seen
        if numbers != self._numbers:
            self.beginResetModel()
            self._rows, self._numbers, self._seen = rows, numbers, {}
            self.endResetModel()
            return
        self._rows, self._seen = rows, {number: rows[number] for number in seen}
        if self._seen != seen:
            self.dataChanged.emit(self.index(0, 0), self.index(len(numbers) - 1, TIME))

    def row_at(self, row: int) -> LineRow | None:
        if not 0 <= row < len(self._numbers):
            return None
        number = self._numbers[row]
        if number not in self._seen:
            self._seen[number] = self._rows[number]
        return self._seen[number]

    def row_of(self, number: int) -> int | None:
        """Where a ticket is shown."""
        return self._numbers.index(number) if number in self._numbers else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._numbers)

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
