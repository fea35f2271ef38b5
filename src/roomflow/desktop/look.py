"""The look: every colour by its role, the scales of type and space, and the one stylesheet filled from them.

The application carries its look as it carries its palette: `dress` sets it once, `look_of()` reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from string import Template
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from roomflow import assets

SPACES: Final = (4, 8, 16, 24, 32)
"""Distances in px at 100 % text; 12 only inside cards."""
LINE_HEIGHTS: Final[Mapping[int, int]] = MappingProxyType({13: 18, 16: 22, 20: 26, 28: 34, 44: 52, 72: 76})
"""The type scale: the height of a line for each size, in px at 100 % text."""
RADII: Final[Mapping[str, int]] = MappingProxyType({"key": 4, "badge": 6, "button": 8, "card": 10})
LOOK_PROPERTY: Final = "roomflow_look"
FAMILY: Final = "Noto Sans"


@dataclass(frozen=True, slots=True)
class StateColours:
    """Text stands on ground; fill is for bars and never carries text; edge outlines and draws the hatch."""

    text: str
    ground: str
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The colour roles of LOOK in one light."""

    name: str
    window: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_pressed: str
    accent_tint: str
    focus: str
    warning: str
    states: Mapping[str, StateColours]
    # A QR is black on white in every light: scanners demand it.
    code_ink: str = "#000000"
    code_ground: str = "#FFFFFF"
    # A full room's door shouts the same by day and by night.
    door_full: str = "#8F3300"
    door_ink: str = "#FFFFFF"


LIGHT: Final = Theme(
    name="light",
    window="#F2F4F6",
    surface="#FFFFFF",
    sunken="#E9ECF0",
    line="#D6DBE1",
    edge="#7D8896",
    ink="#131820",
    quiet="#4E5966",
    accent="#0A5FA4",
    on_accent="#FFFFFF",
    accent_hover="#084E88",
    accent_pressed="#063C69",
    accent_tint="#E3EFF9",
    focus="#0A5FA4",
    warning="#A13F00",
    states=MappingProxyType(
        {
            "open": StateColours("#00664A", "#DFF2EA", "#009E73", "#00664A"),
            "filling": StateColours("#5C4900", "#FBF1BA", "#F4E682", "#7F6900"),
            "nearly-full": StateColours("#1F1500", "#E69F00", "#E09600", "#8A5A00"),
            "full": StateColours("#FFFFFF", "#BF4A00", "#C75000", "#8F3700"),
            "over": StateColours("#FFFFFF", "#8C1033", "#8C1033", "#5E0A22"),
            "called": StateColours("#7A2D62", "#F8E7F1", "#CC79A7", "#7A2D62"),
            # Blue is for what is to be done: the count. Its bar stays that of a room nearly full.
            "count-first": StateColours("#0A5FA4", "#E3EFF9", "#E09600", "#0A5FA4"),
            "closed": StateColours("#4E5966", "#E9ECF0", "#7D8896", "#4E5966"),
        }
    ),
)

DARK: Final = Theme(
    name="dark",
    window="#11151A",
    surface="#1A2027",
    sunken="#262E37",
    line="#323C47",
    edge="#7F8C9A",
    ink="#EEF2F6",
    quiet="#AAB5C1",
    accent="#74BBF2",
    on_accent="#05213A",
    accent_hover="#93CBF7",
    accent_pressed="#56A6E4",
    accent_tint="#16324A",
    focus="#9ED2FA",
    warning="#FFA36B",
    states=MappingProxyType(
        {
            "open": StateColours("#66D6B0", "#12342A", "#1FA67D", "#66D6B0"),
            "filling": StateColours("#F3E26B", "#3A340E", "#EFE08A", "#F3E26B"),
            "nearly-full": StateColours("#1F1500", "#F0AB22", "#DE9300", "#FFCB66"),
            "full": StateColours("#FFFFFF", "#BF4A00", "#C75000", "#FF9C63"),
            "over": StateColours("#FFFFFF", "#8C1033", "#8C1033", "#FF8DA6"),
            "called": StateColours("#F2B0D5", "#3C2033", "#CC79A7", "#F2B0D5"),
            "count-first": StateColours("#74BBF2", "#16324A", "#DE9300", "#74BBF2"),
            "closed": StateColours("#AAB5C1", "#262E37", "#7F8C9A", "#AAB5C1"),
        }
    ),
)


@dataclass(frozen=True, slots=True)
class Look:
    """A theme at a size of text; 1.0 is 100 %."""

    theme: Theme = LIGHT
    zoom: float = 1.0

    def px(self, length: float) -> int:
        """A length of the scales, in px at this size of text."""
        return round(length * self.zoom)

    def line_px(self, size: int) -> int:
        """The height of a line of this size of the type scale."""
        return self.px(LINE_HEIGHTS[size])

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
        font = QFont([FAMILY, *_system_families()])
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


def look_of(app: QApplication | None = None) -> Look:
    """The look of the application; the light one at 100 % where it was not dressed."""
    application = app or QApplication.instance()
    found = application.property(LOOK_PROPERTY) if application is not None else None
    return found if isinstance(found, Look) else Look()


def dress(app: QApplication, theme: Theme = LIGHT, zoom: float = 1.0) -> Look:
    """Give the application its style, palette, font, icons and stylesheet, each set once."""
    look = Look(theme, zoom)
    if app.property(LOOK_PROPERTY) == look:
        return look  # a stylesheet set again costs a repolish of every widget there is
    app.setProperty(LOOK_PROPERTY, look)
    app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(look.font())
    QIcon.setThemeSearchPaths([str(assets.resource("icons"))])
    QIcon.setThemeName("roomflow")
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
    """`resources/styles/roomflow.qss` with each `${role}` and each `${px16}` filled in."""
    template = Template(assets.resource("styles", "roomflow.qss").read_text(encoding="utf-8"))
    values = {field.name: str(getattr(look.theme, field.name)) for field in fields(Theme) if field.name != "states"}
    lengths = {f"px{length}": f"{look.px(length)}px" for length in range(101)}
    outlines = {"hair": "1px", "thick": "2px"}
    icons = {"icons": assets.resource("icons", "roomflow", "scalable").as_posix()}
    return template.substitute(values | lengths | outlines | icons)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#RRGGBB`, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _system_families() -> list[str]:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
