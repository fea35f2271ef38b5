"""Icons: our own SVGs on a 24-unit grid, tinted with the colour of a role when they are painted."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from roomflow import assets
from roomflow.desktop.basis.look import look_of

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon  # read where one is made: its names of 150 theme icons take time

STROKE = 2.0
SHARPNESS = (1.0, 2.0, 3.0)
"""Device pixels a px for which an icon is drawn ahead."""


@cache
def drawing(name: str) -> str:
    """The SVG of an icon, read once; raises AssetMissingError where there is none."""
    try:
        return (_folder() / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        return assets.resource("icons", "roomflow", "scalable", f"{name}.svg").read_text(encoding="utf-8")


def renderer(name: str, colour: QColor, stroke: float = STROKE) -> QSvgRenderer:
    """The icon of this name in this colour; raises AssetMissingError where there is none."""
    return _renderer(name, colour.name(), stroke)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    """Read as SVG once: a page paints its icons again with each press."""
    text = drawing(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _folder() -> Path:
    return assets.resource("icons", "roomflow", "scalable")


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: QColor, stroke: float = STROKE) -> None:
    """Paint the icon into a square box; `stroke` is in units of its grid of 24."""
    renderer(name, colour, stroke).render(painter, box)


def pixmap(name: str, size: int, colour: QColor, sharpness: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` px, drawn for a screen of that many device pixels a px."""
    picture = QPixmap(round(size * sharpness), round(size * sharpness))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(picture.rect()), colour)
    painter.end()
    picture.setDevicePixelRatio(sharpness)
    return picture


def icon(name: str, role: str = "ink", size: int = 20) -> QIcon:
    """The icon for a button of Qt's own, in a role's colour; quiet where it is disabled."""
    return _icon(name, role, look_of().px(size))


def menu_icon(name: str) -> QIcon:
    """The icon of a choice in a menu: as high as its words, whatever their size; so the stylesheet has it too."""
    return _icon(name, "ink", look_of().type_px(16))


def _icon(name: str, role: str, px: int) -> QIcon:
    from PySide6.QtGui import QIcon

    look = look_of()
    made = QIcon()
    for sharpness in SHARPNESS:
        made.addPixmap(pixmap(name, px, look.colour(role), sharpness))
        made.addPixmap(pixmap(name, px, look.colour("quiet"), sharpness), QIcon.Mode.Disabled)
    return made


def mark(size: int = 36) -> QIcon:
    """roomflow's own mark: a door and the way in."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for sharpness in SHARPNESS:
        made.addPixmap(pixmap("roomflow", size, QColor(), sharpness))
    made.addPixmap(pixmap("roomflow", size * 4, QColor()), QIcon.Mode.Normal)
    return made
