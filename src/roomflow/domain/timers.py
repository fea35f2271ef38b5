"""Timers of the rules: which request a hold that falls due asks of the desk. Asking twice is harmless: ids repeat."""

from __future__ import annotations

from typing import Final

from roomflow.domain.commands import EndHold, Recall
from roomflow.domain.meeting import Hold, Picture, due_of
from roomflow.domain.requests import Request

TIMER_STATION: Final = "timer"
TIMER_IDS: Final = ("expire:", "recall:", "clock:")
"""How the ids of what the desk asks itself begin; nobody else's may."""


def request_for(hold: Hold, picture: Picture) -> Request:
    """The re-call or the end that is due at `due_of(hold)`."""
    if due_of(hold, picture.figures) < hold.deadline:
        turn = hold.recalled + 1
        return Request(f"recall:{hold.id}:{turn}", TIMER_STATION, Recall(hold.id, turn), picture.number)
    return Request(f"expire:{hold.id}", TIMER_STATION, EndHold(hold.id), picture.number)
