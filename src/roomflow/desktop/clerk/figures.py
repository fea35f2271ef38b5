"""The row of summary figures on the Clerk page: a large figure over its words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.reports.minutes import duration_words

if TYPE_CHECKING:
    from roomflow.reports.record import Record


IN_LARGE_ROW: Final = 3
"""Figures beside each other where text is large."""


class Cell(NamedTuple):
    """A figure and its words."""

    figure: str
    words: str


class FiguresRow(QFrame):
    """Shows the figures of a record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "plain")
        self._grid = QGridLayout(self)
        look = look_of()
        self._grid.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        self._grid.setSpacing(look.px(12))
        self._grid.setVerticalSpacing(look.px(8))

    def show_record(self, record: Record) -> None:
        """Show the figures of this evening."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        cells = cells_of(record)
        in_row = IN_LARGE_ROW if look_of().is_large else len(cells)
        for number, cell in enumerate(cells):
            row, column = divmod(number, in_row)
            if column:
                line = QFrame(self)
                line.setProperty("rule", "line")
                line.setFixedWidth(1)
                self._grid.addWidget(line, row, 2 * column - 1)
            self._grid.addWidget(self._cell(cell), row, 2 * column)
            self._grid.setColumnStretch(2 * column, 1)

    def _cell(self, cell: Cell) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text, kind in ((cell.figure, "figure"), (cell.words, "quiet")):
            label = QLabel(text, holder)
            label.setProperty("type", kind)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        holder.setAccessibleName(f"{cell.figure} {cell.words}")
        return holder

    def text(self) -> str:
        """What the row says."""
        return " · ".join(label.text() for label in self.findChildren(QLabel) if not label.isHidden())


def cells_of(record: Record) -> list[Cell]:
    """The seven figures a clerk is asked for first; “≈” stands before what no head count confirmed."""
    rooms, line = record.rooms, record.line
    about = "" if record.verified else "≈ "
    peak = _("{peak} of {places}").format(peak=rooms.peak, places=rooms.peak_places or rooms.places)
    at = "" if rooms.peak_at is None else clock_words(rooms.peak_at, record.evening.zone.key, seconds=False)
    counts = len(record.head_counts)
    counted = ngettext("head count", "head counts", counts)
    if counts:
        largest = record.largest_difference
        sign = "−" if largest < 0 else "+" if largest else ""
        counted = _("{counts}, largest {n}").format(counts=counted, n=f"{sign}{abs(largest)}")
    return [
        Cell(f"≈ {rooms.admissions}", _("admissions")),
        Cell(about + peak, _("peak inside, {time}").format(time=at) if at else _("peak inside")),
        Cell(
            str(line.issued),
            ngettext("tickets, {n} person", "tickets, {n} people", line.issued_people).format(n=line.issued_people),
        ),
        Cell(str(line.tickets["seated"]), _("seated from the line")),
        Cell("–" if line.median_ms is None else duration_words(line.median_ms), _("median wait")),
        Cell(str(line.turned_away_people), _("people turned away")),
        Cell(str(counts), counted),
    ]
