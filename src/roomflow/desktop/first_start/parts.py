"""The parts of first start that are painted: a numbered title, and a card that is one of several choices."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.widgets.mirrored import placed, placed_text, rest

DISC: Final = 28
RADIO: Final = 20
CARD_PADDING: Final = 16
CARD_TEXT_LEFT: Final = 48
WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class StepTitle(QWidget):
    """A step's number in a disc, and its title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._words = 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, number: int, words: str) -> None:
        """The title, and the number in its disc; 0 for a title that is no step."""
        self._number, self._words = number, words
        self.setAccessibleName(f"{number}. {words}" if number else words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = look_of()
        words = QFontMetricsF(look.font(20, bold=True)).horizontalAdvance(self._words)
        return QSize(round(self._words_left() + words + 1), max(look.px(DISC), look.line_px(20)))

    def _words_left(self) -> int:
        return look_of().px(DISC + 12) if self._number else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._number:
            self._paint_disc(painter)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(20, bold=True))
        words = rest(self, self._words_left())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()

    def _paint_disc(self, painter: QPainter) -> None:
        look = look_of()
        side = look.px(DISC)
        disc = placed(self, QRectF(0, (self.height() - side) / 2, side, side))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawEllipse(disc)
        painter.setPen(look.colour("surface"))
        painter.setFont(look.font(16, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class ChoiceCard(QRadioButton):
    """One of several choices: a title and what it means; the whole card is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, title: str, details: str) -> None:
        self.setText(title)
        self._details = details
        self.setAccessibleName(title)
        self.setAccessibleDescription(details)
        self.updateGeometry()

    def hitButton(self, position: QPoint, /) -> bool:
        """The whole card, not only the circle."""
        return self.rect().contains(position)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title, details = self._boxes(width)
        return round(details.bottom() if self._details else title.bottom()) + look_of().px(CARD_PADDING)

    def sizeHint(self) -> QSize:
        width = look_of().px(264)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(look_of().px(160), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        width = 2.0 if chosen else 1.0
        ground = "accent-tint" if chosen or self.isDown() else "sunken" if self.underMouse() else "surface"
        painter.setPen(QPen(look.colour("accent" if chosen else "edge"), width))
        painter.setBrush(look.colour(ground))
        radius = look.px(RADII["card"])
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        title, details = self._boxes(self.width())
        self._paint_radio(painter, title.top() + look.line_px(16) / 2)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(16, bold=True))
        painter.drawText(placed(self, title), WRAP, self.text())
        painter.setPen(look.colour("quiet"))
        painter.setFont(look.font(13))
        painter.drawText(placed(self, details), WRAP, self._details)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), radius - 3, radius - 3)
        painter.end()

    def _paint_radio(self, painter: QPainter, middle: float) -> None:
        look = look_of()
        side = look.px(RADIO)
        centre = QPointF(placed_text(self, look.px(CARD_PADDING) + side / 2, 0), middle + 1)
        chosen = self.isChecked()
        painter.setPen(QPen(look.colour("accent" if chosen else "edge"), 2))
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(centre, side / 2 - 1, side / 2 - 1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(centre, side / 4, side / 4)

    def _boxes(self, width: int) -> tuple[QRectF, QRectF]:
        look = look_of()
        left, padding = look.px(CARD_TEXT_LEFT), look.px(CARD_PADDING)
        room = QRectF(left, padding, max(1, width - left - padding), 10_000)
        title = QFontMetricsF(look.font(16, bold=True)).boundingRect(room, WRAP, self.text())
        below = QRectF(left, title.bottom() + look.px(4), room.width(), 10_000)
        details = QFontMetricsF(look.font(13)).boundingRect(below, WRAP, self._details)
        return QRectF(left, padding, room.width(), title.height()), QRectF(
            left, below.top(), room.width(), details.height()
        )
