"""Claims on the chamber: parties seated in an overflow room that still wish it, called there and moved in one entry.

A claim is no place in line, since the party sits; it keeps the order of its ticket. Who is first on a freed seat, the
hallway or they, is set by the clerk; a newcomer comes after both (rules 9, 10, 14).
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from roomflow.domain import counting, guards, holds, limits
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import Call, Seat, SetClaim, SetFirstClaim
from roomflow.domain.events import NOTHING, Entry, FirstClaim, Kind, TicketState
from roomflow.domain.meeting import Draft, Hold, HoldKind, Picture, Ticket
from roomflow.domain.next_move import Move
from roomflow.domain.passes import count_passes, pass_details
from roomflow.domain.pen import Pen
from roomflow.domain.reentry import move_seats
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import put

_SEATED = TicketState.SEATED.value


def claims(picture: Picture, number: int) -> bool:
    """Whether a ticket claims the chamber and waits for it in its seat."""
    ticket = picture.tickets.get(number)
    return ticket is not None and ticket.claim and ticket.hold is None


def is_called(picture: Picture, number: int | None) -> bool:
    """Whether a party that claims the chamber is called to it now."""
    ticket = picture.tickets.get(number) if number is not None else None
    return ticket is not None and ticket.claim and ticket.hold is not None


def set_claim(picture: Picture, command: SetClaim, pen: Pen) -> None:
    guards.need_meeting(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    seated = ticket.state is TicketState.SEATED and ticket.space is not None
    if not seated or picture.spaces[ticket.space or ""].kind is not SpaceKind.OVERFLOW:
        raise Refused("not-in-overflow", ticket=ticket.number)
    if not any(space.kind is SpaceKind.CHAMBER for space in picture.spaces.values()):
        raise Refused("no-chamber")
    if ticket.claim is command.claim:
        raise Refused("claims-already" if command.claim else "claims-not", ticket=ticket.number)
    _write_claim(picture, ticket, command.claim, pen)


def end(picture: Picture, number: int, pen: Pen) -> None:
    """A party that was called to the chamber does not come: its places go on, it keeps its seat and claims no more."""
    _write_claim(picture, picture.tickets[number], False, pen)


def _write_claim(picture: Picture, ticket: Ticket, claim: bool, pen: Pen) -> None:
    columns: dict[str, Any] = {}
    details: dict[str, Any] = {"claim": claim}
    if ticket.hold is not None:
        hold = picture.holds[ticket.hold]
        columns = {"space": hold.space, "held": -hold.people}
        details |= {"hold": hold.id, "held": holds.as_row(hold)}
    pen.write(Kind.CLAIM_SET, ticket=ticket.number, people=ticket.people, state=_SEATED, details=details, **columns)


def set_first_claim(picture: Picture, command: SetFirstClaim, pen: Pen) -> None:
    guards.need_meeting(picture)
    if command.first is picture.first_claim:
        raise Refused("first-already")
    pen.write(Kind.FIRST_CLAIM_SET, details={"first": command.first.value, "was": picture.first_claim.value})


def call(picture: Picture, command: Call, pen: Pen) -> None:
    """Call one party that claims the chamber, before nobody who is first and fits."""
    guards.need_invitations(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    room = guards.room_named(picture, command.space)
    if room.kind is not SpaceKind.CHAMBER:
        raise Refused("claims-the-chamber", ticket=ticket.number)
    guards.need_open(room)
    override: dict[str, Any] = {}
    try:
        guards.need_places(room, ticket.people, accessible=ticket.accessible)
        guards.need_count(picture, room, pen.stamp.elapsed)
        guards.need_claim_order(picture, ticket, room)
    except Refused:
        if command.authority is None:
            raise
        override = {"override": limits.need_authority(command.authority)}
    passed = guards.passed_by_claim(picture, ticket, room)
    reason = override["override"]["reason"] if override else guards.why_passed_by_claim(picture, passed, room)
    before = tuple(number for number in picture.claims.in_order() if picture.tickets[number].order < ticket.order)
    write_called(Move(ticket.number, room.name, ticket.people, passed, reason, ticket.space, before), pen, override)


def write_called(move: Move, pen: Pen, override: dict[str, Any] | None = None) -> None:
    details = {**(override or NOTHING), **pass_details(move.passed, move.reason)}
    if move.claims_passed:
        details["claims_passed"] = list(move.claims_passed)
    pen.write(
        Kind.CLAIM_CALLED,
        ticket=move.ticket,
        people=move.people,
        state=_SEATED,
        space=move.space,
        held=move.people,
        details=details,
    )


def take(picture: Picture, command: Seat, pen: Pen) -> None:
    """The party came to the chamber: one entry moves it. Counted by taps on both sides already, it counts nobody."""
    ticket = picture.tickets[command.ticket]
    assert ticket.hold is not None
    assert ticket.space is not None
    hold = picture.holds[ticket.hold]
    if command.space is not None and command.space != hold.space:
        raise Refused("called-elsewhere", ticket=ticket.number, hold=hold.id, room=hold.space, space=command.space)
    people = 0 if command.already_counted else ticket.people
    leaving = min(people, picture.spaces[ticket.space].inside)
    details: dict[str, Any] = {"hold": hold.id, "held": holds.as_row(hold)}
    if command.already_counted:
        details["already_counted"] = True
    if leaving < people:
        # As at a door (rule 6): more leave than were counted there, which proves a missed entry.
        details["unmatched"] = people - leaving
    over = picture.spaces[hold.space].inside + people - picture.spaces[hold.space].places
    if over > 0:
        details["over"] = over
    pen.write(
        Kind.CLAIM_TAKEN,
        ticket=ticket.number,
        people=ticket.people,
        state=_SEATED,
        space=hold.space,
        change=people,
        held=-hold.people,
        from_space=ticket.space,
        from_change=-leaving,
        details=details,
    )


def apply_claim_set(draft: Draft, entry: Entry) -> None:
    assert entry.ticket is not None
    if "hold" in entry.details:
        holds.end(draft, entry.details["hold"])
    ticket = draft.tickets[entry.ticket]
    put(draft, replace(ticket, claim=entry.details["claim"], hold=None, changed_at=entry.happened))


def apply_claim_called(draft: Draft, entry: Entry) -> None:
    assert entry.ticket is not None
    assert entry.space is not None
    assert entry.people is not None
    hold_id = str(entry.seq)
    deadline = entry.elapsed + draft.figures.call_grace_ms
    hold = Hold(hold_id, HoldKind.CLAIM, entry.space, entry.people, entry.ticket, entry.elapsed, deadline)
    holds.begin(draft, hold)
    put(draft, replace(draft.tickets[entry.ticket], hold=hold_id, changed_at=entry.happened))
    count_passes(draft, entry, +1)


def apply_claim_taken(draft: Draft, entry: Entry) -> None:
    assert entry.ticket is not None
    assert entry.space is not None
    assert entry.from_space is not None
    holds.end(draft, entry.details["hold"])
    counting.count_crossing(draft, entry.space, entry.change)
    counting.count_crossing(draft, entry.from_space, entry.change, entry.details.get("unmatched", 0))
    ticket = draft.tickets[entry.ticket]
    put(draft, replace(ticket, space=entry.space, hold=None, claim=False, changed_at=entry.happened))
    move_seats(draft, entry.ticket, entry.space)


def apply_first_claim_set(draft: Draft, entry: Entry) -> None:
    draft.first_claim = FirstClaim(entry.details["first"])
