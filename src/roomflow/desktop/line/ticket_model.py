"""The tickets as a model of rows: it changes what changed, so that a list of thousands costs no screen its patience.

A ticket that did not change is the same object in the next picture, so what changed is found by looking at which
objects are new. Words are made for the cells that are painted, and for no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import is_
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.line.order import Column, Listed, in_order_of, listed_tickets
from roomflow.desktop.line.words import cell_words, column_words, row_words
from roomflow.domain.meeting import Meeting, Ticket

Index = QModelIndex | QPersistentModelIndex
RIGHT = (Column.NUMBER, Column.PEOPLE, Column.WAITED, Column.PASSED, Column.LEFT)


class TicketModel(QAbstractTableModel):
    """Tickets of the newest picture, in the order of the list that was chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._meeting: Meeting | None = None
        self._now = Now(0, 0)
        self._listed = Listed.IN_LINE
        self._order: tuple[Column, bool] | None = None
        self._tickets: list[Ticket] = []
        self._rows: dict[int, int] = {}

    @property
    def listed(self) -> Listed:
        return self._listed

    def show_meeting(self, meeting: Meeting, now: Now) -> bool:
        """Show the newest picture; rows move only where a ticket came, went or changed its place.

        Gives whether any ticket is another than before.
        """
        before, self._meeting, self._now = self._meeting, meeting, now
        changed = before is None or before.number != meeting.number or not _same(before, meeting)
        if changed:
            self._arrange()
            self.show_tick(now)
        return changed

    def show_tick(self, now: Now) -> None:
        """Countdowns and minutes waited."""
        self._now = now
        if self._tickets:
            self.dataChanged.emit(self.index(0, Column.NUMBER), self.index(len(self._tickets) - 1, Column.LEFT))

    def list_only(self, listed: Listed) -> None:
        """List other tickets."""
        if listed is not self._listed:
            self._listed = listed
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; −1 is the order of the line again."""
        falling = order == Qt.SortOrder.DescendingOrder
        self._order = (Column(column), falling) if column >= 0 else None
        self._arrange()

    def ticket_at(self, row: int) -> Ticket | None:
        return self._tickets[row] if 0 <= row < len(self._tickets) else None

    def row_of(self, number: int) -> int | None:
        """Where a ticket is listed."""
        return self._rows.get(number)

    # --- what Qt asks ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._tickets)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_words(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        ticket = self.ticket_at(index.row())
        if ticket is None or self._meeting is None or index.column() not in range(len(Column)):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):  # a narrow column shortens its words
            return cell_words(self._meeting, ticket, Column(index.column()), self._now)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_words(self._meeting, ticket, self._now)
        return None

    # --- inside ------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        if self._meeting is None:
            return
        tickets = listed_tickets(self._meeting, self._listed)
        if self._order is not None:
            column, falling = self._order
            tickets = in_order_of(self._meeting, tickets, column, falling=falling)
        before = [ticket.number for ticket in self._tickets]
        wanted = [ticket.number for ticket in tickets]
        if before != wanted:
            first, behind = _alike(before, wanted)
            gone, come = range(first, len(before) - behind), range(first, len(wanted) - behind)
            if gone and come:
                self._change(before, wanted, tickets)
            else:
                self._remove(gone)
                self._insert(come, tickets)
            self._rows = dict(zip(wanted, range(len(wanted)), strict=True))
        self._tickets = tickets

    def _change(self, before: Sequence[int], wanted: Sequence[int], tickets: list[Ticket]) -> None:
        """Some go, some change their places, some come: in this order."""
        there, here = set(wanted), set(before)
        self._remove([row for row, number in enumerate(before) if number not in there])
        self._reorder([ticket for ticket in tickets if ticket.number in here])
        self._insert([row for row, number in enumerate(wanted) if number not in here], tickets)

    def _remove(self, rows: Sequence[int]) -> None:
        for first, last in reversed(list(_runs(rows))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._tickets[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, tickets: list[Ticket]) -> None:
        """The same tickets in another order; what is selected goes along."""
        if [ticket.number for ticket in tickets] == [ticket.number for ticket in self._tickets]:
            self._tickets = tickets
            return
        self.layoutAboutToBeChanged.emit()
        rows = {ticket.number: row for row, ticket in enumerate(tickets)}
        before = self._tickets
        kept = self.persistentIndexList()
        moved = [self.index(rows[before[one.row()].number], one.column()) for one in kept]
        self._tickets = tickets
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _insert(self, rows: Sequence[int], tickets: Sequence[Ticket]) -> None:
        for first, last in _runs(rows):
            self.beginInsertRows(QModelIndex(), first, last)
            self._tickets[first:first] = tickets[first : last + 1]
            self.endInsertRows()


def _same(before: Meeting, after: Meeting) -> bool:
    """Whether no ticket came and none changed."""
    if len(before.tickets) != len(after.tickets):
        return False
    return all(map(is_, before.tickets.values(), after.tickets.values()))


def _alike(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    """How many rows are the same at the beginning, and how many of the others at the end."""
    shorter = min(len(before), len(after))
    first = 0
    while first < shorter and before[first] == after[first]:
        first += 1
    behind = 0
    while behind < shorter - first and before[-1 - behind] == after[-1 - behind]:
        behind += 1
    return first, behind


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rising rows as (first, last) of each unbroken run."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            yield rows[start], rows[place - 1]
            start = place
