"""The middle of first start: the table of rooms and limits, with what adds, removes and orders them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import Plan
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.first_start.parts import StepTitle
from roomflow.desktop.first_start.table import PlanDelegate, PlanModel, kind_words
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.runs import RunsLabel

ROW_HEIGHT: Final = 50
ROW_HEIGHT_MAX: Final = 68
"""On a large screen the rows share what is left, up to this."""
HEADER_HEIGHT: Final = 41
BETWEEN: Final = 12
"""The form's distance between title, table and buttons."""
FRAME: Final = 4
"""What the outline of the card and the margin inside it take of its height."""
COLUMN_WIDTHS: Final = (0, 92, 66, 78, 92, 134)
KIND: Final = 1
TITLE_AROUND: Final = 18
KIND_AROUND: Final = 34
"""px of each column; the first takes what is left."""


class RoomsColumn(QWidget):
    """Shows a plan, lets it be changed, and tells of every change."""

    rooms_title: StepTitle
    places_label: RunsLabel
    rooms_frame: QFrame
    rooms_table: QTableView
    add_button: KeyButton
    remove_button: KeyButton
    up_button: KeyButton
    down_button: KeyButton

    changed = Signal()
    chosen = Signal()
    """Another space is the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "first_start_rooms")
        self.model = PlanModel(Plan("", "UTC"), self)
        self.rooms_title.set_words(2, _("Rooms and limits"))
        self.places_label.set_type(13, "quiet")
        self._set_buttons()
        self._set_table()
        self.model.plan_changed.connect(self._refresh)
        self.model.plan_changed.connect(self.changed)

    @property
    def plan(self) -> Plan:
        return self.model.plan

    def show_plan(self, plan: Plan) -> None:
        """Show another building."""
        self.finish_typing()
        self.model.set_plan(plan)
        self._refresh()

    def show_whole_rows(self, rows: int) -> None:
        """Be at least so high that this many rows are seen."""
        look = look_of()
        self.rooms_frame.setMinimumHeight(look.px(HEADER_HEIGHT) + FRAME + rows * look.px(ROW_HEIGHT))

    def finish_typing(self) -> None:
        """Take over what is being typed in a cell, as leaving it would."""
        if self.rooms_table.state() == QAbstractItemView.State.EditingState:
            self.rooms_table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    # --- inside ------------------------------------------------------------------------------------------

    def _set_buttons(self) -> None:
        for button, words, icon in (
            (self.add_button, _("Add a space"), "plus"),
            (self.remove_button, _("Remove"), "close"),
            (self.up_button, "", "arrow-up"),
            (self.down_button, "", "arrow-down"),
        ):
            button.set_variant("plain", "small")
            button.set_words(words, icon=icon)
        for button, words in ((self.up_button, _("Move up")), (self.down_button, _("Move down"))):
            button.setAccessibleName(words)
        self.up_button.setToolTip(_("{what}, key {key}").format(what=_("Move up"), key="Alt+↑"))
        self.down_button.setToolTip(_("{what}, key {key}").format(what=_("Move down"), key="Alt+↓"))
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))

    def _set_table(self) -> None:
        look = look_of()
        table = self.rooms_table
        table.setModel(self.model)
        table.setAccessibleName(_("Rooms and limits"))
        table.setItemDelegate(PlanDelegate(table))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)  # else Tab never leaves the table; arrows go from cell to cell
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            trigger.DoubleClicked | trigger.SelectedClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed
        )
        table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        table.setDragDropOverwriteMode(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(look.px(HEADER_HEIGHT))
        header.setStyleSheet(f"QHeaderView::section:first {{ padding-left: {look.px(16)}px; }}")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(COLUMN_WIDTHS[1:], start=1):
            table.setColumnWidth(column, max(look.px(width), self._needed(column)))
        table.selectionModel().currentChanged.connect(lambda _now, _before: self._choose())
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))

    def _needed(self, column: int) -> int:
        """The width of a column's title, and of the words that can be chosen in it, in px."""
        look = look_of()
        title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
        needed = QFontMetrics(look.font(13, bold=True)).horizontalAdvance(title) + look.px(TITLE_AROUND)
        if column == KIND:
            metrics = QFontMetrics(look.font(16))
            kinds = max(map(metrics.horizontalAdvance, kind_words().values()))
            needed = max(needed, kinds + look.px(KIND_AROUND))
        return needed

    def _choose(self) -> None:
        self._refresh()
        self.chosen.emit()

    def current_row(self) -> int:
        """The row that is chosen; −1 where none is."""
        return self.rooms_table.currentIndex().row()

    def _add(self) -> None:
        self.finish_typing()
        added = self.model.add_row()
        if added.isValid():
            self._point_at(added)
            self.rooms_table.edit(added)

    def _remove(self) -> None:
        if self.current_row() >= 0:
            self.model.remove_row(self.current_row())

    def _move(self, by: int) -> None:
        self.finish_typing()
        if self.current_row() >= 0:
            self.model.move_row(self.current_row(), by)
            self._refresh()

    def _point_at(self, index: QModelIndex) -> None:
        self.rooms_table.scrollTo(index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.rooms_table.selectionModel().setCurrentIndex(index, flags)

    def _refresh(self) -> None:
        places, rooms = self.plan.places()
        self.places_label.say(
            ngettext("*{places}* public places in {n} room", "*{places}* public places in {n} rooms", rooms),
            places=places,
            n=rooms,
        )
        self._fit_rows()
        row = self.current_row()
        self.remove_button.setEnabled(row >= 0)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < self.model.rowCount() - 1)

    def _fit_rows(self) -> None:
        """The card of the table is as high as its rows, and the rows as high as the window lets them."""
        look = look_of()
        rows = max(1, self.model.rowCount())
        around = look.px(HEADER_HEIGHT) + FRAME
        beside = self.height() - self.rooms_title.height() - self.add_button.height() - look.px(BETWEEN) * 3
        height = min(look.px(ROW_HEIGHT_MAX), max(look.px(ROW_HEIGHT), (beside - around) // rows))
        self.rooms_table.verticalHeader().setDefaultSectionSize(height)
        self.rooms_frame.setMaximumHeight(max(self.rooms_frame.minimumHeight(), around + rows * height))
