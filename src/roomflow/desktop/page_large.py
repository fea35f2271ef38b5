"""Pages where text is large: what stands beside each other stands below each other, and the page scrolls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

UNLIMITED: Final = 16_777_215
"""Qt's own word for no maximum."""


def stack(layout: QBoxLayout, *sides: QWidget) -> None:
    """Put the parts of a page below each other; its sides get the whole width."""
    layout.setDirection(QBoxLayout.Direction.TopToBottom)
    for side in sides:
        side.setMinimumWidth(0)
        side.setMaximumWidth(UNLIMITED)


def least_of_stack(layout: QBoxLayout) -> QSize:
    """The least height of a stacked page; its width gives way, since it scrolls up and down alone."""
    return QSize(0, layout.totalMinimumSize().height())
