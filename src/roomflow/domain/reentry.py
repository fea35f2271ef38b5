"""Re-entry and moving: people step out and come back, and parties move between rooms (rules 8 and 14)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from roomflow.domain import counting, guards, holds
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import ReleaseRecess, Relocate, Return, StepOut
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.line import ISSUED
from roomflow.domain.meeting import Draft, Hold, HoldKind, Picture
from roomflow.domain.passes import count_passes, pass_details
from roomflow.domain.pen import Pen
from roomflow.domain.recess import is_called_back, out_for_recess
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import next_number, put


def step_out(picture: Picture, command: StepOut, pen: Pen) -> None:
    """The room's count falls, its promises rise by as many: free stays what it was."""
    room = guards.room_named(picture, command.space)
    if command.door is not None and command.door not in room.plan.doors:
        raise Refused("unknown-door", space=room.name, door=command.door)
    if not 1 <= command.people <= counting.TAP_PEOPLE_MAX:
        raise Refused("bad-change", most=counting.TAP_PEOPLE_MAX)
    if command.people > room.inside:
        raise Refused("nobody-inside", space=room.name, inside=room.inside)
    details = {"recess": picture.in_recess}
    if is_called_back(picture, pen.stamp.elapsed):
        details["emergency"] = True
    pen.write(
        Kind.STEPPED_OUT,
        space=room.name,
        door=command.door,
        people=command.people,
        change=-command.people,
        held=command.people,
        details=details,
    )


def come_back(picture: Picture, command: Return, pen: Pen) -> None:
    hold = picture.holds.get(command.hold)
    if hold is None or hold.kind is not HoldKind.STEPPED_OUT:
        raise Refused("no-hold")
    room = guards.room_named(picture, hold.space)
    if command.door is not None and command.door not in room.plan.doors:
        raise Refused("unknown-door", space=room.name, door=command.door)
    if not 1 <= command.people <= hold.people:
        raise Refused("bad-change", most=hold.people)
    details: dict[str, Any] = {"hold": hold.id, "held": holds.as_row(hold)}
    over = room.inside + command.people - room.places
    if over > 0:
        # Their places were held before the room went over; that they came in is a fact, and is marked.
        details["over"] = over
    pen.write(
        Kind.RETURNED,
        space=hold.space,
        door=command.door,
        people=command.people,
        change=command.people,
        held=-command.people,
        details=details,
    )


def release_recess(picture: Picture, command: ReleaseRecess, pen: Pen) -> None:
    """Who is still out of a room does not come back: all their places are free at once."""
    room = guards.room_named(picture, command.space)
    out = out_for_recess(picture, room.name)
    if not out:
        raise Refused("nobody-out", space=room.name)
    for hold in out:
        holds.write_ended(Kind.RELEASED, hold, pen)


def relocate(picture: Picture, command: Relocate, pen: Pen) -> None:
    """One entry: the two rooms never disagree in between. Who stands in line before it is not overtaken."""
    guards.need_invitations(picture)
    room = guards.room_named(picture, command.space)
    leaving = guards.room_named(picture, command.from_space)
    if room.name == leaving.name:
        raise Refused("same-room", space=room.name)
    if not 1 <= command.people <= picture.figures.group_people_max:
        raise Refused("bad-people", most=picture.figures.group_people_max)
    if command.people > leaving.inside:
        raise Refused("nobody-inside", space=leaving.name, inside=leaving.inside)
    asked = False
    if command.ticket is not None:
        ticket = guards.ticket_numbered(picture, command.ticket)
        asked = ticket.accessible
        if (ticket.state, ticket.space, ticket.people) != (TicketState.SEATED, leaving.name, command.people):
            raise Refused("not-seated-there", ticket=ticket.number, space=leaving.name)
        if ticket.hold is not None:
            raise Refused("called-to-chamber", ticket=ticket.number, space=picture.holds[ticket.hold].space)
    guards.need_open(room)
    guards.need_places(room, command.people, accessible=asked)
    guards.need_count(picture, room, pen.stamp.elapsed)
    guards.need_first_claim(picture, room, command.people, accessible=asked)
    passed = guards.passed_by_newcomer(picture, room, command.people, (ISSUED, next_number(picture)))
    details = pass_details(passed, guards.why_passed(picture, passed, room))
    if command.ticket is not None and picture.tickets[command.ticket].claim and room.kind is SpaceKind.CHAMBER:
        details["claim"] = True
    pen.write(
        Kind.RELOCATED,
        space=room.name,
        ticket=command.ticket,
        people=command.people,
        change=command.people,
        from_space=leaving.name,
        from_change=-command.people,
        details=details,
    )


def apply_stepped_out(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.people is not None
    figures = draft.figures
    is_longer = entry.details["recess"] or "emergency" in entry.details
    deadline = entry.elapsed + (figures.stepped_out_in_recess_ms if is_longer else figures.stepped_out_ms)
    holds.begin(
        draft,
        Hold(str(entry.seq), HoldKind.STEPPED_OUT, entry.space, entry.people, None, entry.elapsed, deadline),
    )


def apply_returned(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.people is not None
    holds.take(draft, entry.details["hold"], entry.people)


def apply_relocated(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.from_space is not None
    assert entry.people is not None
    holds.end_seats(draft, entry)
    counting.count_crossing(draft, entry.space, entry.people)
    counting.count_crossing(draft, entry.from_space, entry.people)
    if entry.ticket is not None:
        ticket = draft.tickets[entry.ticket]
        claim = ticket.claim and "claim" not in entry.details
        put(draft, replace(ticket, space=entry.space, changed_at=entry.happened, claim=claim))
        move_seats(draft, entry.ticket, entry.space)
    count_passes(draft, entry, +1)


def move_seats(draft: Draft, number: int, room: str) -> None:
    """A seated party that asked has its accessible place in another room from now on."""
    ticket = draft.tickets[number]
    if ticket.accessible:
        draft.pool.give_back(draft.spaces, number, ticket.people)
        draft.pool.take(draft.spaces, number, room, ticket.people)
