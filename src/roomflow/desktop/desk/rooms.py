"""The rooms of the Desk page: one card of rooms, one of waiting and keep-clear spaces; more of them scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.page_area import scroll_down_alone
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.widgets.further import further_of
from roomflow.desktop.widgets.space_rows import ROOM_HEIGHT_MAX, RoomRow, SpaceRow
from roomflow.desktop.widgets.waiting_rows import KeepClearRow, WaitingRow
from roomflow.domain.building import SpaceKind
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space


class RoomsPanel(QScrollArea):
    """A row a space, in the building's order; a space outside is not counted and has none."""

    tapped = Signal(str, int)
    """(space, −1 or +1)."""
    count_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)
    """(space, where its menu may open on the screen)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._rows: dict[str, SpaceRow] = {}
        scroll_down_alone(self)
        content = QWidget(self)
        self.setWidget(content)  # while it is empty: what is in a widget is dressed anew when it is given to another
        self._column = QVBoxLayout(content)
        side = look.px(8 if look.is_large else 16)
        self._column.setContentsMargins(side, 0, side, look.px(20))
        self._column.setSpacing(look.px(12))
        self._cards = (_card(content), _card(content))
        self._column.addWidget(self._cards[0], 1)
        self._column.addWidget(self._cards[1])
        self._column.addStretch(0)

    def show_meeting(self, meeting: Meeting, now: Now) -> None:
        """Show every space; rows are made anew only for another building."""
        shown = [space for space in meeting.spaces.values() if space.kind is not SpaceKind.OUTSIDE]
        if list(self._rows) != [space.name for space in shown]:
            self._make_rows(shown)
        for space in shown:
            row = self._rows[space.name]
            row.further = further_of(meeting, space, now)
            row.show_space(space, meeting.figures, now)

    def add_below(self, widget: QWidget) -> None:
        """Put something below the spaces, that scrolls with them."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def row(self, space: str) -> SpaceRow:
        return self._rows[space]

    def rows(self) -> list[SpaceRow]:
        return list(self._rows.values())

    def _make_rows(self, spaces: list[Space]) -> None:
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}
        for space in spaces:
            card = self._cards[0 if space.is_room else 1]
            row = _row_class(space)(space, card)
            row.tapped.connect(self._tap_of(space.name))
            row.count_wanted.connect(self._count_of(space.name))
            row.menu_wanted.connect(self._menu_of(space.name))
            column = card.layout()
            assert column is not None
            column.addWidget(row)
            self._rows[space.name] = row
        rooms = sum(space.is_room for space in spaces)
        if not look_of().is_large:
            self._cards[0].setMaximumHeight(look_of().px(ROOM_HEIGHT_MAX) * rooms + 2)
        for card, are_rooms in zip(self._cards, (True, False), strict=True):
            of_card = [self._rows[space.name] for space in spaces if space.is_room is are_rooms]
            card.setVisible(bool(of_card))
            if of_card:
                of_card[-1].set_last(last=True)

    def _tap_of(self, name: str) -> Callable[[int], None]:
        return lambda change: self.tapped.emit(name, change)

    def _count_of(self, name: str) -> Callable[[], None]:
        return lambda: self.count_wanted.emit(name)

    def _menu_of(self, name: str) -> Callable[[QPoint], None]:
        return lambda where: self.menu_wanted.emit(name, where)


def _card(parent: QWidget) -> QFrame:
    card = QFrame(parent)
    card.setProperty("card", "plain")
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return card


def _row_class(space: Space) -> type[RoomRow] | type[WaitingRow] | type[KeepClearRow]:
    if space.is_room:
        return RoomRow
    return KeepClearRow if space.kind is SpaceKind.KEEP_CLEAR else WaitingRow
