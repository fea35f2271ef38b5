"""A planner's estimate of how many a room might hold. Never a limit: the posted sign and the fire official rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SQUARE_FEET: Final[Mapping[str, int]] = MappingProxyType({"tables": 15, "chairs": 7, "standing": 5})
"""Net square feet of floor for one person (International Building Code, table 1004.5)."""
SEATS: Final = "seats"
"""Fixed seats: one person each, whatever the floor."""
FIGURE_MAX: Final = 1_000_000


def estimate(use: str, figure: int) -> int:
    """How many people: `figure` is net square feet for a use of SQUARE_FEET, or the number of fixed seats."""
    if not 0 <= figure <= FIGURE_MAX:
        raise ValueError(figure)
    return figure if use == SEATS else figure // SQUARE_FEET[use]
