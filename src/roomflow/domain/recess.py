"""A recess: rooms may empty, and who walks out keeps the place for a while, person by person (rules 8 and 11)."""

from __future__ import annotations

from roomflow.domain import holds
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture
from roomflow.domain.spaces import Space


def out_for_recess(picture: Picture, space: str) -> list[Hold]:
    """Who walked out of a room and still has the place, the oldest first."""
    return holds.of_kind(picture, space, HoldKind.RECESS)


def places_kept(picture: Picture, space: Space, leaving: int) -> int:
    """How many of the people that leave a room keep their places.

    Only in a recess, and only places there are: who was past them leaves the room less full, and keeps none.
    """
    if not picture.in_recess or picture.in_emergency or picture.phase is not Phase.OPEN:
        return 0
    if not space.is_room or space.closed:
        return 0
    return min(leaving, max(0, space.free + leaving))


def begin_kept(draft: Draft, entry: Entry) -> None:
    """A tap out in a recess holds what it keeps."""
    assert entry.space is not None
    deadline = entry.elapsed + draft.figures.stepped_out_in_recess_ms
    hold = Hold(str(entry.seq), HoldKind.RECESS, entry.space, entry.held, None, entry.elapsed, deadline)
    holds.begin(draft, hold)
