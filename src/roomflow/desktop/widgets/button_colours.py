"""The ground, outline and text of a button in each of its moments, and how its ground is painted."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from roomflow.desktop.basis.look import RADII, Look


class Colours(Struct, frozen=True):
    """The roles a button has in one moment."""

    ground: str
    outline: str
    text: str
    thick: bool = False


def colours_of(variant: str, *, enabled: bool, pressed: bool, hovered: bool, chosen: bool) -> Colours:
    """LOOK, Controls: rest, hover, pressed, chosen, disabled."""
    if not enabled:
        return Colours("sunken", "line", "quiet")
    if variant == "main":
        ground = "accent-pressed" if pressed else "accent-hover" if hovered else "accent"
        return Colours(ground, ground, "on-accent")
    if pressed:
        return Colours("accent-tint", "edge", "accent")
    if chosen:
        return Colours("accent-tint", "accent", "accent", thick=True)
    ground = "sunken" if hovered else "surface"
    if variant == "urged":
        return Colours(ground if hovered else "accent-tint", "accent", "accent", thick=True)
    if variant in ("flat", "quiet"):
        return Colours(ground, ground, "accent" if variant == "flat" else "quiet")
    if variant == "warning":
        return Colours(ground, "warning", "warning")
    return Colours(ground, "edge", "ink")


def paint_ground(painter: QPainter, look: Look, box: QRectF, colours: Colours) -> None:
    """The rounded ground and outline of a control."""
    width = 2.0 if colours.thick else 1.0
    painter.setPen(QPen(look.colour(colours.outline), width))
    painter.setBrush(look.colour(colours.ground))
    radius = look.px(RADII["button"])
    inset = width / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
