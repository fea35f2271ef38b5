"""Figures of an evening: how many people were where after each entry, and moments people can read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from roomflow.domain import building
from roomflow.domain.building import Building, SpaceKind, SpacePlan, building_from
from roomflow.domain.events import Entry, Kind

ROOM_KINDS: Final = tuple(kind.value for kind in building.ROOM_KINDS)
"""The kinds of space where the public sits, as the log and the files write them."""


_SETS_LIMITS: Final = frozenset((Kind.LIMIT_SET.value, Kind.RESERVED_SET.value, Kind.UNDONE.value))


class Occupancy:
    """People inside, places held, limit and places reserved of each space, from the entries alone."""

    def __init__(self, plans: Sequence[SpacePlan]) -> None:
        self.inside = {plan.name: 0 for plan in plans}
        self.held = dict(self.inside)
        self.limits = {plan.name: plan.limit for plan in plans}
        self.reserved = {plan.name: plan.reserved for plan in plans}

    def take(self, entry: Entry) -> None:
        space, other = entry.space, entry.from_space
        if space is not None:
            self.inside[space] += entry.change
            if entry.held:
                self.held[space] += entry.held
            if entry.kind in _SETS_LIMITS:
                self._set_limit(space, entry)
        if other is not None:
            self.inside[other] += entry.from_change
            self.held[other] += entry.from_held

    def _set_limit(self, space: str, entry: Entry) -> None:
        kind = entry.details["kind"] if entry.kind == Kind.UNDONE else entry.kind
        if kind == Kind.LIMIT_SET:
            self.limits[space] = entry.details["limit"]
        elif kind == Kind.RESERVED_SET:
            self.reserved[space] = entry.details["reserved"]

    def places(self, space: str) -> int | None:
        """What the public can have; None outside."""
        limit = self.limits[space]
        return None if limit is None else limit - self.reserved[space]

    def free(self, space: str) -> int | None:
        """Signed; None outside."""
        places = self.places(space)
        return None if places is None else places - self.inside[space] - self.held[space]


def building_of(entries: Sequence[Entry]) -> Building:
    """The building a log was opened with: its first entry holds it."""
    assert entries[0].kind == Kind.OPENED
    return building_from(entries[0].details["building"])


def after_each(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Occupancy]]:
    """Each entry with the occupancy after it; always the same object, changed in place."""
    occupancy = Occupancy(building_of(entries).spaces)
    for entry in entries:
        occupancy.take(entry)
        yield entry, occupancy


class ByKind:
    """The entries of a meeting by their kind, each kind in order: most figures ask for a few kinds only."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._kinds: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._kinds[entry.kind].append(entry)
        self.undone = {entry.undoes for entry in self.of(Kind.UNDONE)}
        """The numbers of the entries that were taken back."""

    def of(self, kind: str) -> Sequence[Entry]:
        """Those of a kind, whether they stand or not."""
        return self._kinds.get(kind, ())

    def standing(self, kind: str) -> list[Entry]:
        """Those of a kind that nobody took back."""
        return [entry for entry in self.of(kind) if entry.seq not in self.undone]


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that were not taken back, without those that took them back."""
    undone = {entry.undoes for entry in entries if entry.undoes is not None}
    return [entry for entry in entries if entry.seq not in undone and entry.undoes is None]


def is_full(kind: SpaceKind, free: int) -> bool:
    """Whether a space with so many free places is full: a space kept clear only once somebody is in it."""
    return free < 0 if kind is SpaceKind.KEEP_CLEAR else free <= 0


def moment(at: int, zone: ZoneInfo) -> str:
    """A moment (UTC, ms) as ISO text with the offset of the meeting's zone, to the second."""
    return _second(at // 1000, zone)


@lru_cache(maxsize=4096)
def _second(at: int, zone: ZoneInfo) -> str:
    # The entries of a long log share their seconds, and each is written more than once.
    return dt.datetime.fromtimestamp(at, zone).isoformat()
