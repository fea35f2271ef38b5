"""Figures of each space and of all rooms together: admissions, peak and when, time full, past the limit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft
from roomflow.domain.spaces import Space, crowd_managers, drift_of

COUNTED_IN: Final = frozenset((Kind.TAPPED.value, Kind.SEATED.value))
"""Kinds that admit people. Who stepped out and comes back, or moves between rooms, is not admitted again."""

_SETS_RESERVED: Final = frozenset((Kind.OPENED.value, Kind.RESERVED_SET.value, Kind.UNDONE.value))


class SpaceFigures(Struct, frozen=True):
    """One space over the evening. Moments are UTC ms as people read them, durations ms of the meeting's own clock.

    `limit`, `reserved`, `inside`, `held` as the last entry leaves them. It is full while nothing is free, places that
    are held included (`full_at`, `full_ms`); `reached_at` is when all its places were first taken. `over` is the most
    people inside past the places, `past_posted` the most past the posted limit with the reserved counted. `drift` is
    by how many people the last count may be off (95 of 100 times), None where it was never counted.
    """

    name: str
    kind: str
    limit: int | None
    reserved: int
    inside: int
    held: int
    admissions: int
    exits: int
    peak: int
    peak_at: int | None
    peak_verified: bool
    full_at: int | None
    full_ms: int
    reached_at: int | None
    over: int
    over_at: int | None
    past_posted: int
    drift: int | None
    counted_at: int | None

    @property
    def places(self) -> int | None:
        return None if self.limit is None else self.limit - self.reserved

    @property
    def verified(self) -> bool:
        """Whether the last count is a head count, with nobody through a door since."""
        return self.drift == 0


class RoomsFigures(Struct, frozen=True):
    """All rooms together. `present_peak` is inside and reserved, which crowd managers go by."""

    places: int
    admissions: int
    peak: int
    peak_at: int | None
    peak_places: int
    present_peak: int
    crowd_managers: int
    full_ms: int
    """How long every room was full at once."""


class _Track(Struct):
    """What is kept of one space on the way through the entries."""

    is_room: bool
    keep_clear: bool
    admissions: int = 0
    exits: int = 0
    peak: int = 0
    peak_at: int | None = None
    peak_verified: bool = False
    full_at: int | None = None
    full_since: int | None = None
    full_ms: int = 0
    reached_at: int | None = None
    over: int = 0
    over_at: int | None = None
    past_posted: int = 0


class SpaceWalk:
    """Follows the spaces entry by entry; only those an entry names can change by it."""

    def __init__(self, plans: Iterable[SpacePlan]) -> None:
        plans = tuple(plans)
        self._tracks = {plan.name: _Track(plan.is_room, plan.kind is SpaceKind.KEEP_CLEAR) for plan in plans}
        self._rooms = [plan.name for plan in plans if plan.is_room]
        self._full = 0
        """In how many rooms nothing is free."""
        self._inside = 0
        self._reserved = 0
        self._peak = 0
        self._peak_at: int | None = None
        self._peak_places = 0
        self._present_peak = 0
        self._all_full_since: int | None = None
        self._all_full_ms = 0

    def take(self, entry: Entry, now: Draft, *, stands: bool) -> None:
        """Look at the meeting right after an entry; `stands` where nobody took it back."""
        kind, name, other = entry.kind, entry.space, entry.from_space
        if kind in _SETS_RESERVED:
            self._reserved = sum(now.spaces[name].reserved for name in self._rooms)
        if name is not None:
            track, change = self._tracks[name], entry.change
            if stands and kind in COUNTED_IN:
                if change > 0:
                    track.admissions += change
                else:
                    track.exits -= change
            self._look(entry, now.spaces[name], track, change)
        if other is not None:
            self._look(entry, now.spaces[other], self._tracks[other], entry.from_change)
        if self._inside > self._peak:
            self._peak, self._peak_at = self._inside, entry.happened
            self._peak_places = sum(now.spaces[name].places for name in self._rooms)
        if self._inside + self._reserved > self._present_peak:
            self._present_peak = self._inside + self._reserved

    def _look(self, entry: Entry, space: Space, track: _Track, change: int) -> None:
        inside, limit = space.inside, space.limit
        if track.is_room:
            self._inside += change
        if inside >= track.peak:
            self._look_at_peak(entry, space, track, inside)
        if limit is None:
            return
        places = limit - space.reserved
        free = places - inside - space.held
        if free <= 0 or track.full_since is not None:
            self._look_whether_full(entry, track, free)
        if inside >= places:
            self._look_whether_over(entry, track, inside, places)
        if inside + space.reserved - limit > track.past_posted:
            track.past_posted = inside + space.reserved - limit

    def _look_at_peak(self, entry: Entry, space: Space, track: _Track, inside: int) -> None:
        if inside > track.peak:
            track.peak, track.peak_at, track.peak_verified = inside, entry.happened, False
        if not track.peak_verified and space.counted_at is not None:
            track.peak_verified = drift_of(space) == 0

    def _look_whether_over(self, entry: Entry, track: _Track, inside: int, places: int) -> None:
        if track.reached_at is None and places > 0:
            track.reached_at = entry.happened
        if inside - places > track.over:
            track.over, track.over_at = inside - places, entry.happened

    def _look_whether_full(self, entry: Entry, track: _Track, free: int) -> None:
        if free < 0 or (free == 0 and not track.keep_clear):
            if track.full_since is None:
                track.full_since = entry.elapsed
                self._look_whether_all_full(entry, track)
            if track.full_at is None:
                track.full_at = entry.happened
        elif track.full_since is not None:
            track.full_ms += entry.elapsed - track.full_since
            track.full_since = None
            self._look_whether_all_full(entry, track)

    def _look_whether_all_full(self, entry: Entry, track: _Track) -> None:
        """A space became full, or is full no more; of account where it is a room."""
        if not track.is_room:
            return
        self._full += 1 if track.full_since is not None else -1
        if self._full == len(self._rooms):
            self._all_full_since = entry.elapsed
        elif self._all_full_since is not None:
            self._all_full_ms += entry.elapsed - self._all_full_since
            self._all_full_since = None

    def spaces(self, end: Draft) -> tuple[SpaceFigures, ...]:
        """The figures, with the meeting as its last entry leaves it."""
        return tuple(self._figures(space, end.elapsed) for space in end.spaces.values())

    def _figures(self, space: Space, elapsed: int) -> SpaceFigures:
        track = self._tracks[space.name]
        full_ms = track.full_ms + (elapsed - track.full_since if track.full_since is not None else 0)
        return SpaceFigures(
            name=space.name,
            kind=space.kind.value,
            limit=space.limit,
            reserved=space.reserved,
            inside=space.inside,
            held=space.held,
            admissions=track.admissions,
            exits=track.exits,
            peak=track.peak,
            peak_at=track.peak_at,
            peak_verified=track.peak_verified,
            full_at=track.full_at,
            full_ms=full_ms,
            reached_at=track.reached_at,
            over=track.over,
            over_at=track.over_at,
            past_posted=track.past_posted,
            drift=None if space.counted_at is None else drift_of(space),
            counted_at=space.counted_at,
        )

    def rooms(self, end: Draft) -> RoomsFigures:
        """All rooms together."""
        since = self._all_full_since
        return RoomsFigures(
            places=sum(end.spaces[name].places for name in self._rooms),
            admissions=sum(self._tracks[name].admissions for name in self._rooms),
            peak=self._peak,
            peak_at=self._peak_at,
            peak_places=self._peak_places,
            present_peak=self._present_peak,
            crowd_managers=crowd_managers(self._present_peak, end.figures),
            full_ms=self._all_full_ms + (end.elapsed - since if since is not None else 0),
        )
