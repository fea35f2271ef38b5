"""Releases: how many places were freed in the last hour, minute by minute, in a record that cannot grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roomflow.domain.building import ROOM_KINDS, SpaceKind
from roomflow.domain.events import Entry, Kind, Wish
from roomflow.domain.spaces import Space
from roomflow.settings import MINUTE_MS

MINUTES_KEPT_MAX: Final = 60

_CHAMBER: Final = SpaceKind.CHAMBER
_BY_LIMIT: Final = (Kind.LIMIT_SET.value, Kind.RESERVED_SET.value, Kind.SPACE_OPENED.value)
_OTHERWISE: Final = frozenset((Kind.UNDONE.value, Kind.ON_DECK.value, *_BY_LIMIT))
_TAKEN_BACK: Final = (Kind.TAPPED.value, Kind.COUNTED.value)
"""A slip at a door or in a head count is taken out of the record again by its undo."""


class Freed(Struct, frozen=True):
    """Places freed within one minute of the meeting's clock; minutes in which none was are left out."""

    minute: int
    chamber: int
    overflow: int


class Releases:
    """Places freed in each of the last 60 minutes, oldest first. Belongs to a draft; screens get a copy.

    A place is freed when the free places of a room grow: people leave, a promise ends that nobody took up, a head
    count finds fewer, a limit is raised. What a room is over its places frees nothing.
    """

    __slots__ = ("minutes",)

    def __init__(self, minutes: Iterable[Freed] = ()) -> None:
        self.minutes: list[Freed] = list(minutes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Releases) and list(self.minutes) == list(other.minutes)

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Releases:
        return Releases(self.minutes)

    def note(self, entry: Entry, spaces: Mapping[str, Space]) -> None:
        """Take an entry into the record; `spaces` are those after it."""
        if entry.kind in _OTHERWISE:
            self._note_otherwise(entry, spaces)
            return
        space, people = entry.space, entry.change + entry.held
        if people < 0 and space is not None:
            self._add(entry, spaces[space], -people)
        space = entry.from_space
        if space is not None and (people := entry.from_change + entry.from_held) < 0:
            self._add(entry, spaces[space], -people)

    def _note_otherwise(self, entry: Entry, spaces: Mapping[str, Space]) -> None:
        """Entries whose columns do not say what they free."""
        if entry.space is None:
            return
        space = spaces[entry.space]
        if entry.kind == Kind.UNDONE:
            if entry.details["kind"] in _TAKEN_BACK:
                self._take_back(-_grown(space, -entry.change - entry.held))
            elif entry.details["kind"] == Kind.ON_DECK:
                self._add(entry, space, -entry.held)
        elif entry.kind == Kind.ON_DECK:
            # Freed in this step, and held for a speaker: nobody in line gets it.
            self._take_back(entry.held)
        else:
            self._add(entry, space, _by_limit(entry, space))

    def freed(self, elapsed: int, minutes: int, wish: Wish = Wish.ANY) -> int:
        """Places freed in the last so many minutes (at most 60) in the rooms of a wish; `elapsed` is now in ms."""
        since = elapsed // MINUTE_MS - minutes
        any_room = wish is Wish.ANY
        return sum([freed.chamber + freed.overflow * any_room for freed in self.minutes if freed.minute > since])

    def _add(self, entry: Entry, room: Space, people: int) -> None:
        places = _grown(room, people)
        if places <= 0:
            return
        minute, minutes = entry.elapsed // MINUTE_MS, self.minutes
        if not minutes or minutes[-1].minute != minute:
            minutes.append(Freed(minute, 0, 0))
            del minutes[:-MINUTES_KEPT_MAX]
        freed = minutes[-1]
        if room.plan.kind is _CHAMBER:
            minutes[-1] = replace(freed, chamber=freed.chamber + places)
        else:
            minutes[-1] = replace(freed, overflow=freed.overflow + places)

    def _take_back(self, places: int) -> None:
        """Which minute it was is not known any more: the newest ones give."""
        for index in range(len(self.minutes) - 1, -1, -1):
            if places <= 0:
                return
            freed = self.minutes[index]
            from_chamber = min(freed.chamber, places)
            from_overflow = min(freed.overflow, places - from_chamber)
            self.minutes[index] = Freed(freed.minute, freed.chamber - from_chamber, freed.overflow - from_overflow)
            places -= from_chamber + from_overflow


def _grown(room: Space, people: int) -> int:
    """By how much the free places of a room grew when so many people or promises left it; 0 for what is no room."""
    if room.plan.kind not in ROOM_KINDS or room.closed:
        return 0
    free = room.free
    return people if free >= people else max(0, free) - max(0, free - people)


def _by_limit(entry: Entry, room: Space) -> int:
    """Places that a new limit, a new figure of reserved places or the opening of a room adds."""
    if entry.kind == Kind.SPACE_OPENED:
        return max(0, room.free)
    if entry.kind == Kind.LIMIT_SET:
        return int(entry.details["limit"] - entry.details["was"])
    return int(entry.details["was"] - entry.details["reserved"])
