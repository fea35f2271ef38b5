"""Undo of what was counted: taps, head counts, people who stepped out and came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Picture
from roomflow.domain.refusals import Refused
from roomflow.domain.undo_claims import need_inside

Columns = dict[str, Any]


def _tapped(picture: Picture, entry: Entry) -> Columns:
    need_inside(picture, entry)
    ends = []
    if entry.held > 0:
        # Left in a recess: the places that were kept are those they sit in again.
        hold = picture.holds.get(str(entry.seq))
        if hold is None or hold.people != entry.held:
            raise Refused("went-in")
        ends = [hold.id]
    consumed = entry.details.get("consumed", [])
    begins = [[kind, space, taken, *rest] for _, taken, (kind, space, _, *rest) in consumed]
    again = [row[0] for row in consumed]
    unmatched = entry.details.get("unmatched", 0)
    return {"details": {"ends": ends, "begins": begins, "again": again, "unmatched": unmatched}}


def _counted(picture: Picture, entry: Entry) -> Columns:
    need_inside(picture, entry)
    return {"details": {key: entry.details[key] for key in ("before", "running", "gate", "asked", "was")}}


def _stepped_out(picture: Picture, entry: Entry) -> Columns:
    hold = picture.holds.get(str(entry.seq))
    if hold is None or hold.people != entry.people:
        raise Refused("went-in")
    return {"details": {"ends": [hold.id]}}


def _returned(picture: Picture, entry: Entry) -> Columns:
    need_inside(picture, entry)
    kind, space, _, *rest = entry.details["held"]
    return {"details": {"begins": [[kind, space, entry.people, *rest]]}}


REVERSES: Final[Mapping[Kind, Callable[[Picture, Entry], Columns]]] = MappingProxyType(
    {
        Kind.TAPPED: _tapped,
        Kind.COUNTED: _counted,
        Kind.STEPPED_OUT: _stepped_out,
        Kind.RETURNED: _returned,
    }
)
