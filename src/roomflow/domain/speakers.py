"""Speakers: who takes a seat on deck, past whom in line, and by one entry (rules 9, 11 and 14)."""

from __future__ import annotations

from typing import Any, Final

from roomflow.domain import guards, holds, tickets
from roomflow.domain.ahead import ahead
from roomflow.domain.commands import SeatSpeaker
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.line import ISSUED, Order
from roomflow.domain.meeting import Draft, Picture, Ticket
from roomflow.domain.on_deck import ONE, chamber_of, on_deck
from roomflow.domain.passes import pass_details
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space
from roomflow.domain.waiting import leaving_waiting_space

SPEAKER: Final = "speaker"
"""The reason of a pass."""


def seat_speaker(picture: Picture, command: SeatSpeaker, pen: Pen) -> None:
    """A seat on deck is taken: by a ticket's party, by somebody who sits in another room, or by a newcomer."""
    chamber = chamber_of(picture)
    if chamber is None:
        raise Refused("no-chamber")
    guards.need_meeting(picture)
    if command.ticket is not None:
        _seat_ticket(picture, guards.ticket_numbered(picture, command.ticket), command, chamber, pen)
    elif command.from_space is not None:
        _move_one(picture, command, chamber, pen)
    else:
        seats = _need_seats(picture, chamber, ONE, command, pen)
        details = _details(picture, chamber, _last(picture), seats, command)
        change = 0 if command.already_counted else ONE
        pen.write(Kind.SPEAKER_SEATED, space=chamber.name, people=ONE, change=change, held=-ONE, details=details)


def _move_one(picture: Picture, command: SeatSpeaker, chamber: Space, pen: Pen) -> None:
    assert command.from_space is not None
    leaving = guards.room_named(picture, command.from_space)
    if leaving.name == chamber.name:
        raise Refused("same-room", space=chamber.name)
    if leaving.inside < ONE:
        raise Refused("nobody-inside", space=leaving.name, inside=leaving.inside)
    _relocate(picture, command, chamber, (leaving.name, ONE, None), pen)


def _relocate(
    picture: Picture, command: SeatSpeaker, chamber: Space, who: tuple[str, int, int | None], pen: Pen
) -> None:
    """One entry: the two rooms never disagree in between. `who` is (room they leave, people, ticket)."""
    if command.already_counted:
        raise Refused("counted-once")
    leaving, people, ticket = who
    details = _details(picture, chamber, _last(picture), _need_seats(picture, chamber, people, command, pen), command)
    if ticket is not None and picture.tickets[ticket].claim:
        details["claim"] = True
    pen.write(
        Kind.RELOCATED,
        space=chamber.name,
        ticket=ticket,
        people=people,
        change=people,
        held=-people,
        from_space=leaving,
        from_change=-people,
        details=details,
    )


def _seat_ticket(picture: Picture, ticket: Ticket, command: SeatSpeaker, chamber: Space, pen: Pen) -> None:
    if ticket.state is TicketState.SEATED and ticket.space != chamber.name:
        assert ticket.space is not None
        if ticket.hold is not None:
            raise Refused("called-to-chamber", ticket=ticket.number, space=picture.holds[ticket.hold].space)
        leaving = picture.spaces[ticket.space]
        if ticket.people > leaving.inside:
            raise Refused("nobody-inside", space=leaving.name, inside=leaving.inside)
        _relocate(picture, command, chamber, (leaving.name, ticket.people, ticket.number), pen)
        return
    if ticket.state not in tickets.IN_LINE:
        raise Refused("not-in-line", ticket=ticket.number)
    if ticket.state is TicketState.CALLED and ticket.space == chamber.name:
        raise Refused("called-there", ticket=ticket.number, space=chamber.name)
    seats = _need_seats(picture, chamber, ticket.people, command, pen)
    draft = _without_promise(picture, ticket, pen)
    order = guards.order_at_door(draft, draft.tickets[ticket.number])
    change = 0 if command.already_counted else ticket.people
    pen.write(
        Kind.SEATED,
        ticket=ticket.number,
        people=ticket.people,
        state=TicketState.SEATED.value,
        space=chamber.name,
        change=change,
        held=-ticket.people,
        details={
            "prior": draft.tickets[ticket.number].state.value,
            **_details(draft, chamber, order, seats, command),
        },
        **leaving_waiting_space(draft, draft.tickets[ticket.number]),
    )


def _without_promise(picture: Picture, ticket: Ticket, pen: Pen) -> Draft:
    """What was promised to the party elsewhere goes on first: its call, or the places saved for it."""
    if ticket.state is TicketState.CALLED:
        tickets.write_missed(picture, ticket, pen)
    elif ticket.saved is not None:
        holds.write_ended(Kind.RELEASED, picture.holds[ticket.saved], pen)
    return ahead(picture, pen)


def _need_seats(picture: Picture, chamber: Space, people: int, command: SeatSpeaker, pen: Pen) -> list[list[Any]]:
    """The oldest seats on deck, enough for the party. Who was tapped in before is a fact and asks no further guard."""
    seats = on_deck(picture)[:people]
    if len(seats) < people:
        raise Refused("too-few-on-deck", held=len(seats), people=people)
    if not command.already_counted:
        guards.need_invitations(picture)
        guards.need_open(chamber)
        guards.need_places(chamber, 0, accessible=True)
        guards.need_count(picture, chamber, pen.stamp.elapsed)
    return [[hold.id, holds.as_row(hold)] for hold in seats]


def _last(picture: Picture) -> Order:
    """Where a newcomer stands: behind everybody in line."""
    return (ISSUED, tickets.next_number(picture))


def _details(
    picture: Picture, chamber: Space, order: Order, seats: list[list[Any]], command: SeatSpeaker
) -> dict[str, Any]:
    if command.already_counted:
        return {"on_deck": seats, "already_counted": True}
    return {"on_deck": seats, **pass_details(guards.all_before(picture, order, chamber), SPEAKER)}
