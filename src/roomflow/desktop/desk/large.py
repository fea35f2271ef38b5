"""The Desk page where text is large: the party keys, the answer and Call next stay; everything else scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.widgets.line_table import row_height

if TYPE_CHECKING:
    from roomflow.desktop.desk.page import DeskPage

LINE_ROWS: Final = 6
"""Rows of the line below the rooms; the page of the line shows all."""
TIGHT: Final = 8
PANEL_PADDING: Final = 24
TOGGLES_GAP: Final = 8
ROOMS_WIDTH: Final = 210
HEIGHT: Final = 471
HEIGHT_LARGEST: Final = 408
"""Without the line, which stands below the rooms there. A lower page scrolls, its answer and *Call next* stay whole."""


def width_of_toggles(page: DeskPage) -> int:
    """How wide the panel is for both toggles beside each other, in px."""
    toggles = page.accessible_toggle.sizeHint().width() + page.chamber_toggle.sizeHint().width()
    return toggles + look_of().px(2 * PANEL_PADDING + TOGGLES_GAP)


def least_large(page: DeskPage) -> QSize:
    """The least size of the page where text is large."""
    look = look_of()
    height = HEIGHT_LARGEST if look.is_largest else HEIGHT
    return QSize(page.party_panel.width() + look.text_px(ROOMS_WIDTH), look.px(height))


def lay_out_large(page: DeskPage) -> None:
    """Put the reason of a ticket above the rooms, at 200 % the line below them; titles of what is seen give way."""
    look = look_of()
    rooms = page.findChild(QVBoxLayout, "rooms_layout")
    panel = page.findChild(QVBoxLayout, "party_panel_layout")
    party = page.findChild(QVBoxLayout, "next_party_layout")
    toggles = page.findChild(QHBoxLayout, "toggles_layout")
    assert rooms is not None
    assert panel is not None
    assert party is not None
    assert toggles is not None
    table_rule = page.findChild(QFrame, "table_rule")
    assert table_rule is not None
    for widget in (page.rooms_head, page.next_title_label, page.press_label, table_rule):
        widget.hide()
    rooms.insertWidget(0, page.ticket_reason)
    page.ticket_reason.setContentsMargins(look.px(16), 0, look.px(16), look.px(8))
    if look.is_largest:
        page.rooms_panel.add_below(page.line_table)
        page.line_table.setFixedHeight(row_height() * LINE_ROWS)
        panel.insertStretch(1, 1)
    party.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(TIGHT))
    toggles.setContentsMargins(0, 0, 0, look.px(TIGHT))
    page.ticket_reason.stack()
