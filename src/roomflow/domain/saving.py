"""Saving: a party that was passed over often or long gets the next free places saved for it (rule 9).

Looked at after every request that changes something, in the same step, so that nobody else is given what became free.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roomflow.domain import guards, holds
from roomflow.domain.building import ROOM_KINDS, SpaceKind
from roomflow.domain.events import Entry, FirstClaim, Kind, TicketState, Wish
from roomflow.domain.line import ANY_ROOM, Bucket
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture, Ticket
from roomflow.domain.passes import catch_up, keep_passed
from roomflow.domain.pen import Pen
from roomflow.domain.spaces import Space

_OPEN: Final = Phase.OPEN
_SAVED: Final = HoldKind.SAVED
_CHAMBER: Final = SpaceKind.CHAMBER
_WAITING: Final = TicketState.WAITING.value
_SETS_PLACES: Final = frozenset((Kind.LIMIT_SET.value, Kind.RESERVED_SET.value, Kind.UNDONE.value))
"""Kinds that may free places without saying so in their columns."""
_CHANGES_NOTHING: Final = frozenset(
    kind.value
    for kind in (
        Kind.RECALLED,
        Kind.COUNT_STARTED,
        Kind.TURNED_AWAY,
        Kind.CLOCK_NOTED,
        Kind.USHER_CHANGED,
        Kind.MANAGERS_PRESENT,
        Kind.END_EXPECTED,
        Kind.REPRINTED,
        Kind.PACK_TAKEN,
    )
)
"""Kinds after which the same places are free for the same parties."""


def save_places(draft: Draft, pen: Pen) -> Entry | None:
    """Write the next saving on a draft that stands after the request's entries; None where there is none."""
    if not _may_save(draft) or (draft.uncounted and not _could_save(draft)):
        return None
    catch_up(draft)
    found = _next_saving(draft, pen.stamp.elapsed)
    return found and _write(*found, pen)


def _could_save(picture: Picture) -> bool:
    """Whether it matters at all who was passed over: a room may save for somebody in line, or saves already."""
    if any(hold.kind is _SAVED for hold in picture.holds.values()):
        return True
    any_room, chambers = _rooms_to_save_in(picture)
    buckets = picture.line.buckets
    return any(_room_to_save_in(any_room if b.wish in ANY_ROOM else chambers, b) is not None for b in buckets)


def is_concerned(picture: Picture, entries: list[Entry], elapsed: int) -> bool:
    """Whether places may have to be saved after these entries (rule 9).

    Somebody was passed over or has places saved, and something is free or becomes free. Entries that leave the places
    and the line in front as they are change nothing of it: there the picture before them knows the answer.
    """
    if not _something_free(picture) and not any(_frees(picture, entry) for entry in entries):
        return False  # all is full, as it is for hours: asked first, for there are few rooms and many holds
    owes = picture.passed.buckets or any(hold.kind is _SAVED for hold in picture.holds.values())
    if not owes and not any("passed" in entry.details or _waits_again(picture, entry) for entry in entries):
        return False
    if all(entry.kind in _CHANGES_NOTHING or _issued_last(entry) for entry in entries):
        return _may_save(picture) and _next_saving(picture, elapsed) is not None
    return True


def _waits_again(picture: Picture, entry: Entry) -> bool:
    """A party that was passed over before it was called is in line again."""
    ticket = None if entry.state != _WAITING or entry.ticket is None else picture.tickets.get(entry.ticket)
    return ticket is not None and ticket.passes > 0


def _issued_last(entry: Entry) -> bool:
    """A new ticket stands behind everybody, but for one on paper that was handed out before."""
    return entry.kind == Kind.ISSUED and "order" not in entry.details


def _frees(picture: Picture, entry: Entry) -> bool:
    """Whether an entry may leave a room with more free places than before."""
    legs = ((entry.space, entry.change + entry.held), (entry.from_space, entry.from_change + entry.from_held))
    return entry.kind in _SETS_PLACES or any(
        name is not None and change < 0 and picture.spaces[name].is_room for name, change in legs
    )


def _may_save(picture: Picture) -> bool:
    return not picture.stopped and not picture.in_emergency and picture.phase is _OPEN and _something_free(picture)


def _something_free(picture: Picture) -> bool:
    return any(room.free > 0 for room in picture.spaces.values() if room.plan.kind in ROOM_KINDS)


def _next_saving(picture: Picture, elapsed: int) -> tuple[Ticket, Space, int, str | None] | None:
    """For whom places are to be saved next, where and how many, and by which hold where it has some already."""
    begun = [hold for hold in picture.holds.values() if hold.kind is _SAVED]
    for hold in begun:
        assert hold.ticket is not None
        ticket, room = picture.tickets[hold.ticket], picture.spaces[hold.space]
        free = room.free_for(ticket.accessible)
        if hold.people < ticket.people <= room.places and free > 0 and not room.closed:
            return ticket, room, min(free, ticket.people - hold.people), hold.id
    taken = {hold.space for hold in begun}
    for ticket, room in _owed_first(picture, taken, elapsed):
        if not _somebody_earlier_fits(picture, ticket, room) and not _a_claim_fits(picture, room):
            return ticket, room, min(room.free_for(ticket.accessible), ticket.people), None
    return None


def _owed_first(picture: Picture, taken: set[str], elapsed: int) -> list[tuple[Ticket, Space]]:
    """Who is owed places and has a room for them, in line order: of each bucket only the first.

    Where its room is none to save in, or somebody earlier fits there, so it is for those behind it.
    """
    found = []
    any_room, chambers = _rooms_to_save_in(picture)
    for bucket, places in picture.passed.buckets.items():
        room = _room_to_save_in(any_room if bucket.wish in ANY_ROOM else chambers, bucket)
        if room is not None and room.plan.name not in taken:
            tickets = (picture.tickets[number] for _, number in places)
            first = next((ticket for ticket in tickets if is_owed(picture, ticket, elapsed)), None)
            found += [(first, room)] if first is not None else []
    return sorted(found, key=lambda owed: (owed[0].order, owed[0].number))


def _rooms_to_save_in(picture: Picture) -> tuple[list[Space], list[Space]]:
    """The open rooms for either wish, in the building's order."""
    any_room = [room for room in guards.rooms_for(picture, Wish.ANY) if not room.closed]
    return any_room, [room for room in any_room if room.plan.kind is _CHAMBER]


def is_owed(picture: Picture, ticket: Ticket, elapsed: int) -> bool:
    """Three passes, or ten minutes after the first, whichever comes first."""
    if ticket.first_pass is None or ticket.saved is not None:
        return False
    figures = picture.figures
    return ticket.passes >= figures.passes_max or elapsed - ticket.first_pass >= figures.passed_ms


def _room_to_save_in(rooms: list[Space], bucket: Bucket) -> Space | None:
    """The first of the open rooms of its wish that can ever hold the party, where something is free in it.

    Where a room keeps accessible places, it saves only for a party that asked for one, until its pool is open.
    """
    for room in rooms:
        if room.places >= bucket.people:
            saves = room.free_for(bucket.accessible) > 0 and (bucket.accessible or not room.kept)
            return room if saves else None
    return None


def _a_claim_fits(picture: Picture, room: Space) -> bool:
    """Where the seated are first, a party of theirs that fits into the chamber goes before what is saved."""
    seated_first = picture.first_claim is FirstClaim.SEATED and room.plan.kind is _CHAMBER
    return seated_first and any(b.people <= room.free_for(b.accessible) for b in picture.claims.buckets)


def _somebody_earlier_fits(picture: Picture, ticket: Ticket, room: Space) -> bool:
    wishes = guards.wishes_for(room)
    return any(
        bucket.people <= room.free_for(bucket.accessible) and places[0][0] < ticket.order and bucket.wish in wishes
        for bucket, places in picture.line.buckets.items()
    )


def _write(ticket: Ticket, room: Space, people: int, hold: str | None, pen: Pen) -> Entry:
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
    # Its passes start anew: should the saving come to nothing, it is owed the next one as before.
    after = draft.tickets[ticket.number] = replace(ticket, saved=hold.id, passes=0, first_pass=None)
    keep_passed(draft, ticket, after)
