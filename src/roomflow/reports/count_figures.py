"""Figures of the counting: every head count with what it found, and each door with its taps and what was taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import Struct

from roomflow.domain.balance import balance_of
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft
from roomflow.domain.spaces import Space
from roomflow.reports.figures import ByKind


class HeadCount(NamedTuple):
    """Somebody counted the public seats. `meanwhile` is what taps changed while it went on, `difference` what it added
    to the count: `max(0, counted + meanwhile) - was`; `crossings` how many passed since the head count before."""

    at: int
    space: str
    counted: int
    meanwhile: int
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


_Place = tuple[str, str | None]
"""A space and one of its doors, or None for what was tapped without one."""
_place: Final[Callable[[Entry], _Place]] = attrgetter("space", "door")


class _Door(Struct):
    tapped: bool = False
    unmatched: int = 0
    taken_back: int = 0


def taken_back(kinds: ByKind) -> dict[str, int]:
    """How many entries were taken back, by their kind."""
    return dict(sorted(Counter(entry.details["kind"] for entry in kinds.of(Kind.UNDONE)).items()))


def clock_jumps(kinds: ByKind) -> tuple[tuple[int, int], ...]:
    """Jumps of the computer's clock and sleeps: when noted (UTC ms), how far (ms)."""
    return tuple((entry.happened, entry.details["jump_ms"]) for entry in kinds.of(Kind.CLOCK_NOTED))


def head_counts(kinds: ByKind) -> tuple[HeadCount, ...]:
    """Every head count that stands."""
    return tuple(
        HeadCount(
            entry.happened,
            entry.space,
            entry.people or 0,
            entry.details["since"],
            entry.details["was"],
            entry.change,
            entry.details["before"][2],
            entry.station,
        )
        for entry in kinds.standing(Kind.COUNTED)
        if entry.space is not None
    )


def door_figures(
    kinds: ByKind, plans: Iterable[SpacePlan], counted: Sequence[HeadCount], end: Draft
) -> tuple[DoorFigures, ...]:
    """Every door in the building's order, and behind the doors of a space the space."""
    doors = _doors(kinds, plans)
    return tuple(row for space in end.spaces.values() for row in _rows(space, doors, counted))


def _doors(kinds: ByKind, plans: Iterable[SpacePlan]) -> Mapping[_Place, _Door]:
    """What was tapped at each door, and without one in its space."""
    taps, undone = kinds.of(Kind.TAPPED), kinds.undone
    doors: dict[_Place, _Door] = {(plan.name, door): _Door() for plan in plans for door in (*plan.doors, None)}
    for place in set(map(_place, taps)):
        doors[place].tapped = True
    for tap in taps:
        if tap.seq in undone:
            doors[_place(tap)].taken_back += tap.people or 0
        elif tap.details and tap.change <= 0:
            doors[_place(tap)].unmatched += tap.details.get("unmatched", 0)
    return doors


def _rows(space: Space, doors: Mapping[_Place, _Door], counted: Sequence[HeadCount]) -> Iterator[DoorFigures]:
    if space.kind is SpaceKind.OUTSIDE:
        return
    balance, name = balance_of(space), space.name
    places = {door: each for (where, door), each in doors.items() if where == name}
    tapped = sum(each.tapped for each in places.values())
    found = [each.difference for each in counted if each.space == name]
    for door in balance.doors:
        each = places[door.door]
        drift = sum(found) if found and tapped == 1 and each.tapped else None
        taps = (door.into, door.out, door.balance, each.unmatched, each.taken_back)
        yield DoorFigures(name, door.door, *taps, drift)
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
