"""The controls of a door: two pads for a thumb, the larger steps, and buttons that stand on a ground of any mood."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.widgets.answer_parts import SentAnswer, TicketAnswer, WordsAnswer
from roomflow.desktop.widgets.button_colours import Colours
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.icons import paint_icon

SHOUTING: Final = ("full", "over")
"""Moods that change the whole ground."""
KEEP_THEIR_GROUND: Final = (SentAnswer, TicketAnswer, WordsAnswer)
"""The parts of an answer card: they stand on the ground of the card."""
PAD_RADIUS: Final = 16
PAD_ICON: Final = 64
STEP_HEIGHT: Final = 56
DASH: Final = (5.0, 4.0)


def ground_role(mood: str) -> str:
    """The role of the page's ground in a mood."""
    return {"full": "door-full", "over": "over.ground", "closed": "sunken"}.get(mood, "surface")


def ink_role(mood: str) -> str:
    """The role of what is written on it."""
    return "door-ink" if mood in SHOUTING else "ink"


def show_mood(page: QWidget, mood: str) -> None:
    """Have every button and label of a page stand on the ground of this mood; cards keep their own ground."""
    for button in page.findChildren(DoorButton):
        button.show_mood(mood)
    for label in page.findChildren(QLabel):
        if label.property("mood") != mood and not isinstance(label.parentWidget(), KEEP_THEIR_GROUND):
            label.setProperty("mood", mood)
            label.style().polish(label)


class DoorButton(KeyButton):
    """A button on a ground that may shout: white on it, or its colours turned round."""

    def __init__(self, parent: QWidget | None = None, variant: str = "plain", size: str = "normal") -> None:
        super().__init__(parent, variant, size)
        self.mood = "plain"
        self.is_solid = False
        """The one to press: solid in every mood."""
        self.is_accented = False
        """Lets somebody in."""

    def show_mood(self, mood: str) -> None:
        if mood != self.mood:
            self.mood = mood
            self.update()

    def _colours(self) -> Colours:
        if self.mood not in SHOUTING:
            plain = super()._colours()
            return Colours("surface", "accent", "accent") if self._is_at_rest() and self.is_accented else plain
        ground, ink = ground_role(self.mood), "door-ink"
        if not self.isEnabled():
            return Colours(ground, ground, ink)  # no outline: its reason stands beside it
        solid = self.is_solid if self._is_at_rest() else not self.is_solid
        return Colours(ink, ink, ground) if solid else Colours(ground, ink, ink)

    def _is_at_rest(self) -> bool:
        return self.isEnabled() and not self.isDown() and not self.underMouse()

    def _cap_roles(self) -> tuple[str, str]:
        if self.mood not in SHOUTING:
            return super()._cap_roles()
        text = self._colours().text
        return text, text


class Pad(DoorButton):
    """− or + for a thumb. It lies in the same place in every mood; in a full room + is dashed, and is never refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_pad(self, words: str, icon: str) -> None:
        """What it says; `minus` or `plus`."""
        self.set_words(words, key="+" if icon == "plus" else "−", icon=icon)
        self.set_variant("main" if icon == "plus" else "plain")
        self.is_solid = icon == "minus"

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(240), look.px(200))

    def minimumSizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(120), look.px(120))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._colours()
        pen = QPen(look.colour(colours.outline), 2.0)
        if self.mood in SHOUTING and not self.is_solid:
            pen.setDashPattern(DASH)
        painter.setPen(pen)
        painter.setBrush(look.colour(colours.ground))
        radius = look.px(PAD_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        self._paint_content(painter, look, look.colour(colours.text))
        painter.end()

    def _paint_content(self, painter: QPainter, look: Look, colour: QColor) -> None:
        side, line = look.px(PAD_ICON), look.line_px(20)
        top = round((self.height() - side - line) / 2)
        paint_icon(painter, self._icon, QRectF(round((self.width() - side) / 2), top, side, side), colour, 2.4)
        font = look.font(20, bold=True)
        metrics = QFontMetricsF(font)
        words = self.text()
        painter.setFont(font)
        painter.setPen(colour)
        x = (self.width() - metrics.horizontalAdvance(words)) / 2
        painter.drawText(QPointF(round(x), round(top + side + metrics.ascent())), words)


class DoorStep(DoorButton):
    """+2 to +6."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _text_size(self) -> int:
        return 20

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(96), look.px(STEP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(48), look.px(STEP_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._colours()
        pen = QPen(look.colour(colours.outline), 1.0)
        if self.mood in SHOUTING:
            pen.setDashPattern(DASH)
        painter.setPen(pen)
        painter.setBrush(look.colour(colours.ground))
        radius = look.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_content(painter, look, look.colour(colours.text))
        painter.end()
