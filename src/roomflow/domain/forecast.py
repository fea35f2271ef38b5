"""The wait range: how long a party may have to wait, as a range with its reason, never a minute and never a promise.

One figure is estimated, the classic *queue over rate*: people ahead, less what is free already, over the places that
free in a minute. The rate is what was observed in the last 15 minutes, tempered by a prior, since the doors fill long
before anybody leaves. A short table, calibrated on invented evenings, turns the figure into what is shown.
docs/decisions/0020 says what was tried, docs/proof.md how often it holds in buildings the table has not seen.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Wish
from roomflow.domain.line import Order
from roomflow.domain.meeting import Phase, Picture
from roomflow.domain.releases import Releases
from roomflow.domain.spaces import Space
from roomflow.settings import MINUTE_MS

RATE_MINUTES: Final = 15
"""How far back the rate looks, and how long nothing opens before that is said (BRIEF, default figures)."""
PRIOR_FREED: Final = 12
PRIOR_PERSON_MINUTES: Final = 3000
"""Before anything is seen, one seated person in 250 leaves each minute; it weighs as much as 3000 person-minutes."""
EXTRA_FOR_EACH_OTHER: Final = 1
"""A party needs its places at once in one room: each person after the first counts once more."""
UNLIKELY_TIMES: Final = 3
UNLIKELY_LEFT_MINUTES_MAX: Final = 60
"""*Unlikely tonight* in the last hour, when the estimate is so many times the time that is left."""
AT_LEAST_MINUTES: Final = 5
"""The least that is said where nothing has opened."""

_UP_TO: Final = (10.0, 35.0, 58.0, 400.0)
"""Estimates in minutes that divide the table: the row of an estimate is the first whose bound it is below."""
_SHOWN: Final = ((0, 20), (0, 30), (10, 40), (10, None), (60, None))
"""Low and high in minutes for each row; no high is *more than 60 min*."""
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


@dataclass(frozen=True, slots=True)
class WaitRange:
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
    ends: int | None = None,
) -> WaitRange:
    """The wait of a party of that wish and size: of a newcomer, or of a waiting ticket by its `order`.

    `elapsed` is now in ms of the meeting's clock (the moment of the last entry where it is not given), `ends` when
    the meeting is expected to end on it: only somebody who knows that may hear *unlikely tonight* before the close.
    """
    now = picture.elapsed if elapsed is None else elapsed
    freed = releases.freed(now, 60, wish)
    minutes = _estimate(picture, releases, wish, people, order, now)
    if minutes is None:
        return WaitRange(0, None, freed, WaitKind.UNLIKELY_TONIGHT)
    if minutes == 0:
        return WaitRange(*_AT_ONCE, freed, WaitKind.RANGE)
    left = None if ends is None else (ends - now) / MINUTE_MS
    low, high = _SHOWN[bisect_right(_UP_TO, minutes)]
    if left is not None and 0 < left <= UNLIKELY_LEFT_MINUTES_MAX and minutes >= UNLIKELY_TIMES * left:
        return WaitRange(low, None, freed, WaitKind.UNLIKELY_TONIGHT)
    if releases.freed(now, RATE_MINUTES, wish) == 0:
        return WaitRange(max(low, AT_LEAST_MINUTES), None, freed, WaitKind.NO_PLACES_OPENED)
    return WaitRange(low, high, freed, WaitKind.MORE_THAN_60 if low >= 60 else WaitKind.RANGE)


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
    rooms = [space for space in picture.spaces.values() if space.is_room and not space.closed]
    chamber = [room for room in rooms if room.kind is SpaceKind.CHAMBER]
    overflow = [room for room in rooms if room.kind is not SpaceKind.CHAMBER]
    if not any(room.places >= people for room in (rooms if wish is Wish.ANY else chamber)):
        return None
    calls = not picture.stopped and not picture.in_emergency
    ahead = {each: _ahead(picture, each, order) for each in Wish}
    hazard = _leaving(rooms, releases, now)
    everybody = _over(sum(ahead.values()), people, rooms, hazard, calls)
    if wish is Wish.ANY:
        return min(everybody, _over(ahead[Wish.ANY], people, overflow, hazard, calls))
    return max(everybody, _over(ahead[Wish.CHAMBER], people, chamber, hazard, calls))


def _ahead(picture: Picture, wish: Wish, order: Order | None) -> int:
    """People of waiting tickets of a wish that stand before an order; all of them for a newcomer."""
    return sum(
        bucket.people * (len(places) if order is None else bisect_left(places, (order, -1)))
        for bucket, places in picture.line.buckets.items()
        if bucket.wish is wish
    )


def _leaving(rooms: list[Space], releases: Releases, now: int) -> float:
    """The share of the people in the rooms that leaves each minute: observed, and the prior where little was."""
    minutes = min(RATE_MINUTES, max(1.0, now / MINUTE_MS))
    observed = releases.freed(now, RATE_MINUTES)
    return (observed + PRIOR_FREED) / (_taken(rooms) * minutes + PRIOR_PERSON_MINUTES)


def _over(ahead: int, people: int, rooms: list[Space], hazard: float, calls: bool) -> float:
    """Minutes until so many people ahead, and then the party, have places in these rooms."""
    free = sum(max(0, room.free) for room in rooms) if calls else 0
    taken = _taken(rooms)
    # Places in two rooms seat no party together.
    if free >= ahead + people and any(room.free >= people for room in rooms):
        return 0.0
    if taken == 0:
        return math.inf
    needed = ahead + people + EXTRA_FOR_EACH_OTHER * (people - 1) - free
    return max(1, needed) / (hazard * taken)


def _taken(rooms: list[Space]) -> int:
    return sum(room.inside + room.held for room in rooms)
