"""Arrivals drawn from a seed: so many people, or parties of given sizes, most of them before the call to order."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from roomflow.domain.building import Building, SpaceKind
from roomflow.domain.events import Wish
from roomflow.rehearsal.arrivals import Arrival
from roomflow.rehearsal.behaviour import Evening

SIZES: Final = (60, 25, 8, 5, 1, 1)
"""Of 100 parties, how many have 1, 2, … 6 people: about those of the sample evening."""
CHAMBER_ONLY: Final = 0.15
"""The share of parties that wish the chamber, where there is one."""
ACCESSIBLE: Final = 0.04
"""The share of parties that ask for an accessible place."""
EARLY: Final = 0.75
"""The share of parties that come until EARLY_SECONDS after the call to order; the others come until the end."""
EARLY_SECONDS: Final = 900


def sizes_of(people: int, chance: Random) -> list[int]:
    """Parties of 1 to 6 that are so many people together."""
    sizes: list[int] = []
    left = people
    while left:
        sizes.append(min(left, *chance.choices(range(1, 7), SIZES)))
        left -= sizes[-1]
    return sizes


def draw_arrivals(
    sizes: Sequence[int], building: Building, evening: Evening, chance: Random, accessible: float = ACCESSIBLE
) -> tuple[Arrival, ...]:
    """Parties of these sizes in the order in which they come; `accessible` is the share of them that asks for it."""
    has_chamber = any(room.kind is SpaceKind.CHAMBER for room in building.rooms)
    last = evening.adjourn - 1
    drawn: list[tuple[int, int, int, Wish]] = []
    for size in sizes:
        until = min(evening.call_to_order + EARLY_SECONDS, last) if chance.random() < EARLY else last
        wish = Wish.CHAMBER if has_chamber and chance.random() < CHAMBER_ONLY else Wish.ANY
        need = int(chance.random() < accessible)
        drawn.append((chance.randint(evening.doors_open, until), size, need, wish))
    return tuple(Arrival(line, *party) for line, party in enumerate(sorted(drawn), 2))


def people_from(seed: int, people: int, building: Building, evening: Evening) -> tuple[Arrival, ...]:
    """So many people, drawn from the seed; the same seed draws the same."""
    chance = Random(f"{seed} people")
    return draw_arrivals(sizes_of(people, chance), building, evening, chance)
