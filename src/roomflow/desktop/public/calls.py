"""The called numbers on the public screen: the one said now or last is the largest, the others stand below it."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QRectF

from roomflow import public_words
from roomflow.desktop.public.pieces import (
    CENTRE,
    LINE,
    Arrow,
    Number,
    Panel,
    Sheet,
    Style,
    digit_height,
    digit_size,
    fitting_size,
    width_of,
    wrapped,
)
from roomflow.domain.public import CalledNumber
from roomflow.tongues import Tongues

GAP: Final = 24
PAD: Final = 24
LARGEST: Final = 1.45
"""How much larger the newest number is, where there is room."""
LABELS: Final = 34 * LINE + 28 * LINE + 20
"""The room and its floor below a number."""
MORE: Final = 28 * LINE
NUMBER_SHARE: Final = 0.5
"""The newest number takes at most so much of its card's width; the room stands beside it."""
COLUMNS_MAX: Final = 4
LARGEST_SHARE: Final = 0.4
"""The card of the newest number is at least so high, in shares of its width, where several rows stand below it."""
BESIDE_LEAST: Final = 0.45
"""What stands beside the newest number becomes so small at most."""
COLUMN_MIN: Final = 360
BESIDE_DIGITS: Final = 6
"""Digits have room of their own at both sides."""


def lay_out_calls(
    sheet: Sheet, called: tuple[CalledNumber, ...], box: QRectF, digits: float, page: int, tongues: Tongues
) -> None:
    """The called numbers in a box; `digits` is how high they must be at least."""
    if not called:
        _nobody(sheet, box, tongues)
        return
    largest, others = called[0], called[1:]
    digits = min(digits, digits_max(box.height()))
    if not others:
        _largest(sheet, largest, box, digits, tongues)
        return
    row = digits + 2 * PAD + LABELS
    turns = _turns(others, box, digits, row)
    shown = turns.shown(others, page)
    rows = math.ceil(len(shown) / turns.columns)
    more = MORE if turns.pages > 1 else 0.0
    top = QRectF(box.x(), box.y(), box.width(), box.height() - rows * (row + GAP) - more)
    _largest(sheet, largest, top, digits, tongues)
    columns = min(turns.columns, len(shown))
    width = (box.width() - GAP * (columns - 1)) / columns
    for index, one in enumerate(shown):
        x = box.x() + index % columns * (width + GAP)
        y = top.bottom() + GAP + index // columns * (row + GAP)
        _other(sheet, one, QRectF(x, y, width, row), digits, tongues)
    if turns.pages > 1:
        words = tongues.line(public_words.more_numbers)
        text = f"{words}  {page % turns.pages + 1}/{turns.pages}"
        sheet.line(text, box.x(), box.bottom() - MORE + 2, box.width(), Style(26, "quiet", "ground", align=CENTRE))


def digits_max(height: float) -> float:
    """The highest digits at which the newest number and a row of others still stand in a box of this height."""
    return (height - GAP - MORE - LABELS - 4 * PAD) / 2


class Turns(NamedTuple):
    """How the numbers beside the largest stand: so many in a row and on a page, on so many pages."""

    columns: int
    on_page: int
    pages: int

    def shown(self, others: tuple[CalledNumber, ...], page: int) -> tuple[CalledNumber, ...]:
        first = page % self.pages * self.on_page
        return others[first : first + self.on_page]


def _turns(others: tuple[CalledNumber, ...], box: QRectF, digits: float, row: float) -> Turns:
    size = digit_size(digits)
    widest = max(width_of(str(one.number), size, bold=True) for one in others) + 2 * BESIDE_DIGITS
    columns = max(1, min(COLUMNS_MAX, int((box.width() + GAP) // (max(widest, COLUMN_MIN) + GAP))))
    largest = max(digits + 2 * PAD, box.width() * LARGEST_SHARE)
    on_page = columns * max(1, int((box.height() - MORE - largest) // (row + GAP)))
    return Turns(columns, on_page, math.ceil(len(others) / on_page))


def _nobody(sheet: Sheet, box: QRectF, tongues: Tongues) -> None:
    sheet.add(Panel(box, "panel"))
    y = box.y() + box.height() * 0.18
    for message in dict.fromkeys(public_words.nobody_message(tongue) for tongue in tongues.each):
        x, width = box.x() + 64, box.width() - 128
        y = sheet.lines(message.title, QRectF(x, y, width, 200), Style(60, bold=True), 2)
        y = sheet.lines(message.body, QRectF(x, y + 8, width, 200), Style(36, "quiet"), 2) + 48


def _largest(sheet: Sheet, called: CalledNumber, box: QRectF, digits: float, tongues: Tongues) -> None:
    """The number, and beside it the room, an arrow, the floor and the way."""
    sheet.add(Panel(box, "newest"))
    number = str(called.number)
    style = Style(digit_size(digits * LARGEST), "newest-ink", "newest", bold=True)
    tall = digit_size(box.height() - 2 * PAD)
    least = digit_size(digits)
    # Between the height it must have and the one it may have, as the card allows; the width gives way to the height.
    size = max(least, min(style.size, tall, fitting_size([number], box.width() * NUMBER_SHARE, style)))
    if box.height() > box.width() * 0.5:  # alone on the left: as large as half the width
        size = max(size, min(tall, size * box.width() * NUMBER_SHARE / width_of(number, size, bold=True)))
    width = width_of(number, size, bold=True)
    height = digit_height(size)
    digits_box = QRectF(box.x() + 2 * PAD, box.center().y() - height / 2, width, height)
    sheet.add(Number(digits_box, number, size, "newest-ink", "newest"))
    x = digits_box.right() + 2 * PAD
    _beside(sheet, called, QRectF(x, box.y() + PAD, box.right() - PAD - x, box.height() - 2 * PAD), tongues)


def _beside(sheet: Sheet, called: CalledNumber, box: QRectF, tongues: Tongues) -> None:
    """What stands beside the newest number, in the middle of the height; smaller where the card is low."""
    share = 1.0
    while share > BESIDE_LEAST and _beside_height(called, box.width(), share, tongues) > box.height():
        share -= 0.05
    accent, name, where, arrow, gap = _beside_styles(called, share)
    lines, size = wrapped(tongues.line(lambda tongue: tongue.name(called.room)), box.width(), name, 2)
    room = box.width() - gap
    y = box.y() + max(0.0, (box.height() - _beside_height(called, box.width(), share, tongues)) / 2)
    y = sheet.line(tongues.line(public_words.come_in), box.x(), y, box.width(), accent) + 8 * share
    for line in lines:
        y = sheet.line(line, box.x(), y, box.width(), replace(name, size=size))
    y += 12 * share
    broken = _where_lines(called, room, where, tongues)
    below = sum(len(each) * size * LINE for each, size in broken)
    if arrow:
        middle = y + max(0.0, (below - arrow) / 2)
        sheet.add(Arrow(QRectF(box.x(), middle, arrow, arrow), called.room.arrow, name.ink))
    for index, (each, size) in enumerate(broken):
        style = Style(size, where.ink if index == 0 else "newest-quiet", "newest", bold=index == 0)
        for line in each:
            y = sheet.line(line, box.x() + gap, y, room, style)


def _beside_styles(called: CalledNumber, share: float) -> tuple[Style, Style, Style, float, float]:
    """Styles of the invitation, the room's name and the way; the side of the arrow, and what it takes of the width."""
    accent = Style(34 * share, "newest-accent", "newest", bold=True)
    name = Style(68 * share, "newest-ink", "newest", bold=True)
    where = Style(30 * share, "newest-ink", "newest", bold=True)
    arrow = 64 * share if called.room.arrow else 0.0
    return accent, name, where, arrow, arrow + (20 if arrow else 0)


def _where_lines(called: CalledNumber, width: float, style: Style, tongues: Tongues) -> list[tuple[list[str], float]]:
    """Floor, room and way in each language, on as many lines as they need, with their size."""
    wheres = dict.fromkeys(", ".join(filter(None, tongue.where(called.room))) for tongue in tongues.each)
    return [wrapped(where, width, style, 2) for where in wheres if where]


def _beside_height(called: CalledNumber, width: float, share: float, tongues: Tongues) -> float:
    accent, name, where, arrow, gap = _beside_styles(called, share)
    lines, size = wrapped(tongues.line(lambda tongue: tongue.name(called.room)), width, name, 2)
    below = sum(len(each) * size * LINE for each, size in _where_lines(called, width - gap, where, tongues))
    return accent.size * LINE + 20 * share + len(lines) * size * LINE + max(arrow, below)


def _other(sheet: Sheet, called: CalledNumber, box: QRectF, digits: float, tongues: Tongues) -> None:
    """A number called before: below it an arrow with the room, and the floor."""
    sheet.add(Panel(box, "panel"))
    size = digit_size(digits)
    width = width_of(str(called.number), size, bold=True)
    digits_box = QRectF(box.center().x() - width / 2, box.y() + PAD, width, digits)
    sheet.add(Number(digits_box, str(called.number), size, "ink", "panel"))
    y = digits_box.bottom() + 20
    name = tongues.line(lambda tongue: tongue.name(called.room))
    style = Style(34, bold=True, align=CENTRE)
    arrow = 40.0 if called.room.arrow else 0.0
    room = box.width() - 2 * 16 - arrow - 12
    size = fitting_size([name], room, style)
    width = min(room, width_of(name, size, bold=True) + 2)
    x = box.x() + (box.width() - width - arrow - 12) / 2
    if arrow:
        sheet.add(Arrow(QRectF(x, y + 2, arrow, arrow), called.room.arrow, "ink"))
    y = sheet.line(name, x + arrow + 12, y, width, style)
    floors = tongues.line(lambda tongue: tongue.floor(called.room))
    if floors:
        sheet.line(floors, box.x() + 16, y, box.width() - 32, Style(28, "quiet", align=CENTRE))
