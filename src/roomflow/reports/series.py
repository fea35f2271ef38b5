"""How full each space was at every moment, as steps: what the strip and the chart draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from roomflow.domain.events import Entry, Kind
from roomflow.reports.figures import Occupancy, building_of, standing

STEPS_MAX: Final = 4_000
"""So many steps of a space are kept: more than any picture is wide."""
_SETS_LIMITS: Final = (Kind.LIMIT_SET, Kind.RESERVED_SET, Kind.UNDONE)
Step = tuple[int, int]
"""From a moment (UTC ms) on, so many people."""


@dataclass(slots=True)
class Series:
    """One space. Steps in order of time; `limits` and `places` begin with the meeting. Moments are UTC ms."""

    inside: list[Step]
    places: list[Step]
    limits: list[Step]
    calls: list[int] = field(default_factory=list)
    head_counts: list[Step] = field(default_factory=list)
    """When somebody counted, and how many were inside after it."""


def series_of(entries: Sequence[Entry]) -> dict[str, Series]:
    """The series of each space in the building's order; outside, where nobody is counted, none."""
    begun = entries[0].happened
    found: dict[str, Series] = {}
    reserved: dict[str, int] = {}
    for plan in building_of(entries).spaces:
        if plan.limit is not None:
            steps = [(begun, plan.limit - plan.reserved)], [(begun, plan.limit)]
            found[plan.name] = Series([(begun, 0)], *steps)
            reserved[plan.name] = plan.reserved
    latest = begun
    now = Occupancy([*found, *(plan.name for plan in building_of(entries).spaces)])
    for entry in entries:
        now.take(entry)
        # A tap that came late happened before the entry ahead of it; the picture never runs back.
        latest = max(latest, entry.happened)
        if entry.change and entry.space in found:
            _step(found[entry.space].inside, latest, now.inside[entry.space])
        if entry.from_change and entry.from_space in found:
            _step(found[entry.from_space].inside, latest, now.inside[entry.from_space])
        if entry.kind in _SETS_LIMITS and entry.space in found:
            _change_limits(found[entry.space], reserved, entry, latest)
    for entry in standing(entries):
        if entry.space in found and entry.kind == Kind.CALLED:
            found[entry.space].calls.append(entry.happened)
        elif entry.space in found and entry.kind == Kind.COUNTED:
            found[entry.space].head_counts.append((entry.happened, entry.details["was"] + entry.change))
    for series in found.values():
        series.inside = _thinned(series.inside)
    return found


def _thinned(steps: list[Step]) -> list[Step]:
    """Of a very long evening, in each of equal parts the step to the most people and the last one."""
    if len(steps) <= STEPS_MAX:
        return steps
    begin, end = steps[0][0], steps[-1][0]
    part = max(1, (end - begin) * 2 // STEPS_MAX + 1)
    kept: dict[int, tuple[Step, Step]] = {}
    for step in steps:
        highest, _ = kept.get((step[0] - begin) // part, (step, step))
        kept[(step[0] - begin) // part] = (max(highest, step, key=lambda each: each[1]), step)
    return [step for pair in kept.values() for step in sorted(set(pair))]


def _change_limits(series: Series, reserved: dict[str, int], entry: Entry, at: int) -> None:
    assert entry.space is not None
    kind = entry.details["kind"] if entry.kind == Kind.UNDONE else entry.kind
    if kind == Kind.LIMIT_SET:
        _step(series.limits, at, entry.details["limit"])
    elif kind == Kind.RESERVED_SET:
        reserved[entry.space] = entry.details["reserved"]
    else:
        return
    _step(series.places, at, series.limits[-1][1] - reserved[entry.space])


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
