"""The bounds of the sample evening really find what lies outside them."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.rehearsal.bounds import problems
from tests.rehearsal.played import first

Change = Callable[[dict[str, Any]], object]

CHANGES: dict[str, Change] = {
    "a person who is nowhere": lambda s: s["people"].update(turned_away=s["people"]["turned_away"] - 1),
    "a person twice": lambda s: s["people"].update(left_line=s["people"]["left_line"] + 1),
    "a party that never came": lambda s: s.update(parties=255),
    "too few tickets": lambda s: s["tickets"].update(issued=59),
    "too many tickets": lambda s: s["tickets"].update(issued=131),
    "a ticket in no state": lambda s: s["tickets"].update(missed=s["tickets"]["missed"] + 1),
    "a broken rule": lambda s: s.update(violations=1),
    "a room that never fills": lambda s: s["spaces"][1].update(full_at=None),
    "a room full too early": lambda s: s["spaces"][2].update(full_at="2026-01-13T17:19:59-07:00"),
    "a room full too late": lambda s: s["spaces"][3].update(full_at="2026-01-13T18:11:00-07:00"),
    "a room that is not there": lambda s: s["spaces"].pop(0),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_evening_outside_the_bounds_is_found(change: Change) -> None:
    summary = copy.deepcopy(first().summary)
    change(summary)
    assert problems(summary) != []
