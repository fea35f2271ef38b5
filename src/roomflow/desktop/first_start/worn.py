"""What was typed at first start goes on where the page is made again with other words or sizes."""

from __future__ import annotations

from roomflow.desktop.first_start.page import FirstStart


def take_over(page: FirstStart, worn: FirstStart) -> None:
    """Fill in `page` as `worn` was; a name that was only offered is offered in the new language."""
    worn.rooms_column.finish_typing()
    page.plans = worn.plans | {worn.choice: worn.rooms_column.plan}
    page.rooms_column.show_plan(page.plans[worn.choice])
    page.choice = worn.choice
    page.choose(worn.choice)
    if worn.name_edit.text() != worn.offered_name:
        page.name_edit.setText(worn.name_edit.text())
    for now, before in (
        (page.date_edit, worn.date_edit),
        (page.doors_open_edit, worn.doors_open_edit),
        (page.call_to_order_edit, worn.call_to_order_edit),
    ):
        now.setText(before.text())
    page.set_folder(worn.folder)
    page.rooms_column.changed.emit()
