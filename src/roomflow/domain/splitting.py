"""Splitting: a waiting party becomes two, with following numbers and the same place in line (rule 14)."""

from __future__ import annotations

from msgspec.structs import replace

from roomflow.domain import guards
from roomflow.domain.commands import Split
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import next_number, put


def parts_that_fit(picture: Picture, people: int, wish: Wish) -> tuple[int, ...]:
    """Into which sizes a party is split that is larger than any open room of its wish has places; empty for most.

    As few parts as it takes, as equal as they can be, so that each finds places soonest.
    """
    most = max((room.places for room in guards.rooms_for(picture, wish) if not room.closed), default=0)
    if most <= 0 or people <= most:
        return ()
    parts = -(-people // most)
    return tuple(people // parts + (part < people % parts) for part in range(parts))


def split(picture: Picture, command: Split, pen: Pen) -> None:
    """Rule 14: the parts get following numbers and the same place in line."""
    guards.need_meeting(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("not-in-line", ticket=ticket.number)
    if not 1 <= command.people < ticket.people or ticket.saved is not None:
        raise Refused("cannot-split", ticket=ticket.number)
    secret = pen.secret()
    number = next_number(picture)
    pen.write(
        Kind.SPLIT,
        ticket=ticket.number,
        people=ticket.people - command.people,
        state=TicketState.WAITING.value,
        details={"into": number, "was": ticket.people},
    )
    pen.write(
        Kind.SPLIT,
        ticket=number,
        people=command.people,
        state=TicketState.WAITING.value,
        details={"of": ticket.number, "wish": ticket.wish.value},
        private={"accessible": ticket.accessible, "code": secret.code},
        salt=secret.salt,
    )


def apply_split(draft: Draft, entry: Entry) -> None:
    assert entry.ticket is not None
    assert entry.people is not None
    if "into" in entry.details:
        put(draft, replace(draft.tickets[entry.ticket], people=entry.people, changed_at=entry.happened))
        return
    whole = draft.tickets[entry.details["of"]]
    counted = min(entry.people, whole.waits_people)
    draft.tickets[whole.number] = replace(whole, waits_people=whole.waits_people - counted)
    code = (entry.private or {}).get("code", "")
    part = replace(whole, number=entry.ticket, people=entry.people, code=code, waits_people=counted, called_at=None)
    put(draft, replace(part, issued_at=entry.happened, changed_at=entry.happened, issued_elapsed=entry.elapsed))
    if code:
        draft.codes[code] = entry.ticket
