"""One space of the evening strip: its curve, its limits, its head counts and calls, its name and its figures."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from roomflow.domain.building import SpaceKind
from roomflow.reports.figures import ROOM_KINDS
from roomflow.reports.record import Record
from roomflow.reports.series import Series, at_moment
from roomflow.reports.space_figures import SpaceFigures
from roomflow.reports.strip_parts import LEFT, Drawn, Scale, cut, diamond, line, path, steps_path, text, triangle

ROW_LEAST: Final = 32
ROW_MORE: Final = 34
ROW_LOWEST: Final = 26
ABOVE_ROW: Final = 6
BELOW_ROW: Final = 6
BELOW_ROOM: Final = 12
"""Below the curve of a room its calls are marked."""


def drawn_spaces(record: Record) -> Iterator[tuple[SpaceFigures, Series]]:
    """Spaces that are drawn: one that is kept clear only where somebody was in it."""
    series = record.series
    for space in record.spaces:
        if space.name in series and (space.kind != SpaceKind.KEEP_CLEAR or space.peak):
            yield space, series[space.name]


def row(drawn: Drawn, space: SpaceFigures, series: Series, top: float) -> tuple[list[str], float]:
    """One space below `top`, and where the next one begins."""
    inks, _ = drawn.inks, drawn.say
    height = max(ROW_LOWEST, row_height(drawn, space) * drawn.stretch)
    most = max(*(value for _at, value in series.limits), space.peak, 1)
    scale = Scale(drawn.begin, drawn.end, drawn.right, top + ABOVE_ROW + height, height, most)
    curve = steps_path(series.inside, scale)
    parts = [
        path(f"{curve}V{scale.bottom}H{LEFT}z", fill=inks.fill),
        line(LEFT, scale.bottom, drawn.right, scale.bottom, inks.quiet, width=0.6),
        path(steps_path(series.limits, scale), stroke=inks.posted, width=1.4, dashes="1.5 3.5"),
        path(steps_path(series.places, scale), stroke=inks.limit, width=1.4),
        path(curve, stroke=inks.curve, width=1.8),
        *(diamond(scale.x(at), scale.y(people), inks) for at, people in series.head_counts),
    ]
    if space.over_at is not None:
        parts.append(triangle(scale.x(space.over_at), scale.y(space.peak) - 12, inks.over))
    below = scale.bottom
    if space.kind in ROOM_KINDS:
        xs = sorted({round(scale.x(at)) for at in series.calls})
        parts += [line(x, below + 3, x, below + 9, inks.call, width=1.6) for x in xs]
        below += BELOW_ROOM
    middle = scale.bottom - height / 2
    posted = (
        _("public limit {places}, posted {limit}").format(places=space.places, limit=space.limit)
        if space.reserved
        else _("limit {limit}").format(limit=space.limit)
    )
    parts += [
        text(0, middle - 2, cut(space.name, 24), inks.ink, size=15, bold=True),
        text(0, middle + 14, posted, inks.quiet),
        *_right_figures(drawn, space, series, scale, middle + 6),
    ]
    return parts, below + BELOW_ROW


def row_height(drawn: Drawn, space: SpaceFigures) -> float:
    """Larger spaces are drawn higher, by the root of their limits."""
    largest = max((each.limit or 0 for each in drawn.record.spaces), default=1)
    return ROW_LEAST + ROW_MORE * math.sqrt((space.limit or 0) / max(1, largest))


def gaps(space: SpaceFigures) -> int:
    """What lies above and below the curve of a space."""
    return ABOVE_ROW + BELOW_ROW + (BELOW_ROOM if space.kind in ROOM_KINDS else 0)


def _right_figures(drawn: Drawn, space: SpaceFigures, series: Series, scale: Scale, y: float) -> Iterator[str]:
    people, places = space.peak, space.places or 0
    if drawn.cursor is not None:
        people, places = at_moment(series.inside, drawn.cursor), at_moment(series.places, drawn.cursor)
        yield (
            f'<circle cx="{scale.x(drawn.cursor):.1f}" cy="{scale.y(people):.1f}" r="3.5" fill="{drawn.inks.curve}"'
            f' stroke="{drawn.inks.ground}"/>'
        )
    yield text(drawn.right + 42, y, str(people), drawn.inks.ink, size=18, bold=True, anchor="end")
    _ = drawn.say
    words = _("of {places}").format(places=places)
    yield text(drawn.width, y, words, drawn.inks.quiet, anchor="end")
