"""The tables of a record in a dialog: one at a time, the rows of the files in a person's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHeaderView, QLabel, QPushButton, QTableView, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.reports.minutes import duration_words
from roomflow.reports.record_tables import record_tables
from roomflow.reports.summary import SECONDS
from roomflow.reports.table_words import column_words, value_words
from roomflow.reports.xlsx_file import is_time, local_time

if TYPE_CHECKING:
    from roomflow.reports.record import Record
    from roomflow.reports.tables import Cell, Table

SIZE: Final = (1000, 600)
_NOT_SHOWN: Final = ("record", "meeting", "figure")
"""They say in a file what each row belongs to, and its name for a program; here the window and its words do."""
Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """The rows of one table."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._columns = [index for index, name in enumerate(table.columns) if name not in _NOT_SHOWN]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._table.rows[index.row()][self._columns[index.column()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index, cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(cell, int):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _words(self, index: Index, cell: Cell) -> str:
        name = self._table.columns[self._columns[index.column()]]
        if cell is None or (name == "unit" and cell == SECONDS):
            return ""
        if isinstance(cell, int):
            is_seconds = name.endswith("_s") or (name == "value" and SECONDS in self._table.rows[index.row()])
            return duration_words(cell * 1000) if is_seconds else str(cell)
        moment = local_time(cell) if is_time(name) or name == "value" else None
        return value_words(name, cell, _) if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return column_words(self._table.columns[self._columns[section]], _)


class TablesDialog(QDialog):
    """Every table of a record; which one is chosen above it."""

    table_combo: QComboBox
    rows_label: QLabel
    table_view: QTableView
    close_button: QPushButton

    def __init__(self, parent: QWidget, record: Record) -> None:
        super().__init__(parent)
        load_form(self, "clerk_tables")
        look = look_of()
        self.resize(QSize(look.px(SIZE[0]), look.px(SIZE[1])).boundedTo(parent.window().size()))
        self.setWindowTitle(_("Tables"))
        self._tables = record_tables(record, _)
        self.table_view.setAccessibleName(_("Tables"))
        self.table_view.setTabKeyNavigation(False)  # else Tab never leaves the table; arrows go from cell to cell
        self.table_view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table_view.verticalHeader().hide()
        self.table_combo.addItems([table_words(table.name) for table in self._tables])
        self.table_combo.currentIndexChanged.connect(self.show_table)
        self.close_button.clicked.connect(self.accept)
        self.show_table(0)

    def show_table(self, index: int) -> None:
        """Show the table of this place in the list."""
        table = self._tables[index]
        model = TableModel(table, self)
        self.table_view.setModel(model)
        self.table_view.resizeColumnsToContents()
        self.rows_label.setText(ngettext("{n} row", "{n} rows", len(table.rows)).format(n=len(table.rows)))


def table_words(name: str) -> str:
    """What a table is called."""
    words = {
        "summary": _("Summary"),
        "spaces": _("Spaces"),
        "occupancy": _("Occupancy over time"),
        "tickets": _("Tickets"),
        "turned-away": _("Turned away"),
        "head-counts": _("Head counts"),
        "doors": _("Doors"),
        "agenda": _("Agenda"),
        "decisions": _("Overrides, limits and stops"),
        "fairness": _("Fairness"),
        "attendance": _("Attendance"),
        "log": _("Log"),
    }
    return words[name]
