"""The stations of the meeting: every place that acts, when it was last heard of and what it did; and each door."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import clock_words, minutes_of
from roomflow.desktop.basis.wording_entries import entry_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.network_shown import Picture
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.stations.pairing import PairingCard
from roomflow.desktop.stations.stations_list import PairedCard, ParkedCard
from roomflow.desktop.stations.switch import NetworkCard
from roomflow.desktop.widgets.form_parts import Flowing, note
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Meeting

ROW_HEIGHT: Final = 40
TIMER: Final = "timer"
COLUMNS: Final = 4
SIDE_BY_SIDE: Final = QBoxLayout.Direction.LeftToRight
ONE_BELOW_THE_OTHER: Final = QBoxLayout.Direction.TopToBottom
Index = QModelIndex | QPersistentModelIndex


class StationRow(Struct, frozen=True):
    """A place that acts, in words."""

    name: str
    where: str
    seen: str
    did: str


class StationsModel(QAbstractTableModel):
    """The rows given to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[StationRow, ...] = ()

    def show_rows(self, rows: tuple[StationRow, ...]) -> None:
        """Change only what changed, so that a chosen row stays chosen."""
        if rows == self.rows:
            return
        if [row.name for row in rows] == [row.name for row in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, COLUMNS - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Station"), _("Where"), _("Last seen"), _("What it did"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        return (row.name, row.where, row.seen, row.did)[index.column()]


class StationDelegate(QStyledItemDelegate):
    """A line below each row; the station's name bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = look_of()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("accent-tint"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setFont(look.font(16 if index.column() == 0 else 13, bold=index.column() == 0))
        painter.setPen(look.colour("ink" if index.column() == 0 else "quiet"))
        inner = area.adjusted(look.px(16 if index.column() == 0 else 8), 0, -look.px(8), 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class StationsSection(Flowing):
    """The stations of the meeting that is open, and the doors of its building."""

    def __init__(self, computer: ThisComputer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._network = computer.network
        self._now_ms, self._zone = 0, "UTC"
        self._meeting: Meeting | None = None
        self.network_card = NetworkCard(computer.kept, computer.network, self)
        self.pairing_card = PairingCard(computer.network, self)
        self.paired_card = PairedCard(computer.network, self)
        self.parked_card = ParkedCard(computer.network, self)
        self.model = StationsModel(self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        # As high as it prefers: what flows beside it is laid out by preferred heights, and would be cut.
        self.table.setMinimumHeight(self.table.sizeHint().height())
        self.table.setItemDelegate(StationDelegate(self.table))
        self.table.setAccessibleName(_("Stations"))
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setStyleSheet(f"QHeaderView::section:first {{ padding-left: {look.px(16)}px; }}")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        card = QFrame(self)
        card.setProperty("card", "plain")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        words = _("A station is a place that acts: a desk or a door. The log names it in every line.")
        left, right = Flowing(self), Flowing(self)
        acts = QVBoxLayout(right)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(look.px(12))
        acts.addWidget(self.paired_card)
        acts.addWidget(self.parked_card)
        acts.addWidget(card, 1)
        acts.addWidget(note(words, self))
        asks = QVBoxLayout(left)
        asks.setContentsMargins(0, 0, 0, 0)
        asks.setSpacing(look.px(16))
        asks.addWidget(self.pairing_card)
        asks.addWidget(self.network_card)
        asks.addStretch(1)
        row = QBoxLayout(SIDE_BY_SIDE if not look.is_large else ONE_BELOW_THE_OTHER, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(16))
        row.addWidget(left, 0 if look.is_large else 2)
        row.addWidget(right, 0 if look.is_large else 3)
        if self._network is not None:
            self._network.changed.connect(self._show_network)

    def show_meeting(self, meeting: Meeting, now_ms: int) -> None:
        """Show who acts in this meeting, at UTC ms."""
        self._now_ms, self._zone = max(self._now_ms, now_ms), meeting.building.timezone
        self._meeting = meeting
        self.model.show_rows(station_rows(meeting, now_ms))
        self.pairing_card.show_meeting(meeting)
        self._show_network()

    def show_tick(self, now_ms: int) -> None:
        """Ages at UTC ms."""
        self._now_ms = now_ms
        if self._meeting is not None:
            self.model.show_rows(station_rows(self._meeting, now_ms))
        self._show_network()

    def _show_network(self) -> None:
        picture = self._network.picture if self._network is not None else Picture()
        self.network_card.show_picture(picture)
        self.pairing_card.show_picture(picture)
        self.paired_card.show_picture(picture, self._now_ms, self._zone)
        self.parked_card.show_picture(picture, self._zone)


def station_rows(meeting: Meeting, now_ms: int) -> tuple[StationRow, ...]:
    """Every station that acted, the last one first, then the doors at which nobody counted yet."""
    newest: dict[str, Entry] = {}
    for entries in (*meeting.last.values(), meeting.recent):
        for entry in entries:
            known = newest.get(entry.station)
            if entry.station != TIMER and (known is None or entry.seq > known.seq):
                newest[entry.station] = entry
    acted = [
        StationRow(name, entry.space or "", seen_words(entry.at, now_ms, meeting.building.timezone), entry_words(entry))
        for name, entry in sorted(newest.items(), key=lambda each: -each[1].seq)
    ]
    doors = [
        StationRow(door, space.name, "", _door_words(into, out))
        for space in meeting.spaces.values()
        for door, (into, out) in space.doors.items()
        if door not in newest
    ]
    return (*acted, *doors)


def seen_words(at: int, now_ms: int, zone: str) -> str:
    """“18:07:30, 2 min ago”."""
    time, minutes = clock_words(at, zone), minutes_of(now_ms - at)
    if minutes == 0:
        return _("{time}, just now").format(time=time)
    return _("{time}, {minutes} min ago").format(time=time, minutes=minutes)


def _door_words(into: int, out: int) -> str:
    if not into and not out:
        return _("nobody counted here yet")
    return _("{into} in, {out} out").format(into=into, out=out)
