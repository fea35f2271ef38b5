"""Rooms and waits on the public screen: a bar, a word and the free places of each room; a range for each wish."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF

from roomflow import public_words
from roomflow.desktop.public.pieces import LINE, RIGHT, Bar, Panel, Rule, Shape, Sheet, Style, width_of
from roomflow.domain.public import PublicPicture, PublicRoom, PublicWait
from roomflow.tongues import Tongues

PAD: Final = 28
TITLE: Final = 54
ROW_MAX: Final = 107
ROW_MIN: Final = 80
SHAPE: Final = 26
BAR_WIDTH: Final = 190
BAR: Final = 20
NUMBER_WIDTH: Final = 96
WAIT_ROW: Final = 122
MORE: Final = 34


def lay_out_rooms(sheet: Sheet, picture: PublicPicture, box: QRectF, tongues: Tongues) -> None:
    """The rooms in the building's order; where not all fit, how many more there are."""
    sheet.add(Panel(box, "panel"))
    x, width = box.x() + PAD, box.width() - 2 * PAD
    title = tongues.line(public_words.rooms_title)
    free = tongues.line(public_words.free_title)
    sheet.line(title, x, box.y() + 18, width * 0.55, Style(32, bold=True))
    sheet.line(free, x + width * 0.55, box.y() + 22, width * 0.45, Style(26, "quiet", align=RIGHT))
    top = box.y() + 12 + TITLE
    room = box.bottom() - 10 - top
    shown = picture.rooms
    if len(shown) * ROW_MIN > room:
        shown = shown[: max(1, int((room - MORE) // ROW_MIN))]
    hidden = len(picture.rooms) - len(shown)
    row = min(ROW_MAX, (room - (MORE if hidden else 0)) / len(shown))
    for index, one in enumerate(shown):
        y = top + index * row
        sheet.add(Rule(QRectF(x, y, width, 1)))
        _room(sheet, one, QRectF(x, y, width, row), tongues)
    if hidden:
        words = tongues.line(lambda tongue: public_words.more_rooms(tongue, hidden))
        sheet.line(words, x, box.bottom() - MORE - 6, width, Style(26, "quiet"))


def rooms_height(picture: PublicPicture) -> float:
    """How high the panel of rooms is where there is room for all of them."""
    return 12 + TITLE + len(picture.rooms) * ROW_MAX + 10


def _room(sheet: Sheet, room: PublicRoom, box: QRectF, tongues: Tongues) -> None:
    name = tongues.line(lambda tongue: tongue.name(room.plan))
    height = 34 * LINE + 28 * LINE
    y = box.y() + (box.height() - height) / 2
    sheet.line(name, box.x(), y, box.width() - NUMBER_WIDTH, Style(34, bold=True))
    number = "–" if room.state == "closed" else str(room.free)
    sheet.line(number, box.right() - NUMBER_WIDTH, y - 4, NUMBER_WIDTH, Style(44, bold=True, align=RIGHT))
    y += 34 * LINE
    sheet.add(Shape(QRectF(box.x(), y + (28 * LINE - SHAPE) / 2, SHAPE, SHAPE), room.state))
    words = tongues.line(lambda tongue: public_words.state_word(tongue, room.state))
    x = box.x() + SHAPE + 12
    sheet.line(words, x, y + 1, box.right() - BAR_WIDTH - 12 - x, Style(27, bold=True))
    sheet.add(Bar(QRectF(box.right() - BAR_WIDTH, y + (28 * LINE - BAR) / 2 + 2, BAR_WIDTH, BAR), room))


def waits_height(picture: PublicPicture) -> float:
    """How high the panel of waits is."""
    return 16 + TITLE + 8 + len(picture.waits) * WAIT_ROW


def lay_out_waits(sheet: Sheet, picture: PublicPicture, box: QRectF, tongues: Tongues) -> None:
    """The wait of somebody who comes now, as a range with its reason."""
    sheet.add(Panel(box, "panel"))
    x, width = box.x() + PAD, box.width() - 2 * PAD
    sheet.line(tongues.line(public_words.wait_title), x, box.y() + 16, width, Style(32, bold=True))
    y = box.y() + 16 + TITLE
    for wait in picture.waits:
        sheet.add(Rule(QRectF(x, y - 4, width, 1)))
        _wait(sheet, wait, QRectF(x, y, width, WAIT_ROW), tongues)
        y += WAIT_ROW


def _wait(sheet: Sheet, wait: PublicWait, box: QRectF, tongues: Tongues) -> None:
    figure = public_words.wait_figure(wait.range)
    style = Style(42, bold=True, align=RIGHT)
    taken = width_of(figure, style.size, bold=True) + 12 if figure else 0.0
    name = tongues.line(lambda tongue: public_words.wish_words(tongue, wait.wish))
    sheet.line(name, box.x(), box.y() + 10, box.width() - taken, Style(29, bold=True))
    if figure:
        sheet.line(figure, box.right() - taken, box.y() + 1, taken, style)
    reasons = tongues.say(lambda tongue: public_words.wait_reason(tongue, wait.range))
    y = box.y() + 50
    for reason in reasons:
        y = sheet.line(reason, box.x(), y, box.width(), Style(25, "quiet"))
