"""The audit of what an undo puts back: what was there before the entry, and nothing that somebody decided since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft
from roomflow.domain.refusals import Refused
from roomflow.domain.unchanged import need_unchanged
from roomflow.sentences import sentence as _

_SAID_AGAIN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.COUNTED.value: ("before", "running", "gate", "asked", "was"),
        Kind.MARKED.value: ("mark", "before", "recess"),
        Kind.ASSISTANCE.value: ("was",),
        Kind.USHER_CHANGED.value: ("asked",),
        Kind.EMERGENCY_ENDED.value: ("asked", "since", "ended_before"),
        Kind.BACK.value: ("order",),
        Kind.TAPPED.value: ("unmatched",),
        Kind.CALLED.value: ("called_before", "passed"),
        Kind.MOVED.value: ("hold", "passed"),
    }
)
"""Details that an undo says again as the entry had them, since they are what was before it."""

_WAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Kind.LIMIT_SET.value: "limit",
        Kind.RESERVED_SET.value: "reserved",
        Kind.FIRST_CLAIM_SET.value: "first",
        Kind.END_EXPECTED.value: "was",
        Kind.MANAGERS_DUE.value: "needed",
        Kind.MANAGERS_PRESENT.value: "present",
    }
)
"""Details of an undo that say what the entry says `was` before it."""


def put_back_of(draft: Draft, entry: Entry, original: Entry | None) -> Iterator[str]:
    """What is wrong with what an `undone` entry puts back, on the meeting before it."""
    if original is None:
        return
    for name in _SAID_AGAIN.get(original.kind, ()):
        said, was = entry.details.get(name), original.details.get(name)
        if said != was and (said or was):
            yield _("it does not put back what entry {undoes} changed", undoes=entry.undoes)
    figure = _WAS.get(original.kind)
    forges = figure is not None and entry.details.get(figure) != original.details.get("was")
    if forges or (original.kind == Kind.CLEARED and entry.details.get("cleared") == original.details.get("cleared")):
        yield _("it does not put back the figure that entry {undoes} changed", undoes=entry.undoes)
    if original.kind == Kind.EMERGENCY_ENDED:
        still_out = [row for row in original.details.get("out", ()) if row[0] in draft.holds]
        if list(entry.details.get("out", ())) != still_out:
            yield _("who is out has not the time again that was left before entry {undoes}", undoes=entry.undoes)
    try:
        need_unchanged(draft, original)
    except Refused:
        yield _("it goes over what somebody else set after entry {undoes}", undoes=entry.undoes)
