"""Where everything stands on the public screen: called numbers left, rooms and waits right, the notice below."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtCore import QRectF, QSizeF

from roomflow import public_words
from roomflow.desktop.public.calls import lay_out_calls
from roomflow.desktop.public.look import DIGITS_PX
from roomflow.desktop.public.pieces import CENTRE, LINE, RIGHT, Panel, Piece, Sheet, Style, fitting_size, width_of
from roomflow.desktop.public.rooms import lay_out_rooms, lay_out_waits, rooms_height, waits_height
from roomflow.domain.public import CalledNumber, PublicPicture, PublicState
from roomflow.tongues import Tongues

WIDTH: Final = 1920
HEIGHT: Final = 1080
MARGIN: Final = 40
GAP: Final = 24
RIGHT_WIDTH: Final = 604
HEADER: Final = 120
HEADER_BELOW_PRACTICE: Final = 96
NOTICE: Final = 128
PRACTICE: Final = 52
BOTTOM: Final = 32
CLOCK_WIDTH: Final = 190
BUILDING_WIDTH_MIN: Final = 160
WHOLE: Final = (PublicState.EMERGENCY, PublicState.ENDED)
"""States that are the whole screen: nothing stands beside them."""


class Shown(Struct, frozen=True):
    """What a public screen shows at a moment. `called` is in the order in which it is shown, the largest first.

    `digits` is the height that digits must have at least, in px of the canvas; `page` which of several pages of
    called numbers stands now.
    """

    picture: PublicPicture
    called: tuple[CalledNumber, ...]
    time: str
    digits: float = DIGITS_PX
    page: int = 0


def canvas_of(width: float, height: float) -> tuple[QSizeF, float]:
    """The canvas for a window, and the scale it is painted at: 1920×1080, longer where the window is."""
    scale = max(min(width / WIDTH, height / HEIGHT), 0.01)
    return QSizeF(width / scale, height / scale), scale


def lay_out(shown: Shown, canvas: QSizeF, tongues: Tongues) -> list[Piece]:
    """Every piece of the screen, in the order in which it is painted."""
    sheet = Sheet()
    sheet.add(Panel(QRectF(0, 0, canvas.width(), canvas.height()), "ground"))
    top = _practice(sheet, shown, canvas, tongues)
    _header(sheet, shown, canvas, top)
    top += HEADER if not top else HEADER_BELOW_PRACTICE
    body = QRectF(MARGIN, top, canvas.width() - 2 * MARGIN, canvas.height() - BOTTOM - top)
    if shown.picture.state in WHOLE:
        _whole(sheet, shown, body, tongues)
        return sheet.pieces
    bottom = _notice(sheet, body, tongues) - GAP
    calls, rooms, waits = _parts(QRectF(body.x(), body.y(), body.width(), bottom - body.y()), shown.picture)
    lay_out_calls(sheet, shown.called, _strip(sheet, shown, calls, tongues), shown.digits, shown.page, tongues)
    lay_out_rooms(sheet, shown.picture, rooms, tongues)
    lay_out_waits(sheet, shown.picture, waits, tongues)
    return sheet.pieces


def _parts(body: QRectF, picture: PublicPicture) -> tuple[QRectF, QRectF, QRectF]:
    """Where calls, rooms and waits stand: beside each other; on a screen that is turned upright, below each other."""
    waits = waits_height(picture)
    if body.height() > body.width():
        half = (body.width() - GAP) / 2
        low = max(waits, min(rooms_height(picture), body.height() / 3))
        y = body.bottom() - low
        calls = QRectF(body.x(), body.y(), body.width(), body.height() - low - GAP)
        return calls, QRectF(body.x(), y, half, low), QRectF(body.x() + half + GAP, y, half, low)
    calls = QRectF(body.x(), body.y(), body.width() - RIGHT_WIDTH - GAP, body.height())
    x = calls.right() + GAP
    rooms = QRectF(x, body.y(), RIGHT_WIDTH, body.height() - waits - GAP)
    return calls, rooms, QRectF(x, body.bottom() - waits, RIGHT_WIDTH, waits)


def _practice(sheet: Sheet, shown: Shown, canvas: QSizeF, tongues: Tongues) -> float:
    """PRACTICE across the top of a practice evening; gives where the rest begins."""
    if not shown.picture.practice:
        return 0.0
    sheet.add(Panel(QRectF(0, 0, canvas.width(), PRACTICE), "practice"))
    words = tongues.line(public_words.practice)
    style = Style(30, "practice-ink", "practice", bold=True, align=CENTRE)
    sheet.line(words, MARGIN, (PRACTICE - 30 * LINE) / 2, canvas.width() - 2 * MARGIN, style)
    return float(PRACTICE)


def _header(sheet: Sheet, shown: Shown, canvas: QSizeF, top: float) -> None:
    room = canvas.width() - 2 * MARGIN - CLOCK_WIDTH - GAP
    style = Style(44, ground="ground", bold=True)
    name_width = min(width_of(shown.picture.name, 44, bold=True) + 2, room)
    top -= 14 if top else 0
    sheet.line(shown.picture.name, MARGIN, top + 36, name_width, style)
    beside = room - name_width - 32
    small = Style(32, "quiet", "ground")
    fits = beside > BUILDING_WIDTH_MIN and fitting_size([shown.picture.building], beside, small) == small.size
    if fits:
        sheet.line(shown.picture.building, MARGIN + name_width + 32, top + 46, beside, small)
    clock = Style(64, ground="ground", bold=True, align=RIGHT)
    sheet.line(shown.time, canvas.width() - MARGIN - CLOCK_WIDTH, top + 24, CLOCK_WIDTH, clock)


def _notice(sheet: Sheet, body: QRectF, tongues: Tongues) -> float:
    """No name is needed, and everybody may attend: on every screen. Gives where it begins."""
    box = QRectF(body.x(), body.bottom() - NOTICE, body.width(), NOTICE)
    sheet.add(Panel(box, "panel"))
    notices = tuple(dict.fromkeys(public_words.notice(tongue) for tongue in tongues.each))
    width = (box.width() - 48 - GAP * (len(notices) - 1) - 48) / len(notices)
    for index, notice in enumerate(notices):
        x = box.x() + 48 + index * (width + GAP)
        y = sheet.line(notice.title, x, box.y() + 20, width, Style(36, bold=True))
        sheet.line(notice.body, x, y, width, Style(28, "quiet"))
    return box.y()


def _strip(sheet: Sheet, shown: Shown, box: QRectF, tongues: Tongues) -> QRectF:
    """Recess, or calls that are paused: a card below the called numbers. Gives what is left for those."""
    messages = [public_words.state_message(tongue, shown.picture.state) for tongue in tongues.each]
    said = tuple(dict.fromkeys(message for message in messages if message is not None))
    if not said:
        return box
    style = Style(32, bold=True)
    height = len(said) * style.size * LINE + 28
    card = QRectF(box.x(), box.bottom() - height, box.width(), height)
    sheet.add(Panel(card, "panel"))
    y = card.y() + 14
    for message in said:
        y = sheet.line(f"{message.title}. {message.body}", card.x() + 48, y, card.width() - 96, style)
    return QRectF(box.x(), box.y(), box.width(), box.height() - height - GAP)


def _whole(sheet: Sheet, shown: Shown, body: QRectF, tongues: Tongues) -> None:
    """One message for everybody, in each language the same size, and nothing beside it."""
    sheet.add(Panel(body, "panel"))
    messages = [public_words.state_message(tongue, shown.picture.state) for tongue in tongues.each]
    said = tuple(dict.fromkeys(message for message in messages if message is not None))
    width = (body.width() - 128 - 64 * (len(said) - 1)) / len(said)
    for index, message in enumerate(said):
        x = body.x() + 64 + index * (width + 64)
        title = QRectF(x, body.y() + body.height() * 0.2, width, body.height())
        y = sheet.lines(message.title, title, Style(76, bold=True), 3)
        sheet.lines(message.body, QRectF(x, y + 32, width, body.height()), Style(44, "quiet"), 5)
