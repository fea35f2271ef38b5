"""What an answer card may hold: the room a party was sent to, its ticket, or words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.high_enough import HighEnough
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.desktop.widgets.mirrored import placed, placed_text
from roomflow.desktop.widgets.qr import QrPicture
from roomflow.desktop.widgets.runs import RunsLabel

ARROW: Final = 40
ARROW_STROKE: Final = 2.8
"""Heavier than an icon: it stands beside a name in 44 px bold."""
BESIDE_ARROW: Final = 12
NAME_SIZES: Final = (44, 28, 20)
WIDTH: Final = 325


class RoomName(HighEnough):
    """Where they go: an arrow and the room's name, as large as it fits, on one line or two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._lines = 1

    def show_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def layout_of(self, width: int) -> tuple[int, list[str]]:
        """The size of the type scale and the lines; the largest size at which the name fits on two lines."""
        look = look_of()
        room = width - look.px(ARROW + BESIDE_ARROW)
        for size in NAME_SIZES:
            lines = _lines_within(look, self._name, size, room)
            if len(lines) <= (1 if look.is_large and size != NAME_SIZES[-1] else 2):
                return size, lines
        size = NAME_SIZES[-1]
        return size, _lines_within(look, self._name, size, room)

    def sizeHint(self) -> QSize:
        look = look_of()
        size, lines = self.layout_of(self.width() if self.isVisible() else look.px(WIDTH))
        return QSize(look.px(WIDTH), max(look.line_px(size) * len(lines), look.px(ARROW)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        size, lines = self.layout_of(self.width())
        font = look.font(size, bold=True)
        metrics = QFontMetricsF(font)
        height = look.line_px(size)
        side = look.px(ARROW)
        arrow = QRectF(0, round((height - side) / 2), side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "arrow", placed(self, arrow), look.colour("accent"), ARROW_STROKE)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        for index, line in enumerate(lines):
            baseline = index * height + (height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
            begins = placed_text(self, look.px(ARROW + BESIDE_ARROW), metrics.horizontalAdvance(line))
            painter.drawText(QPointF(begins, round(baseline)), line)
        painter.end()


def _lines_within(look: Look, name: str, size: int, width: int) -> list[str]:
    metrics = QFontMetricsF(look.font(size, bold=True))
    lines: list[str] = []
    for word in name.split() or [name]:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    # A word too wide for a line asks for a smaller size: it counts as too many lines.
    too_wide = any(metrics.horizontalAdvance(line) > width for line in lines)
    return lines * 3 if too_wide and size != NAME_SIZES[-1] else lines


class SentAnswer(QWidget):
    """The room, its floor, the way, the places held and the time to arrive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.party_label = RunsLabel(self, 13)
        self.time_label = RunsLabel(self, 13, "quiet")
        self.time_label.align_right()
        self.room_name = RoomName(self)
        self.floor_label = QLabel(self)
        self.floor_label.setProperty("type", "large")
        self.way_label = QLabel(self)
        self.way_label.setProperty("type", "muted")
        for label in (self.floor_label, self.way_label):
            label.setWordWrap(True)
        self.held_label = RunsLabel(self, 13)
        self.other_button = KeyButton(self, size="small")
        self.other_button.set_words(_("Other room"))
        column = _column(self)
        column.addLayout(_row(self.party_label, self.time_label))
        column.addSpacing(look.px(4))
        column.addWidget(self.room_name)
        column.addSpacing(look.px(2))
        column.addWidget(self.floor_label)
        column.addSpacing(look.px(3))
        column.addWidget(self.way_label)
        column.addStretch(1)
        column.addSpacing(look.px(8))
        column.addLayout(_row(self.held_label, self.other_button))


class TicketAnswer(QWidget):
    """The number, its QR, who is ahead, printing the slip, and on to the next party."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.party_label = RunsLabel(self, 13)
        self.time_label = RunsLabel(self, 13, "quiet")
        self.time_label.align_right()
        self.ticket_label = RunsLabel(self, 13)
        self.ticket_label.say("*{word}*", word=_("Ticket"))
        self.number_label = RunsLabel(self, 72)
        self.ahead_label = RunsLabel(self, 13)
        self.number_label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.keep_label = QLabel(self)
        self.keep_label.setProperty("type", "quiet")
        self.keep_label.setWordWrap(True)
        self.qr_picture = QrPicture(self)
        self.next_button = KeyButton(self)
        self.next_button.set_words(_("Next party"), key=_("Esc"))
        self.print_button = KeyButton(self, "main")
        self.say_print(_("Print"))
        for button in (self.print_button, self.next_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out(look_of())

    def _lay_out(self, look: Look) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addStretch(1)
        left.addWidget(self.number_label)
        left.addWidget(self.ahead_label)
        left.addWidget(self.keep_label)
        left.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(look.px(8))
        middle.addLayout(left, 1)
        middle.addWidget(self.qr_picture, 0, Qt.AlignmentFlag.AlignTop)
        column = _column(self)
        head = _row(self.party_label, self.time_label)
        head.insertWidget(0, self.ticket_label)
        if look.is_large:  # the QR grows with the text, into the height of the head; the footer says the time
            self.print_button.set_variant("main", "small")
            self.next_button.set_variant("plain", "small")
            self.time_label.hide()
            left.insertLayout(0, head)
        else:
            column.addLayout(head)
            column.addSpacing(look.px(6))
        column.addLayout(middle)
        if look.is_largest:  # where a band takes height too, the buttons stand below the QR, which gives way
            self.ticket_label.hide()
            self.qr_picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
            right = QVBoxLayout()
            right.setSpacing(look.px(4))
            right.addWidget(self.qr_picture, 0, Qt.AlignmentFlag.AlignHCenter)
            right.addWidget(self.print_button)
            right.addWidget(self.next_button)
            middle.addLayout(right)
            return
        column.addSpacing(look.px(12 if not look.is_large else 8))
        buttons = _row(self.print_button, self.next_button)
        buttons.setStretch(1, 1)
        column.addLayout(buttons)

    def say_print(self, words: str) -> None:
        """What the button that prints the slip says."""
        self.print_button.set_words(words, key="P", icon="printer")


class WordsAnswer(QWidget):
    """A refusal, what a scan was, or that the desk is ready: a sentence and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.title_label = QLabel(self)
        self.title_label.setProperty("type", "title")
        self.sentence_label = QLabel(self)
        if look.is_large:  # a long refusal needs the room of its own answer
            self.sentence_label.setProperty("type", "small")
        for label in (self.title_label, self.sentence_label):
            label.setWordWrap(True)
        self.next_button = KeyButton(self, size="small")
        self.next_button.set_words(_("Next party"), key=_("Esc"))
        column = _column(self)
        column.addWidget(self.title_label)
        column.addSpacing(look.px(8))
        column.addWidget(self.sentence_label)
        column.addStretch(1)
        column.addSpacing(look.px(8))
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignRight)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _row(first: QWidget, last: QWidget, *, stretched: bool = True) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look_of().px(8))
    row.addWidget(first, int(stretched))
    row.addWidget(last, int(not stretched))
    return row
