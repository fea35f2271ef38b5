"""A ticket's own page: how it stands with it, and the row that is stored of it. No code, no need is in the answer."""

from __future__ import annotations

from typing import Final

from roomflow.domain.events import TicketState
from roomflow.domain.forecast import wait_range
from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.public import PublicPicture, PublicState
from roomflow.domain.waiting import people_ahead
from roomflow.web.pictures import common
from roomflow.web.words import Shape, in_each

UNKNOWN: Final[Shape] = {"state": "unknown"}
"""The answer for every code that is not one of a ticket now: never issued, void, of a closed meeting, emptied."""
VOID: Final = (TicketState.CANCELLED,)


def is_of_ticket(meeting: Meeting, code: str) -> bool:
    """Whether a code is that of a ticket now."""
    ticket = meeting.tickets.get(meeting.codes.get(code, 0))
    return ticket is not None and ticket.code == code and ticket.state not in VOID and meeting.phase is not Phase.CLOSED


def ticket_shape(meeting: Meeting, public: PublicPicture, code: str, elapsed: int, at: int) -> Shape | None:
    """The page of a ticket; None where the code is that of no ticket now."""
    if not is_of_ticket(meeting, code):
        return None
    ticket = meeting.tickets[meeting.codes[code]]
    waits = ticket.state is TicketState.WAITING
    wait = wait_range(meeting, meeting.releases, ticket.wish, ticket.people, ticket.order, elapsed=elapsed)
    hold = meeting.holds.get(ticket.hold) if ticket.hold is not None else None
    plan = None if ticket.space is None else meeting.spaces[ticket.space].plan
    room = {} if plan is None else in_each(plan)
    return {
        **common(meeting, public, at),
        "state": ticket.state.value,
        "meeting_state": public.state.value,
        "ticket": ticket.number,
        "people": ticket.people,
        "wish": ticket.wish.value,
        "ahead": people_ahead(meeting, ticket.number) if waits else 0,
        "range": None
        if not waits or public.state is PublicState.EMERGENCY
        else {
            "kind": wait.kind.value,
            "low": wait.low_minutes,
            "high": wait.high_minutes,
            "freed": wait.freed_in_the_last_hour,
        },
        "room": room.get("name"),
        **{name: room.get(name) for name in ("floor", "where", "way")},
        "arrow": "" if plan is None else plan.arrow,
        "left_ms": None if hold is None else max(0, hold.deadline - elapsed),
        "calls": [called.number for called in public.called],
        "row": {
            "meeting": meeting.number,
            "number": ticket.number,
            "party": ticket.people,
            "state": ticket.state.value,
            "issued_at": ticket.issued_at,
            "called_at": ticket.called_at,
            "seated_at": ticket.seated_at,
            "space": ticket.space,
        },
    }
