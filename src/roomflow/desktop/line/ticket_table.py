"""The table of the Line page: one row a ticket, one of them chosen; its columns are as wide as somebody left them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.basis.words import _
from roomflow.desktop.line.order import Column, Listed
from roomflow.desktop.line.ticket_model import RIGHT, Index, TicketModel
from roomflow.desktop.line.words import state_shape
from roomflow.desktop.widgets.shapes import paint_shape
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting

ROW: Final = 33
HEADER: Final = 36
EDGE: Final = 8
TITLE_AROUND: Final = 20
SHAPE: Final = 14
BESIDE_SHAPE: Final = 8
WIDTHS: Final = {
    Column.NUMBER: 76, Column.PEOPLE: 66, Column.STATE: 146, Column.WISH: 92, Column.WAITED: 80, Column.PASSED: 66,
    Column.ROOM: 184, Column.LEFT: 84,
}  # fmt: skip
ROLES: Final = {
    TicketState.CALLED: "called.text",
    TicketState.MISSED: "warning",
    TicketState.SEATED: "open.text",
    TicketState.LEFT: "quiet",
    TicketState.CANCELLED: "quiet",
    TicketState.UNSERVED: "quiet",
}


class TicketDelegate(QStyledItemDelegate):
    """Paints every cell: shape and word of the state in its colour, figures at the right."""

    def __init__(self, view: TicketTable) -> None:
        super().__init__(view)
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetrics]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        look = look_of()
        return QSize(look.px(WIDTHS[Column(index.column())]), look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        model = index.model()
        ticket = model.ticket_at(index.row()) if isinstance(model, TicketModel) else None
        if ticket is None or not isinstance(view, TicketTable):
            return
        look = look_of()
        rect: QRect = option.rect
        chosen = view.chosen_row() == index.row()
        painter.save()
        painter.fillRect(rect, look.colour("accent-tint" if chosen else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
        if chosen and index.column() == view.first_column():
            painter.fillRect(QRect(0, rect.top(), look.px(4), rect.height() - 1), look.colour("accent"))
        edge = look.px(EDGE)
        box = rect.adjusted(edge, 0, -edge, -1)
        column = Column(index.column())
        called = "called.text" if ticket.hold is not None else ROLES.get(ticket.state, "ink")
        role = called if column in (Column.STATE, Column.LEFT, Column.ROOM) else "ink"
        if column is Column.STATE:
            role = "open.text" if ticket.saved is not None else role
            side = look.px(SHAPE)
            shape = QRectF(box.left(), box.top() + round((box.height() - side) / 2), side, side)
            paint_shape(painter, state_shape(ticket), shape, look.colour(role))
            box.setLeft(box.left() + side + look.px(BESIDE_SHAPE))
        elif column in (Column.WISH, Column.WAITED):
            role = "quiet"
        self._write(painter, look, box, str(index.data() or ""), role, column)
        painter.restore()

    def _write(self, painter: QPainter, look: Look, box: QRect, text: str, role: str, column: Column) -> None:
        if not text:
            return
        font, metrics = self._font(look, bold=column is Column.NUMBER)
        painter.setFont(font)
        painter.setPen(look.colour(role))
        side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _font(self, look: Look, *, bold: bool) -> tuple[QFont, QFontMetrics]:
        """A font for every cell of a table would cost more than painting it."""
        made = self._fonts.get((look.zoom, bold))
        if made is None:
            font = look.font(16, bold=bold)
            made = self._fonts[look.zoom, bold] = font, QFontMetrics(font)
        return made


class TicketTable(QTableView):
    """One ticket is chosen; it stays chosen wherever it moves, and no other takes its place when it is gone."""

    ticket_chosen = Signal(int)
    """Somebody chose the ticket of this number."""
    menu_wanted = Signal(int, QPoint)
    """(number of the ticket, where a menu may open on the screen)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tickets = TicketModel(self)
        self._number: int | None = None
        self._is_showing = False
        self._empty = ""
        self.setModel(self.tickets)
        self.setItemDelegate(TicketDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setAccessibleName(_("Tickets"))
        self._set_columns()
        self.selectionModel().currentRowChanged.connect(self._moved_to)

    def choose(self, number: int | None) -> None:
        """Mark this ticket, where it is listed, and bring it into sight."""
        self._number = number
        self._mark()
        row = self.chosen_row()
        if row is not None:
            self.scrollTo(self.tickets.index(row, Column.NUMBER))

    def chosen_row(self) -> int | None:
        return None if self._number is None else self.tickets.row_of(self._number)

    def first_column(self) -> int:
        """The column that stands leftmost; they can be moved."""
        return self.horizontalHeader().logicalIndex(0)

    def show_empty(self, words: str) -> None:
        """What stands here where no ticket does."""
        self._empty = words
        self.viewport().update()

    def show_meeting(self, meeting: Meeting, now: Now) -> bool:
        """Show the newest picture; what becomes current by it was chosen by nobody.

        Gives whether any ticket is another than before.
        """
        self._is_showing = True
        changed = self.tickets.show_meeting(meeting, now)
        self._is_showing = False
        self._mark()
        return changed

    def list_only(self, listed: Listed) -> None:
        """List other tickets; the chosen one stays chosen, listed or not."""
        self._is_showing = True
        self.tickets.list_only(listed)
        self._is_showing = False
        self._mark()

    def columns_text(self) -> str:
        """Widths and order of the columns, as a text to be remembered."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")

    def restore(self, state: str) -> None:
        """Put the columns as they were; nothing where the text is none of ours."""
        header = self.horizontalHeader()
        if state and header.restoreState(QByteArray.fromBase64(state.encode("ascii", "replace"))):
            self.tickets.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search in the table."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes a first row current with the focus; here a person chooses."""
        self._is_showing = True
        super().focusInEvent(event)
        self._is_showing = False
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._offer(None)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._offer(None if event.reason() == QContextMenuEvent.Reason.Keyboard else event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.tickets.rowCount() == 0 and self._empty:
            look = look_of()
            painter = QPainter(self.viewport())
            painter.setFont(look.font(16))
            painter.setPen(look.colour("quiet"))
            edge = look.px(24)
            box = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._empty)
            painter.end()

    # --- inside ------------------------------------------------------------------------------------------

    def _moved_to(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._is_showing:
            return
        ticket = self.tickets.ticket_at(current.row()) if current.isValid() else None
        if ticket is not None and ticket.number != self._number:
            self._number = ticket.number
            self.viewport().update()
            self.ticket_chosen.emit(ticket.number)

    def _mark(self) -> None:
        """The current row is the chosen ticket's, or none."""
        row = self.chosen_row()
        showing, self._is_showing = self._is_showing, True
        index = QModelIndex() if row is None else self.tickets.index(row, max(0, self.currentIndex().column()))
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        self._is_showing = showing

    def _offer(self, where: QPoint | None) -> None:
        row = self.chosen_row()
        if row is None or self._number is None:
            return
        if where is None:
            where = self.viewport().mapToGlobal(self.visualRect(self.tickets.index(row, Column.STATE)).bottomLeft())
        self.menu_wanted.emit(self._number, where)

    def _needed(self, column: Column) -> int:
        """The width of a column's title with its mark of order, of a state, and of usual cells where text is large."""
        look = look_of()
        title = QFontMetrics(look.font(13, bold=True)).horizontalAdvance(
            str(self.tickets.headerData(column, Qt.Orientation.Horizontal))
        )
        usual = {
            Column.STATE: _("waiting, saved") + " " * 6,
            Column.WAITED: _("{minutes} min").format(minutes=100),
            Column.LEFT: "88:88 ",
        }
        cell = QFontMetrics(look.font(16)).horizontalAdvance(usual.get(column, ""))
        wish = QFontMetrics(look.font(16)).horizontalAdvance(_("any room")) if column is Column.WISH else 0
        is_wide = look.is_large or column is Column.STATE
        return max(title + look.px(TITLE_AROUND), wish + 2 * look.px(EDGE), cell + 2 * look.px(EDGE) if is_wide else 0)

    def _set_columns(self) -> None:
        look = look_of()
        header = self.horizontalHeader()
        header.setFixedHeight(look.px(HEADER))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(look.px(48))
        header.setSortIndicatorClearable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self.tickets.sort)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, max(look.px(width), self._needed(column)))
        for column in (Column.WISH, Column.PASSED):
            self.setColumnHidden(column, look.is_large)  # the ticket's own card says them
        # What a large screen has more goes to the longest words.
        header.setSectionResizeMode(Column.ROOM, QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(look.px(ROW))
        rows.setDefaultSectionSize(look.px(ROW))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
