"""Totals: what all rooms have together, as the header shows it."""

from __future__ import annotations

from msgspec import Struct

from roomflow.domain.meeting import Picture, rooms


class Totals(Struct, frozen=True):
    """Sums over all rooms, as the header shows them.

    `free` adds only what is free in rooms that are open, so that neither a room over nor a closed one hides anything.
    """

    places: int
    inside: int
    held: int
    free: int
    over: int
    reserved: int


def totals(picture: Picture) -> Totals:
    listed = rooms(picture)
    return Totals(
        places=sum(room.places for room in listed),
        inside=sum(room.inside for room in listed),
        held=sum(room.held for room in listed),
        free=sum(max(0, room.free) for room in listed if not room.closed),
        over=sum(room.over for room in listed),
        reserved=sum(room.reserved for room in listed),
    )
