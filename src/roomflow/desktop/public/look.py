"""How the public screen is read at thirty feet: which role stands on which ground, and how high its digits are."""

from __future__ import annotations

import math
from typing import Final

from roomflow.colours import PUBLIC as ROLES

__all__ = ["ROLES"]  # beside what stands here

PAIRS: Final = (
    ("ink", "ground"),
    ("quiet", "ground"),
    ("ink", "panel"),
    ("quiet", "panel"),
    ("newest-ink", "newest"),
    ("newest-quiet", "newest"),
    ("newest-accent", "newest"),
    ("practice-ink", "practice"),
)
"""Which text stands on which ground; a text on another ground is no text of this screen."""
CONTRAST_MIN: Final = 7.0

DIGITS_PX: Final = 155
DIGITS_FEET: Final = 30
DIGITS_INCHES: Final = 55
DIGITS_DIAGONAL: Final = math.hypot(1920, 1080)
"""Digits so high are read at so many feet on a screen of so many inches and px from corner to corner (BRIEF)."""


def digit_px(feet: int, inches: float, diagonal: float) -> float:
    """How high digits must be, in px of a screen of so many inches and px from corner to corner."""
    return DIGITS_PX * feet / DIGITS_FEET * DIGITS_INCHES / inches * diagonal / DIGITS_DIAGONAL
