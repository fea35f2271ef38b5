"""How large a card is: as its words need, and never larger than its window; what is more can be scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QVBoxLayout, QWidget

from roomflow.desktop.basis.page_area import scroll_down_alone
from roomflow.desktop.widgets.focus_ring import FocusRing


class CardArea(QScrollArea):
    """Holds what a card's form laid out."""


def fit(card: QDialog) -> None:
    """Give a card its size; call when its words changed while it is shown."""
    area = card.findChild(CardArea) or _held(card)
    content = area.widget()
    assert content is not None
    layout = content.layout()
    assert layout is not None
    layout.activate()
    bound = _bound(card)
    width = min(max(card.minimumWidth(), layout.totalSizeHint().width()), bound.width())
    height = _height(layout, width)
    if height > bound.height():
        bar = area.verticalScrollBar().sizeHint().width()
        width = min(width + bar, bound.width())
        height = _height(layout, width - bar)
    card.resize(width, min(height, bound.height()))


def _height(layout: QLayout, width: int) -> int:
    wanted = layout.totalSizeHint().height()
    return max(wanted, layout.totalHeightForWidth(width)) if layout.hasHeightForWidth() else wanted


def _bound(card: QDialog) -> QSize:
    parent = card.parentWidget()
    if parent is not None and parent.window().isVisible():
        return parent.window().size()
    return QGuiApplication.primaryScreen().availableSize()


def _held(card: QDialog) -> CardArea:
    """Move what the card's form laid out into an area that scrolls."""
    content = QWidget(card)  # of the same window throughout, so that Tab keeps its order
    layout = card.layout()
    assert layout is not None
    content.setLayout(layout)  # takes it from the card, with its widgets
    area = CardArea(card)
    scroll_down_alone(area)
    area.setWidget(content)
    around = QVBoxLayout(card)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    area.show()  # the card may be shown already
    FocusRing(card)
    return area
