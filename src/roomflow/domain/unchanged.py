"""Undo never puts an old value over what somebody else decided in between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Picture
from roomflow.domain.refusals import Refused

_TOGETHER: Final = (
    (Kind.LIMIT_SET, Kind.RESERVED_SET),
    (Kind.STOPPED, Kind.ALLOWED),
    (Kind.SPACE_CLOSED, Kind.SPACE_OPENED),
    (Kind.EMERGENCY, Kind.EMERGENCY_ENDED, Kind.CLEARED, Kind.ASSISTANCE),
    (Kind.COUNTED, Kind.COUNT_STARTED, Kind.COUNT_DEFERRED, Kind.USHER_CHANGED, Kind.EMERGENCY_ENDED),
    (Kind.MARKED,),
    (Kind.ADJOURNED,),
    (Kind.FIRST_CLAIM_SET,),
    (Kind.ON_DECK_SET,),
    (Kind.MANAGERS_PRESENT,),
    (Kind.MANAGERS_DUE,),
    (Kind.END_EXPECTED,),
)
"""Kinds that set the same thing: what one of them set is put back only while no other has set it since."""


def need_unchanged(picture: Picture, entry: Entry) -> None:
    """Refuses where another request has set the same thing since this entry did."""
    _need_uncounted(picture, entry)
    kinds = {kind.value for group in _TOGETHER if entry.kind in group for kind in group}
    if not kinds:
        return
    if picture.recent[0].seq > entry.seq:
        raise Refused("changed-since")
    for later in _since(picture, entry):
        kind = later.details["kind"] if later.kind == Kind.UNDONE else later.kind
        about_the_same = entry.space is None or later.space is None or later.space == entry.space
        # What this undo itself took back just now was part of the same request.
        if kind in kinds and about_the_same and not _of_the_same(picture, entry, later):
            raise Refused("changed-since")


def _need_uncounted(picture: Picture, entry: Entry) -> None:
    """A head count says how many are there: what was counted before it is in its figure and is not taken back again."""
    if entry.kind in (Kind.COUNTED, Kind.COUNT_STARTED):
        return
    moved = {name for name, change in ((entry.space, entry.change), (entry.from_space, entry.from_change)) if change}
    for later in _since(picture, entry):
        if later.kind in (Kind.COUNTED, Kind.COUNT_STARTED) and later.space in moved:
            raise Refused("changed-since")


def _since(picture: Picture, entry: Entry) -> Iterator[Entry]:
    """What other requests wrote after an entry, the last first."""
    for later in reversed(picture.recent):
        if later.seq <= entry.seq:
            return
        if later.request != entry.request:
            yield later


def _of_the_same(picture: Picture, entry: Entry, later: Entry) -> bool:
    if later.kind != Kind.UNDONE:
        return False
    return any(each.seq == later.undoes and each.request == entry.request for each in picture.recent)
