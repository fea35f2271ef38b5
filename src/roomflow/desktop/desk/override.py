"""The card of an override: a waiting ticket is called past a room's places, on somebody's word and for a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from roomflow.choices import Asked, override_words
from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.speech import IN_THE_WINDOW
from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.cards.authority import AuthorityFields
from roomflow.desktop.desk.card import DeskCard
from roomflow.desktop.desk.line import wish_words
from roomflow.desktop.widgets.asking import Ask, say
from roomflow.desktop.widgets.card_size import fit
from roomflow.domain import guards
from roomflow.domain.commands import Call
from roomflow.domain.events import TicketState


class OverrideDialog(DeskCard):
    """Room, role and reason for one ticket."""

    title_label: QLabel
    party_label: QLabel
    room_combo: QComboBox
    effect_label: QLabel
    authority_widget: AuthorityFields
    cancel_button: QPushButton
    call_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "override")
        self._number = 0
        self.room_combo.setPlaceholderText(_("Choose…"))
        self.room_combo.currentIndexChanged.connect(lambda _index: self.refresh())
        self.cancel_button.clicked.connect(self.reject)
        self.call_button.clicked.connect(self._call)

    def present_about(self, about: object) -> None:
        """Show the card for the ticket of this number."""
        if self.meeting is None or not isinstance(about, int) or about not in self.meeting.tickets:
            return
        self._number = about
        ticket = self.meeting.tickets[about]
        self.title_label.setText(_("Override: call ticket {number}").format(number=about))
        party = _("{people}, {wish}").format(people=people_words(ticket.people), wish=wish_words(ticket.wish))
        self.party_label.setText(party)
        self.call_button.setText(_("Call {number}").format(number=about))
        self.room_combo.clear()
        for room in guards.rooms_for(self.meeting, ticket.wish):
            if not room.closed:
                self.room_combo.addItem(room.name, room.name)
        self.room_combo.setCurrentIndex(-1)
        self.authority_widget.clear()
        self.present()
        self.room_combo.setFocus()

    def refresh(self) -> None:
        ticket = self.meeting.tickets.get(self._number) if self.meeting is not None else None
        if self.meeting is None or ticket is None:
            return
        asked = Asked(self.meeting, self.meeting.elapsed, IN_THE_WINDOW)
        for index in range(self.room_combo.count()):
            room = self.meeting.spaces[str(self.room_combo.itemData(index))]
            self.room_combo.setItemText(index, _("{room}, {places}").format(room=room.name, places=asked.places(room)))
        if ticket.state is not TicketState.WAITING:
            say(self.effect_label, _("Ticket {ticket} is no longer in line.").format(ticket=ticket.number))
        elif self.room_combo.currentIndex() >= 0:
            chosen = self.meeting.spaces[str(self.room_combo.currentData())]
            say(self.effect_label, override_words(asked, ticket, chosen))
        else:
            say(self.effect_label, "")
        if self.isVisible():
            fit(self)  # a sentence more or less

    def _call(self) -> None:
        if self.room_combo.currentIndex() < 0:
            self.tell(_("Choose the room."))
            self.room_combo.setFocus()
            return
        problem = self.authority_widget.problem()
        if problem:
            self.tell(problem)
            return
        self.ask(Call(self._number, str(self.room_combo.currentData()), self.authority_widget.authority()), self.take)
