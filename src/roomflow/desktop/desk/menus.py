"""The menus of the Desk page: what can be done with a ticket, with a hold, and other rooms for a party on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from roomflow import choices
from roomflow.choices import Asked, Choice
from roomflow.desktop.basis.speech import IN_THE_WINDOW
from roomflow.desktop.basis.wording import Now, countdown_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.desk.hold_words import hold_words, saved_words
from roomflow.desktop.widgets.icons import menu_icon
from roomflow.domain.commands import (
    Back,
    Call,
    Command,
    Leave,
    Miss,
    MoveHold,
    ReleaseHold,
    Reprint,
    SeatSpeaker,
)
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import CALLS, Hold, HoldKind, Meeting, Ticket
from roomflow.domain.on_deck import chamber_of, on_deck
from roomflow.domain.slips import MAY_REPRINT
from roomflow.domain.tickets import IN_LINE


class Asking(Struct, frozen=True):
    """What is known where a menu opens, and where its choices go: to the desk, or to a card (its name, about what)."""

    meeting: Meeting
    now: Now
    ask: Callable[[Command], object]
    want: Callable[[str, object], object]


def ticket_menu(asking: Asking, number: int, parent: QWidget) -> QMenu:
    """What can be done with a ticket now; a room without places is shown and cannot be chosen."""
    menu = make_menu(parent)
    ticket = asking.meeting.tickets[number]
    add_title(menu, _title(asking, ticket))
    if ticket.state is TicketState.WAITING:
        _add_waiting(menu, asking, ticket)
    elif ticket.state is TicketState.CALLED:
        _add_called(menu, asking, ticket)
    elif ticket.state is TicketState.MISSED:
        add(menu, asking, _("Back: first in line"), Back(number), "undo")
        add(menu, asking, _("Left"), Leave(number))
    elif ticket.state is TicketState.SEATED:
        _add_claim(menu, asking, ticket)
    _add_speaker(menu, asking, ticket)
    if ticket.state in MAY_REPRINT:
        menu.addSeparator()
        add(menu, asking, _("Print again: the earlier slip is void"), Reprint(number), "printer")
    return menu


def other_room_menu(asking: Asking, hold_id: str, parent: QWidget) -> QMenu:
    """Where else a held party may go."""
    menu = make_menu(parent)
    hold = asking.meeting.holds.get(hold_id)
    if hold is not None:
        add_moves(menu, asking, hold, _("{room}, {places}"))
    return menu


def hold_menu(asking: Asking, hold: Hold, menu: QMenu) -> QMenu:
    """What can be done with places that are promised past a room's limit."""
    add_title(menu, hold_words(hold))
    if hold.kind in (HoldKind.ON_THE_WAY, HoldKind.CALLED):
        add_moves(menu, asking, hold)
        menu.addSeparator()
    if hold.ticket is None:
        back = {
            HoldKind.STEPPED_OUT: _("Give back: they do not come back"),
            HoldKind.RECESS: _("Give back: they do not come back"),
            HoldKind.ON_DECK: _("Give back the seat: one fewer on deck"),
        }.get(hold.kind, _("Give back the places"))
        add(menu, asking, back, ReleaseHold(hold.id), "undo")
    elif hold.kind in CALLS:
        add(menu, asking, _("Missed: give back the places"), Miss(hold.ticket), "undo")
    else:
        add_calls(menu, asking, asking.meeting.tickets[hold.ticket])
        add(menu, asking, _("Left"), Leave(hold.ticket))
    return menu


def holds_menu(asking: Asking, holds: list[Hold], parent: QWidget) -> QMenu:
    """What can be done with one hold, or with each of several; those that ended meanwhile are left out."""
    menu = make_menu(parent)
    now = [asking.meeting.holds[hold.id] for hold in holds if hold.id in asking.meeting.holds]
    if not now:
        add_title(menu, _("These places are no longer held."))
    elif len(holds) == 1:
        hold_menu(asking, now[0], menu)
    else:
        for hold in now:
            hold_menu(asking, hold, menu.addMenu(hold_words(hold).replace("&", "&&")))
    return menu


# --- parts -------------------------------------------------------------------------------------------


def _title(asking: Asking, ticket: Ticket) -> str:
    title = _("Ticket {number}").format(number=ticket.number)
    if ticket.saved is None:
        return title
    left = countdown_words(asking.meeting.holds[ticket.saved].deadline - asking.now.elapsed)
    saved = saved_words(asking.meeting, ticket)
    return _("{ticket}: {saved}, {time} left").format(ticket=title, saved=saved, time=left)


def _add_speaker(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    """Where seats are on deck: the party speaks next. Who is called into the chamber has a place there already."""
    chamber = chamber_of(asking.meeting)
    if not asking.meeting.on_deck or chamber is None or ticket.state not in IN_LINE or ticket.space == chamber.name:
        return
    menu.addSeparator()
    enough = len(on_deck(asking.meeting)) >= ticket.people
    words = _("Speaks next: seat on deck in {room}").format(room=chamber.name)
    add(menu, asking, words, SeatSpeaker(ticket.number), enabled=enough)


def _add_waiting(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    add_calls(menu, asking, ticket)
    add_meanwhile(menu, asking, ticket)
    add_card(menu, asking, _("Override…"), "override", ticket.number)
    menu.addSeparator()
    add_seats(menu, asking, ticket)
    menu.addSeparator()
    if ticket.people > 1:
        split = menu.addMenu(_("Split into two tickets"))
        split.setEnabled(ticket.saved is None)
        add_splits(split, asking, ticket)
    add(menu, asking, _("Left"), Leave(ticket.number))


def add_seats(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    """The rooms of its wish it may be seated in by hand."""
    add_all(menu, asking, choices.seats(asked_of(asking), ticket))


def _add_claim(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    """What a seated party can do about the chamber."""
    asked = asked_of(asking)
    if ticket.hold is None:
        add_all(menu, asking, choices.claims(asked, ticket))
        return
    add_all(menu, asking, choices.called_from_its_seat(asked, ticket))
    menu.addSeparator()
    add_all(menu, asking, [choices.stays(asked, ticket)])


def add_meanwhile(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    """A party that wishes the chamber may sit elsewhere until then, and keeps its claim."""
    add_all(menu, asking, choices.meanwhiles(asked_of(asking), ticket))


def add_splits(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    """The two sizes a party may become."""
    add_all(menu, asking, choices.splits(asked_of(asking), ticket))


def add_calls(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    """The rooms of its wish it may be called to."""
    add_all(menu, asking, choices.calls(asked_of(asking), ticket))


def _add_called(menu: QMenu, asking: Asking, ticket: Ticket) -> None:
    asked = asked_of(asking)
    add_all(menu, asking, choices.seat_called(asked, ticket))
    menu.addSeparator()
    if ticket.hold is not None:
        add_moves(menu, asking, asking.meeting.holds[ticket.hold])
    menu.addSeparator()
    add_all(menu, asking, choices.not_here(asked, ticket))


def add_moves(menu: QMenu, asking: Asking, hold: Hold, template: str = "") -> None:
    """The rooms a hold may move to."""
    add_all(menu, asking, choices.moves(asked_of(asking), hold, template))


def asked_of(asking: Asking) -> Asked:
    """The same, for the list of choices that a desk in a browser has as well."""
    return Asked(asking.meeting, asking.now.elapsed, IN_THE_WINDOW)


def add_all(menu: QMenu, asking: Asking, made: Iterable[Choice]) -> None:
    """Choices of the list; one that cannot be chosen has its reason behind it."""
    for each in made:
        symbol = "arrow" if isinstance(each.command, Call | MoveHold) else ""
        words = _("{choice} ({reason})").format(choice=each.words, reason=each.reason) if each.reason else each.words
        add(menu, asking, words, each.command, symbol, enabled=each.enabled)


def make_menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def add_title(menu: QMenu, words: str) -> None:
    """What the menu is about; it cannot be chosen."""
    menu.addAction(words.replace("&", "&&")).setEnabled(False)


def add(menu: QMenu, asking: Asking, words: str, command: Command, symbol: str = "", *, enabled: bool = True) -> None:
    """A choice that asks the desk."""
    action = menu.addAction(words.replace("&", "&&"))
    if symbol:
        action.setIcon(menu_icon(symbol))
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: asking.ask(command))


def add_card(menu: QMenu, asking: Asking, words: str, card: str, about: object) -> None:
    """A choice that opens a card."""
    action = menu.addAction(words.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: asking.want(card, about))
