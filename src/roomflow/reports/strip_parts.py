"""Parts of the evening strip: its colours, its measures, and the SVG of a line, a step curve, a diamond, a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from roomflow.reports.plain import Translate, shown
from roomflow.reports.record import Record
from roomflow.reports.series import Step

WIDTH: Final = 1220
PAPER_WIDTH: Final = 830
"""Across a page the same letters of 13 px are 8 pt."""
LEFT: Final = 200
"""Where the time begins; before it stand the names of the spaces."""
FIGURES: Final = 88
"""Behind the end of the time stand figures, on so much room."""
TOP: Final = 42
LABEL_STEP: Final = 17
FONT: Final = "Noto Sans, DejaVu Sans, Segoe UI, Helvetica, sans-serif"


class Inks(Struct, frozen=True):
    """The colours of a strip; those of paper read in black and white too, since every mark has a shape of its own."""

    ink: str = "#131820"
    quiet: str = "#4E5966"
    grid: str = "#D6DBE1"
    curve: str = "#0A5FA4"
    fill: str = "#E3EFF9"
    limit: str = "#A13F00"
    posted: str = "#4E5966"
    call: str = "#7A2D62"
    over: str = "#8C1033"
    ground: str = "#FFFFFF"


def number(value: float) -> str:
    """A coordinate, as short as it can be."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, colour: str, *, size: int = 13, bold: bool = False, anchor: str = "") -> str:
    """A line of text, whatever somebody typed."""
    weight = ' font-weight="bold"' if bold else ""
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family={quoteattr(FONT)} font-size="{size}" fill="{colour}"'
        f"{weight}{placed}>{escape(shown(words))}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{dashed}/>'


def path(shape: str, *, stroke: str = "none", width: float = 1, fill: str = "none", dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{shape}" stroke="{stroke}" stroke-width="{width}" fill="{fill}"{dashed}/>'


def diamond(x: float, y: float, inks: Inks, side: float = 5.5) -> str:
    shape = f"M{number(x)} {number(y - side)}l{side} {side}l{-side} {side}l{-side} {-side}z"
    return path(shape, stroke=inks.ink, width=1.4, fill=inks.ground)


def triangle(x: float, y: float, colour: str) -> str:
    """The sign of a space over its limit."""
    return path(f"M{number(x)} {number(y)}l5 9h-10z", fill=colour)


def bars(x: float, top: float, x2: float, bottom: float, colour: str) -> str:
    """A slanted hatch between two moments, for a recess."""
    shapes = []
    at = x - (bottom - top)
    while at < x2:
        begin, end = max(at, x), min(at + bottom - top, x2)
        shapes.append(f"M{number(begin)} {number(bottom - (begin - at))}L{number(end)} {number(bottom - (end - at))}")
        at += 12
    return path("".join(shapes), stroke=colour, width=0.8)


class Scale(Struct, frozen=True):
    """Where moments (UTC ms) and people of one space lie. `bottom` is nobody, `height` is `most` people."""

    begin: int
    end: int
    right: float
    bottom: float = 0
    height: float = 1
    most: int = 1

    def x(self, at: int) -> float:
        share = (min(max(at, self.begin), self.end) - self.begin) / max(1, self.end - self.begin)
        return LEFT + share * (self.right - LEFT)

    def y(self, people: int) -> float:
        return self.bottom - self.height * people / max(1, self.most)


def steps_path(steps: Sequence[Step], scale: Scale) -> str:
    """The path of a step curve from the left end to the right one.

    An evening of 100,000 entries is no larger than the picture is wide: of each column its highest and its last value.
    """
    columns: dict[int, list[int]] = {}
    for at, people in steps:
        kept = columns.setdefault(round(scale.x(at) * 2), [people, people])
        kept[0], kept[1] = max(kept[0], people), people
    shape: list[str] = []
    for column, (highest, last) in columns.items():
        x = number(column / 2)
        peak = "" if highest == last else f"V{number(scale.y(highest))}"
        shape.append(f"H{x}{peak}V{number(scale.y(last))}" if shape else f"M{x} {number(scale.y(last))}")
    return "".join(shape) + f"H{number(scale.right)}"


class Drawn(Struct, frozen=True):
    """What every part of a strip needs."""

    record: Record
    inks: Inks
    say: Translate
    begin: int
    end: int
    cursor: int | None
    width: int = WIDTH
    stretch: float = 1.0
    """How much higher than its natural height each row is."""

    @property
    def right(self) -> int:
        return self.width - FIGURES

    @property
    def scale(self) -> Scale:
        return Scale(self.begin, self.end, self.right)

    def clock(self, at: int) -> str:
        return f"{dt.datetime.fromtimestamp(at // 1000, self.record.evening.zone):%H:%M}"


def cut(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1] + "…"
