"""The next best move: which tickets to call now, as one suggestion over all rooms (rules 2, 7, 9, 12)."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roomflow.domain import guards
from roomflow.domain.building import SpaceKind
from roomflow.domain.events import FirstClaim, Wish
from roomflow.domain.guards import TOO_LARGE
from roomflow.domain.line import Bucket, Line, Order, Place
from roomflow.domain.meeting import HoldKind, Phase, Picture
from roomflow.domain.pool import taken_by
from roomflow.domain.spaces import Space, waits_for_count

_CHAMBER: Final = SpaceKind.CHAMBER
_SAVED: Final = HoldKind.SAVED
MOVES_MAX: Final = 60
"""Tickets one press may call: more cannot be announced one after another within their grace."""


class Move(Struct, frozen=True):
    """One call of the next best move: `passed` are earlier tickets that wish this room and do not fit, with why."""

    ticket: int
    space: str
    people: int
    passed: tuple[int, ...] = ()
    reason: str = TOO_LARGE
    sits_in: str | None = None
    """Where a party sits that claims the chamber; None for one that stands in line."""
    claims_passed: tuple[int, ...] = ()
    """Earlier claims that are too large for what is free."""


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
    in_order = _rooms_to_fill(picture, now)
    first = _fill(picture, in_order, now)
    chamber_last = sorted(in_order, key=_is_chamber)
    if chamber_last == in_order:
        return first
    second = _fill(picture, chamber_last, now)
    return second if _people(second) > _people(first) else first


def _rooms_to_fill(picture: Picture, elapsed: int) -> list[Space]:
    """The rooms that could take anybody now: open, counted, and with places that are free or saved for somebody."""
    saves = {hold.space for hold in picture.holds.values() if hold.kind is _SAVED}
    return [
        room
        for room in guards.rooms_for(picture, Wish.ANY)
        if not room.closed
        and (room.free > 0 or room.plan.name in saves)
        and not waits_for_count(room, picture.figures, elapsed)
    ]


def _is_chamber(room: Space) -> bool:
    return room.plan.kind is _CHAMBER


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
        promised = bucket.people - saved
        kept = now.kept - taken_by(now.kept, promised, had) if bucket.accessible else now.kept
        self.rooms[room.name] = replace(now, held=now.held + promised, kept=kept)

    def why(self, room: Space, passed: tuple[int, ...]) -> str:
        return guards.why_passed(self._picture, passed, self.rooms[room.name])


def _fill(picture: Picture, rooms: list[Space], elapsed: int) -> tuple[Move, ...]:
    """The line and the claims on the chamber, in the order the clerk has set."""
    if not rooms:
        return ()
    free = _Free(picture, rooms, elapsed)
    if picture.first_claim is FirstClaim.SEATED:
        claimed = list(_claims(picture, free, frozenset()))
        moves, _ = _walk(picture, free)
        return tuple((claimed + moves)[:MOVES_MAX])
    moves, finished = _walk(picture, free)
    if finished:
        moves += _claims(picture, free, frozenset(move.ticket for move in moves))
    return tuple(moves[:MOVES_MAX])


def moves_into(picture: Picture, room: str, elapsed: int) -> tuple[Move, ...]:
    """Who is called into one room now; empty where nobody may be invited."""
    if picture.stopped or picture.in_emergency or picture.phase is not Phase.OPEN or picture.spaces[room].closed:
        return ()
    return _fill(picture, [picture.spaces[room]], elapsed)


def _claims(picture: Picture, free: _Free, called: frozenset[int]) -> Iterator[Move]:
    """Seated parties that go to the chamber, by the order of their tickets; `called` are those of the line before."""
    too_large: list[int] = []
    chambers = [room for room in free.rooms.values() if _is_chamber(room)]
    if not any(free.fits(room, bucket) for room in chambers for bucket in picture.claims.buckets):
        return
    for number in picture.claims.in_order():
        ticket = picture.tickets[number]
        room = next((room for room in chambers if free.fits(room, ticket.bucket)), None)
        if room is None:
            too_large.append(number)
            continue
        passed = tuple(other for other in guards.passed_by_claim(picture, ticket, room) if other not in called)
        reason = guards.why_passed_by_claim(picture, passed, free.rooms[room.name])
        # Parts of one party share their place: neither passes the other.
        before = tuple(other for other in too_large if picture.tickets[other].order < ticket.order)
        yield Move(number, room.name, ticket.people, passed, reason, ticket.space, before)
        free.take(room, ticket.bucket, 0, 0)


def _walk(picture: Picture, free: _Free) -> tuple[list[Move], bool]:
    """Walk the line in order, by the head of each bucket: cost grows with the calls, not with the line.

    Also says whether the walk came to its end, so that nobody is left who fits.
    """
    rooms = [(room, guards.wishes_for(room)) for room in free.rooms.values()]
    most = max(room.free for room, _ in rooms)
    left_out: dict[Bucket, int] = {}
    # The first of each bucket that is still to be looked at, with its place in the bucket: the foremost comes first.
    heads: list[tuple[Place, int, Bucket]] = []
    saved_in = _saved_in(picture)
    for bucket, places in picture.line.buckets.items():
        if bucket.people > most and bucket not in saved_in:
            left_out[bucket] = 0
        else:
            heads.append((places[0], 0, bucket))
    heapify(heads)
    left_alone: list[Place] = []
    moves: list[Move] = []
    while heads and len(moves) < MOVES_MAX:
        (order, number), at, bucket = heappop(heads)
        saved = saved_for(picture, number)
        room = next(
            (r for r, wishes in rooms if bucket.wish in wishes and free.fits(r, bucket, saved.get(r.plan.name, 0))),
            None,
        )
        if room is None:
            if not saved:
                # What is free only shrinks while we walk, so nobody of this bucket fits from here on.
                left_out[bucket] = at
                continue
            left_alone.append((order, number))
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
                return moves, False
            seats = picture.pool.seats.get(number)
            free.take(room, bucket, saved.get(room.name, 0), seats.places if seats is not None else 0)
        behind = picture.line.buckets[bucket]
        if at + 1 < len(behind):
            heappush(heads, (behind[at + 1], at + 1, bucket))
    return moves, not heads


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


def _saved_in(picture: Picture) -> set[Bucket]:
    """The buckets in which places are saved for somebody."""
    saved = [hold.ticket for hold in picture.holds.values() if hold.kind is _SAVED]
    return {picture.tickets[number].bucket for number in saved if number is not None}


def saved_for(picture: Picture, number: int) -> dict[str, int]:
    """The room in which places are saved for a ticket, and how many; empty for most."""
    saved = picture.tickets[number].saved
    if saved is None:
        return {}
    hold = picture.holds[saved]
    return {hold.space: hold.people}
