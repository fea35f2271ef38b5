"""Which tickets the Line page lists, and in which order: the line's own, or that of a column somebody chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import IntEnum, StrEnum
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from roomflow.domain.events import TicketState
from roomflow.domain.meeting import CALLS, HoldKind, Meeting, Ticket


class Column(IntEnum):
    """The columns, from the left."""

    NUMBER = 0
    PEOPLE = 1
    STATE = 2
    WISH = 3
    WAITED = 4
    PASSED = 5
    ROOM = 6
    LEFT = 7


class Listed(StrEnum):
    """Which tickets are listed."""

    IN_LINE = "in-line"
    ALL = "all"
    SEATED = "seated"
    LEFT = "left"
    UNSERVED = "unserved"


STATES: Final[Mapping[Listed, frozenset[TicketState]]] = MappingProxyType(
    {
        Listed.IN_LINE: frozenset((TicketState.WAITING, TicketState.CALLED, TicketState.MISSED)),
        Listed.ALL: frozenset(TicketState),
        Listed.SEATED: frozenset((TicketState.SEATED,)),
        Listed.LEFT: frozenset((TicketState.LEFT, TicketState.CANCELLED)),
        Listed.UNSERVED: frozenset((TicketState.UNSERVED,)),
    }
)
_BY_URGENCY: Final[Mapping[TicketState, int]] = MappingProxyType(
    {
        state: place
        for place, state in enumerate(
            (
                TicketState.CALLED, TicketState.WAITING, TicketState.MISSED, TicketState.SEATED, TicketState.LEFT,
                TicketState.CANCELLED, TicketState.UNSERVED,
            )
        )
    }
)  # fmt: skip
_NEVER: Final = 2**62


def listed_tickets(meeting: Meeting, listed: Listed) -> list[Ticket]:
    """Those in line: called by number, then as they will be called, then who missed; the others by number.

    Who is called from a seat elsewhere to the chamber stands among the called, and among the seated.
    """
    tickets = meeting.tickets
    if listed is not Listed.IN_LINE:
        states = STATES[listed]
        return [ticket for ticket in tickets.values() if ticket.state in states]
    called = sorted(hold.ticket for hold in meeting.holds.values() if hold.kind in CALLS and hold.ticket is not None)
    missed = [ticket for ticket in tickets.values() if ticket.state is TicketState.MISSED]
    # Sorting what is sorted in a few runs is several times quicker than a merge written in Python.
    waiting = sorted(chain.from_iterable(meeting.line.buckets.values()))
    return [tickets[number] for number in called] + [tickets[number] for _order, number in waiting] + missed


def in_order_of(meeting: Meeting, tickets: list[Ticket], column: Column, *, falling: bool) -> list[Ticket]:
    """The tickets by a column; where they are equal there, as they were."""
    return sorted(tickets, key=_key_of(meeting, column), reverse=falling)


def _key_of(meeting: Meeting, column: Column) -> Callable[[Ticket], tuple[int | str, ...]]:
    keys: dict[Column, Callable[[Ticket], tuple[int | str, ...]]] = {
        Column.NUMBER: lambda ticket: (ticket.number,),
        Column.PEOPLE: lambda ticket: (ticket.people,),
        Column.STATE: lambda ticket: (_BY_URGENCY[ticket.state],),
        Column.WISH: lambda ticket: (ticket.wish.value,),
        Column.WAITED: lambda ticket: (waited_ms(meeting, ticket),),
        Column.PASSED: lambda ticket: (ticket.passes,),
        Column.ROOM: lambda ticket: (room_of(meeting, ticket) or "\uffff",),
        Column.LEFT: lambda ticket: (_deadline_of(meeting, ticket),),
    }
    return keys[column]


def counts_of(meeting: Meeting) -> dict[Listed, int]:
    """How many tickets each list has."""
    counts = Counter(map(attrgetter("state"), meeting.tickets.values()))
    listed = {listed: sum(counts[state] for state in states) for listed, states in STATES.items()}
    listed[Listed.IN_LINE] += sum(hold.kind is HoldKind.CLAIM for hold in meeting.holds.values())
    return listed


def waited_ms(meeting: Meeting, ticket: Ticket, elapsed: int | None = None) -> int:
    """How long the party has waited, or had when it was seated or went; `elapsed` is now on the meeting's clock."""
    if ticket.state in STATES[Listed.IN_LINE]:
        return (meeting.elapsed if elapsed is None else elapsed) - ticket.issued_elapsed
    return max(0, ticket.changed_at - ticket.issued_at)


def room_of(meeting: Meeting, ticket: Ticket) -> str:
    """The room a ticket is called to or seated in, or where places are saved for it; empty for most."""
    hold = hold_of(ticket)
    if hold is not None:
        return meeting.holds[hold].space
    return ticket.space or ""


def hold_of(ticket: Ticket) -> str | None:
    """The hold that promises places to a ticket."""
    return ticket.hold or ticket.saved


def _deadline_of(meeting: Meeting, ticket: Ticket) -> int:
    hold = hold_of(ticket)
    return _NEVER if hold is None else meeting.holds[hold].deadline
