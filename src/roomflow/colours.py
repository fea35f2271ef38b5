"""Every colour by its role, in both lights: the one place for the window, for the public screen and for the browser."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct


class StateColours(Struct, frozen=True):
    """Text stands on ground; fill is for bars and never carries text; edge outlines and draws the hatch."""

    text: str
    ground: str
    fill: str
    edge: str


class Theme(Struct, frozen=True):
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


PUBLIC: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ground": "#0C1116",
        "panel": "#171D24",
        "line": DARK.line,
        "ink": DARK.ink,
        "quiet": "#C3CCD6",
        "newest": "#FFFFFF",
        "newest-ink": "#0C1116",
        "newest-quiet": "#2A333D",
        "newest-accent": "#084E88",
        "practice": DARK.states["nearly-full"].ground,
        "practice-ink": DARK.states["nearly-full"].text,
    }
)
"""The public screen is dark by day and by night: it glares at nobody, and the newest call is the one light thing."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#RRGGBB`, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
