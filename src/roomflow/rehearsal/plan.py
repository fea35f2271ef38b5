"""The plan of a rehearsal: the files it is played from, and the seed."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from roomflow.domain.building import Building, SpaceKind, read_building
from roomflow.domain.commands import OpenMeeting
from roomflow.domain.events import Wish
from roomflow.domain.refusals import Refusal
from roomflow.rehearsal.arrivals import Arrival, read_arrivals, wrong_line
from roomflow.rehearsal.behaviour import Evening, check_together, clock_text, read_evening
from roomflow.rehearsal.drawn import people_from
from roomflow.rehearsal.files import RehearsalError
from roomflow.sentences import sentence as _

ID_CHARACTERS: Final = 16
NAME: Final = "Rehearsal"


class Plan(Struct, frozen=True):
    """What a rehearsal plays: the files and the seed."""

    building: Building
    evening: Evening
    arrivals: tuple[Arrival, ...]
    seed: int

    @property
    def opening(self) -> str:
        """The id of the request that opens the meeting, and the beginning of all others.

        Of the content of the files and the seed, so that the same evening is the same log, and another one on the
        same folder never looks like the same request.
        """
        text = repr((self.building.as_dict(), self.evening, self.arrivals, self.seed))
        return hashlib.sha256(text.encode()).hexdigest()[:ID_CHARACTERS]

    def open_meeting(self) -> OpenMeeting:
        """The command that opens the meeting; a rehearsal is always practice, and needs all of its building."""
        return OpenMeeting(
            name=NAME,
            date=self.evening.date.isoformat(),
            building=self.building,
            practice=True,
            doors_open=clock_text(self.evening.doors_open)[:5],
            call_to_order=clock_text(self.evening.call_to_order)[:5],
            spaces=tuple(space.name for space in self.building.spaces),
        )

    @property
    def start(self) -> int:
        """When the doors open: UTC in ms."""
        midnight = dt.datetime.combine(self.evening.date, dt.time(), ZoneInfo(self.building.timezone))
        return int((midnight + dt.timedelta(seconds=self.evening.doors_open)).timestamp()) * 1000

    @property
    def length(self) -> int:
        """From the doors' opening to the adjournment, in ms."""
        return (self.evening.adjourn - self.evening.doors_open) * 1000


def read_plan(building: bytes, evening: bytes, arrivals: bytes, seed: int) -> Plan:
    """Read the three files and see that they fit together; raises BuildingError or RehearsalError."""
    plan = Plan(read_building(building), read_evening(evening), read_arrivals(arrivals), seed)
    check_together(plan.evening, plan.arrivals)
    has_chamber = any(space.kind is SpaceKind.CHAMBER for space in plan.building.spaces)
    for arrival in plan.arrivals:
        if arrival.wish is Wish.CHAMBER and not has_chamber:
            raise wrong_line(arrival.line, _("this party wishes the chamber, and the building has none."))
    return plan


def with_people(building: bytes, evening: bytes, people: int, seed: int) -> Plan:
    """The files of a building and an evening, and so many people drawn from the seed; raises as read_plan does."""
    read, read_too = read_building(building), read_evening(evening)
    return Plan(read, read_too, people_from(seed, people, read, read_too), seed)


def not_opened(refusal: Refusal | None) -> RehearsalError:
    """What the desk said no to the meeting of the evening with."""
    return RehearsalError(
        _("The desk opened no meeting.") if refusal is None else _(refusal.template, **refusal.values)
    )


def opened_before(number: int) -> RehearsalError:
    """The folder has the evening already, as this meeting."""
    again = _(
        "This folder holds this very evening already, as meeting {number}; choose another seed or another folder.",
        number=number,
    )
    return RehearsalError(again)
