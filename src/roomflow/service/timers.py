"""Timers: which hold of a meeting wants the timer first, and when; the rules say what is asked then."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from roomflow.domain.commands import NoteClock
from roomflow.domain.meeting import Hold, Picture
from roomflow.domain.recess import stands_still
from roomflow.domain.requests import Request
from roomflow.domain.timers import TIMER_STATION, due_of, request_for


class Due(NamedTuple):
    """The moment a hold wants the timer (ms of the meeting's own clock), and what the desk then asks itself."""

    moment: int
    hold: str
    request: Request


def due_first(picture: Picture, asked: Mapping[str, Collection[str]]) -> Due | None:
    """The first moment of all holds; of two at once the hold that stands first.

    `asked` has, for a hold, the ids of the requests already made for it: each is asked once. Where the rules refused a
    re-call, the next one or the hold's end follows; where they refused its end, nothing.
    """
    first: Hold | None = None
    moment = 0
    for held in picture.holds.values():
        hold = _still_to_ask(held, picture, asked[held.id]) if held.id in asked else held
        if hold is None or stands_still(picture, hold):
            continue
        due = due_of(hold, picture.figures)
        if first is None or due < moment:
            first, moment = hold, due
    return None if first is None else Due(moment, first.id, request_for(first, picture))


def _still_to_ask(hold: Hold, picture: Picture, asked: Collection[str]) -> Hold | None:
    """The hold as it stands before the first timer that was not asked yet: a later re-call, or its end."""
    for recalled in range(hold.recalled, len(picture.figures.recalls_ms) + 1):
        later = replace(hold, recalled=recalled)
        if request_for(later, picture).id not in asked:
            return later
    return None


def clock_note(picture: Picture, jump_ms: int) -> Request:
    """The request that notes a jump of the clock. Its entry is the next one, which makes the id the only one."""
    return Request(f"clock:{picture.seq + 1}", TIMER_STATION, NoteClock(jump_ms), picture.number)
