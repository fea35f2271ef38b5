"""The menus of the Desk page: what can be done with a ticket of the line, and other rooms for a party on the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.widgets.icons import icon
from roomflow.desktop.words import _
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import Back, Call, Command, Leave, Miss, MoveHold, Seat
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Meeting, Ticket, rooms
from roomflow.domain.spaces import Space

Ask = Callable[[Command], object]


def ticket_menu(meeting: Meeting, number: int, ask: Ask, parent: QWidget) -> QMenu:
    """What can be done with a ticket now; a room without places is shown and cannot be chosen."""
    menu = _menu(parent)
    ticket = meeting.tickets[number]
    title = menu.addAction(_("Ticket {number}").format(number=number))
    title.setEnabled(False)
    if ticket.state is TicketState.WAITING:
        for room in _rooms_for(meeting, ticket.wish):
            words = _("Call to {room}, {free} free").format(room=room.name, free=max(0, room.free))
            _add(menu, words, Call(number, room.name), ask, "arrow", enabled=room.free >= ticket.people)
        menu.addSeparator()
        for room in _rooms_for(meeting, ticket.wish):
            words = _("Seated in {room}").format(room=room.name)
            _add(menu, words, Seat(number, room.name), ask, "check", enabled=room.free >= ticket.people)
        menu.addSeparator()
        _add(menu, _("Left the line"), Leave(number), ask)
    elif ticket.state is TicketState.CALLED:
        _add_called(menu, meeting, ticket, ask)
    elif ticket.state is TicketState.MISSED:
        _add(menu, _("Back: first in line"), Back(number), ask, "undo")
        _add(menu, _("Left the line"), Leave(number), ask)
    return menu


def other_room_menu(meeting: Meeting, hold_id: str, ask: Ask, parent: QWidget) -> QMenu:
    """Where else a held party may go."""
    menu = _menu(parent)
    hold = meeting.holds.get(hold_id)
    if hold is None:
        return menu
    for room in rooms(meeting):
        if room.name != hold.space:
            words = _("{room}, {free} free").format(room=room.name, free=max(0, room.free))
            _add(menu, words, MoveHold(hold_id, room.name), ask, "arrow", enabled=room.free >= hold.people)
    return menu


def _add_called(menu: QMenu, meeting: Meeting, ticket: Ticket, ask: Ask) -> None:
    number = ticket.number
    _add(menu, _("Seated in {room}").format(room=ticket.space), Seat(number), ask, "check")
    _add(menu, _("Already counted at the door"), Seat(number, already_counted=True), ask, "check")
    menu.addSeparator()
    for room in _rooms_for(meeting, ticket.wish):
        if room.name != ticket.space and ticket.hold is not None:
            words = _("Move to {room}, {free} free").format(room=room.name, free=max(0, room.free))
            _add(menu, words, MoveHold(ticket.hold, room.name), ask, "arrow", enabled=room.free >= ticket.people)
    menu.addSeparator()
    _add(menu, _("Missed its call"), Miss(number), ask)
    _add(menu, _("Left the line"), Leave(number), ask)


def _rooms_for(meeting: Meeting, wish: Wish) -> list[Space]:
    return [room for room in rooms(meeting) if wish is Wish.ANY or room.kind is SpaceKind.CHAMBER]


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(menu: QMenu, words: str, command: Command, ask: Ask, icon_name: str = "", *, enabled: bool = True) -> None:
    action = menu.addAction(words.replace("&", "&&"))
    if icon_name:
        action.setIcon(icon(icon_name, size=16))
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: ask(command))
