"""The wait range: how long a party may have to wait, as a range with its reason, never a minute and never a promise.

One figure is estimated, the classic *queue over rate*: people ahead, less what is free already, over the places that
free in a minute. The rate is what was observed in the last 15 minutes, tempered by a prior, since the doors fill long
before anybody leaves; late in the meeting people leave faster. A short table for each wish, calibrated on evenings by
`python -m tests.proof.calibration`, turns the figure into what is shown. docs/decisions/0020, 0036 and 0094 say what
was tried, docs/proof.md how often it holds in buildings the table has not seen.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from enum import StrEnum
from typing import Final, NamedTuple

from msgspec import Struct

from roomflow.domain.building import ROOM_KINDS, SpaceKind
from roomflow.domain.ending import moment_on
from roomflow.domain.events import Wish
from roomflow.domain.line import ALL_WISHES, ANY_ROOM, Order
from roomflow.domain.meeting import Phase, Picture
from roomflow.domain.releases import Releases
from roomflow.domain.spaces import Space
from roomflow.settings import MINUTE_MS

RATE_MINUTES: Final = 15
"""How far back the rate looks, and how long nothing opens before that is said (BRIEF, default figures)."""
PRIOR_FREED: Final = 24
PRIOR_PERSON_MINUTES: Final = 2000
"""What is added to what was seen: so many places freed among so many person-minutes; it weighs most in small rooms."""
LATE_MINUTES: Final = 75
LATE_TIMES: Final = 3
"""So long after the call to order people begin to leave so many times as fast."""
EXTRA_FOR_EACH_OTHER: Final = 3
"""A party needs its places at once in one room: each person after the first counts three times more."""
LARGER_COUNT: Final = 0.1
"""Places free one by one, and who is fewer passes a larger party that does not fit: its people count a tenth."""
UNLIKELY_TIMES: Final = 1.25
UNLIKELY_SPARE_MINUTES: Final = 15
UNLIKELY_LEFT_MINUTES: Final = (20, 120)
"""*Unlikely tonight*, so long before the expected end, where the estimate is so many times what is left and a spare.

Nearer to it the end itself is less sure than the wait.
"""
AT_LEAST_MINUTES: Final = 5
"""The least that is said where nothing has opened."""

_ANY_UP_TO: Final = (11.0, 20.0, 24.0, 100.0)
_CHAMBER_UP_TO: Final = (10.0, 100.0)
"""Estimates in minutes that divide the table of a wish: the row of an estimate is the first whose bound it is below."""
_ANY_SHOWN: Final = ((0, 30), (10, 40), (20, 50), (20, None), (60, None))
_CHAMBER_SHOWN: Final = ((0, 30), (10, None), (60, None))
"""Low and high in minutes for each row; no high is *more than 60 min*."""
_CHAMBER: Final = SpaceKind.CHAMBER
_ONLY_CHAMBER: Final = frozenset((Wish.CHAMBER,))
_AT_ONCE: Final = (0, 5)
"""Places enough are free and wait for a head count or for the next call."""


class WaitKind(StrEnum):
    """Which sentence a wait range is."""

    RANGE = "range"
    """From low to high; without high, from low to more than 60 min."""
    MORE_THAN_60 = "more-than-60"
    NO_PLACES_OPENED = "no-places-opened"
    """Nothing was freed in the last 15 min: at least low, and nobody can say more."""
    UNLIKELY_TONIGHT = "unlikely-tonight"


class WaitRange(Struct, frozen=True):
    """What a screen may say of a wait: multiples of 5 min; `high_minutes` is None past 60 and where unknown.

    `freed_in_the_last_hour` counts the places freed in the rooms of the wish: the reason that is said with it.
    """

    low_minutes: int
    high_minutes: int | None
    freed_in_the_last_hour: int
    kind: WaitKind


def wait_range(
    picture: Picture,
    releases: Releases,
    wish: Wish,
    people: int = 1,
    order: Order | None = None,
    *,
    elapsed: int | None = None,
) -> WaitRange:
    """The wait of a party of that wish and size: of a newcomer, or of a waiting ticket by its `order`.

    `elapsed` is now in ms of the meeting's clock (the moment of the last entry where it is not given).
    """
    now = picture.elapsed if elapsed is None else elapsed
    freed = releases.freed(now, 60, wish)
    minutes = _estimate(picture, releases, wish, people, order, now)
    if minutes is None:
        return WaitRange(0, None, freed, WaitKind.UNLIKELY_TONIGHT)
    if minutes == 0:
        return WaitRange(*_AT_ONCE, freed, WaitKind.RANGE)
    low, high = _row(wish, minutes)
    if _is_unlikely(picture, minutes, now):
        return WaitRange(low, None, freed, WaitKind.UNLIKELY_TONIGHT)
    if releases.freed(now, RATE_MINUTES, wish) == 0:
        least = max(low, AT_LEAST_MINUTES) if high is None else AT_LEAST_MINUTES
        return WaitRange(least, None, freed, WaitKind.NO_PLACES_OPENED)
    return WaitRange(low, high, freed, WaitKind.MORE_THAN_60 if low >= 60 else WaitKind.RANGE)


def _row(wish: Wish, minutes: float) -> tuple[int, int | None]:
    """What the table shows of an estimate. Of the chamber less is said: speakers are given most that frees in it."""
    if wish is Wish.ANY:
        return _ANY_SHOWN[bisect_right(_ANY_UP_TO, minutes)]
    return _CHAMBER_SHOWN[bisect_right(_CHAMBER_UP_TO, minutes)]


def _is_unlikely(picture: Picture, minutes: float, now: int) -> bool:
    """Only somebody who said when the meeting ends lets anybody hear *unlikely tonight* before the close."""
    if picture.ends_at is None:
        return False
    left = (picture.ends_at - picture.at - (now - picture.elapsed)) / MINUTE_MS
    earliest, latest = UNLIKELY_LEFT_MINUTES
    return earliest <= left <= latest and minutes >= UNLIKELY_TIMES * (left + UNLIKELY_SPARE_MINUTES)


def _estimate(
    picture: Picture, releases: Releases, wish: Wish, people: int, order: Order | None, now: int
) -> float | None:
    """Minutes by queue over rate; 0 where places enough are free now, None where nobody will be called.

    Chamber and overflow are two pools. Who wishes the chamber never takes from the second, so a party for any room
    waits for whichever is quicker: its own kind through the overflow, or everybody through all rooms. A party for
    the chamber waits for the slower of the two.
    """
    if picture.phase is not Phase.OPEN:
        return None
    within, elsewhere = _pools(picture)
    both = within.with_(elsewhere)
    if (both if wish is Wish.ANY else within).largest < people:
        return None
    leaving = _leaving(picture, both.taken, releases, now)
    everybody = _over(_ahead(picture, ALL_WISHES, people, order), people, both, leaving)
    if wish is Wish.ANY:
        return min(everybody, _over(_ahead(picture, ANY_ROOM, people, order), people, elsewhere, leaving))
    return max(everybody, _over(_ahead(picture, _ONLY_CHAMBER, people, order), people, within, leaving))


class _Pool(NamedTuple):
    """Rooms that one party may go to: free places, the most in one room, people inside or promised, and the places of
    the largest room."""

    free: int
    most: int
    taken: int
    largest: int

    def with_(self, other: _Pool) -> _Pool:
        most, largest = max(self.most, other.most), max(self.largest, other.largest)
        return _Pool(self.free + other.free, most, self.taken + other.taken, largest)


def _pools(picture: Picture) -> tuple[_Pool, _Pool]:
    """The chamber, and the other rooms; a closed one is in neither. Nothing is free while nobody is called."""
    calls = not picture.stopped and not picture.in_emergency
    rooms = [space for space in picture.spaces.values() if space.plan.kind in ROOM_KINDS and not space.closed]
    within = _pool([room for room in rooms if room.plan.kind is _CHAMBER], calls)
    return within, _pool([room for room in rooms if room.plan.kind is not _CHAMBER], calls)


def _pool(rooms: list[Space], calls: bool) -> _Pool:
    free = most = taken = largest = 0
    for room in rooms:  # one look at each: every ticket of a page asks, and every answer of a desk in a browser
        left = room.free if calls else 0
        if left > 0:
            free += left
            most = max(most, left)
        taken += room.inside + room.held
        largest = max(largest, room.places)
    return _Pool(free, most, taken, largest)


class _Ahead(NamedTuple):
    """People who stand before a party: all of them, and those who do not need more places at once than it does."""

    all: int
    no_larger: int

    @property
    def counted(self) -> float:
        return self.no_larger + LARGER_COUNT * (self.all - self.no_larger)


def _ahead(picture: Picture, wishes: frozenset[Wish], size: int, order: Order | None) -> _Ahead:
    """People of waiting tickets of these wishes that stand before a party of that size; all of them for a newcomer."""
    everybody = no_larger = 0
    for (wish, each, _), places in picture.line.buckets.items():
        if wish in wishes:
            people = each * (len(places) if order is None else bisect_left(places, (order, -1)))
            everybody += people
            no_larger += people if each <= size else 0
    return _Ahead(everybody, no_larger)


class _Leaving(NamedTuple):
    """The share of the people in the rooms that leaves each minute: now, and LATE_TIMES of it after `late` minutes."""

    share: float
    late: float

    def minutes_until(self, share: float) -> float:
        """Minutes until so large a share of the people has left."""
        before = self.share * self.late
        if share <= before:
            return share / self.share
        return self.late + (share - before) / (self.share * LATE_TIMES)


def _leaving(picture: Picture, taken: int, releases: Releases, now: int) -> _Leaving:
    """As observed, and the prior where little was; late in the meeting both are of the late rate already."""
    late = _minutes_until_late(picture, now)
    prior = PRIOR_FREED if late > 0 else PRIOR_FREED * LATE_TIMES
    minutes = min(RATE_MINUTES, max(1.0, now / MINUTE_MS))
    observed = releases.freed(now, RATE_MINUTES)
    share = (observed + prior) / (taken * minutes + PRIOR_PERSON_MINUTES)
    return _Leaving(share, late) if late > 0 else _Leaving(share / LATE_TIMES, 0.0)


def _minutes_until_late(picture: Picture, now: int) -> float:
    """By the call to order that was marked, else by the one that was planned; where neither is known it is never."""
    order = picture.marks.get("called-to-order")
    if order is None:
        order = moment_on(picture.date, picture.call_to_order, picture.building.timezone)
    if order is None:
        return math.inf
    return max(0.0, LATE_MINUTES + (order - picture.at - (now - picture.elapsed)) / MINUTE_MS)


def _over(ahead: _Ahead, people: int, pool: _Pool, leaving: _Leaving) -> float:
    """Minutes until so many people ahead, and then the party, have places in these rooms."""
    # Places in two rooms seat no party together.
    if pool.free >= ahead.all + people and pool.most >= people:
        return 0.0
    if pool.taken == 0:
        return math.inf
    needed = ahead.counted + people + EXTRA_FOR_EACH_OTHER * (people - 1) - pool.free
    return leaving.minutes_until(max(1, needed) / pool.taken)
