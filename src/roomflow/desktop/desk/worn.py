"""What goes on where the Desk page is made again with other words or sizes."""

from __future__ import annotations

from roomflow.desktop.desk.page import DeskPage


def take_over(page: DeskPage, worn: DeskPage) -> None:
    """The party that is being sent on the page whose place `page` takes: its boxes and its answer."""
    page.accessible_toggle.setChecked(worn.accessible_toggle.isChecked())
    page.chamber_toggle.setChecked(worn.chamber_toggle.isChecked())
    if worn.answered is not None:
        page.show_party(worn.answered)
