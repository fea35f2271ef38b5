"""Going out together: in a recess or an emergency who walks out keeps the place, person by person (rules 8 and 11)."""

from __future__ import annotations

from typing import Any, Final

from roomflow.domain import holds
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture
from roomflow.domain.spaces import Space

OUT: Final = (HoldKind.STEPPED_OUT, HoldKind.RECESS)
"""Places of people who went out of a room and come back."""


def out_for_recess(picture: Picture, space: str) -> list[Hold]:
    """Who walked out of a room and still has the place, the oldest first."""
    return holds.of_kind(picture, space, HoldKind.RECESS)


def places_kept(picture: Picture, space: Space, leaving: int) -> int:
    """How many of the people that leave a room keep their places.

    Only in a recess or an emergency, and only places there are: who was past them leaves the room less full, and
    keeps none.
    """
    if not (picture.in_recess or picture.in_emergency) or picture.phase is not Phase.OPEN:
        return 0
    if not space.is_room or space.closed:
        return 0
    return min(leaving, max(0, space.free + leaving))


def begin_kept(draft: Draft, entry: Entry) -> None:
    """A tap out in a recess or an emergency holds what it keeps."""
    assert entry.space is not None
    deadline = entry.elapsed + draft.figures.stepped_out_in_recess_ms
    hold = Hold(str(entry.seq), HoldKind.RECESS, entry.space, entry.held, None, entry.elapsed, deadline)
    holds.begin(draft, hold)


def is_called_back(picture: Picture, elapsed: int) -> bool:
    """Whether people are out because of an emergency: while it lasts, and until they had the time to come back in."""
    if picture.in_emergency:
        return True
    ended = picture.emergency_ended
    return ended is not None and elapsed < ended + picture.figures.stepped_out_in_recess_ms


def stands_still(picture: Picture, hold: Hold) -> bool:
    """Nobody can come back in during an emergency, so the time of those who are out does not end in it."""
    return picture.in_emergency and hold.kind in OUT


def kept_longer(picture: Picture, until: int) -> list[list[Any]]:
    """Of those who are out when an emergency ends, who keeps the place longer by it: hold, and deadline before."""
    return [[hold.id, hold.deadline] for hold in picture.holds.values() if hold.kind in OUT and hold.deadline < until]
