"""The choices of an action of the Line page: rooms, or the two sizes a party may become."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.basis.words import _
from roomflow.desktop.desk.menus import (
    Asking,
    add,
    add_calls,
    add_card,
    add_meanwhile,
    add_moves,
    add_seats,
    add_splits,
    make_menu,
)
from roomflow.desktop.line.actions import CALL_TO, COUNTED, MOVE, SEAT, SPLIT
from roomflow.domain import guards
from roomflow.domain.commands import Seat
from roomflow.domain.meeting import Ticket


def choices_menu(name: str, asking: Asking, ticket: Ticket, parent: QWidget) -> QMenu:
    """What an action can be done with now; what cannot be chosen is shown and disabled."""
    menu = make_menu(parent)
    if name == CALL_TO:
        add_calls(menu, asking, ticket)
        add_meanwhile(menu, asking, ticket)
        menu.addSeparator()
        add_card(menu, asking, _("Override…"), "override", ticket.number)
    elif name == SEAT:
        add_seats(menu, asking, ticket)
    elif name == COUNTED:
        for room in guards.rooms_for(asking.meeting, ticket.wish):
            words = _("Already counted in {room}").format(room=room.name)
            add(menu, asking, words, Seat(ticket.number, room.name, already_counted=True))
    elif name == SPLIT:
        add_splits(menu, asking, ticket)
    elif name == MOVE and ticket.hold is not None:
        add_moves(menu, asking, asking.meeting.holds[ticket.hold])
    return menu
