"""Spaces as they are now: limit, reserved, inside, held, free, and the state a person reads."""

from __future__ import annotations

import math
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roomflow.domain.building import ROOM_KINDS, SpaceKind, SpacePlan
from roomflow.settings import Figures

Doors = MappingProxyType[str, tuple[int, int]]
"""For each door that was tapped, people in and people out."""
NO_DOORS: Final[Doors] = MappingProxyType({})


class SpaceState(StrEnum):
    """The word for how full a space is; every screen adds a shape and a colour."""

    OPEN = "open"
    FILLING = "filling"
    NEARLY_FULL = "nearly-full"
    FULL = "full"
    OVER = "over"
    CLEAR = "clear"


class Space(Struct, frozen=True):
    """One space of the meeting now; a fold replaces one at almost every entry.

    `doors` has, for each door that was tapped, people in and people out. `counted_elapsed` and `counted_at` are
    the last head count (ms of the meeting's clock; UTC ms), None before the first; `crossings` people that passed
    since; `unmatched` exits from the empty space since. While a head count runs, `counting_since` is its start and
    `counting_change` what taps added meanwhile.
    """

    plan: SpacePlan
    limit: int | None
    reserved: int = 0
    inside: int = 0
    held: int = 0
    crossings: int = 0
    unmatched: int = 0
    counting_change: int = 0
    counting_since: int | None = None
    doors: Doors = NO_DOORS
    counted_elapsed: int | None = None
    counted_at: int | None = None
    closed: bool = False
    cleared: bool = False
    """In an emergency: it was swept."""
    assistance: int = 0
    """In an emergency: people who need help to leave."""
    count_asked: bool = False
    """A head count is asked for, after an emergency or a change of usher."""
    gate_passed: bool = False
    """Rule 7: it was counted while nearly full, so invitations wait no more."""
    found: int = 0
    """What all head counts found more (+) or fewer (−) than was counted."""
    deferred_until: int | None = None
    """Rule 7: its head count was put off until this moment of the meeting's clock; once."""
    kept: int = 0
    """Rule 12: places of the accessible pool that nobody was promised yet."""
    pool_open: bool = False
    """Rule 12: an entry made its accessible places ordinary."""

    @property
    def name(self) -> str:
        return self.plan.name

    @property
    def kind(self) -> SpaceKind:
        return self.plan.kind

    @property
    def is_room(self) -> bool:
        return self.plan.kind in ROOM_KINDS

    @property
    def places(self) -> int:
        """What the public can have; 0 outside, where nobody is counted."""
        return 0 if self.limit is None else self.limit - self.reserved

    @property
    def free(self) -> int:
        """Signed. The only number an invitation may use."""
        # As `places` says it, without asking: nothing is asked as often as this.
        limit = self.limit
        return (0 if limit is None else limit - self.reserved) - self.inside - self.held

    @property
    def pool(self) -> int:
        """Free places that are kept for parties that asked for an accessible place (rule 12)."""
        return min(self.kept, max(0, self.free)) if self.kept else 0

    def free_for(self, accessible: bool) -> int:
        """Signed. What a party may be promised: all that is free, or all but the pool."""
        return self.free if accessible or not self.kept else self.free - self.pool

    @property
    def over(self) -> int:
        """People and promises past the places, for screens that never show a number below zero."""
        return max(0, -self.free)


def moved(space: Space, change: int, held: int, crossings: int, unmatched: int, doors: Doors | None) -> Space:
    """The space after people and promises came or went: its two counts, what a running count adds, its crossings.

    All at once, since most entries of a log are people who come and go; None leaves the doors as they are. What is not
    whole after it is a bug, and stops before anything is stored.
    """
    inside, promised = space.inside + change, space.held + held
    assert inside >= 0, (space, change)
    assert promised >= 0, (space, held)
    return replace(
        space,
        inside=inside,
        held=promised,
        crossings=space.crossings + crossings,
        unmatched=space.unmatched + unmatched,
        counting_change=0 if space.counting_since is None else space.counting_change + change,
        doors=doors or space.doors,
    )


def waits_for_count(space: Space, figures: Figures, elapsed: int) -> bool:
    """Rule 7: invitations wait for a head count; the room reads *count first*, never *Full*."""
    if not space.is_room or space.gate_passed or space.places <= 0:
        return False
    if space.deferred_until is not None and elapsed < space.deferred_until:
        return False
    return (space.inside + space.held) * 100 >= space.places * figures.nearly_full_percent


def count_due(space: Space, figures: Figures, elapsed: int) -> bool:
    """Rule 7: time for a head count again, by crossings or by minutes; a reminder that refuses nothing."""
    if not space.is_room:
        return False
    if space.count_asked:
        return True
    if space.counted_elapsed is None and space.crossings == 0:
        return False
    since = elapsed - (space.counted_elapsed or 0)
    return space.unmatched > 0 or space.crossings >= figures.head_count_crossings or since >= figures.head_count_ms


# People a count may be off by, 95 of 100 times, for a number of crossings since the head count, where ushers miss
# 8 in 100 people both ways (simulated; shared figures of the brief's research, section 4).
_DRIFT: Final = ((20, 2), (40, 3), (80, 5), (160, 7))


def drift_of(space: Space) -> int:
    """By how many people the count may be off since the last head count; grows by the root beyond the table."""
    if space.crossings == 0:
        return 0
    for crossings, people in _DRIFT:
        if space.crossings <= crossings:
            return people
    last_crossings, last_people = _DRIFT[-1]
    return math.ceil(last_people * math.sqrt(space.crossings / last_crossings))


def state_of(space: Space, figures: Figures) -> SpaceState:
    """The state by (inside + held) / places, not rounded; 0 places are Full (BRIEF, default figures)."""
    taken = space.inside + space.held
    if space.kind is SpaceKind.KEEP_CLEAR:
        return SpaceState.OVER if taken > 0 else SpaceState.CLEAR
    if space.limit is None:
        return SpaceState.OPEN
    if taken > space.places:
        return SpaceState.OVER
    if taken == space.places:
        return SpaceState.FULL
    if taken * 100 >= space.places * figures.nearly_full_percent:
        return SpaceState.NEARLY_FULL
    if taken * 100 >= space.places * figures.filling_percent:
        return SpaceState.FILLING
    return SpaceState.OPEN


def shown_state(space: Space, figures: Figures, elapsed: int) -> str:
    """The state a person reads: over and closed before all else, and never *full* before it was counted (rule 7).

    `elapsed` is now in ms of the meeting's clock.
    """
    state = state_of(space, figures)
    if space.closed and state is not SpaceState.OVER:
        return "closed"
    if state is SpaceState.FULL and waits_for_count(space, figures, elapsed):
        return "count-first"
    return state.value


def crowd_managers(people: int, figures: Figures) -> int:
    """One for each 250 people present, at least one, at least two above 500 (BRIEF, default figures)."""
    needed = max(1, -(-people // figures.crowd_manager_people))
    return max(2, needed) if people > figures.crowd_manager_two_above else needed
