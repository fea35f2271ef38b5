"""How full each space was at every moment, as steps: what the strip and the chart draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, field

from roomflow.domain.building import SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.reports.figures import Occupancy, building_of

STEPS_MAX: Final = 4_000
"""So many steps of a space are kept: more than any picture is wide."""
_SETS_LIMITS: Final = frozenset((Kind.LIMIT_SET.value, Kind.RESERVED_SET.value, Kind.UNDONE.value))
_LOOKED_AT: Final = _SETS_LIMITS | {Kind.CALLED.value, Kind.COUNTED.value}
Step = tuple[int, int]
"""From a moment (UTC ms) on, so many people."""


class Series(Struct):
    """One space. Steps in order of time; `limits` and `places` begin with the meeting. Moments are UTC ms."""

    inside: list[Step]
    places: list[Step]
    limits: list[Step]
    calls: list[int] = field(default_factory=list)
    head_counts: list[Step] = field(default_factory=list)
    """When somebody counted, and how many were inside after it."""


def series_of(entries: Sequence[Entry]) -> dict[str, Series]:
    """The series of a meeting's entries, by the name of each space that has a limit."""
    plans = building_of(entries).spaces
    undone = {entry.undoes for entry in entries if entry.undoes is not None}
    now, walk = Occupancy(plans), _Walk(plans, entries[0].happened)
    for entry in entries:
        now.take(entry)
        walk.take(entry, now, stands=entry.seq not in undone)
    return walk.series()


class _Walk:
    """Follows each space with a limit entry by entry, in the building's order; outside nobody is counted."""

    def __init__(self, plans: Iterable[SpacePlan], begun: int) -> None:
        self._latest = begun
        self._found = {
            plan.name: Series([(begun, 0)], [(begun, plan.limit - plan.reserved)], [(begun, plan.limit)])
            for plan in plans
            if plan.limit is not None
        }

    def take(self, entry: Entry, now: Occupancy, *, stands: bool) -> None:
        """Look at the meeting right after an entry; `stands` where nobody took it back."""
        # A tap that came late happened before the entry ahead of it; the picture never runs back.
        if entry.happened > self._latest:
            self._latest = entry.happened
        found, space, other = self._found, entry.space, entry.from_space
        if space in found:
            if entry.change:
                _step(found[space].inside, self._latest, now.inside[space])
            if entry.kind in _LOOKED_AT:
                self._look(found[space], entry, space, now, stands=stands)
        if other in found and entry.from_change:
            _step(found[other].inside, self._latest, now.inside[other])

    def _look(self, series: Series, entry: Entry, name: str, now: Occupancy, *, stands: bool) -> None:
        if entry.kind == Kind.CALLED and stands:
            series.calls.append(entry.happened)
        elif entry.kind == Kind.COUNTED and stands:
            series.head_counts.append((entry.happened, now.inside[name]))
        limit = now.limits[name]
        if entry.kind in _SETS_LIMITS and limit is not None:
            _step(series.limits, self._latest, limit)
            _step(series.places, self._latest, limit - now.reserved[name])

    def series(self) -> dict[str, Series]:
        for each in self._found.values():
            each.inside = _thinned(each.inside)
        return self._found


def _thinned(steps: list[Step]) -> list[Step]:
    """Of a very long evening, in each of equal parts the step to the most people and the last one."""
    if len(steps) <= STEPS_MAX:
        return steps
    begin, end = steps[0][0], steps[-1][0]
    part = max(1, (end - begin) * 2 // STEPS_MAX + 1)
    kept: dict[int, tuple[Step, Step]] = {}
    for step in steps:
        number = (step[0] - begin) // part
        highest, _ = kept.get(number, (step, step))
        kept[number] = (step if step[1] > highest[1] else highest, step)
    return [step for pair in kept.values() for step in sorted(set(pair))]


def _step(steps: list[Step], at: int, people: int) -> None:
    if steps[-1][1] != people:
        steps.append((at, people))


def at_moment(steps: Sequence[Step], at: int) -> int:
    """What a series says at a moment."""
    people = steps[0][1]
    for moment, value in steps:
        if moment > at:
            break
        people = value
    return people
