"""Figures of the counting: every head count with what it found, and each door with its taps and what was taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from roomflow.domain.building import SpacePlan
from roomflow.domain.events import Entry, Kind


class HeadCount(NamedTuple):
    """Somebody counted the public seats. `difference` is what it added to the count, `crossings` how many people
    passed since the head count before."""

    at: int
    space: str
    counted: int
    was: int
    difference: int
    crossings: int
    station: str


class DoorFigures(NamedTuple):
    """One door, or with `door` None what was counted of a space at the desk.

    `drift` is what head counts of the space found missing (+) or too many (−), None where the space has another
    place that was tapped: then nobody can say which of them it was.
    """

    space: str
    door: str | None
    into: int
    out: int
    unmatched: int
    taken_back: int
    drift: int | None


@dataclass(slots=True)
class _Door:
    into: int = 0
    out: int = 0
    unmatched: int = 0
    taken_back: int = 0

    @property
    def is_used(self) -> bool:
        return bool(self.into or self.out or self.unmatched or self.taken_back)


@dataclass(slots=True)
class CountWalk:
    """Follows doors and head counts entry by entry."""

    doors: dict[tuple[str, str | None], _Door] = field(default_factory=dict)
    head_counts: list[HeadCount] = field(default_factory=list)
    taken_back: Counter[str] = field(default_factory=Counter)
    """How many entries were taken back, by their kind."""
    jumps: list[tuple[int, int]] = field(default_factory=list)
    """Jumps of the computer's clock and sleeps: when noted (UTC ms), how far (ms)."""

    @classmethod
    def of(cls, plans: Iterable[SpacePlan]) -> CountWalk:
        return cls({(plan.name, door): _Door() for plan in plans for door in (*plan.doors, None)})

    def take(self, entry: Entry, *, stands: bool) -> None:
        if entry.kind == Kind.UNDONE:
            self.taken_back[entry.details["kind"]] += 1
        elif entry.kind == Kind.CLOCK_NOTED:
            self.jumps.append((entry.happened, entry.details["jump_ms"]))
        elif entry.kind == Kind.TAPPED and entry.space is not None:
            self._tap(self.doors[entry.space, entry.door], entry, stands=stands)
        elif entry.kind == Kind.COUNTED and stands and entry.space is not None:
            details = entry.details
            self.head_counts.append(
                HeadCount(
                    entry.happened,
                    entry.space,
                    entry.people or 0,
                    details["was"],
                    entry.change,
                    details["before"][2],
                    entry.station,
                )
            )

    def _tap(self, door: _Door, entry: Entry, *, stands: bool) -> None:
        if not stands:
            door.taken_back += entry.people or 0
        elif entry.change > 0:
            door.into += entry.change
        else:
            door.out -= entry.change
            door.unmatched += entry.details.get("unmatched", 0)

    def door_figures(self) -> tuple[DoorFigures, ...]:
        """Every door, and the desk where it counted for a space, in the building's order."""
        used = [(space, door) for (space, door), figures in self.doors.items() if door is not None or figures.is_used]
        tapped = Counter(space for space, door in used if self.doors[space, door].is_used)
        counted = {each.space for each in self.head_counts}
        drift: Counter[str] = Counter()
        for each in self.head_counts:
            drift[each.space] += each.difference
        return tuple(
            DoorFigures(
                space,
                door,
                (found := self.doors[space, door]).into,
                found.out,
                found.unmatched,
                found.taken_back,
                drift[space] if space in counted and tapped[space] == 1 and found.is_used else None,
            )
            for space, door in used
        )
