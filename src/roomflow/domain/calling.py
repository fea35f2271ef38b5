"""Calling: the next best move over all rooms, and calls and re-calls (rules 2, 8, 9, 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roomflow.domain import guards, holds
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import Call, Recall
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.line import Bucket, Line, Order
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture, due_of
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space
from roomflow.domain.tickets import count_passes, pass_details, people_ahead, put, ticket_of

__all__ = ["MOVES_MAX", "Move", "next_best_move", "people_ahead"]

MOVES_MAX: Final = 60
"""Tickets one press may call: more cannot be announced one after another within their grace."""


@dataclass(frozen=True, slots=True)
class Move:
    """One call of the next best move: `passed` are earlier tickets that wish this room and are too large for it."""

    ticket: int
    space: str
    people: int
    passed: tuple[int, ...] = ()


def next_best_move(picture: Picture) -> tuple[Move, ...]:
    """Which tickets to call now, as one suggestion over all rooms; empty when none fits or none may be invited.

    Tickets are taken in the order of the line, each into the first room of its wish that fits it. Tried twice, with
    the chamber first and with the chamber last for those who take any room: whichever fills more places is meant,
    the building's order where both fill the same. Neither way lets a ticket that fits be overtaken.
    """
    if picture.stopped or picture.phase is not Phase.OPEN:
        return ()
    in_order = guards.rooms_for(picture, Wish.ANY)
    chamber_last = sorted(in_order, key=lambda room: room.kind is SpaceKind.CHAMBER)
    first = _fill(picture, in_order)
    second = _fill(picture, chamber_last)
    return second if _people(second) > _people(first) else first


def _people(moves: tuple[Move, ...]) -> int:
    return sum(move.people for move in moves)


def _fill(picture: Picture, rooms: list[Space]) -> tuple[Move, ...]:
    """Walk the line in order, by the head of each bucket: cost grows with the calls, not with the line."""
    free = {room.name: room.free for room in rooms}
    heads: dict[Bucket, int] = dict.fromkeys(picture.line.buckets, 0)
    left_out: dict[Bucket, int] = {}
    moves: list[Move] = []
    while heads and len(moves) < MOVES_MAX:
        bucket = min(heads, key=lambda key: picture.line.buckets[key][heads[key]])
        wish, people = bucket
        room = next((r for r in rooms if wish in guards.wishes_for(r) and free[r.name] >= people), None)
        if room is None:
            # Free places only shrink while we walk, so nobody of this wish and size fits from here on.
            left_out[bucket] = heads.pop(bucket)
            continue
        order, number = picture.line.buckets[bucket][heads[bucket]]
        passed = _left_out_before(picture.line, left_out, order, room)
        moves.append(Move(number, room.name, people, passed))
        free[room.name] -= people
        heads[bucket] += 1
        if heads[bucket] == len(picture.line.buckets[bucket]):
            del heads[bucket]
    return tuple(moves)


def _left_out_before(line: Line, left_out: dict[Bucket, int], order: Order, room: Space) -> tuple[int, ...]:
    """Whom a call passes over: earlier tickets too large for every room of theirs, that wish this one."""
    return tuple(
        sorted(
            number
            for bucket, reached in left_out.items()
            if bucket[0] in guards.wishes_for(room)
            for number in line.before(order, bucket)[reached:]
        )
    )


def call_next(picture: Picture, pen: Pen) -> None:
    """Call the whole suggestion: one entry a ticket, in one step."""
    guards.need_invitations(picture)
    if not picture.line.buckets:
        raise Refused("nobody-to-call")
    moves = next_best_move(picture)
    if not moves:
        raise Refused("none-fits")
    for move in moves:
        _write_called(move, pen)


def call(picture: Picture, command: Call, pen: Pen) -> None:
    """Call one ticket to a room; nobody who fits is overtaken by it."""
    guards.need_invitations(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("not-in-line", ticket=ticket.number)
    room = guards.room_named(picture, command.space)
    guards.need_wish(room, ticket.wish)
    guards.need_places(room, ticket.people)
    passed = guards.need_order(picture, ticket, room)
    _write_called(Move(ticket.number, room.name, ticket.people, passed), pen)


def _write_called(move: Move, pen: Pen) -> None:
    pen.write(
        Kind.CALLED,
        ticket=move.ticket,
        people=move.people,
        state=TicketState.CALLED.value,
        space=move.space,
        held=move.people,
        details=pass_details(move.passed),
    )


def recall(picture: Picture, command: Recall, pen: Pen) -> None:
    """The timer calls a ticket again; never early by the meeting's own clock."""
    hold = picture.holds.get(command.hold)
    if hold is None or hold.ticket is None or hold.recalled + 1 != command.turn:
        raise Refused("no-hold")
    if command.turn > len(picture.figures.recalls_ms) or pen.stamp.elapsed < due_of(hold, picture.figures):
        raise Refused("no-hold")
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
    holds.begin(
        draft,
        Hold(hold_id, HoldKind.CALLED, entry.space, ticket.people, ticket.number, entry.elapsed, deadline),
    )
    put(
        draft,
        ticket._replace(
            state=TicketState.CALLED,
            space=entry.space,
            hold=hold_id,
            called_at=entry.happened,
            changed_at=entry.happened,
        ),
    )
    count_passes(draft, entry, +1)


def apply_recalled(draft: Draft, entry: Entry) -> None:
    hold = draft.holds[entry.details["hold"]]
    draft.holds[hold.id] = hold._replace(recalled=hold.recalled + 1)
