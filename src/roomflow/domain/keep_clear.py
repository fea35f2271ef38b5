"""Keep-clear: somebody stands where nobody may, and nobody is invited until it is clear (rule 16).

Looked at after every request that counts people there, in the same step. People on the stairs are overcrowding, and
the way out of every room is in question: so this stops all invitations, as a person would, and says why.
"""

from __future__ import annotations

from typing import Final

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Phase, Picture
from roomflow.domain.pen import Pen

_KEEP_CLEAR: Final = SpaceKind.KEEP_CLEAR


def not_clear(picture: Picture) -> list[str]:
    """The keep-clear spaces in which somebody is, in the building's order."""
    spaces = picture.spaces.values()
    return [space.name for space in spaces if space.plan.kind is _KEEP_CLEAR and space.inside > 0]


def is_concerned(picture: Picture, entries: list[Entry]) -> bool:
    """Whether these entries count anybody where it is kept clear."""
    return any(
        entry.change != 0 and entry.space is not None and picture.spaces[entry.space].plan.kind is _KEEP_CLEAR
        for entry in entries
    )


def next_step(before: Picture, draft: Draft, pen: Pen) -> Entry | None:
    """Write the stop or its end, on a draft after the request's entries; `before` is the picture it was asked on."""
    if draft.phase is not Phase.OPEN:
        return None
    now = not_clear(draft)
    if not draft.stopped:
        # Raised when it begins. Who then allows invitations all the same has decided, and is not overruled by each tap.
        new = [name for name in now if before.spaces[name].inside == 0]
        return pen.write(Kind.STOPPED, details={"keep_clear": new[0]}) if new and not _was_raised(pen) else None
    if draft.stopped_for and draft.stopped_for not in now:
        if now:
            return pen.write(Kind.STOPPED, details={"keep_clear": now[0], "was": draft.stopped_for})
        return pen.write(Kind.ALLOWED, details={"keep_clear": draft.stopped_for})
    return None


def _was_raised(pen: Pen) -> bool:
    return any(entry.kind == Kind.STOPPED and "keep_clear" in entry.details for entry in pen.entries)
