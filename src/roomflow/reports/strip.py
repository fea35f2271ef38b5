"""The evening strip: every space over time with limits, head counts, calls and the agenda, as one SVG.

The same picture stands in the window, in a browser and in the PDF. Nothing in it is told by colour alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Final
from xml.sax.saxutils import escape

from msgspec.structs import replace

from roomflow.reports.agenda_words import mark_words, offset_words
from roomflow.reports.decision_figures import ADJOURNED
from roomflow.reports.figures import ROOM_KINDS
from roomflow.reports.plain import Translate, english, shown
from roomflow.reports.record import Record
from roomflow.reports.strip_parts import (
    LABEL_STEP,
    LEFT,
    TOP,
    WIDTH,
    Drawn,
    Inks,
    bars,
    cut,
    diamond,
    line,
    path,
    text,
)
from roomflow.reports.strip_rows import drawn_spaces, gaps, row, row_height
from roomflow.settings import MINUTE_MS

TICKS_MAX: Final = 14
TICK_MINUTES: Final = (5, 10, 15, 30, 60, 120, 240, 720, 1440, 10_080)
BOTTOM: Final = 24
"""For the times of day."""
LETTER_WIDTH: Final = 7.4
"""Of bold text of 13 px, on average; labels that would meet stand on lines of their own."""


def strip(
    record: Record,
    *,
    inks: Inks | None = None,
    say: Translate = english,
    cursor: int | None = None,
    width: int = WIDTH,
    height: int | None = None,
    title: str = "",
) -> str:
    """The SVG of an evening. At `cursor` (UTC ms) a line stands, and the figures at the right are those of then.

    Without a `height` it is as high as reads well; with one, rows share what there is and are never lower than a line
    of text.
    """
    begin, end = span(record)
    rows = list(drawn_spaces(record))
    drawn = Drawn(record, inks or Inks(), say, begin, end, cursor, width)
    levels, labels = _agenda_labels(drawn)
    top = TOP + levels * LABEL_STEP
    natural = sum(row_height(drawn, space) for space, _ in rows)
    fixed = top + BOTTOM + sum(gaps(space) for space, _ in rows)
    drawn = replace(drawn, stretch=1.0 if height is None else max(0.0, height - fixed) / max(1.0, natural))
    body: list[str] = []
    bottom = float(top)
    for space, series in rows:
        shapes, bottom = row(drawn, space, series, bottom)
        body += shapes
    body.insert(0, "".join(_grid(drawn, top - 8, bottom)))
    height = math.ceil(bottom + BOTTOM)
    label = escape(alternative(record, say), {'"': "&quot;"})
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">',
        *([text(0, 16, title, drawn.inks.ink, size=18, bold=True)] if title else []),
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
    clock = Drawn(record, Inks(), say, 0, 1, None).clock
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


def _right_head(drawn: Drawn, top: float) -> Iterator[str]:
    _ = drawn.say
    if drawn.cursor is None:
        yield text(drawn.width, top - 12, _("most inside"), drawn.inks.quiet, anchor="end")
    else:
        words = _("at {time}").format(time=drawn.clock(drawn.cursor))
        yield text(drawn.width, top - 12, words, drawn.inks.curve, bold=True, anchor="end")


def _grid(drawn: Drawn, top: float, bottom: float) -> Iterator[str]:
    scale, inks = drawn.scale, drawn.inks
    for at, words in _ticks(drawn):
        yield line(scale.x(at), top, scale.x(at), bottom, inks.grid)
        yield text(scale.x(at), bottom + 17, words, inks.quiet, anchor="middle")
    for begin, end in _recesses(drawn):
        yield bars(scale.x(begin), top, scale.x(end), bottom, inks.grid)
    if drawn.cursor is not None:
        yield line(scale.x(drawn.cursor), top, scale.x(drawn.cursor), bottom, inks.curve, width=1.6, dashes="4 3")


def _ticks(drawn: Drawn) -> Iterator[tuple[int, str]]:
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


def _recesses(drawn: Drawn) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    for mark in drawn.record.agenda:
        if mark.mark == "recess":
            begun = mark.at
        elif begun is not None and mark.mark in ("resume", ADJOURNED):
            yield begun, mark.at
            begun = None
    if begun is not None:
        yield begun, drawn.end


def _agenda_labels(drawn: Drawn) -> tuple[int, list[tuple[float, float, str, str]]]:
    """For each mark where its line stands, the height of its label, its words and how they are anchored.

    A label that would meet another stands on a line of its own. The first value is how many lines are needed.
    """
    scale = drawn.scale
    taken: list[float] = []
    labels: list[tuple[float, float, str, str]] = []
    marks = sorted(drawn.record.agenda)
    for mark, following in zip_longest(marks, marks[1:]):
        words = f"{cut(mark_words(mark, drawn.say), 32)} {drawn.clock(mark.at)}"
        if mark.offset_ms is not None:
            words += f" ({offset_words(mark.offset_ms)})"
        x, width = scale.x(mark.at), len(words) * LETTER_WIDTH + 6
        until = drawn.right if following is None else scale.x(following.at)
        # Behind its line, or before it where the next mark comes soon.
        anchor = "end" if x + width > until and x - width >= max([LEFT, *taken[:1]]) else "start"
        if x + width > drawn.right:  # behind it stands what most were inside
            anchor = "end"
        begin = x - width if anchor == "end" else x
        level = next((level for level, end in enumerate(taken) if end <= begin), len(taken))
        taken[level : level + 1] = [begin + width]
        labels.append((x, TOP + level * LABEL_STEP, words, anchor))
    return max(1, len(taken)), labels


def _agenda_lines(drawn: Drawn, labels: list[tuple[float, float, str, str]], bottom: float) -> Iterator[str]:
    for x, y, words, anchor in labels:
        yield line(x, y - 11, x, bottom, drawn.inks.ink, width=1.4)
        yield text(x + (-6 if anchor == "end" else 6), y, words, drawn.inks.ink, bold=True, anchor=anchor)


def _legend(drawn: Drawn) -> Iterator[str]:
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
