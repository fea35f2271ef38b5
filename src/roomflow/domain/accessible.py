"""Accessible places: when those that are kept become ordinary, by an entry (rule 12)."""

from __future__ import annotations

from msgspec.structs import replace

from roomflow.domain import guards
from roomflow.domain.events import Entry, Kind, Wish
from roomflow.domain.meeting import Draft, Phase, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.spaces import Space, waits_for_count


def room_to_open(picture: Picture, people: int, wish: Wish, elapsed: int, chosen: str | None = None) -> Space | None:
    """The room whose kept places an arriving party without the need gets, since it fits nowhere else.

    It counts as last in line, as every newcomer, so the places must suffice for the line as well. With `chosen` only
    that room is looked at.
    """
    rooms = _rooms_to_use(picture, wish, elapsed)
    if any(room.free_for(False) >= people for room in rooms):
        return None
    for room in rooms:
        opened = replace(room, kept=0, pool_open=True)
        if (
            room.pool
            and chosen in (None, room.name)
            and not _somebody_asked(picture, room)
            and guards.left_for_newcomers(picture, opened) >= people
        ):
            return room
    return None


def open_pool(draft: Draft, pen: Pen) -> Entry | None:
    """Write the next opening that the line wants, on a draft that stands after the request; None where there is none.

    While a waiting party without the need fits nowhere the pools open one after another, first one that would make it
    fit; never one that somebody who waits and asked could use.
    """
    if draft.stopped or draft.in_emergency or draft.phase is not Phase.OPEN:
        return None
    if not any(room.pool for room in draft.spaces.values()):
        return None
    for wish in Wish:
        rooms = _rooms_to_use(draft, wish, pen.stamp.elapsed)
        most = max((room.free_for(False) for room in rooms), default=0)
        sizes = [b.people for b in draft.line.buckets if b.wish is wish and not b.accessible and b.people > most]
        may_open = [room for room in rooms if sizes and room.pool and not _somebody_asked(draft, room)]
        if may_open:
            return write_opened(next((room for room in may_open if room.free >= min(sizes)), may_open[0]), pen)
    return None


def _rooms_to_use(picture: Picture, wish: Wish, elapsed: int) -> list[Space]:
    """The rooms of a wish that take somebody now: open, and not waiting for a head count."""
    return [
        room
        for room in guards.rooms_for(picture, wish)
        if not room.closed and not waits_for_count(room, picture.figures, elapsed)
    ]


def _somebody_asked(picture: Picture, room: Space) -> bool:
    """Whether a waiting party that asked could use the kept places of a room now."""
    wishes = guards.wishes_for(room)
    return any(b.accessible and b.wish in wishes and b.people <= room.free for b in picture.line.buckets)


def write_opened(room: Space, pen: Pen) -> Entry:
    return pen.write(Kind.POOL_OPENED, space=room.name, details={"kept": room.kept})


def apply_pool_opened(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], kept=0, pool_open=True)


def restore_pool(draft: Draft, name: str) -> None:
    """The opening is taken back: what no party that asked has is kept again."""
    space = draft.spaces[name]
    draft.spaces[name] = replace(space, kept=draft.pool.kept_again(space), pool_open=False)
