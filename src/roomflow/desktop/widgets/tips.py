"""What a control says when the mouse rests on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_tip(widget: QWidget, words: str) -> None:
    """Give it this tip; told once where it is the same with each press, since every control hears of a new tip."""
    if widget.toolTip() != words:
        widget.setToolTip(words)
