"""Calling: the whole suggestion at one press, one ticket by hand, and re-calls (rules 2, 8, 9, 15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from roomflow.domain import claims, guards, holds, limits
from roomflow.domain.commands import Call, Recall
from roomflow.domain.events import NOTHING, Entry, Kind, TicketState
from roomflow.domain.meeting import CALLS, Draft, Hold, HoldKind, Picture
from roomflow.domain.next_move import MOVES_MAX, Move, moves_into, next_best_move, saved_for
from roomflow.domain.passes import count_passes, pass_details
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import put, ticket_of
from roomflow.domain.timers import recall_moment
from roomflow.domain.waiting import people_ahead

__all__ = ["MOVES_MAX", "Move", "next_best_move", "people_ahead", "saved_for"]


def call_next(picture: Picture, pen: Pen) -> None:
    """Call the whole suggestion: one entry a ticket, in one step."""
    guards.need_invitations(picture)
    if not picture.line.buckets and not picture.claims.buckets:
        raise Refused("nobody-to-call")
    moves = next_best_move(picture, pen.stamp.elapsed)
    if not moves:
        raise Refused("none-fits")
    _write_moves(picture, moves, pen)


def call_into(picture: Picture, room: str, pen: Pen) -> None:
    """Rule 14: a move between rooms frees places and calls into them in the same step."""
    _write_moves(picture, moves_into(picture, room, pen.stamp.elapsed), pen)


def _write_moves(picture: Picture, moves: tuple[Move, ...], pen: Pen) -> None:
    for move in moves:
        if move.sits_in is None:
            _write_called(picture, move, pen)
        else:
            claims.write_called(move, pen)


def call(picture: Picture, command: Call, pen: Pen) -> None:
    """Call one ticket to a room; nobody who fits is overtaken by it."""
    guards.need_invitations(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("not-in-line", ticket=ticket.number)
    room = guards.room_named(picture, command.space)
    meanwhile = command.meanwhile and ticket.wish not in guards.wishes_for(room)
    if not meanwhile:
        guards.need_wish(room, ticket.wish)
    guards.need_open(room)
    override: dict[str, Any] = {}
    try:
        saved = saved_for(picture, ticket.number).get(room.name, 0)
        guards.need_places(room, ticket.people - saved, accessible=ticket.accessible)
        guards.need_count(picture, room, pen.stamp.elapsed)
        passed = guards.need_order(picture, ticket, room)
    except Refused:
        if command.authority is None:
            raise
        override = {"override": limits.need_authority(command.authority)}
        passed = guards.need_order(picture, ticket, room, overridden=True)
    reason = override["override"]["reason"] if override else guards.why_passed(picture, passed, room)
    details = {**override, "meanwhile": True} if meanwhile else override
    _write_called(picture, Move(ticket.number, room.name, ticket.people, passed, reason), pen, details)


def _write_called(picture: Picture, move: Move, pen: Pen, more: Mapping[str, Any] = NOTHING) -> None:
    """What was saved for the ticket becomes part of its call, or is free again where it is called elsewhere."""
    ticket = picture.tickets[move.ticket]
    saved = ticket.saved
    columns: dict[str, Any] = {"held": move.people}
    details = {**more, **pass_details(move.passed, move.reason)}
    if ticket.called_at is not None:
        details["called_before"] = ticket.called_at
    if saved is not None:
        hold = picture.holds[saved]
        details |= {"hold": hold.id, "row": holds.as_row(hold)}
        if hold.space == move.space:
            columns["held"] -= hold.people
        else:
            columns |= {"from_space": hold.space, "from_held": -hold.people}
    pen.write(
        Kind.CALLED,
        ticket=move.ticket,
        people=move.people,
        state=TicketState.CALLED.value,
        space=move.space,
        details=details,
        **columns,
    )


def recall(picture: Picture, command: Recall, pen: Pen) -> None:
    """The timer calls a ticket again; never early by the meeting's own clock.

    A re-call is an invitation: none while they are stopped or after adjourning, and none into a room that is over.
    """
    guards.need_invitations(picture)
    hold = picture.holds.get(command.hold)
    if hold is None or hold.kind not in CALLS:
        raise Refused("no-hold")
    # One that was refused, since invitations were stopped just then, is left out; the next comes at its moment.
    turns = range(hold.recalled + 1, len(picture.figures.recalls_ms) + 1)
    if command.turn not in turns or pen.stamp.elapsed < recall_moment(hold, picture.figures, command.turn):
        raise Refused("no-hold")
    room = picture.spaces[hold.space]
    guards.need_open(room)
    guards.need_places(room, 0, accessible=True)
    pen.write(
        Kind.RECALLED,
        ticket=hold.ticket,
        people=hold.people,
        space=hold.space,
        details={"hold": hold.id, "turn": command.turn},
    )


def apply_called(draft: Draft, entry: Entry) -> None:
    ticket = ticket_of(draft, entry)
    assert entry.space is not None
    hold_id = str(entry.seq)
    deadline = entry.elapsed + draft.figures.call_grace_ms
    hold = Hold(hold_id, HoldKind.CALLED, entry.space, ticket.people, ticket.number, entry.elapsed, deadline)
    if "hold" in entry.details:
        holds.follow(draft, entry.details["hold"], hold)
    else:
        holds.begin(draft, hold)
    put(
        draft,
        replace(
            ticket,
            state=TicketState.CALLED,
            space=entry.space,
            hold=hold_id,
            saved=None,
            called_at=entry.happened,
            changed_at=entry.happened,
        ),
    )
    count_passes(draft, entry, +1)


def apply_recalled(draft: Draft, entry: Entry) -> None:
    hold = draft.holds[entry.details["hold"]]
    draft.holds[hold.id] = replace(hold, recalled=entry.details["turn"])
