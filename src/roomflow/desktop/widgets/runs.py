"""A line of text in several weights with key caps in it, written as one sentence so that it can be translated whole.

`*bold*`, `~quiet~` and `[key cap]` mark the parts of a template; values are put in afterwards, so a room's name
may hold any of these signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import RADII, Look, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.mirrored import placed
from roomflow.desktop.widgets.tips import set_tip

_PARTS: Final = re.compile(r"\*([^*]*)\*|~([^~]*)~|\[([^\]]*)\]|([^*~\[]+)")
CAP_HEIGHT: Final = 20
CAP_PADDING: Final = 5
CAP_TEXT: Final = 13
ELLIPSIS: Final = "…"


class Weight(Enum):
    """How a part of a line is written."""

    PLAIN = "plain"
    BOLD = "bold"
    QUIET = "quiet"
    CAP = "cap"


class Run(Struct, frozen=True):
    """A part of a line in one weight."""

    text: str
    weight: Weight = Weight.PLAIN


def runs_of(template: str, **values: object) -> tuple[Run, ...]:
    """The parts of a template, with its named placeholders filled in."""
    return tuple(Run(text.format(**values), weight) for text, weight in _parts_of(template))


@lru_cache(maxsize=256)
def _parts_of(template: str) -> tuple[tuple[str, Weight], ...]:
    """What is written in which weight: a page says the same templates with each press."""
    weights = (Weight.BOLD, Weight.QUIET, Weight.CAP, Weight.PLAIN)
    found = (zip(parts, weights, strict=True) for parts in _PARTS.findall(template))
    return tuple((text, weight) for parts in found for text, weight in parts if text)


def shown_key(key: str) -> str:
    """The key as it stands on a button: none where it is one that does nothing, since single keys are off."""
    is_single = len(key) == 1 or key == _("Space")
    return "" if is_single and not look_of().single_keys else key


def cap_height(look: Look) -> int:
    """The height of a key cap: that of a line of its text, at least."""
    return max(look.px(CAP_HEIGHT), look.line_px(CAP_TEXT))


def cap_width(look: Look, text: str) -> float:
    """The width of a key cap: at least as wide as it is high."""
    words = look.text_width(text, CAP_TEXT)
    return max(float(cap_height(look)), words + 2 * look.px(CAP_PADDING) + 2)


def paint_cap(painter: QPainter, look: Look, text: str, box: QRectF, outline: QColor, ink: QColor) -> None:
    """Paint a key cap into a box of `cap_width` by `cap_height` px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(outline, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = look.px(RADII["key"])
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(ink)
    painter.setFont(look.font(CAP_TEXT))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class RunsLabel(QWidget):
    """One line of runs. It is as wide as its text wants.

    Where there is no room it is written in its smaller size, then in its shorter words, if it has them; and then its
    last run is shortened.
    """

    def __init__(self, parent: QWidget | None = None, size: int = 16, role: str = "ink") -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._size = size
        self._role = role
        self._quiet_size: int | None = None
        self._small_size: int | None = None
        self._short: tuple[Run, ...] = ()
        self._size_now = size
        self._hint: tuple[Look, QSize] | None = None
        """What it wants in a look: asked for a dozen times while a page is laid out."""
        self._alignment = Qt.AlignmentFlag.AlignLeft
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def align_right(self) -> None:
        self._alignment = Qt.AlignmentFlag.AlignRight
        self.update()

    def set_type(self, size: int, role: str = "ink") -> None:
        """Another size of the type scale, another role for its plain text."""
        if (size, role) == (self._size, self._role):
            return
        self._size, self._role, self._hint = size, role, None
        self.updateGeometry()
        self.update()

    def set_small_size(self, size: int) -> None:
        """The size it is written in where its own has no room."""
        self._small_size = size

    def fits(self) -> bool:
        """Whether all of its text is seen."""
        return self._wanted(*self._within()) <= self.width() + 1

    def say_short(self, template: str, **values: object) -> None:
        """The words where there is no room for those of `say`; the tip then says these."""
        short = runs_of(template, **values)
        set_tip(self, self.text())
        if short != self._short:
            self._short = short
            self.update()

    def has_short_words(self) -> bool:
        return bool(self._short)

    def set_quiet_size(self, size: int) -> None:
        """Write the quiet parts smaller than the others, on the same baseline."""
        self._quiet_size, self._hint = size, None
        self.updateGeometry()

    def show_runs(self, *runs: Run) -> None:
        if runs != self._runs:
            self._runs, self._hint = runs, None
            self.setAccessibleName(self.text())
            self.updateGeometry()
            self.update()

    def say(self, template: str, **values: object) -> None:
        """Show a marked and translated template."""
        self.show_runs(*runs_of(template, **values))

    def text(self) -> str:
        """What the line says, without its weights."""
        return "".join(run.text for run in self._runs)

    def sizeHint(self) -> QSize:
        look = look_of()
        if self._hint is None or self._hint[0] is not look:
            width = self._wanted(self._runs, self._size)
            height = max(look.line_px(self._size), cap_height(look) if self._has_cap() else 0)
            self._hint = (look, QSize(round(width + 0.999), height))
        return QSize(self._hint[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        shown, self._size_now = self._within()
        runs = list(shown)
        widths = [self._width(look, run, self._size_now) for run in runs]
        spare = self.width() - sum(widths)
        if spare < -1 and runs:
            self._shorten(look, runs, widths)
        x = max(0.0, spare) if self._alignment == Qt.AlignmentFlag.AlignRight else 0.0
        for run, width in zip(runs, widths, strict=True):
            self._paint_run(painter, look, run, placed(self, QRectF(x, 0.0, width, float(self.height()))))
            x += width
        painter.end()

    def _paint_run(self, painter: QPainter, look: Look, run: Run, box: QRectF) -> None:
        if run.weight is Weight.CAP:
            height = cap_height(look)
            cap = QRectF(round(box.x()), round((box.height() - height) / 2), box.width(), height)
            paint_cap(painter, look, run.text, cap, look.colour("edge"), look.colour("quiet"))
            return
        painter.setFont(self._font(look, run, self._size_now))
        painter.setPen(look.colour("quiet" if run.weight is Weight.QUIET else self._role))
        metrics = QFontMetricsF(look.font(self._size_now))
        baseline = (box.height() - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        painter.drawText(QPointF(box.x(), round(baseline)), run.text)

    def _wanted(self, runs: Sequence[Run], size: int) -> float:
        look = look_of()
        return sum(self._width(look, run, size) for run in runs)

    def _within(self) -> tuple[tuple[Run, ...], int]:
        """The words and the size that have room, or the least there are."""
        sizes = (self._size, self._small_size or self._size)
        ways = [(runs, size) for runs in (self._runs, self._short) if runs for size in sizes]
        return next((way for way in ways if self._wanted(*way) <= self.width() + 1), (ways or [((), self._size)])[-1])

    def _width(self, look: Look, run: Run, size: int) -> float:
        if run.weight is Weight.CAP:
            return cap_width(look, run.text)
        return look.text_width(run.text, self._size_of(run, size), bold=run.weight is Weight.BOLD)

    def _font(self, look: Look, run: Run, size: int) -> QFont:
        return look.font(self._size_of(run, size), bold=run.weight is Weight.BOLD)

    def _size_of(self, run: Run, size: int) -> int:
        return min(size, self._quiet_size) if run.weight is Weight.QUIET and self._quiet_size else size

    def _shorten(self, look: Look, runs: list[Run], widths: list[float]) -> None:
        while len(runs) > 1 and sum(widths[:-1]) > self.width() - look.px(16):
            del runs[-1], widths[-1]
        last = runs[-1]
        metrics = QFontMetricsF(self._font(look, last, self._size_now))
        room = self.width() - sum(widths[:-1])
        runs[-1] = Run(metrics.elidedText(last.text, Qt.TextElideMode.ElideRight, room), last.weight)
        widths[-1] = self._width(look, runs[-1], self._size_now)

    def _has_cap(self) -> bool:
        return any(run.weight is Weight.CAP for run in self._runs)
