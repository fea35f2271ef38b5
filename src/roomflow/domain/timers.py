"""Timers of the rules: when a hold falls due, and which request it then asks of the desk. Asking twice is harmless."""

from __future__ import annotations

from typing import Final

from roomflow.domain.commands import EndHold, Recall
from roomflow.domain.meeting import CALLS, Hold, Picture
from roomflow.domain.recess import stands_still
from roomflow.domain.requests import Request
from roomflow.settings import Figures

TIMER_STATION: Final = "timer"
TIMER_IDS: Final = ("expire:", "recall:", "clock:")
"""How the ids of what the desk asks itself begin; nobody else's may."""


def request_for(hold: Hold, picture: Picture) -> Request:
    """The re-call or the end that is due at `due_of(hold)`."""
    if due_of(hold, picture.figures) < hold.deadline:
        turn = hold.recalled + 1
        return Request(f"recall:{hold.id}:{turn}", TIMER_STATION, Recall(hold.id, turn), picture.number)
    return Request(f"expire:{hold.id}", TIMER_STATION, EndHold(hold.id), picture.number)


def next_due(picture: Picture, asked_until: int = -1) -> int | None:
    """When a hold wants the timer next, in ms of the meeting's clock; None where none does.

    What was due by `asked_until` was asked for and refused, as a re-call into a room that is over is: of such a hold
    the later moments are still to come.
    """
    figures, running = picture.figures, [hold for hold in picture.holds.values() if not stands_still(picture, hold)]
    moments = [hold.deadline for hold in running]
    for hold in running:
        if hold.kind in CALLS:
            moments += [
                recall_moment(hold, figures, turn + 1) for turn in range(hold.recalled, len(figures.recalls_ms))
            ]
    return min((moment for moment in moments if moment > asked_until), default=None)


def due_of(hold: Hold, figures: Figures) -> int:
    """When a hold wants the timer next: its next re-call, else its deadline."""
    if hold.kind in CALLS and hold.recalled < len(figures.recalls_ms):
        return recall_moment(hold, figures, hold.recalled + 1)
    return hold.deadline


def recall_moment(hold: Hold, figures: Figures, turn: int) -> int:
    """When a called ticket is called again for the first or second time, in ms of the meeting's clock.

    Counted back from the deadline, so that a hold begun anew keeps its old moments.
    """
    return min(hold.deadline, hold.deadline - figures.call_grace_ms + figures.recalls_ms[turn - 1])
