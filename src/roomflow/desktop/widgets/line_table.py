"""The line as a table: one delegate paints number, people, shape and state with the room, time left or waited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.filled import fill
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.desktop.widgets.line_model import NUMBER, PEOPLE, STATE, TIME, Index, LineModel, LineRow, Rows
from roomflow.desktop.widgets.shapes import paint_shape

if TYPE_CHECKING:  # an empty line needs neither, and PySide would make them for their names
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

ROW: Final = 33
PADDING: Final = 24
NUMBER_WIDTH: Final = 80
PEOPLE_WIDTH: Final = 37
TIME_WIDTH: Final = 116
SMALL: Final = 13
"""Words that have no room at 16 px are written so."""
SHAPE: Final = 14
BESIDE_SHAPE: Final = 8


class LineDelegate(QStyledItemDelegate):
    """Paints every column of the line."""

    def __init__(self, view: LineTable) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        look = look_of()
        return QSize(look.px(TIME_WIDTH), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, LineModel) else None
        rect: QRect = option.rect
        # No row is cut at the bottom. The viewport is as high as the view, and to name it first takes 20 ms:
        # PySide then makes every class that it might be of.
        if row is None or (rect.top() > 0 and rect.bottom() >= self._view.height()):
            return
        look = look_of()
        painter.save()
        # A hovered or current row changes its ground; it is a control.
        chosen = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        hovered = self._view.hovered_row() == index.row()
        fill(painter, rect, look.colour("accent-tint" if chosen else "sunken" if hovered else "surface"))
        fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
        box = rect.adjusted(0, 0, 0, -1)
        if index.column() == NUMBER:
            box = self._begun(box, look.px(PADDING))
            _write(painter, look, box, str(row.number), bold=True)
        elif index.column() == PEOPLE:
            _write(painter, look, box, f"×{row.people}", role="quiet")
        elif index.column() == STATE:
            if not row.time:
                painter.setClipRect(rect)
            self._paint_state(painter, look, box, row)
        else:
            self._paint_time(painter, look, box, row, hovered=hovered or chosen)
            if not row.time:
                painter.setClipRect(rect)
                self._paint_state(painter, look, self._state_box(index), row)
        painter.restore()

    def _paint_state(self, painter: QPainter, look: Look, box: QRect, row: LineRow) -> None:
        if look.is_large and row.time:  # there is no column for the time: it stands below
            time = self._begun(box, look.px(SHAPE + BESIDE_SHAPE)).adjusted(0, look.line_px(16), 0, 0)
            _write(painter, look, time, row.time, role="quiet", size=13)
            box = QRect(box.left(), box.top(), box.width(), look.line_px(16))
        role = {"called": "called.text", "missed": "warning", "saved": "open.text"}.get(row.state, "ink")
        side = look.px(SHAPE)
        begins = box.right() + 2 - side if self._view.isRightToLeft() else box.left() - 1
        shape = QRectF(begins, box.top() + round((box.height() - side) / 2), side, side)
        paint_shape(painter, row.state, shape, look.colour(role))
        box = self._begun(box, side + look.px(BESIDE_SHAPE) - 1)
        if not row.time and not look.is_large:
            # Words that need both columns: each column paints its own part of them.
            if self._view.isRightToLeft():
                box.setLeft(look.px(PADDING // 2))
            else:
                box.setRight(self._view.width() - look.px(PADDING // 2))
        if look.is_large and not row.time:
            painter.setFont(look.font(SMALL))
            painter.setPen(look.colour(role))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, row.words)
            return
        _write(painter, look, box, row.words, role=role)

    def _begun(self, box: QRect, by: int) -> QRect:
        """The box without its first `by` px, from the side where reading begins."""
        return box.adjusted(0, 0, -by, 0) if self._view.isRightToLeft() else box.adjusted(by, 0, 0, 0)

    def _state_box(self, index: Index) -> QRect:
        """The column of the state in the row of another column."""
        view, model = self._view, self._view.line_model
        return view.visualRect(model.index(index.row(), STATE)).adjusted(0, 0, 0, -1)

    def _paint_time(self, painter: QPainter, look: Look, box: QRect, row: LineRow, *, hovered: bool) -> None:
        # From the edge of the panel, so that a scroll bar moves nothing.
        if self._view.isRightToLeft():
            box.setLeft(look.px(PADDING))
        else:
            box.setRight(self._view.width() - look.px(PADDING) - 1)
        right = Qt.AlignmentFlag.AlignRight
        _write(painter, look, box, row.time, role="quiet", size=13, align=right)
        if hovered:
            side = look.px(16)
            more = QRectF(box.right() + look.px(4), box.top() + (box.height() - side) / 2, side, side)
            paint_icon(painter, "more", more, look.colour("quiet"))


def _write(
    painter: QPainter,
    look: Look,
    box: QRect,
    text: str,
    *,
    role: str = "ink",
    size: int = 16,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    font = look.font(size, bold=bold)
    if QFontMetrics(font).horizontalAdvance(text) >= box.width():
        font = look.font(SMALL, bold=bold)
    painter.setFont(font)
    painter.setPen(look.colour(role))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, shown)


def row_height() -> int:
    """The height of a row in px; where text is large it holds a second line."""
    look = look_of()
    return look.line_px(16) + look.line_px(13) + look.px(4) if look.is_large else look.px(ROW)


class LineTable(QTableView):
    """The line. A click, Enter or the menu key on a row asks for what can be done with that ticket."""

    ticket_wanted = Signal(int, QPoint)
    """(number of the ticket, where a menu may open on the screen)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = -1
        self.line_model = LineModel(self)
        self.setModel(self.line_model)
        self.setItemDelegate(LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setMouseTracking(True)
        self.setAccessibleName(_("The line"))
        self._set_columns()

    def show_rows(self, rows: Rows) -> None:
        """Show these tickets; the current one stays current where it moved."""
        current = self.line_model.row_at(self.currentIndex().row())
        self.line_model.show_rows(rows)
        self.executeDelayedItemsLayout()  # else it is laid out while it is painted, and painted twice
        if current is not None and not self.currentIndex().isValid():
            row = self.line_model.row_of(current.number)
            if row is not None:
                self.setCurrentIndex(self.line_model.index(row, NUMBER))

    def minimumSizeHint(self) -> QSize:
        """One row: a ticket and its reason need the room."""
        return QSize(look_of().px(NUMBER_WIDTH + PEOPLE_WIDTH + TIME_WIDTH), row_height())

    def hovered_row(self) -> int:
        return self._hovered

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the desk, not a search in the table."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._ask_for(self.currentIndex().row(), None)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._ask_for(self._whole_row_at(event.position().toPoint().y()), event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if by_key else self._whole_row_at(event.pos().y())
        self._ask_for(row, None if by_key else event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self._whole_row_at(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _whole_row_at(self, y: int) -> int:
        """The row that is painted at px `y`; -1 where none is."""
        row = self.rowAt(y)
        top = self.rowViewportPosition(row)
        return row if top <= 0 or top + self.rowHeight(row) <= self.height() else -1

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _ask_for(self, row: int, where: QPoint | None) -> None:
        shown = self.line_model.row_at(row)
        if shown is None:
            return
        if where is None:
            where = self.viewport().mapToGlobal(self.visualRect(self.line_model.index(row, STATE)).bottomLeft())
        self.ticket_wanted.emit(shown.number, where)

    def _set_columns(self) -> None:
        look = look_of()
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(look.px(PEOPLE_WIDTH))
        number = QFontMetrics(look.font(16, bold=True)).horizontalAdvance("0000") + look.px(PADDING)
        people = QFontMetrics(look.font(16)).horizontalAdvance("×6 ")
        time = QFontMetrics(look.font(13)).horizontalAdvance(_("waited {minutes} min").format(minutes=99))
        least = {NUMBER: number, PEOPLE: people, TIME: time + look.px(PADDING + BESIDE_SHAPE)}
        for column, width in ((NUMBER, NUMBER_WIDTH), (PEOPLE, PEOPLE_WIDTH), (TIME, TIME_WIDTH)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, max(least[column], 0 if look.is_large else look.px(width)))
        self.setColumnHidden(TIME, look.is_large)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(row_height())
        rows.setDefaultSectionSize(row_height())
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
