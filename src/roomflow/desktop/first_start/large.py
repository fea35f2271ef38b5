"""First start where text is large: its three steps stand below each other, and the page scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from roomflow.desktop.basis.look import look_of

if TYPE_CHECKING:
    from roomflow.desktop.first_start.page import FirstStart

UNLIMITED: Final = 16_777_215
"""Qt's own word for no maximum."""
BAR_HEIGHT: Final = 71
ROWS_SHOWN: Final = 5


def lay_out_large(page: FirstStart) -> None:
    """Give the columns the whole width, one after the other, and the bars the height of their words."""
    look = look_of()
    for name in ("welcome_frame", "bottom_frame"):
        bar = page.findChild(QFrame, name)
        assert bar is not None
        bar.setFixedHeight(max(look.px(BAR_HEIGHT), look.line_px(20) + look.line_px(13) + look.px(8)))
    if not look.is_large:
        return
    for name in ("building_column", "meeting_column"):
        column = page.findChild(QWidget, name)
        assert column is not None
        column.setMinimumWidth(0)
        column.setMaximumWidth(UNLIMITED)
    steps = page.findChild(QBoxLayout, "steps_layout")
    assert steps is not None
    steps.setDirection(QBoxLayout.Direction.TopToBottom)
    page.rooms_column.show_whole_rows(ROWS_SHOWN)
    page.status_note_label.hide()
