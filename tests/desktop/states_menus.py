"""The menus of the desk, as they open over its page: what can be done, and why the rest cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.desk.menus import Asking, hold_menu, make_menu, ticket_menu
from roomflow.desktop.desk.room_menu import room_menu
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting
from tests.desktop.stage import Stage

Made = Callable[[Asking, QWidget], QMenu]


def _menu(scene: str, make: Made) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        screen = stage.scene(scene)
        meeting = screen.meeting
        assert meeting is not None
        asking = Asking(meeting, Now(meeting.at, meeting.elapsed), lambda _command: None, lambda _card, _about: None)
        menu = make(asking, screen)
        menu.show()
        wanted = menu.sizeHint()  # what is higher than the screen scrolls; that of a test is smaller than the window
        menu.resize(wanted.width(), min(wanted.height(), stage.size[1]))
        stage.card = menu

    return show


def _first(meeting: Meeting, state: TicketState) -> int:
    return next(number for number, ticket in meeting.tickets.items() if ticket.state is state)


def _of_ticket(state: TicketState) -> Made:
    return lambda asking, parent: ticket_menu(asking, _first(asking.meeting, state), parent)


def _of_hold(asking: Asking, parent: QWidget) -> QMenu:
    hold = next(hold for hold in asking.meeting.holds.values() if hold.ticket is None)
    return hold_menu(asking, hold, make_menu(parent))


MENU_STATES: Final = {
    "menu-waiting": _menu("desk-ticket", _of_ticket(TicketState.WAITING)),
    "menu-called": _menu("desk-ticket", _of_ticket(TicketState.CALLED)),
    "menu-count-first": _menu("desk-count-first", _of_ticket(TicketState.WAITING)),
    "menu-hold": _menu("desk-light", _of_hold),
    "menu-room": _menu("desk-light", lambda asking, parent: room_menu(asking, "Commission Chamber", parent)),
}
