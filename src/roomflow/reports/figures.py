"""Figures of an evening: how many people were where after each entry, and moments people can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from roomflow.domain import building
from roomflow.domain.building import Building, SpaceKind, building_from
from roomflow.domain.events import Entry, Kind

ROOM_KINDS: Final = tuple(kind.value for kind in building.ROOM_KINDS)
"""The kinds of space where the public sits, as the log and the files write them."""


class Occupancy:
    """People inside and places held in each space, from the columns of the entries alone."""

    def __init__(self, names: Iterable[str]) -> None:
        self.inside = dict.fromkeys(names, 0)
        self.held = dict.fromkeys(self.inside, 0)

    def take(self, entry: Entry) -> None:
        if entry.space is not None:
            self.inside[entry.space] += entry.change
            self.held[entry.space] += entry.held
        if entry.from_space is not None:
            self.inside[entry.from_space] += entry.from_change
            self.held[entry.from_space] += entry.from_held


def building_of(entries: Sequence[Entry]) -> Building:
    """The building a log was opened with: its first entry holds it."""
    assert entries[0].kind == Kind.OPENED
    return building_from(entries[0].details["building"])


def after_each(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Occupancy]]:
    """Each entry with the occupancy after it; always the same object, changed in place."""
    occupancy = Occupancy(space.name for space in building_of(entries).spaces)
    for entry in entries:
        occupancy.take(entry)
        yield entry, occupancy


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
