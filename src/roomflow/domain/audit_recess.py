"""The audit of a recess: a tap out keeps the places there are, and who was out comes in before anybody on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, HoldKind, Phase

TAKEN_BY_TAPS: Final = (HoldKind.RECESS, HoldKind.ON_THE_WAY)
_ROOMS: Final = (SpaceKind.CHAMBER, SpaceKind.OVERFLOW)


def recess_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with what a tap keeps or takes, on the meeting before it."""
    if entry.kind != Kind.TAPPED or entry.space is None:
        return
    space = draft.spaces[entry.space]
    if entry.change > 0:
        yield from _taken(draft, entry)
        return
    keeps = draft.in_recess and not (draft.in_emergency or space.closed) and draft.phase is Phase.OPEN
    left = space.places - space.inside - space.held - entry.change
    kept = min(-entry.change, max(0, left)) if keeps and space.kind in _ROOMS else 0
    if entry.held != kept:
        yield f"rule 8: who leaves in a recess keeps {kept} places, not {entry.held}"


def _taken(draft: Draft, entry: Entry) -> Iterator[str]:
    """Who was out in the recess first, the oldest of each sort first, person by person."""
    waiting = [hold for hold in draft.holds.values() if hold.space == entry.space and hold.kind in TAKEN_BY_TAPS]
    waiting.sort(key=lambda hold: (TAKEN_BY_TAPS.index(hold.kind), hold.deadline, hold.began))
    left = entry.people or 0
    moments: list[tuple[str, int, int]] = []
    for hold in waiting:
        taken = min(left, hold.people)
        if taken:
            moments.append((hold.kind.value, hold.deadline, taken))
            left -= taken
    named = [(row[0], row[5], taken) for _, taken, row in entry.details.get("consumed", ())]
    if sorted(named) != sorted(moments):
        yield "rule 11: a tap in does not take the oldest places first"
