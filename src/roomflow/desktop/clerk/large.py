"""The Clerk page where text is large: buttons stand in rows of their own, and the page scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from roomflow.desktop.basis.look import look_of

if TYPE_CHECKING:
    from roomflow.desktop.clerk.page import ClerkPage

STRIP_HEIGHT: Final = 300
IN_ROW: Final = 3
"""Buttons beside each other."""


def lay_out_large(page: ClerkPage) -> None:
    """Give the words the whole width, and the buttons what is below them."""
    look = look_of()
    if not look.is_large:
        return
    top, whole = page.findChild(QBoxLayout, "top_layout"), page.findChild(QBoxLayout, "page_layout")
    minutes, saves = page.findChild(QBoxLayout, "minutes_layout"), page.findChild(QBoxLayout, "save_layout")
    assert top is not None
    assert whole is not None
    assert minutes is not None
    assert saves is not None
    tops = (page.check_button, page.mark_button, page.tables_button, page.keeping_button, page.evening_button)
    for button in tops:
        top.removeWidget(button)
    rows = in_rows(tops)
    whole.insertLayout(1, rows)
    top.setDirection(QBoxLayout.Direction.TopToBottom)
    whole.setStretch(2, 0)
    whole.setStretch(3, 1)
    page.strip_view.setMinimumHeight(look.px(STRIP_HEIGHT))
    minutes.setDirection(QBoxLayout.Direction.TopToBottom)
    buttons = (
        page.pdf_button, page.print_button, page.xlsx_button, page.csv_button, page.json_button, page.sqlite_button,
        page.all_button,
    )  # fmt: skip
    saves.insertLayout(0, in_rows(buttons))


def in_rows(buttons: Sequence[QWidget]) -> QGridLayout:
    """Some buttons beside each other, the next ones below."""
    grid = QGridLayout()
    grid.setSpacing(look_of().px(8))
    for place, button in enumerate(buttons):
        grid.addWidget(button, *divmod(place, IN_ROW))
    grid.setColumnStretch(IN_ROW, 1)
    return grid
