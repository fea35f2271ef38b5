"""What is missing at first start before a meeting can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roomflow.desktop.basis.words import _
from roomflow.domain.building import BuildingError

if TYPE_CHECKING:
    from roomflow.desktop.first_start.page import FirstStart


def what_is_missing(page: FirstStart) -> str:
    """The first thing to do, as a sentence; empty where the meeting can be opened."""
    plan = page.rooms_column.plan
    if page.folder_problem:
        return page.folder_problem
    if not plan.name.strip():
        return _("Give the building a name.")
    if not plan.rows:
        return _("Add the spaces of the building, with the limits on their signs.")
    problems = plan.problems()
    if problems:
        return problems[min(problems)]
    try:
        page.command()
    except BuildingError as error:
        return error.sentence(_)
    return ""
