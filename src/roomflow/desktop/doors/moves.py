"""A ticket that came to the wrong door: its places are moved here and its party is seated, with one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import Ask, answer_words
from roomflow.domain.commands import MoveHold, Seat
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.domain.refusals import Refusal
    from roomflow.service.answers import Answer

CALLED_ELSEWHERE = "called-elsewhere"


class HereOffer:
    """Stands as long as the ticket is called to another room. `say` takes a state, large words and a sentence."""

    def __init__(self, ask: Ask, say: Callable[[str, str, str], None]) -> None:
        self._ask = ask
        self._say = say
        self._meeting: Meeting | None = None
        self._ticket: int | None = None
        self._space = ""

    def begin(self, meeting: Meeting, refusal: Refusal | None, space: str | None) -> None:
        """Offer it where a scan was refused since the ticket is called elsewhere; else offer nothing."""
        self._meeting = meeting
        self._ticket = None
        if refusal is not None and refusal.key == CALLED_ELSEWHERE and space is not None:
            self._ticket, self._space = refusal.values["ticket"], space
        self.look(meeting)

    def look(self, meeting: Meeting) -> None:
        """What the newest picture leaves of the offer."""
        self._meeting = meeting
        ticket = meeting.tickets.get(self._ticket) if self._ticket is not None else None
        if ticket is None or ticket.state is not TicketState.CALLED or ticket.space == self._space:
            self._ticket = None

    def end(self) -> None:
        self._ticket = None

    def words(self) -> str:
        """What the button says; empty where nothing is offered."""
        return "" if self._ticket is None else _("Move {ticket} here and seat").format(ticket=self._ticket)

    def accept(self) -> None:
        """Move the places, then seat the party: two entries, in this order, each by its own rules."""
        if self._ticket is None or self._meeting is None:
            return
        number, space = self._ticket, self._space
        ticket = self._meeting.tickets[number]
        if ticket.hold is None:
            return

        def seated(answer: Answer) -> None:
            words = answer_words(answer)
            party = _("{room}, {people}").format(room=space, people=people_words(ticket.people))
            title = _("{ticket} seated").format(ticket=number)
            self._say("full" if words else "open", _("Not done") if words else title, words or party)

        def moved(answer: Answer) -> None:
            words = answer_words(answer)
            if words:
                self._say("full", _("Not moved"), words)
            else:
                self._ask(Seat(number, space), seated)

        self._ticket = None
        self._ask(MoveHold(ticket.hold, space), moved)
