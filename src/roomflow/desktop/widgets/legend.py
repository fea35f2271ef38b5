"""The legend: what the parts of a bar mean, each with a sample."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.bar import dots, hatch
from roomflow.desktop.widgets.filled import fill
from roomflow.desktop.widgets.mirrored import placed, rest

SAMPLE = QSize(19, 13)
BESIDE = 7
BETWEEN = 16


class Legend(QWidget):
    """Inside, held, free, reserved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(word for _part, word in self._parts()))

    def sizeHint(self) -> QSize:
        look = look_of()
        width = sum(self._width(look, word) for _part, word in self._parts()) + look.px(BETWEEN) * 3
        return QSize(round(width + 0.999), look.line_px(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(13))
        x = 0.0
        for part, word in self._parts():
            height = look.px(SAMPLE.height())
            box = QRectF(round(x), round((self.height() - height) / 2), look.px(SAMPLE.width()), height)
            self._paint_sample(painter, look, part, placed(self, box))
            painter.setPen(look.colour("quiet"))
            text = rest(self, box.right() + look.px(BESIDE))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, word)
            x += self._width(look, word) + look.px(BETWEEN)
        painter.end()

    def _parts(self) -> list[tuple[str, str]]:
        return [
            ("inside", _("inside")),
            ("held", _("held")),
            ("free", ngettext("free", "free", 2)),
            ("reserved", _("reserved")),
        ]

    def _width(self, look: Look, word: str) -> float:
        return look.px(SAMPLE.width() + BESIDE) + QFontMetricsF(look.font(13)).horizontalAdvance(word)

    def _paint_sample(self, painter: QPainter, look: Look, part: str, box: QRectF) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        edge = look.colour("edge")
        painter.save()
        painter.setClipPath(outline)
        if part == "inside":
            fill(painter, box, edge)
        elif part == "held":
            hatch(painter, box, look.colour("surface"), edge)
        elif part == "free":
            fill(painter, box, look.colour("sunken"))
        else:
            dots(painter, box, look.colour("surface"), edge)
        painter.restore()
        painter.setPen(QPen(edge, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
