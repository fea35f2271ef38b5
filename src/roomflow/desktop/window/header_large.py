"""The header where text is large: what is recorded stands below what is free, and keys and seconds give way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _

if TYPE_CHECKING:
    from roomflow.desktop.window.header import Header

BETWEEN: Final = 24
"""px that are left for the gaps beside the clock."""


def lay_out_large(header: Header) -> None:
    """Where text is large: what is recorded stands below what is free, and keys and seconds give way."""
    header.meeting_button.set_words(_("Meeting"))
    header.emergency_button.set_words(_("Emergency"), icon="warning")
    for label in (header.sum_label, header.log_label, header.seconds_label, header.divider_line):
        label.hide()
    free = header.findChild(QVBoxLayout, "free_layout")
    assert free is not None
    recorded = QHBoxLayout()
    recorded.addWidget(header.recorded_icon_label)
    recorded.addWidget(header.recorded_label, 1)
    free.insertLayout(free.count() - 1, recorded)


def fit_large(header: Header) -> None:
    """Give the name and the state what the clock, the light and the buttons leave."""
    for label in (header.clock_label, header.recorded_label):
        label.setMinimumWidth(label.sizeHint().width())
    others = (header.managers_label, header.present_label, header.total_bar)
    for widget in others:
        widget.hide()
    begins = (header.name_label, header.state_label)
    for label in begins:
        label.setMinimumWidth(0)
    layout = header.layout()
    assert layout is not None
    for inner in (layout, *layout.findChildren(QLayout)):
        inner.invalidate()
    spare = max(0, header.width() - layout.minimumSize().width() - look_of().px(BETWEEN))
    for label in begins:
        label.setFixedWidth(min(label.sizeHint().width(), spare))
