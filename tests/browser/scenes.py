"""Evenings for pictures and for looking at every page."""

from __future__ import annotations

from msgspec.structs import replace

from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import (
    CallNext,
    SaveHeadCount,
    SendParty,
    StartHeadCount,
    StepOut,
    Tap,
)
from roomflow.domain.events import Wish
from tests.web.site import CHAMBER, Site, evening

ROOMS = {CHAMBER: 97, "Overflow A": 58, "Overflow B": 44, "Overflow C": 29}
DOORS = {CHAMBER: "East door", "Overflow A": "Front door", "Overflow B": "Door", "Overflow C": "Door"}


def people(site: Site, space: str, count: int) -> None:
    """So many go in at the room's first door."""
    while count:
        step = max(-6, min(6, count))
        site.do(Tap(space, step, DOORS[space]))
        count -= step


def busy(site: Site) -> None:
    """Rooms nearly full and counted, a line, called numbers, somebody who stepped out."""
    for space, count in ROOMS.items():
        people(site, space, count)
        site.do(StartHeadCount(space))
        site.do(SaveHeadCount(space, count))
    for party in (4, 4, 2, 3):
        site.do(SendParty(party))
    for index in range(14):
        site.do(SendParty(1 + index % 4, wish=Wish.CHAMBER if index % 4 == 1 else Wish.ANY))
    for space in ("Overflow A", CHAMBER, "Overflow B"):
        people(site, space, -3)
        call(site)
    site.do(StepOut("Overflow A", 1, "Front door"))
    site.do(SendParty(2))


def second(site: Site) -> None:
    """Another meeting in rooms of its own, opened while the first goes on."""
    command = evening()
    spaces = tuple(replace(plan, name=f"{plan.name}, north wing", words={}) for plan in command.building.spaces[:2])
    building = replace(command.building, spaces=spaces)
    site.do(replace(command, name="Hearing on the trees of Elm Street", building=building), None)
    number = max(meeting.number for meeting in site.desk.meetings())
    site.do(SendParty(4), number)


def call(site: Site) -> None:
    """Call who can be called now, if there is anybody."""
    if next_best_move(site.meeting, site.meeting.elapsed):
        site.do(CallNext())


def full(site: Site, space: str) -> None:
    """A room whose last place is taken, and was counted."""
    room = site.meeting.spaces[space]
    people(site, space, room.free)
    site.do(StartHeadCount(space))
    site.do(SaveHeadCount(space, site.meeting.spaces[space].inside))
    people(site, space, site.meeting.spaces[space].free)
