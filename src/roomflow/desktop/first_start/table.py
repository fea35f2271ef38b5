"""The table of rooms and limits at first start: a model over the typed plan, and the delegate that paints it."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from roomflow import list_words
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import Plan, PlanRow
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.domain.building import SPACES_MAX, BuildingError, SpaceKind

Index = QModelIndex | QPersistentModelIndex

COLUMNS: Final = ("name", "kind", "limit", "reserved", "accessible", "floor")
FIGURES: Final = ("limit", "reserved", "accessible")
PROBLEM: Final = Qt.ItemDataRole.UserRole + 1
"""The sentence of a cell that cannot stand, and of its row's name, for the delegate."""
CELL_PADDING_PX: Final = 8


def kind_words() -> dict[SpaceKind, str]:
    """The kinds of space in the language of the screens."""
    words = list_words.kinds(_)
    return {kind: words[kind.value] for kind in SpaceKind}


class PlanModel(QAbstractTableModel):
    """The rows of a plan; every change gives a new plan and says so."""

    plan_changed = Signal()

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self._errors = plan.errors()

    def set_plan(self, plan: Plan) -> None:
        """Show another building."""
        self.beginResetModel()
        self.plan = plan
        self._errors = plan.errors()
        self.endResetModel()
        self.plan_changed.emit()

    def name(self, name: str, timezone: str) -> None:
        """Give the building its name and time zone."""
        self.plan = replace(self.plan, name=name, timezone=timezone)
        self.plan_changed.emit()

    def add_row(self) -> QModelIndex:
        """A new space at the end, an overflow room unless there is no chamber yet; gives its name's cell."""
        count = len(self.plan.rows)
        if count >= SPACES_MAX:
            return QModelIndex()
        has_chamber = any(row.kind is SpaceKind.CHAMBER for row in self.plan.rows)
        self.beginInsertRows(QModelIndex(), count, count)
        self._take((*self.plan.rows, PlanRow("", SpaceKind.OVERFLOW if has_chamber else SpaceKind.CHAMBER)))
        self.endInsertRows()
        self.plan_changed.emit()
        return self.index(count, 0)

    def remove_row(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        self._take((*self.plan.rows[:row], *self.plan.rows[row + 1 :]))
        self.endRemoveRows()
        self.plan_changed.emit()

    def move_row(self, row: int, by: int) -> None:
        """Move a space so many rows up (below 0) or down: rooms fill in this order."""
        to = row + by
        if not 0 <= to < len(self.plan.rows):
            return
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + 1 if by > 0 else to)
        rows = list(self.plan.rows)
        rows.insert(to, rows.pop(row))
        self._take(tuple(rows))
        self.endMoveRows()
        self.plan_changed.emit()

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, _from: Index, row: int, count: int, _to: Index, before: int) -> bool:
        """The mouse dragged a space before another one; one at a time."""
        if count != 1 or before in (row, row + 1):
            return False
        self.move_row(row, before - row if before < row else before - row - 1)
        return True

    def error_of(self, row: int) -> BuildingError | None:
        """Why a space cannot stand as typed, and in which column."""
        return self._errors.get(row)

    def replace_row(self, row: int, changed: PlanRow) -> bool:
        """Take a space as it was typed; gives whether anything changed."""
        rows = list(self.plan.rows)
        if rows[row] == changed:
            return False
        rows[row] = changed
        self._take(tuple(rows))
        # One figure can make another row right or wrong: two spaces of one name.
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
        self.plan_changed.emit()
        return True

    # --- what Qt asks ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.plan.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Space"), _("Kind"), _("Limit"), _("Reserved"), _("Accessible"), _("Where"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section] in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.plan.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return row.kind.value if column == "kind" else getattr(row, column)
        if role in (PROBLEM, Qt.ItemDataRole.ToolTipRole):
            error = self._errors.get(index.row())
            if error is None or (role == PROBLEM and column not in ("name", error.at)):
                return None
            return error.sentence(_)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = self.plan.rows[index.row()], COLUMNS[index.column()]
        changed = row.of_kind(SpaceKind(value)) if column == "kind" else row.with_text(column, str(value))
        return self.replace_row(index.row(), changed)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between the spaces, and never upon one
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
        if self.plan.rows[index.row()].can_edit(COLUMNS[index.column()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _shown(self, row: PlanRow, column: str) -> str:
        if column == "kind":
            return kind_words()[row.kind]
        if column == "limit" and row.kind is SpaceKind.OUTSIDE:
            return _("none")
        if column == "floor":
            return self._where(row)
        return str(getattr(row, column))

    def _where(self, row: PlanRow) -> str:
        doors = len(row.kept.get("doors", ()))
        if row.kind is SpaceKind.OUTSIDE and not row.floor:
            return _("not counted")
        return ", ".join(
            part
            for part in (row.floor, ngettext("{n} door", "{n} doors", doors).format(n=doors) if doors else "")
            if part
        )

    def _take(self, rows: tuple[PlanRow, ...]) -> None:
        self.plan = replace(self.plan, rows=rows)
        self._errors = self.plan.errors()


class PlanDelegate(QStyledItemDelegate):
    """Paints a row as LOOK says: a line below, figures and names bold, kind and place quiet, a bad figure outlined."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = look_of()
        column = COLUMNS[index.column()]
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("accent-tint"))
        if index.row() < index.model().rowCount() - 1:
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        shown = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        quiet = column in ("kind", "floor") or (not shown.isdigit() and column in FIGURES)
        wrong = bool(index.data(PROBLEM))
        bold = column == "name" or (column in FIGURES and not quiet)
        painter.setFont(look.font(13 if column == "floor" else 16, bold=bold))
        painter.setPen(look.colour("warning" if wrong else "quiet" if quiet else "ink"))
        padding = look.px(CELL_PADDING_PX)
        inner = area.adjusted(2 * padding if column == "name" else padding, 0, -padding, 0)
        if wrong and column == "name":
            side = look.px(16)
            sign = QRectF(inner.right() - side, area.center().y() - side / 2, side, side)
            paint_icon(painter, "warning", sign, look.colour("warning"))
            inner.setRight(inner.right() - side - padding)
        alignment = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        if painter.fontMetrics().horizontalAdvance(shown) > inner.width():
            painter.setFont(look.font(13, bold=bold))  # a long name on two smaller lines
        painter.drawText(inner, alignment | Qt.TextFlag.TextWordWrap, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(area.adjusted(2, look.px(8), -2, -look.px(9)), look.px(6), look.px(6))
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's own signature
        index: Index,
    ) -> QWidget:
        if COLUMNS[index.column()] == "kind":
            choice = QComboBox(parent)
            for kind, words in kind_words().items():
                choice.addItem(words, kind.value)
            return choice
        field = QLineEdit(parent)
        field.setObjectName("cell_edit")
        if COLUMNS[index.column()] in FIGURES:
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        model.setData(index, editor.currentData() if isinstance(editor, QComboBox) else editor.text())  # type: ignore[attr-defined]

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002 - Qt's own signature
    ) -> None:
        area: QRect = option.rect
        margin = max(0, (area.height() - look_of().px(40)) // 2)
        editor.setGeometry(area.adjusted(0, margin, 0, -margin - 1))
