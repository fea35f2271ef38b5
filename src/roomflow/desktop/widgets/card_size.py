"""How large a card is: as its words need, and never larger than its window; what is more can be scrolled to.

The row of its buttons lies below what scrolls: the one to press is in sight whatever the size of the text.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from roomflow.desktop.basis.page_area import scroll_down_alone
from roomflow.desktop.widgets.focus_ring import FocusRing

BUTTONS: Final = "buttons_layout"
"""What the last row of a card's form is called."""


class CardArea(QScrollArea):
    """Holds what a card's form laid out."""


def fit(card: QDialog) -> None:
    """Give a card its size; call when its words changed while it is shown."""
    area = card.findChild(CardArea) or _held(card)
    content = area.widget()
    assert content is not None
    layout = content.layout()
    around = card.layout()
    assert layout is not None
    assert around is not None
    layout.activate()
    below = _below(around)
    bound = _bound(card)
    width = min(max(card.minimumWidth(), layout.totalSizeHint().width(), below.width()), bound.width())
    height = _height(layout, width) + below.height()
    if height > bound.height():
        bar = area.verticalScrollBar().sizeHint().width()
        width = min(width + bar, bound.width())
        height = _height(layout, width - bar) + below.height()
    # A bar that is there already makes lines narrower and text higher, and so keeps itself: it goes first.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    card.resize(width, min(height, bound.height()))
    around.activate()
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)


def _height(layout: QLayout, width: int) -> int:
    """What it needs at this width; the hint of words that wrap is for narrower lines, and leaves a gap."""
    if not layout.hasHeightForWidth():
        return layout.totalSizeHint().height()
    return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())  # less would scroll


def _below(around: QLayout) -> QSize:
    """The size of the row of buttons with what lies around it; nothing where the card has none."""
    row = around.itemAt(1)
    return QSize(0, 0) if row is None else row.sizeHint()


def _bound(card: QDialog) -> QSize:
    parent = card.parentWidget()
    if parent is not None and parent.window().isVisible():
        return parent.window().size()
    return QGuiApplication.primaryScreen().availableSize()


def _held(card: QDialog) -> CardArea:
    """Move what the card's form laid out into an area that scrolls, all but its row of buttons."""
    content = QWidget(card)  # of the same window throughout, so that Tab keeps its order
    layout = card.layout()
    assert layout is not None
    buttons = _taken(layout)
    content.setLayout(layout)  # takes it from the card, with its widgets
    area = CardArea(card)
    scroll_down_alone(area)
    area.setWidget(content)
    around = QVBoxLayout(card)
    around.setContentsMargins(0, 0, 0, 0)
    around.setSpacing(0)
    around.addWidget(area, 1)
    if buttons is not None:
        margins = layout.contentsMargins()
        buttons.setContentsMargins(margins.left(), layout.spacing(), margins.right(), margins.bottom())
        layout.setContentsMargins(margins.left(), margins.top(), margins.right(), 0)
        around.addLayout(buttons)
    area.show()  # the card may be shown already
    FocusRing(card)
    return area


def _taken(layout: QLayout) -> QHBoxLayout | None:
    """What the last row of the form holds, in a row of its own, where it is the one of the buttons."""
    last = layout.itemAt(layout.count() - 1)
    row = last.layout() if last is not None else None
    if not isinstance(row, QHBoxLayout) or row.objectName() != BUTTONS:
        return None
    taken = QHBoxLayout()
    taken.setSpacing(row.spacing())
    for item in [row.takeAt(0) for _place in range(row.count())]:
        widget = item.widget() if item is not None else None
        if widget is None:
            taken.addStretch(1)
        else:
            taken.addWidget(widget)
    return taken
