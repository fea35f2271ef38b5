"""Requests in words: what the hash of a request is made of, and how much chance each command needs."""

import pytest

from roomflow.domain.commands import (
    Authority,
    CallNext,
    Command,
    OpenMeeting,
    Scan,
    SeatApart,
    SendParty,
    SetLimit,
    Split,
    Tap,
)
from roomflow.domain.events import Wish
from roomflow.domain.requests import as_words, secrets_needed
from roomflow.settings import Figures
from tests.domain.table import small_building


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (CallNext(), {"command": "CallNext"}),
        (Tap("Chamber", 2), {"command": "Tap", "space": "Chamber", "change": 2}),
        (Tap("Chamber", 2, "East"), {"command": "Tap", "space": "Chamber", "change": 2, "door": "East"}),
        (SendParty(3, wish=Wish.CHAMBER), {"command": "SendParty", "people": 3, "wish": "chamber"}),
        (SendParty(3, accessible=True), {"command": "SendParty", "people": 3}),
        (Scan("0" * 17, "A"), {"command": "Scan", "space": "A"}),
        (SeatApart(101, ((2, "A"), (1, "B"))), {"command": "SeatApart", "ticket": 101, "parts": [[2, "A"], [1, "B"]]}),
        (
            SetLimit("A", 9, Authority("clerk", "press")),
            {
                "command": "SetLimit", "space": "A", "limit": 9,
                "authority": {"role": "clerk", "reason": "press", "words": ""},
            },
        ),
    ],
)  # fmt: skip
def test_a_command_in_words_leaves_out_defaults_and_what_is_private(command: Command, words: dict[str, object]) -> None:
    assert as_words(command) == words


def test_a_building_and_its_figures_are_words_too() -> None:
    building = small_building()
    words = as_words(OpenMeeting("Council", "2026-01-13", building, figures=Figures(undo_ms=5)))
    assert words["building"] == building.as_dict()
    assert words["figures"] == Figures(undo_ms=5).as_dict()


@pytest.mark.parametrize(
    ("command", "secrets"),
    [
        (SendParty(2), 1), (Split(101, 1), 1), (SeatApart(101, ((1, "A"), (1, "B"))), 1),
        (SeatApart(101, ((1, "A"), (1, "B"), (1, "A"))), 2), (SeatApart(101, ()), 0), (CallNext(), 0), (Tap("A", 1), 0),
    ],
)  # fmt: skip
def test_each_party_that_may_be_written_down_needs_one_code(command: Command, secrets: int) -> None:
    assert secrets_needed(command) == secrets
