"""What Setup keeps for the next meeting, put into first start: its building, name, date, times and figures."""

from __future__ import annotations

from pathlib import Path

from roomflow.computer import Settings
from roomflow.desktop.first_start.page import FirstStart


def offer_next(page: FirstStart, settings: Settings) -> None:
    """Fill in what is kept; what is not kept stays as it is. A building's file that is gone is said."""
    page.figures = settings.figures
    for edit, text in (
        (page.name_edit, settings.next_name),
        (page.date_edit, settings.next_date),
        (page.doors_open_edit, settings.next_doors_open),
        (page.call_to_order_edit, settings.next_call_to_order),
    ):
        if text:
            edit.setText(text)
    if settings.next_building:
        page.read_file(Path(settings.next_building))
