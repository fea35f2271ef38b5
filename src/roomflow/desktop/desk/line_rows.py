"""The rows of the line on the Desk page, in words; each is written when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from roomflow.desktop.basis.wording import Now, countdown_words, short_names, waited_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.desk.hold_words import saved_words
from roomflow.desktop.widgets.line_model import LineRow
from roomflow.domain.calling import Move
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import CALLS, Hold, Meeting, Ticket, rooms
from roomflow.settings import MINUTE_MS

ROWS_MAX: Final = 200
"""Tickets shown here; the page of the line shows all."""
NEW_MS: Final = MINUTE_MS


class RowsOfLine(Mapping[int, LineRow]):
    """Called tickets by number, so that none jumps while it is looked for; then the line, whom Call next takes first.

    `new` is the ticket that was just issued: it stands before the others, where it is looked for.
    """

    def __init__(self, meeting: Meeting, moves: Sequence[Move], now: Now, new: int | None = None) -> None:
        self._meeting, self._now = meeting, now
        holds = meeting.holds.values()
        self._calls = {hold.ticket: hold for hold in holds if hold.kind in CALLS and hold.ticket is not None}
        self._next = [move.ticket for move in moves]
        self._numbers = dict.fromkeys((*sorted(self._calls), *self._next, *self._others(new), *self._missed()))

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __getitem__(self, number: int) -> LineRow:
        ticket = self._meeting.tickets[number]
        call = self._calls.get(number)
        if call is not None:
            return self._called_row(ticket, call)
        waited = waited_words(ticket.issued_elapsed, self._now)
        if ticket.state is TicketState.MISSED:
            return LineRow(number, ticket.people, "missed", _("missed its call"), waited)
        if ticket.saved is not None and number not in self._next:
            return self._saved_row(ticket, ticket.saved, waited)
        return LineRow(number, ticket.people, "waiting", self._waiting_words(ticket), waited)

    def _others(self, new: int | None) -> Iterator[int]:
        """The rest of the line: the new ticket, then those who wait, first in line first."""
        if new is not None and self._meeting.tickets[new].state is TicketState.WAITING:
            yield new
        shown = {*self._next, new}
        yield from islice((number for number in self._meeting.line.in_order() if number not in shown), ROWS_MAX)

    def _missed(self) -> Iterator[int]:
        tickets = self._meeting.tickets.values()
        return islice((ticket.number for ticket in tickets if ticket.state is TicketState.MISSED), ROWS_MAX)

    def _called_row(self, ticket: Ticket, call: Hold) -> LineRow:
        left = _("{time} left").format(time=countdown_words(call.deadline - self._now.elapsed))
        words = _("called, {room}").format(room=self._room(call.space))
        return LineRow(ticket.number, call.people, "called", words, left)

    def _saved_row(self, ticket: Ticket, saved: str, waited: str) -> LineRow:
        """Places saved for it are worth more than how long it waited, which is in its tip."""
        words = saved_words(self._meeting, ticket, self._room(self._meeting.holds[saved].space))
        return LineRow(ticket.number, ticket.people, "saved", words, "", waited)

    def _waiting_words(self, ticket: Ticket) -> str:
        wish = _("chamber") if ticket.wish is Wish.CHAMBER else _("any room")
        if ticket.number in self._next:
            return _("next, {wish}").format(wish=wish)
        if self._now.elapsed - ticket.issued_elapsed < NEW_MS:
            return _("new, {wish}").format(wish=wish)
        return _("waiting, {wish}").format(wish=wish)

    def _room(self, name: str) -> str:
        return fitting(name, short_names([room.name for room in rooms(self._meeting)]))


def fitting(name: str, short: dict[str, str]) -> str:
    """The room's whole name where a row of the line has room for it, else its last word."""
    return name if len(name) <= len("Overflow A") + 2 else short.get(name, name)
