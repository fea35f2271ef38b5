"""Spaces as they are now: limit, reserved, inside, held, free, and the state a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.settings import Figures

NO_DOORS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({})


class SpaceState(StrEnum):
    """The word for how full a space is; every screen adds a shape and a colour."""

    OPEN = "open"
    FILLING = "filling"
    NEARLY_FULL = "nearly-full"
    FULL = "full"
    OVER = "over"
    CLEAR = "clear"


class Space(NamedTuple):
    """One space of the meeting now; a tuple, since a fold replaces one at almost every entry.

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
    doors: Mapping[str, tuple[int, int]] = NO_DOORS
    counted_elapsed: int | None = None
    counted_at: int | None = None
    crossings: int = 0
    unmatched: int = 0
    counting_since: int | None = None
    counting_change: int = 0

    @property
    def name(self) -> str:
        return self.plan.name

    @property
    def kind(self) -> SpaceKind:
        return self.plan.kind

    @property
    def is_room(self) -> bool:
        return self.plan.is_room

    @property
    def places(self) -> int:
        """What the public can have; 0 outside, where nobody is counted."""
        return 0 if self.limit is None else self.limit - self.reserved

    @property
    def free(self) -> int:
        """Signed. The only number an invitation may use."""
        return self.places - self.inside - self.held

    @property
    def over(self) -> int:
        """People and promises past the places, for screens that never show a number below zero."""
        return max(0, -self.free)


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
