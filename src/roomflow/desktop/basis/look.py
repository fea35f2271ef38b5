"""The look of the window: the colours of colours.py, the scales of type and space, and the one stylesheet of both.

The application carries its look as it carries its palette: `dress` sets it once, `look_of()` reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Template
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from roomflow import assets
from roomflow.colours import DARK, LIGHT, StateColours, Theme, contrast

__all__ = ["DARK", "LIGHT", "Theme", "contrast"]  # who asks for the look finds its colours here

SPACES: Final = (4, 8, 16, 24, 32)
"""Distances in px at 100 % text; 12 only inside cards."""
LINE_HEIGHTS: Final[Mapping[int, int]] = MappingProxyType({13: 18, 16: 22, 20: 26, 28: 34, 44: 52, 72: 76})
"""The type scale: the height of a line for each size, in px at 100 % text."""
RADII: Final[Mapping[str, int]] = MappingProxyType({"key": 4, "badge": 6, "button": 8, "card": 10})
SPACE_SHARE: Final = 0.5
GROWS_MAX: Final = 20
LARGE_TYPE: Final = 44
LARGE_GROWS: Final = 16
"""At 200 % text the scale is 26, 32, 40, 48, 60, 88: the order of sizes stays, and a page still holds its answer."""
LARGEST_ZOOM: Final = 2.0
LOOK_PROPERTY: Final = "roomflow_look"
STYLE_PROPERTY: Final = "roomflow_style"
STYLE: Final = "Fusion"
FAMILY: Final = "Noto Sans"
EFFECTS: Final = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)
"""What Qt itself would slide and fade."""
CURSOR_FLASH_MS: Final = 1_000


class Look(Struct, frozen=True):
    """A theme at a size of text; 1.0 is 100 %."""

    theme: Theme = LIGHT
    zoom: float = 1.0
    still: bool = False
    """Reduced motion: nothing moves, not even the outline of a new answer."""
    single_keys: bool = True
    """Whether keys that people also type or speak act; where they do not, no button shows one."""

    def px(self, length: float) -> int:
        """A distance or the height of a control, in px at this size of text: it grows half as much as the text."""
        return round(length * (1 + (self.zoom - 1) * SPACE_SHARE))

    def text_px(self, length: float) -> int:
        """A width that text needs, in px: it grows as the text does."""
        return round(length * self.zoom)

    def type_px(self, size: int) -> int:
        """A size of the type scale at this size of text. Text doubles at 200 %; what is large already grows less."""
        grows = min(size, GROWS_MAX) if size < LARGE_TYPE else LARGE_GROWS
        return round(size + (self.zoom - 1) * grows)

    def line_px(self, size: int) -> int:
        """The height of a line of this size of the type scale."""
        return round(LINE_HEIGHTS[size] * self.type_px(size) / size)

    @property
    def is_large(self) -> bool:
        """Whether text is larger than a page has columns for: things stand below each other."""
        return self.zoom > 1.0

    @property
    def is_largest(self) -> bool:
        """Whether a page keeps in sight only what is pressed and answered."""
        return self.zoom >= LARGEST_ZOOM

    def colour(self, role: str) -> QColor:
        """The colour of a role (`ink`, `accent-tint`); of a state's role as `full.ground`."""
        state, dot, part = role.partition(".")
        if dot:
            return QColor(getattr(self.state(state), part))
        return QColor(getattr(self.theme, role.replace("-", "_")))

    def state(self, state: str) -> StateColours:
        """The four roles of a state; a space that is kept clear looks like an open one."""
        return self.theme.states["open" if state == "clear" else state]

    def font(self, size: int = 16, *, bold: bool = False) -> QFont:
        """The font of a size of the type scale, with figures of one width."""
        return QFont(_font(self.type_px(size), bold))  # a copy: whoever asks may change it

    def text_width(self, text: str, size: int = 16, *, bold: bool = False) -> float:
        """How wide a text is in that font, in px."""
        return _text_width(text, self.type_px(size), bold)


def application(name: str) -> QApplication:
    """The application of this process, made in our style; the one there is where there is one already.

    A style that is set later comes back as an object, and PySide makes all its classes and their enumerations for it.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([name, "-style", STYLE])
        app.setProperty(STYLE_PROPERTY, True)
    return app


class _Worn:
    """What the application wears. Asked a thousand times a picture: its property alone costs a millisecond for that."""

    look = Look()


def look_of() -> Look:
    """The look of the application; the light one at 100 % where it was not dressed."""
    return _Worn.look


def dress(
    app: QApplication, theme: Theme = LIGHT, zoom: float = 1.0, *, still: bool = False, single_keys: bool = True
) -> Look:
    """Give the application its style, palette, font, icons and stylesheet, each set once."""
    look = Look(theme, zoom, still, single_keys)
    if app.property(LOOK_PROPERTY) == look:
        return look  # a stylesheet set again costs a repolish of every widget there is
    app.setProperty(LOOK_PROPERTY, look)
    _Worn.look = look
    if not app.property(STYLE_PROPERTY):
        app.setStyle(STYLE)
        app.setProperty(STYLE_PROPERTY, True)
    for effect in EFFECTS:
        QApplication.setEffectEnabled(effect, False)
    app.setCursorFlashTime(0 if still else CURSOR_FLASH_MS)
    app.setPalette(palette(theme))
    app.setFont(look.font())
    app.setStyleSheet(stylesheet(look))
    return look


def grow(layout: QLayout, look: Look) -> None:
    """Let the margins and gaps of a form grow with the text: a form has them at 100 %.

    Widgets of our own grow by themselves; only the form's own plain widgets are entered.
    """
    if look.zoom == 1.0:
        return
    margins = layout.contentsMargins()
    sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
    layout.setContentsMargins(*(look.px(side) for side in sides))
    layout.setSpacing(look.px(layout.spacing()))
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if type(widget) is QWidget:
            inner = widget.layout()
        if inner is not None:
            grow(inner, look)


def palette(theme: Theme) -> QPalette:
    """The roles as Qt's palette names them."""
    role = QPalette.ColorRole
    made = QPalette()
    for roles, colour in (
        ((role.Window,), theme.window),
        ((role.Base, role.Button, role.Light, role.ToolTipBase), theme.surface),
        ((role.AlternateBase, role.Midlight), theme.sunken),
        ((role.WindowText, role.Text, role.ButtonText, role.BrightText, role.ToolTipText, role.Shadow), theme.ink),
        ((role.PlaceholderText,), theme.quiet),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), theme.accent),
        ((role.HighlightedText,), theme.on_accent),
        ((role.Dark,), theme.edge),
        ((role.Mid,), theme.line),
    ):
        for one in roles:
            made.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.quiet))
    return made


def stylesheet(look: Look) -> str:
    """`resources/styles/roomflow.qss` with each `${role}`, `${px16}` and `${type16}` filled in."""
    template = Template(assets.resource("styles", "roomflow.qss").read_text(encoding="utf-8"))
    values = {name: str(getattr(look.theme, name)) for name in Theme.__struct_fields__ if name != "states"}
    lengths = {f"px{length}": f"{look.px(length)}px" for length in range(101)}
    lengths |= {f"type{size}": f"{look.type_px(size)}px" for size in LINE_HEIGHTS}
    outlines = {"hair": "1px", "thick": "2px"}
    # A stylesheet tints no picture: there is one for each light.
    pictures = {
        name: assets.resource("icons", "lists", f"{name}-{look.theme.name}.svg").as_posix()
        for name in ("chevron", "onward", "tick")
    }
    return template.substitute(values | lengths | outlines | pictures)


@lru_cache(maxsize=256)
def _font(px: int, bold: bool) -> QFont:
    """Made once for each size: a page asks for its fonts some hundred times a picture."""
    font = QFont([FAMILY, *QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()])
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=4_096)
def _text_width(text: str, px: int, bold: bool) -> float:
    """Measured once: at each tap of an usher a page asks for the same widths some hundred times."""
    return QFontMetricsF(_font(px, bold)).horizontalAdvance(text)
