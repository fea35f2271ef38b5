"""Pages where text is large: what has no room beside each other stands below each other, and the page scrolls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of

UNLIMITED: Final = 16_777_215
"""Qt's own word for no maximum."""
BESIDE_WIDTH: Final = 850
"""px at 100 % text that a page and its side need beside each other."""
PAD_HEIGHT: Final = 120


class Stacking:
    """Puts the side of a page below it where the page is too narrow for its text."""

    def __init__(self, layout: QBoxLayout, side: QWidget) -> None:
        self._layout = layout
        self._side = side
        self._side_width = side.maximumWidth()
        self.is_stacked = False

    def fit(self, width: int, *pads: QWidget) -> None:
        """Lay the page out for this width in px; a thumb finds a quarter of the height, also where the page scrolls."""
        look = look_of()
        stacked = look.is_largest or (look.is_large and width < look.text_px(BESIDE_WIDTH))
        for pad in pads:
            pad.setMinimumHeight(pad.window().height() // 4 if stacked else look.px(PAD_HEIGHT))
        if stacked == self.is_stacked:
            return
        self.is_stacked = stacked
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._side.setMinimumWidth(0 if stacked else self._side_width)
        self._side.setMaximumWidth(UNLIMITED if stacked else self._side_width)

    def least(self) -> QSize:
        """The least height of the stacked page; its width gives way, since it scrolls up and down alone."""
        return QSize(0, self._layout.totalMinimumSize().height())
