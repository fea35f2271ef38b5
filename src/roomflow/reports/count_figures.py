"""Figures of the counting: every head count with what it found, and each door with its taps and what was taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec import Struct, field

from roomflow.domain.balance import balance_of
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft
from roomflow.domain.spaces import Space

# Asked of every entry of a long log: a text of its own is found sooner than a name of an enumeration.
_TAPPED: Final = Kind.TAPPED.value
_UNDONE: Final = Kind.UNDONE.value
_CLOCK_NOTED: Final = Kind.CLOCK_NOTED.value
_COUNTED: Final = Kind.COUNTED.value


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
    """One door, or with `door` None its space: its doors, with what was counted without one and what head counts found.

    `balance` is in less out; of a space, `balance + without_door + head_counts = inside`. `out` counts the `unmatched`
    too: exits from an empty space. `unmatched` and `taken_back` of a space are those of its doors and of the desk.
    `drift` is what head counts of the space found missing (+) or too many (−), None where the space has another place
    that was tapped: then nobody can say which of them it was.
    """

    space: str
    door: str | None
    into: int
    out: int
    balance: int
    unmatched: int
    taken_back: int
    drift: int | None = None
    without_door: int | None = None
    head_counts: int | None = None
    inside: int | None = None


class _Door(Struct):
    taps: int = 0
    unmatched: int = 0
    taken_back: int = 0


class CountWalk(Struct):
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
        kind = entry.kind
        if kind == _TAPPED:
            if entry.space is not None:
                self._tap(self.doors[entry.space, entry.door], entry, stands=stands)
        elif kind == _UNDONE:
            self.taken_back[entry.details["kind"]] += 1
        elif kind == _CLOCK_NOTED:
            self.jumps.append((entry.happened, entry.details["jump_ms"]))
        elif kind == _COUNTED and stands and entry.space is not None:
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
        door.taps += 1
        if not stands:
            door.taken_back += entry.people or 0
        elif entry.details and entry.change <= 0:
            door.unmatched += entry.details.get("unmatched", 0)

    def door_figures(self, end: Draft) -> tuple[DoorFigures, ...]:
        """Every door in the building's order, and behind the doors of a space the space."""
        return tuple(row for space in end.spaces.values() for row in self._rows(space))

    def _rows(self, space: Space) -> Iterator[DoorFigures]:
        if space.kind is SpaceKind.OUTSIDE:
            return
        balance, name = balance_of(space), space.name
        places = {door: each for (where, door), each in self.doors.items() if where == name}
        tapped = sum(bool(each.taps) for each in places.values())
        found = [each.difference for each in self.head_counts if each.space == name]
        for door in balance.doors:
            each = places[door.door]
            drift = sum(found) if found and tapped == 1 and each.taps else None
            counted = (door.into, door.out, door.balance, each.unmatched, each.taken_back, drift)
            yield DoorFigures(name, door.door, *counted)
        yield DoorFigures(
            name,
            None,
            sum(door.into for door in balance.doors),
            sum(door.out for door in balance.doors),
            balance.by_doors,
            sum(each.unmatched for each in places.values()),
            sum(each.taken_back for each in places.values()),
            None,
            balance.without_door,
            balance.head_counts,
            space.inside,
        )
