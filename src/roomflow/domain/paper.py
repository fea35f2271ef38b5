"""Paper: numbers are taken for a pack of printed tickets; what was written on paper is entered with its own time."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roomflow.domain import counting, guards, inviting
from roomflow.domain.commands import Tap
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.line import ISSUED, Order
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.on_paper import EnterPaperTicket, EnterTally, TakePack
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import next_number
from roomflow.domain.waiting import waiting_space_for

PACK_NUMBERS_MAX: Final = 500
TALLY_PEOPLE_MAX: Final = 2_000
"""People on one tally sheet; more is a slip of the pen."""


def take_pack(picture: Picture, command: TakePack, pen: Pen) -> None:
    """Rule 15: the numbers of a pack are given by nobody else."""
    guards.need_meeting(picture)
    if not 1 <= command.count <= PACK_NUMBERS_MAX:
        raise Refused("bad-pack", most=PACK_NUMBERS_MAX)
    pen.write(Kind.PACK_TAKEN, details={"first": next_number(picture), "count": command.count})


def apply_pack_taken(draft: Draft, entry: Entry) -> None:
    first, count = entry.details["first"], entry.details["count"]
    draft.paper.update(dict.fromkeys(range(first, first + count), entry.happened))


def numbers_to_enter(picture: Picture) -> list[int]:
    """The numbers of packs that can be entered, in order: a slip of the pen that was taken back is on paper again."""
    return sorted(number for number in (*picture.paper, *picture.entered) if printed_at(picture, number) is not None)


def printed_at(picture: Picture, number: int) -> int | None:
    """When the pack of a number was taken (UTC ms); None where it is of no pack, or stands in the log."""
    ticket = picture.tickets.get(number)
    if ticket is not None and ticket.state is TicketState.CANCELLED:
        return picture.entered.get(number)
    return picture.paper.get(number)


def enter_ticket(picture: Picture, command: EnterPaperTicket, pen: Pen) -> None:
    """It was handed out at its own time, and so stands in line behind everybody who had a ticket by then."""
    guards.need_meeting(picture)
    printed = printed_at(picture, command.ticket)
    if printed is None:
        entered = picture.tickets.get(command.ticket)
        if entered is None:
            raise Refused("no-paper", ticket=command.ticket)
        raise Refused("void" if entered.state is TicketState.CANCELLED else "paper-entered", ticket=command.ticket)
    if pen.stamp.happened < printed:
        raise Refused("paper-too-early", ticket=command.ticket)
    inviting.need_party(picture, command.people)
    order = place_of(picture, command.ticket, pen.stamp.happened)
    space = waiting_space_for(picture, command.people)
    secret = pen.secret()
    pen.write(
        Kind.ISSUED,
        ticket=command.ticket,
        people=command.people,
        state=TicketState.WAITING.value,
        space=space,
        change=command.people if space else 0,
        details={
            "wish": command.wish.value,
            "ahead": picture.line.people_before(order),
            "paper": True,
            "order": list(order),
        },
        private={"accessible": command.accessible, "code": secret.code},
        salt=secret.salt,
    )


def place_of(picture: Picture, number: int, happened: int) -> Order:
    """The place in line of a paper ticket handed out at UTC ms: right behind the last number given by then.

    Of three parts where others have two, so that it stands between two numbers, and each in a place of its own.
    """
    before = picture.figures.first_ticket - 1
    given = (
        other.number
        for other in picture.tickets.values()
        if other.issued_at <= happened and other.number not in picture.entered
    )
    return (ISSUED, max(given, default=before), number)


def enter_tally(picture: Picture, command: EnterTally, pen: Pen) -> None:
    """A fact like a tap at a door, and taken like one: into the space first, then out of it."""
    space = guards.countable_named(picture, command.space)
    if command.door is not None and command.door not in space.plan.doors:
        raise Refused("unknown-door", space=space.name, door=command.door)
    figures = (command.came_in, command.went_out)
    if min(figures) < 0 or max(figures) > TALLY_PEOPLE_MAX or not any(figures):
        raise Refused("bad-tally", most=TALLY_PEOPLE_MAX)
    if command.came_in:
        counting.write_tap(picture, space, Tap(space.name, command.came_in, command.door), pen, paper=True)
        came = pen.entries[-1]
        space = replace(space, inside=space.inside + came.change, held=space.held + came.held)
    if command.went_out:
        counting.write_tap(picture, space, Tap(space.name, -command.went_out, command.door), pen, paper=True)
