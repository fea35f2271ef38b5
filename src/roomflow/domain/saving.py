"""Saving: a party that was passed over often or long gets the next free places saved for it (rule 9).

Looked at after every request that changes something, in the same step, so that nobody else is given what became free.
"""

from __future__ import annotations

from roomflow.domain import guards, holds
from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, FirstClaim, Kind
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture, Ticket
from roomflow.domain.pen import Pen
from roomflow.domain.spaces import Space


def save_places(draft: Draft, pen: Pen) -> Entry | None:
    """Write the next saving on a draft that stands after the request's entries; None where there is none."""
    if draft.stopped or draft.in_emergency or draft.phase is not Phase.OPEN:
        return None
    if not any(room.free > 0 for room in draft.spaces.values() if room.is_room):
        return None
    elapsed = pen.stamp.elapsed
    for ticket in _being_saved(draft):
        assert ticket.saved is not None
        hold = draft.holds[ticket.saved]
        room = draft.spaces[hold.space]
        free = room.free_for(ticket.accessible)
        if hold.people < ticket.people <= room.places and free > 0 and not room.closed:
            return _write(ticket, room, min(free, ticket.people - hold.people), pen, hold.id)
    for number in sorted(draft.passed, key=lambda number: draft.tickets[number].order):
        ticket = draft.tickets[number]
        room_or_none = _room_to_save_in(draft, ticket) if is_owed(draft, ticket, elapsed) else None
        if room_or_none is not None:
            return _write(ticket, room_or_none, min(room_or_none.free_for(ticket.accessible), ticket.people), pen, None)
    return None


def is_owed(picture: Picture, ticket: Ticket, elapsed: int) -> bool:
    """Three passes, or ten minutes after the first, whichever comes first."""
    if ticket.first_pass is None or ticket.saved is not None:
        return False
    figures = picture.figures
    return ticket.passes >= figures.passes_max or elapsed - ticket.first_pass >= figures.passed_ms


def _being_saved(draft: Draft) -> list[Ticket]:
    numbers = [hold.ticket for hold in draft.holds.values() if hold.kind is HoldKind.SAVED]
    return [draft.tickets[number] for number in numbers if number is not None]


def _room_to_save_in(draft: Draft, ticket: Ticket) -> Space | None:
    """The first room of its wish that can ever hold the party, unless it saves for another or somebody earlier fits.

    Where a room keeps accessible places, it saves only for a party that asked for one, until its pool is open.
    """
    rooms = guards.rooms_for(draft, ticket.wish)
    room = next((room for room in rooms if not room.closed and room.places >= ticket.people), None)
    if room is None or room.free_for(ticket.accessible) <= 0 or (room.kept and not ticket.accessible):
        return None
    taken = any(hold.kind is HoldKind.SAVED and hold.space == room.name for hold in draft.holds.values())
    return None if taken or _somebody_earlier_fits(draft, ticket, room) or _a_claim_fits(draft, room) else room


def _a_claim_fits(draft: Draft, room: Space) -> bool:
    """Where the seated are first, a party of theirs that fits into the chamber goes before what is saved."""
    seated_first = draft.first_claim is FirstClaim.SEATED and room.kind is SpaceKind.CHAMBER
    return seated_first and any(b.people <= room.free_for(b.accessible) for b in draft.claims.buckets)


def _somebody_earlier_fits(draft: Draft, ticket: Ticket, room: Space) -> bool:
    return any(
        bucket.people <= room.free_for(bucket.accessible) and places[0][0] < ticket.order
        for bucket, places in draft.line.buckets.items()
        if bucket.wish in guards.wishes_for(room)
    )


def _write(ticket: Ticket, room: Space, people: int, pen: Pen, hold: str | None) -> Entry:
    return pen.write(
        Kind.SAVED,
        ticket=ticket.number,
        people=people,
        space=room.name,
        held=people,
        details={"hold": hold} if hold else {"passes": ticket.passes, "since": ticket.first_pass},
    )


def apply_saved(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.people is not None
    assert entry.ticket is not None
    ticket = draft.tickets[entry.ticket]
    if "hold" in entry.details:
        holds.grow(draft, entry.details["hold"], entry.people)
        return
    deadline = entry.elapsed + draft.figures.saved_ms
    hold = Hold(str(entry.seq), HoldKind.SAVED, entry.space, entry.people, ticket.number, entry.elapsed, deadline)
    holds.begin(draft, hold)
    draft.passed.discard(ticket.number)
    # Its passes start anew: should the saving come to nothing, it is owed the next one as before.
    draft.tickets[ticket.number] = ticket._replace(saved=hold.id, passes=0, first_pass=None)
