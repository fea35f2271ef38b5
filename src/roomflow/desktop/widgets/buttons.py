"""Buttons: with an icon, words and a key cap; the party keys; − and +; and the toggles."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.widgets.button_colours import Colours, colours_of, paint_ground
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.desktop.widgets.mirrored import placed, placed_text, rest
from roomflow.desktop.widgets.runs import cap_height, cap_width, paint_cap, shown_key

HEIGHTS: Final = {"badge": 28, "small": 32, "normal": 40, "main": 48}
PADDINGS: Final = {"badge": 8, "small": 12, "normal": 16, "main": 16}
ICON: Final = 20
SMALL_ICON: Final = 16
GAP: Final = 8


class KeyButton(QPushButton):
    """A button that may show the key that presses it. A click leaves the focus where it was; Tab reaches it."""

    def __init__(self, parent: QWidget | None = None, variant: str = "plain", size: str = "normal") -> None:
        super().__init__(parent)
        self._variant = variant
        self._size = size
        self._key = ""
        self._icon = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_variant(self, variant: str, size: str = "normal") -> None:
        """`plain`, `main`, `urged`, `flat`, `quiet` or `warning`; `badge`, `small`, `normal` or `main`."""
        if (variant, size) == (self._variant, self._size):
            return
        self._variant, self._size = variant, size
        self.updateGeometry()
        self.update()

    def set_words(self, words: str, key: str = "", icon: str = "") -> None:
        """What it says, the key beside it, the icon before it."""
        key = shown_key(key)
        if (words, key, icon) == (self.text(), self._key, self._icon):
            return
        self.setText(words)
        self._key, self._icon = key, icon
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = look_of()
        width = self._content_width(look) + 2 * look.px(PADDINGS[self._size]) + 2
        height = look.px(HEIGHTS[self._size])
        return QSize(max(round(width + 0.999), height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._colours()
        paint_ground(painter, look, QRectF(self.rect()), colours)
        self._paint_content(painter, look, look.colour(colours.text))
        painter.end()

    def _colours(self) -> Colours:
        return colours_of(
            self._variant,
            enabled=self.isEnabled(),
            pressed=self.isDown(),
            hovered=self.underMouse(),
            chosen=self.isChecked(),
        )

    def _text_size(self) -> int:
        return 13 if self._size in ("badge", "small") else 16

    def _text_font(self, look: Look) -> QFont:
        return look.font(self._text_size(), bold=self._variant != "quiet")

    def _text_width(self, look: Look) -> float:
        return look.text_width(self.text(), self._text_size(), bold=self._variant != "quiet")

    def _icon_size(self) -> int:
        return SMALL_ICON if self._size == "badge" else ICON

    def _cap_roles(self) -> tuple[str, str]:
        """The outline of the key cap and what stands in it."""
        strong = self._variant == "main" and self.isEnabled()
        return ("on-accent", "on-accent") if strong else ("edge", "quiet")

    def _content_width(self, look: Look) -> float:
        parts = []
        if self._icon:
            parts.append(float(look.px(self._icon_size())))
        if self.text():
            parts.append(self._text_width(look))
        if self._key:
            parts.append(cap_width(look, self._key))
        return sum(parts) + look.px(GAP) * max(0, len(parts) - 1)

    def _paint_content(self, painter: QPainter, look: Look, colour: QColor) -> None:
        x = (self.width() - self._content_width(look)) / 2
        if self._icon:
            side = look.px(self._icon_size())
            icon = QRectF(round(x), round((self.height() - side) / 2), side, side)
            paint_icon(painter, self._icon, placed(self, icon), colour)
            x += side + look.px(GAP)
        if self.text():
            font = self._text_font(look)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(colour)
            baseline = (self.height() - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
            width = self._text_width(look)
            painter.drawText(QPointF(round(placed_text(self, x, width)), round(baseline)), self.text())
            x += width + look.px(GAP)
        if self._key:
            height = cap_height(look)
            box = QRectF(round(x), round((self.height() - height) / 2), round(cap_width(look, self._key)), height)
            outline, ink = (look.colour(role) for role in self._cap_roles())
            if not self.isEnabled():
                painter.setBrush(look.colour("surface"))
            paint_cap(painter, look, self._key, placed(self, box), outline, ink)


class PartyKey(KeyButton):
    """Sends a party of so many people; chosen while its answer stands."""

    WIDTH: Final = 53
    HEIGHT: Final = 52

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(self.WIDTH) - 1, look.px(self.HEIGHT))

    def minimumSizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(32), look.px(self.HEIGHT))

    def _text_size(self) -> int:
        return 20


class StepButton(KeyButton):
    """− or +: one person out or in. It lies in the same place in every state of its room."""

    def __init__(self, parent: QWidget | None = None, icon: str = "plus", height: int = 52) -> None:
        super().__init__(parent)
        self._icon = icon
        self._height = height

    def say(self, name: str) -> None:
        self.setAccessibleName(name)

    def _text_width(self, look: Look) -> float:
        return look.text_width(self.text(), self._text_size(), bold=self._variant != "quiet")

    def _icon_size(self) -> int:
        return 24  # the whole grid: its strokes fall on whole pixels

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(52), look.px(self._height))


class MoreButton(KeyButton):
    """Three dots: what else can be done with a row. Its menu opens below it."""

    SIDE: Final = 32

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "quiet")
        self._icon = "more"

    def say(self, name: str) -> None:
        """Whose menu it is, for who hears it or rests the mouse on it."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _text_width(self, look: Look) -> float:
        return look.text_width(self.text(), self._text_size(), bold=self._variant != "quiet")

    def _icon_size(self) -> int:
        return 24

    def below(self) -> QPoint:
        """Where its menu opens, on the screen."""
        return self.mapToGlobal(QPoint(0, self.height() + 2))

    def sizeHint(self) -> QSize:
        side = look_of().px(self.SIDE)
        return QSize(side, side)


class ToggleKey(QCheckBox):
    """A toggle with its key: a box, words, a key cap; the whole of it can be clicked."""

    HEIGHT: Final = 36
    BOX: Final = 16
    PADDING: Final = 11

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str, key: str) -> None:
        self.setText(words)
        self._key = shown_key(key)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._key)
        self.updateGeometry()

    def hitButton(self, position: QPoint, /) -> bool:
        """The whole widget, not only the box and the words."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        look = look_of()
        words = look.text_width(self.text())
        width = 2 * look.px(self.PADDING) + look.px(self.BOX + 8 + 12) + words + cap_width(look, self._key)
        return QSize(round(width + 0.999), look.px(self.HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        colours = colours_of(
            "plain", enabled=self.isEnabled(), pressed=self.isDown(), hovered=self.underMouse(), chosen=chosen
        )
        paint_ground(painter, look, QRectF(self.rect()), colours)
        side = look.px(self.BOX)
        words = rest(self, look.px(self.PADDING) + side + look.px(8))
        box = placed(self, QRectF(look.px(self.PADDING), round((self.height() - side) / 2), side, side))
        painter.setPen(QPen(look.colour("accent" if chosen else "edge"), 2.0))
        painter.setBrush(look.colour("accent") if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2, 2)
        if chosen:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), look.colour("on-accent"))
        painter.setFont(look.font(16, bold=chosen))
        painter.setPen(look.colour(colours.text))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if not self._key:
            painter.end()
            return
        width, height = round(cap_width(look, self._key)), cap_height(look)
        cap = QRectF(self.width() - look.px(self.PADDING - 1) - width, (self.height() - height) // 2, width, height)
        paint_cap(painter, look, self._key, placed(self, cap), look.colour("edge"), look.colour("quiet"))
        painter.end()
