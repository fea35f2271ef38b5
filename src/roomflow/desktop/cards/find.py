"""The card that finds a ticket by its number or code, says how it stands, and does what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.scanner import code_in
from roomflow.desktop.basis.wording import clock_words, people_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.asking import Ask, Card, say
from roomflow.desktop.widgets.card_size import fit
from roomflow.domain.building import SpaceKind
from roomflow.domain.calling import people_ahead
from roomflow.domain.commands import Back, Command, Leave, Miss, Seat, SetClaim
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Meeting, Ticket

if TYPE_CHECKING:
    from roomflow.service.answers import Answer


def ticket_words(meeting: Meeting, ticket: Ticket) -> str:
    """How a ticket stands, in a sentence."""
    zone = meeting.building.timezone
    changed = clock_words(ticket.changed_at, zone, seconds=False)
    if ticket.state is TicketState.WAITING:
        ahead = people_ahead(meeting, ticket.number)
        if not ahead:
            return _("Waiting; it is the first in line.")
        return ngettext("Waiting; {n} person is ahead.", "Waiting; {n} people are ahead.", ahead).format(n=ahead)
    if ticket.state is TicketState.SEATED and ticket.claim:
        called = meeting.holds[ticket.hold].space if ticket.hold is not None else None
        template = _("Seated in {room}; called to {called}.") if called else _("Seated in {room}; wishes the chamber.")
        return template.format(room=ticket.space, called=called)
    return {
        TicketState.CALLED: _("Called to {room} at {time}."),
        TicketState.MISSED: _("Missed its call at {time}; it keeps its place in line."),
        TicketState.SEATED: _("Seated in {room} at {time}."),
        TicketState.LEFT: _("Left at {time}."),
        TicketState.CANCELLED: _("Void since {time}."),
        TicketState.UNSERVED: _("Not seated before the log was closed."),
    }[ticket.state].format(room=ticket.space, time=changed)


class FindTicketDialog(Card):
    """A number, what is known of it, and what can be done."""

    number_edit: QLineEdit
    found_label: QLabel
    detail_label: QLabel
    leave_button: QPushButton
    miss_button: QPushButton
    close_button: QPushButton
    act_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "find_ticket")
        self._ticket: Ticket | None = None
        self._deed: tuple[str, Command] | None = None
        # Enter only finds. A button is pressed by the mouse, or by Space and Enter once Tab has reached it.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.number_edit.textChanged.connect(lambda _text: self._look())
        self.close_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._act)
        self.miss_button.clicked.connect(lambda: self._ask(Miss))
        self.leave_button.clicked.connect(lambda: self._ask(Leave))

    def present(self) -> None:
        self.number_edit.clear()
        super().present()
        self.number_edit.setFocus()

    def refresh(self) -> None:
        typed = self.number_edit.text().strip()
        before, self._ticket = self._ticket, self._found(typed)
        ticket, meeting = self._ticket, self.meeting
        if _standing(before) != _standing(ticket):
            self.number_edit.setFocus()  # what a button did before is not what it would do now
        state = ticket.state if ticket is not None else None
        self._deed = _deed_for(meeting, ticket)
        self.act_button.setVisible(self._deed is not None)
        self.act_button.setText(self._deed[0] if self._deed is not None else "")
        self.miss_button.setVisible(ticket is not None and ticket.hold is not None)
        self.leave_button.setVisible(state in (TicketState.WAITING, TicketState.CALLED, TicketState.MISSED))
        if ticket is None or meeting is None:
            say(self.found_label, _("There is no ticket {number}.").format(number=typed) if typed else "")
            say(self.detail_label, "")
            return
        wish = _("chamber only") if ticket.wish is Wish.CHAMBER else _("any room")
        say(
            self.found_label,
            _("Ticket {number}: {people}, {wish}").format(
                number=ticket.number, people=people_words(ticket.people), wish=wish
            ),
        )
        say(self.detail_label, ticket_words(meeting, ticket))

    def done_with(self, answer: Answer) -> None:  # noqa: ARG002 - the new picture says what was done
        """Stays open: the next one is often looked for too."""
        self.number_edit.selectAll()
        self.number_edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that Tab has reached, and nothing from the field."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton) and not event.isAutoRepeat():
            focus.click()
        elif focus is self.number_edit:
            self.number_edit.selectAll()

    def _found(self, typed: str) -> Ticket | None:
        if self.meeting is None or not typed:
            return None
        code = code_in(typed)
        number = self.meeting.codes.get(code) if code is not None else None
        if number is None and typed.isascii() and typed.isdigit():
            number = int(typed)
        return None if number is None else self.meeting.tickets.get(number)

    def _look(self) -> None:
        say(self.problem_label, "")
        self.refresh()
        fit(self)

    def _act(self) -> None:
        if self._deed is not None and self.act_button.isVisible():
            self.ask(self._deed[1], self.take)

    def _ask(self, command: type[Miss | Leave]) -> None:
        if self._ticket is not None:
            asked: Command = command(self._ticket.number)
            self.ask(asked, self.take)


def _deed_for(meeting: Meeting | None, ticket: Ticket | None) -> tuple[str, Command] | None:
    """What the first button does with a ticket, and its words; None where there is nothing to do."""
    if meeting is None or ticket is None:
        return None
    if ticket.state is TicketState.MISSED:
        return _("Back"), Back(ticket.number)
    if ticket.hold is not None:
        return _("Seat"), Seat(ticket.number)
    if ticket.state is TicketState.SEATED and meeting.spaces[ticket.space or ""].kind is SpaceKind.OVERFLOW:
        words = _("No longer wishes the chamber") if ticket.claim else _("Wishes the chamber")
        return words, SetClaim(ticket.number, not ticket.claim)
    return None


def _standing(ticket: Ticket | None) -> tuple[int, TicketState, str | None, bool] | None:
    return None if ticket is None else (ticket.number, ticket.state, ticket.hold, ticket.claim)
