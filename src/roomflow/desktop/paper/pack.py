"""The paper fallback as a PDF: numbered tickets, a list to write them down, tally sheets, and announcement cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from roomflow.desktop.paper import words as paper_words
from roomflow.desktop.paper.slip import TENTHS, font, ground, ink
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space
from roomflow.slip_words import date_words, practice_words
from roomflow.tongues import Tongue, Tongues
from roomflow.whole_file import write_whole

DOTS_PER_INCH: Final = 300
PAGE: Final = (2159.0, 2794.0)
"""A letter page, in tenths of a millimetre."""
EDGE: Final = 127.0
TICKETS_A_PAGE: Final = 4
ROWS_A_LIST: Final = 30
BOXES: Final = 20
"""Boxes of five strokes in a row of a tally sheet."""
WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
CENTRE_TOP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
CENTRE: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter


def write_pack(file: Path, meeting: Meeting, numbers: Sequence[int]) -> int:
    """Write the pack for these numbers, whole or not at all; gives its pages. Raises OSError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(f"{meeting.name}, {date_words(meeting.date)}")
    writer.setCreator("roomflow")
    size = QPageSize(QSizeF(PAGE[0] / TENTHS, PAGE[1] / TENTHS), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    pack = Pack(painter, writer, meeting)
    pack.tickets(numbers)
    pack.lists(numbers)
    pack.tallies()
    pack.announcements()
    painter.end()
    write_whole(file, bytes(buffer.data().data()))
    return pack.pages


class Pack:
    """Paints page after page."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, meeting: Meeting) -> None:
        self._painter, self._writer, self._meeting = painter, writer, meeting
        self._tongues = Tongues()
        self.pages = 0
        dots = DOTS_PER_INCH / 25.4 / TENTHS
        painter.scale(dots, dots)

    def tickets(self, numbers: Sequence[int]) -> None:
        """Four tickets a page, to be cut apart."""
        for index, number in enumerate(numbers):
            at = index % TICKETS_A_PAGE
            if at == 0:
                self._page()
                self._cuts()
            width, height = PAGE[0] / 2, PAGE[1] / 2
            self._ticket(number, QRectF((at % 2) * width, (at // 2) * height, width, height))

    def lists(self, numbers: Sequence[int]) -> None:
        """What is written down of each ticket, to be entered later."""
        for start in range(0, len(numbers), ROWS_A_LIST):
            self._page()
            self._head(self._tongues.each[0], paper_words.list_title, paper_words.list_words)
            columns = (EDGE, EDGE + 300, EDGE + 700, EDGE + 1_000, EDGE + 1_400, PAGE[0] - EDGE)
            top, each = 560.0, 68.0
            self._row(columns, top, list(paper_words.list_heads(self._tongues.each[0])), bold=True)
            for row, number in enumerate(numbers[start : start + ROWS_A_LIST], start=1):
                self._row(columns, top + row * each, [str(number), "", "", "", ""], bold=False)

    def tallies(self) -> None:
        """A sheet for each door, and for each counted space that has none."""
        for space in self._meeting.spaces.values():
            if space.limit is None:
                continue
            for door in space.plan.doors or ("",):
                self._page()
                self._tally(space, door)

    def announcements(self) -> None:
        """What somebody reads out or holds up, in each language."""
        for card in paper_words.CARDS:
            self._page()
            height = (PAGE[1] - 2 * EDGE) / len(self._tongues.each)
            for index, tongue in enumerate(self._tongues.each):
                box = QRectF(EDGE, EDGE + index * height, PAGE[0] - 2 * EDGE, height)
                self._text(card(tongue), box, 40 if index == 0 else 34, bold=index == 0, flags=CENTRE)

    # --- parts -------------------------------------------------------------------------------------------

    def _page(self) -> None:
        if self.pages:
            self._writer.newPage()
        self.pages += 1
        if self._meeting.practice:
            band = QRectF(0, 0, PAGE[0], 90)
            self._painter.fillRect(band, ink())
            self._painter.setPen(ground())
            self._painter.setFont(font(14, bold=True))
            self._painter.drawText(band, Qt.AlignmentFlag.AlignCenter, practice_words(self._tongues))

    def _cuts(self) -> None:
        pen = QPen(ink(), 2)
        pen.setDashPattern([6, 6])
        self._painter.setPen(pen)
        self._painter.drawLine(int(PAGE[0] / 2), 0, int(PAGE[0] / 2), int(PAGE[1]))
        self._painter.drawLine(0, int(PAGE[1] / 2), int(PAGE[0]), int(PAGE[1] / 2))

    def _ticket(self, number: int, box: QRectF) -> None:
        inner = box.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        heading = f"{self._meeting.name}, {date_words(self._meeting.date)}"
        y = inner.top() + self._text(heading, inner, 12, bold=True, flags=CENTRE_TOP) + 30
        if self._meeting.practice:
            words = practice_words(self._tongues)
            y += self._text(words, QRectF(inner.x(), y, inner.width(), 100), 12, bold=True, flags=CENTRE_TOP) + 20
        y += self._text(self._tongues.line(paper_words.ticket), _below(inner, y), 12, bold=False, flags=CENTRE_TOP)
        y += self._text(str(number), _below(inner, y), 72, bold=True, flags=CENTRE_TOP) + 10
        blanks = self._tongues.line(paper_words.blanks)
        y += self._text(blanks, _below(inner, y), 11, bold=False, flags=CENTRE_TOP) + 60
        for index, tongue in enumerate(self._tongues.each):
            y += self._text(paper_words.notice(tongue), _below(inner, y), 10, bold=index == 0) + 14

    def _tally(self, space: Space, door: str) -> None:
        tongue = self._tongues.each[0]
        name = f"{space.name}, {door}" if door else space.name
        self._head(tongue, lambda each: paper_words.tally_title(each).format(space=name), paper_words.tally_words)
        limit = paper_words.tally_limit(tongue).format(limit=space.limit, reserved=space.reserved)
        self._text(limit, QRectF(EDGE, 470, PAGE[0] - 2 * EDGE, 100), 12, bold=True)
        y = 600.0
        for words in (paper_words.came_in(tongue), paper_words.went_out(tongue)):
            for _row in range(5):
                self._text(words, QRectF(EDGE, y + 20, 200, 80), 14, bold=True)
                self._boxes(y)
                y += 130
            y += 50
        self._text(paper_words.tally_foot(tongue), QRectF(EDGE, y + 40, PAGE[0] - 2 * EDGE, 300), 13, bold=False)

    def _boxes(self, y: float) -> None:
        left, width = EDGE + 210, (PAGE[0] - 2 * EDGE - 210) / BOXES
        self._painter.setPen(QPen(ink(), 3))
        for index in range(BOXES):
            self._painter.drawRect(QRectF(left + index * width, y, width, 110))

    def _head(self, tongue: Tongue, title: paper_words.Words, words: paper_words.Words) -> None:
        box = QRectF(EDGE, 130, PAGE[0] - 2 * EDGE, 400)
        y = 130 + self._text(title(tongue), box, 22, bold=True) + 10
        heading = f"{self._meeting.name}, {date_words(self._meeting.date)}"
        y += self._text(heading, _below(box, y), 12, bold=False) + 10
        self._text(words(tongue), _below(box, y), 11, bold=False)

    def _row(self, columns: Sequence[float], y: float, texts: Sequence[str], *, bold: bool) -> None:
        self._painter.setPen(QPen(ink(), 2))
        self._painter.drawLine(int(columns[0]), int(y + 62), int(columns[-1]), int(y + 62))
        for index, text in enumerate(texts):
            box = QRectF(columns[index], y, columns[index + 1] - columns[index], 60)
            self._text(text, box, 11, bold=bold, flags=Qt.AlignmentFlag.AlignBottom)

    def _text(
        self,
        words: str,
        box: QRectF,
        points: int,
        *,
        bold: bool,
        flags: Qt.TextFlag | Qt.AlignmentFlag = WRAP,
    ) -> float:
        """Write into a box; gives the height it took."""
        self._painter.setPen(ink())
        self._painter.setFont(font(points, bold=bold))
        self._painter.drawText(box, int(flags), words)
        return self._painter.fontMetrics().boundingRect(box.toRect(), int(flags), words).height()


def _below(box: QRectF, y: float) -> QRectF:
    return QRectF(box.x(), y, box.width(), max(1.0, box.bottom() - y))
