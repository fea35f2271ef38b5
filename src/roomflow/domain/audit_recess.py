"""The audit of a recess and an emergency: a tap out keeps the places there are, and who was out comes in first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, HoldKind, Phase
from roomflow.sentences import sentence as _

TAKEN_BY_TAPS: Final = (HoldKind.RECESS, HoldKind.ON_THE_WAY)
_WENT_OUT: Final = (HoldKind.STEPPED_OUT, HoldKind.RECESS)
_ROOMS: Final = (SpaceKind.CHAMBER, SpaceKind.OVERFLOW)


def recess_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with what a tap keeps or takes, or with the time of who is out, on the meeting before it."""
    if entry.kind == Kind.EMERGENCY_ENDED:
        yield from _called_back(draft, entry)
    elif entry.kind == Kind.EXPIRED and draft.in_emergency:
        hold = draft.holds.get(entry.details["hold"])
        if hold is not None and hold.kind in _WENT_OUT:
            yield _("rule 8: who is out loses the place while nobody can come back")
    if entry.kind != Kind.TAPPED or entry.space is None:
        return
    space = draft.spaces[entry.space]
    if entry.change > 0:
        yield from _taken(draft, entry)
        return
    keeps = (draft.in_recess or draft.in_emergency) and not space.closed and draft.phase is Phase.OPEN
    left = space.places - space.inside - space.held - entry.change
    kept = min(-entry.change, max(0, left)) if keeps and space.kind in _ROOMS else 0
    if entry.held != kept:
        yield _(
            "rule 8: who leaves in a recess or an emergency keeps {kept} places, not {held}", kept=kept, held=entry.held
        )


def _called_back(draft: Draft, entry: Entry) -> Iterator[str]:
    """At the end of an emergency everybody who is out has the whole time to come back, and nobody less than before."""
    until = entry.elapsed + draft.figures.stepped_out_in_recess_ms
    due = {hold.id: hold.deadline for hold in draft.holds.values() if hold.kind in _WENT_OUT and hold.deadline < until}
    named = [tuple(row) for row in entry.details.get("out", ())]
    if sorted(named) != sorted(due.items()):
        yield _("rule 8: who is out when the emergency ends has another time to come back")


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
        yield _("rule 11: a tap in does not take the oldest places first")
