"""Sitting apart: a party that fits nowhere together may take places in two rooms, where it agrees (rule 14)."""

from __future__ import annotations

from collections.abc import Sequence

from roomflow.domain import guards
from roomflow.domain.ahead import ahead
from roomflow.domain.calling import call
from roomflow.domain.commands import Call, SeatApart, Split, SplitToFit
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Picture, Ticket
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import waits_for_count
from roomflow.domain.splitting import split
from roomflow.domain.tickets import next_number


def apart(picture: Picture, number: int, elapsed: int | None = None) -> tuple[tuple[int, str], ...]:
    """How a waiting party that fits nowhere together could sit apart now, in two rooms: (people, room) each.

    Empty where it fits together, where two rooms are not enough, or where somebody earlier has the claim.
    """
    ticket = picture.tickets[number]
    now = picture.elapsed if elapsed is None else elapsed
    rooms = [room for room in guards.rooms_for(picture, ticket.wish) if not room.closed]
    free = {
        room.name: 0 if waits_for_count(room, picture.figures, now) else max(0, room.free_for(ticket.accessible))
        for room in rooms
    }
    if (
        ticket.state is not TicketState.WAITING
        or ticket.saved is not None
        or max(free.values(), default=0) >= ticket.people
    ):
        return ()
    for first in sorted(rooms, key=lambda room: -free[room.name]):
        for second in rooms:
            rest = ticket.people - free[first.name]
            parts = ((free[first.name], first.name), (rest, second.name))
            if (
                second is not first
                and free[first.name]
                and free[second.name] >= rest
                and _claims_allow(picture, ticket, parts)
            ):
                return parts
    return ()


def _need_first(picture: Picture, ticket: Ticket, parts: tuple[tuple[int, str], ...]) -> None:
    """Rule 9: an earlier party that is no larger could sit apart in the same places, so it is asked before."""
    for _, name in parts:
        room = guards.room_named(picture, name)
        for bucket, places in picture.line.buckets.items():
            could = bucket.wish in guards.wishes_for(room) and bucket.people <= ticket.people
            if could and (ticket.accessible or not bucket.accessible) and places[0][0] < ticket.order:
                raise Refused("would-overtake", earlier=places[0][1], ticket=ticket.number, space=name)


def _claims_allow(picture: Picture, ticket: Ticket, parts: tuple[tuple[int, str], ...]) -> bool:
    try:
        _need_first(picture, ticket, parts)
        for _, name in parts:
            guards.need_order(picture, ticket, picture.spaces[name])
    except Refused:
        return False
    return True


def split_to_fit(picture: Picture, command: SplitToFit, pen: Pen) -> None:
    """Rule 14: into as many parts as it takes, in one step; nobody is called by it."""
    ticket = guards.ticket_numbered(picture, command.ticket)
    if len(command.parts) < 2 or sum(command.parts) != ticket.people or min(command.parts) < 1:
        raise Refused("cannot-split", ticket=ticket.number)
    _split_off(picture, ticket.number, command.parts[1:], pen)


def _split_off(picture: Picture, number: int, sizes: Sequence[int], pen: Pen) -> list[int]:
    """Parts leave a waiting party one after the other: the numbers of the parts."""
    numbers = []
    for people in sizes:
        draft = ahead(picture, pen)
        numbers.append(next_number(draft))
        split(draft, Split(number, people), pen)
    return numbers


def seat_apart(picture: Picture, command: SeatApart, pen: Pen) -> None:
    """Rule 14: split and call in one step, each part by the rules of a call."""
    ticket = guards.ticket_numbered(picture, command.ticket)
    sizes = [people for people, _ in command.parts]
    if len(sizes) < 2 or sum(sizes) != ticket.people or min(sizes) < 1:
        raise Refused("cannot-split", ticket=ticket.number)
    _need_first(picture, ticket, command.parts)
    numbers = _split_off(picture, ticket.number, sizes[1:], pen)
    for number, (_, room) in zip((ticket.number, *numbers), command.parts, strict=True):
        call(ahead(picture, pen), Call(number, room), pen)
