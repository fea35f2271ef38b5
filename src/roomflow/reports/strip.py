"""The evening strip: every space over time with limits, head counts, calls and the agenda, as one SVG.

The same picture stands in the window, in a browser and in the PDF. Nothing in it is told by colour alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final
from xml.sax.saxutils import escape

from roomflow.domain.building import SpaceKind
from roomflow.reports.agenda_words import mark_words, offset_words
from roomflow.reports.decision_figures import ADJOURNED
from roomflow.reports.figures import ROOM_KINDS
from roomflow.reports.plain import Translate, english, shown
from roomflow.reports.record import Record
from roomflow.reports.series import Series, Step, at_moment, series_of
from roomflow.reports.space_figures import SpaceFigures
from roomflow.reports.strip_parts import (
    FIGURES,
    LABEL_STEP,
    LEFT,
    TOP,
    WIDTH,
    Inks,
    Scale,
    bars,
    diamond,
    line,
    path,
    steps_path,
    text,
    triangle,
)
from roomflow.settings import MINUTE_MS

TICKS_MAX: Final = 14
TICK_MINUTES: Final = (5, 10, 15, 30, 60, 120, 240, 720, 1440, 10_080)
ROW_LEAST: Final = 32
ROW_MORE: Final = 34
LETTER_WIDTH: Final = 7.4
"""Of bold text of 13 px, on average; labels that would meet stand on lines of their own."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What every part of a strip needs."""

    record: Record
    inks: Inks
    say: Translate
    begin: int
    end: int
    cursor: int | None
    width: int = WIDTH

    @property
    def right(self) -> int:
        return self.width - FIGURES

    @property
    def scale(self) -> Scale:
        return Scale(self.begin, self.end, self.right)

    def clock(self, at: int) -> str:
        return f"{dt.datetime.fromtimestamp(at // 1000, self.record.evening.zone):%H:%M}"


def strip(
    record: Record,
    *,
    inks: Inks | None = None,
    say: Translate = english,
    cursor: int | None = None,
    width: int = WIDTH,
) -> str:
    """The SVG of an evening. At `cursor` (UTC ms) a line stands, and the figures at the right are those of then."""
    begin, end = span(record)
    drawn = _Drawn(record, inks or Inks(), say, begin, end, cursor, width)
    levels, labels = _agenda_labels(drawn)
    top = TOP + levels * LABEL_STEP
    body: list[str] = []
    bottom = float(top)
    for space, series in _rows(record):
        row, bottom = _row(drawn, space, series, bottom)
        body += row
    body.insert(0, "".join(_grid(drawn, top - 8, bottom)))
    height = math.ceil(bottom + 26)
    label = escape(alternative(record, say), {'"': "&quot;"})
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">',
        *_legend(drawn),
        *body,
        *_agenda_lines(drawn, labels, bottom),
        *_right_head(drawn, top),
        "</svg>",
    ]
    return "".join(parts)


def alternative(record: Record, say: Translate = english) -> str:
    """What the strip shows, for who does not see it."""
    _ = say
    rooms = [space for space in record.spaces if space.kind in ROOM_KINDS]
    clock = _Drawn(record, Inks(), say, 0, 1, None).clock
    words = [_("People inside each space from {begin} to {end}.").format(
        begin=clock(record.opened_at), end=clock(record.evening.end.at)
    )]  # fmt: skip
    for room in rooms:
        if room.peak_at is None:
            words.append(_("{space}: nobody.").format(space=shown(room.name)))
        else:
            peak = _("{space}: at most {peak} of {places} public places, at {time}.")
            words.append(
                peak.format(space=shown(room.name), peak=room.peak, places=room.places, time=clock(room.peak_at))
            )
    counts = _("{counts} head counts, {calls} calls.")
    words.append(counts.format(counts=len(record.head_counts), calls=record.line.calls))
    return " ".join(words)


def span(record: Record) -> tuple[int, int]:
    """From the first entry to the adjournment, or to the last one that counted somebody where that is later."""
    entries = record.evening.entries
    counted = max((each.happened for each in entries if each.change or each.from_change), default=entries[0].happened)
    end = max(counted, record.adjourned_at or record.evening.end.at)
    begin = entries[0].happened // MINUTE_MS * MINUTE_MS
    return begin, max(begin + 5 * MINUTE_MS, -(-end // MINUTE_MS) * MINUTE_MS)


def _rows(record: Record) -> Iterator[tuple[SpaceFigures, Series]]:
    """Spaces that are drawn: one that is kept clear only where somebody was in it."""
    series = series_of(record.evening.entries)
    for space in record.spaces:
        if space.name in series and (space.kind != SpaceKind.KEEP_CLEAR or space.peak):
            yield space, series[space.name]


def _row(drawn: _Drawn, space: SpaceFigures, series: Series, top: float) -> tuple[list[str], float]:
    """One space below `top`, and where the next one begins."""
    inks, _ = drawn.inks, drawn.say
    limit = max(value for _at, value in series.limits)
    largest = max((each.limit or 0 for each in drawn.record.spaces), default=1)
    height = ROW_LEAST + ROW_MORE * math.sqrt(limit / max(1, largest))
    most = max(limit, space.peak)
    scale = Scale(drawn.begin, drawn.end, drawn.right, top + 6 + height, height, most)
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
        below += 12
    middle = scale.bottom - height / 2
    posted = (
        _("public limit {places}, posted {limit}").format(places=space.places, limit=space.limit)
        if space.reserved
        else _("limit {limit}").format(limit=space.limit)
    )
    parts += [
        text(0, middle, _cut(space.name, 24), inks.ink, size=15, bold=True),
        text(0, middle + 18, posted, inks.quiet),
        *_right_figures(drawn, space, series, scale, middle + 6),
    ]
    return parts, below + 8


def _right_figures(drawn: _Drawn, space: SpaceFigures, series: Series, scale: Scale, y: float) -> Iterator[str]:
    people, places = space.peak, space.places or 0
    if drawn.cursor is not None:
        people, places = at_moment(series.inside, drawn.cursor), at_moment(series.places, drawn.cursor)
        at: Step = (drawn.cursor, people)
        yield (
            f'<circle cx="{scale.x(at[0]):.1f}" cy="{scale.y(at[1]):.1f}" r="3.5" fill="{drawn.inks.curve}"'
            f' stroke="{drawn.inks.ground}"/>'
        )
    yield text(drawn.right + 42, y, str(people), drawn.inks.ink, size=18, bold=True, anchor="end")
    words = drawn.say("of {places}").format(places=places)
    yield text(drawn.width, y, words, drawn.inks.quiet, anchor="end")


def _right_head(drawn: _Drawn, top: float) -> Iterator[str]:
    _ = drawn.say
    if drawn.cursor is None:
        yield text(drawn.width, top - 12, _("most inside"), drawn.inks.quiet, anchor="end")
    else:
        words = _("at {time}").format(time=drawn.clock(drawn.cursor))
        yield text(drawn.width, top - 12, words, drawn.inks.curve, bold=True, anchor="end")


def _grid(drawn: _Drawn, top: float, bottom: float) -> Iterator[str]:
    scale, inks = drawn.scale, drawn.inks
    for at, words in _ticks(drawn):
        yield line(scale.x(at), top, scale.x(at), bottom, inks.grid)
        yield text(scale.x(at), bottom + 17, words, inks.quiet, anchor="middle")
    for begin, end in _recesses(drawn):
        yield bars(scale.x(begin), top, scale.x(end), bottom, inks.grid)
    if drawn.cursor is not None:
        yield line(scale.x(drawn.cursor), top, scale.x(drawn.cursor), bottom, inks.curve, width=1.6, dashes="4 3")


def _ticks(drawn: _Drawn) -> Iterator[tuple[int, str]]:
    """Round moments, with what a clock on the wall read then; the first after midnight names the day."""
    zone = drawn.record.evening.zone
    minutes = (drawn.end - drawn.begin) / MINUTE_MS
    step = next((step for step in TICK_MINUTES if minutes / step <= TICKS_MAX), math.ceil(minutes / TICKS_MAX))
    at = -(-drawn.begin // (step * MINUTE_MS)) * step * MINUTE_MS
    day = dt.datetime.fromtimestamp(drawn.begin // 1000, zone).date()
    while at <= drawn.end:
        then = dt.datetime.fromtimestamp(at // 1000, zone)
        yield at, f"{then:%H:%M}" if then.date() == day else f"{then:%H:%M, %d.%m.}"
        day = then.date()
        at += step * MINUTE_MS


def _recesses(drawn: _Drawn) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    for mark in drawn.record.agenda:
        if mark.mark == "recess":
            begun = mark.at
        elif begun is not None and mark.mark in ("resume", ADJOURNED):
            yield begun, mark.at
            begun = None
    if begun is not None:
        yield begun, drawn.end


def _agenda_labels(drawn: _Drawn) -> tuple[int, list[tuple[float, float, str, str]]]:
    """For each mark where its line stands, the height of its label, its words and how they are anchored.

    A label that would meet another stands on a line of its own. The first value is how many lines are needed.
    """
    scale = drawn.scale
    taken: list[float] = []
    labels: list[tuple[float, float, str, str]] = []
    marks = sorted(drawn.record.agenda)
    for mark, following in zip_longest(marks, marks[1:]):
        words = f"{_cut(mark_words(mark, drawn.say), 32)} {drawn.clock(mark.at)}"
        if mark.offset_ms is not None:
            words += f" ({offset_words(mark.offset_ms)})"
        x, width = scale.x(mark.at), len(words) * LETTER_WIDTH + 6
        until = drawn.right if following is None else scale.x(following.at)
        # Behind its line, or before it where the next mark comes soon.
        anchor = "end" if x + width > until and x - width >= max([LEFT, *taken[:1]]) else "start"
        if x + width > drawn.width:
            anchor = "end"
        begin = x - width if anchor == "end" else x
        level = next((level for level, end in enumerate(taken) if end <= begin), len(taken))
        taken[level : level + 1] = [begin + width]
        labels.append((x, TOP + level * LABEL_STEP, words, anchor))
    return max(1, len(taken)), labels


def _agenda_lines(drawn: _Drawn, labels: list[tuple[float, float, str, str]], bottom: float) -> Iterator[str]:
    for x, y, words, anchor in labels:
        yield line(x, y - 11, x, bottom, drawn.inks.ink, width=1.4)
        yield text(x + (-6 if anchor == "end" else 6), y, words, drawn.inks.ink, bold=True, anchor=anchor)


def _legend(drawn: _Drawn) -> Iterator[str]:
    """What each mark means; at the right of the head line, from its end to its beginning."""
    _, inks = drawn.say, drawn.inks
    x = float(drawn.width)
    signs: tuple[tuple[str, Callable[[float], str]], ...] = (
        (_("call"), lambda at: "".join(line(at + d, 4, at + d, 13, inks.call, width=1.6) for d in (10, 15, 20))),
        (_("head count"), lambda at: diamond(at + 16, 8.5, inks)),
        (_("posted limit"), lambda at: line(at, 9, at + 22, 9, inks.posted, width=1.4, dashes="1.5 3.5")),
        (_("public limit"), lambda at: line(at, 9, at + 22, 9, inks.limit, width=1.4)),
        (_("people inside"), lambda at: path(f"M{at} 13h11v-8h11", stroke=inks.curve, width=1.8)),
    )
    for words, shape in signs:
        x -= len(words) * 6.9
        yield text(x, 13, words, inks.quiet)
        x -= 29
        yield shape(x)
        x -= 20


def _cut(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1] + "…"
