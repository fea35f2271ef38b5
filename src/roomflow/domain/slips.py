"""Slips: a ticket's slip may be printed again, and then the code of the earlier one is void."""

from __future__ import annotations

from msgspec.structs import replace

from roomflow.domain import guards
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, Picture, Ticket
from roomflow.domain.on_paper import Reprint
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused

MAY_REPRINT = (TicketState.WAITING, TicketState.CALLED, TicketState.MISSED)


def reprint(picture: Picture, command: Reprint, pen: Pen) -> None:
    """A lost slip that somebody found must not seat a second party: the new slip has a code of its own."""
    guards.need_meeting(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state not in MAY_REPRINT:
        raise Refused("not-in-line", ticket=ticket.number)
    secret = pen.secret()
    pen.write(
        Kind.REPRINTED,
        ticket=ticket.number,
        people=ticket.people,
        private={"code": secret.code},
        salt=secret.salt,
    )


def need_valid_slip(ticket: Ticket, code: str) -> None:
    """Refuses the code of a slip that was printed again since."""
    if code != ticket.code:
        raise Refused("slip-void", ticket=ticket.number)


def apply_reprinted(draft: Draft, entry: Entry) -> None:
    """The old code still leads to its ticket, so that its slip is known as void and not as unknown."""
    assert entry.ticket is not None
    code = (entry.private or {}).get("code", "")
    draft.tickets[entry.ticket] = replace(draft.tickets[entry.ticket], code=code)
    if code:
        draft.codes[code] = entry.ticket
