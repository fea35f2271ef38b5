"""Calling: the next best move over all rooms, and calls and re-calls (rules 2, 8, 9, 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roomflow.domain import guards, holds, limits
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import Call, Recall
from roomflow.domain.events import NOTHING, Entry, Kind, TicketState, Wish
from roomflow.domain.guards import TOO_LARGE
from roomflow.domain.line import Bucket, Line, Order, Place
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture, recall_moment
from roomflow.domain.pen import Pen
from roomflow.domain.pool import taken_by
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space, waits_for_count
from roomflow.domain.tickets import count_passes, pass_details, put, ticket_of
from roomflow.domain.waiting import people_ahead

__all__ = ["MOVES_MAX", "Move", "next_best_move", "people_ahead"]

MOVES_MAX: Final = 60
"""Tickets one press may call: more cannot be announced one after another within their grace."""


@dataclass(frozen=True, slots=True)
class Move:
    """One call of the next best move: `passed` are earlier tickets that wish this room and do not fit, with why."""

    ticket: int
    space: str
    people: int
    passed: tuple[int, ...] = ()
    reason: str = TOO_LARGE


def next_best_move(picture: Picture, elapsed: int | None = None) -> tuple[Move, ...]:
    """Which tickets to call now, as one suggestion over all rooms; empty when none fits or none may be invited.

    Tickets are taken in the order of the line, each into the first room of its wish that fits it. Tried twice, with
    the chamber first and with the chamber last for those who take any room: whichever fills more places is meant,
    the building's order where both fill the same. Neither way lets a ticket that fits be overtaken. `elapsed` is now
    in ms of the meeting's clock; the moment of the last entry where it is not given.
    """
    if picture.stopped or picture.in_emergency or picture.phase is not Phase.OPEN:
        return ()
    now = picture.elapsed if elapsed is None else elapsed
    in_order = [room for room in guards.rooms_for(picture, Wish.ANY) if not room.closed]
    chamber_last = sorted(in_order, key=lambda room: room.kind is SpaceKind.CHAMBER)
    first = _fill(picture, in_order, now)
    second = _fill(picture, chamber_last, now)
    return second if _people(second) > _people(first) else first


def _people(moves: tuple[Move, ...]) -> int:
    return sum(move.people for move in moves)


class _Free:
    """What is free in each room while a suggestion is put together; a room that must be counted first has nothing."""

    def __init__(self, picture: Picture, rooms: list[Space], elapsed: int) -> None:
        self._picture = picture
        self._elapsed = elapsed
        self.rooms = {room.name: room for room in rooms}

    def fits(self, room: Space, bucket: Bucket, saved: int = 0) -> bool:
        now = self.rooms[room.name]
        enough = now.free_for(bucket.accessible) + saved >= bucket.people
        return enough and not waits_for_count(now, self._picture.figures, self._elapsed)

    def take(self, room: Space, bucket: Bucket, saved: int, had: int) -> None:
        """A party gets its places; `saved` of them were held for it, and it `had` so many of the accessible pool."""
        now = self.rooms[room.name]
        kept = now.kept + had
        if bucket.accessible:
            kept -= taken_by(kept, bucket.people)
        self.rooms[room.name] = now._replace(held=now.held + bucket.people - saved, kept=kept)

    def why(self, room: Space, passed: tuple[int, ...]) -> str:
        return guards.why_passed(self._picture, passed, self.rooms[room.name])


def _fill(picture: Picture, rooms: list[Space], elapsed: int) -> tuple[Move, ...]:
    """Walk the line in order, by the head of each bucket: cost grows with the calls, not with the line."""
    free = _Free(picture, rooms, elapsed)
    heads: dict[Bucket, int] = dict.fromkeys(picture.line.buckets, 0)
    left_out: dict[Bucket, int] = {}
    left_alone: list[Place] = []
    moves: list[Move] = []
    while heads and len(moves) < MOVES_MAX:
        bucket = min(heads, key=lambda key: picture.line.buckets[key][heads[key]])
        order, number = picture.line.buckets[bucket][heads[bucket]]
        saved = saved_for(picture, number)
        room = next(
            (r for r in rooms if bucket.wish in guards.wishes_for(r) and free.fits(r, bucket, saved.get(r.name, 0))),
            None,
        )
        if room is None:
            if saved:
                left_alone.append((order, number))
                heads[bucket] += 1
            else:
                # What is free only shrinks while we walk, so nobody of this bucket fits from here on.
                left_out[bucket] = heads.pop(bucket)
                continue
        else:
            passed = _left_out_before(picture.line, left_out, order, room)
            passed += tuple(
                other
                for place, other in left_alone
                if place < order and picture.tickets[other].wish in guards.wishes_for(room)
            )
            moves.append(Move(number, room.name, bucket.people, tuple(sorted(passed)), free.why(room, passed)))
            if saved and room.name not in saved:
                # What was saved elsewhere is free by this call, for somebody passed over above: look anew after it.
                break
            seats = picture.pool.seats.get(number)
            free.take(room, bucket, saved.get(room.name, 0), seats.places if seats is not None else 0)
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
            if bucket.wish in guards.wishes_for(room)
            for number in line.before(order, bucket)[reached:]
        )
    )


def call_next(picture: Picture, pen: Pen) -> None:
    """Call the whole suggestion: one entry a ticket, in one step."""
    guards.need_invitations(picture)
    if not picture.line.buckets:
        raise Refused("nobody-to-call")
    moves = next_best_move(picture, pen.stamp.elapsed)
    if not moves:
        raise Refused("none-fits")
    for move in moves:
        _write_called(picture, move, pen)


def call(picture: Picture, command: Call, pen: Pen) -> None:
    """Call one ticket to a room; nobody who fits is overtaken by it."""
    guards.need_invitations(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("not-in-line", ticket=ticket.number)
    room = guards.room_named(picture, command.space)
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
    _write_called(picture, Move(ticket.number, room.name, ticket.people, passed, reason), pen, override)


def saved_for(picture: Picture, number: int) -> dict[str, int]:
    """The room in which places are saved for a ticket, and how many; empty for most."""
    saved = picture.tickets[number].saved
    if saved is None:
        return {}
    hold = picture.holds[saved]
    return {hold.space: hold.people}


def _write_called(picture: Picture, move: Move, pen: Pen, override: Mapping[str, Any] = NOTHING) -> None:
    """What was saved for the ticket becomes part of its call, or is free again where it is called elsewhere."""
    ticket = picture.tickets[move.ticket]
    saved = ticket.saved
    columns: dict[str, Any] = {"held": move.people}
    details = {**override, **pass_details(move.passed, move.reason)}
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
    if hold is None or hold.kind is not HoldKind.CALLED:
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
    if "hold" in entry.details:
        holds.end(draft, entry.details["hold"])
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
            saved=None,
            called_at=entry.happened,
            changed_at=entry.happened,
        ),
    )
    count_passes(draft, entry, +1)


def apply_recalled(draft: Draft, entry: Entry) -> None:
    hold = draft.holds[entry.details["hold"]]
    draft.holds[hold.id] = hold._replace(recalled=entry.details["turn"])
