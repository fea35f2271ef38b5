"""What the public may see of a meeting: called numbers, rooms, the wait. No code, no need, no party is in it.

Every public screen is made from this picture and from nothing else, so what is not here cannot be shown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from msgspec import Struct

from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.events import Wish
from roomflow.domain.forecast import WaitRange, wait_range
from roomflow.domain.meeting import HoldKind, Phase, Picture, rooms
from roomflow.domain.spaces import shown_state

USUAL_PARTY: Final = 2
"""The wait is that of a newcomer party of this size: the sample evening has 445 people in 256 parties."""


class PublicState(StrEnum):
    """What the public is told about the meeting as a whole."""

    OPEN = "open"
    RECESS = "recess"
    STOPPED = "stopped"
    EMERGENCY = "emergency"
    ENDED = "ended"


class CalledNumber(NamedTuple):
    """A ticket that is called now. `call` is the entry of its call, `turn` how often it was called again since."""

    number: int
    call: int
    turn: int
    room: SpacePlan


class PublicRoom(NamedTuple):
    """A room as the public sees it. `free` is never below zero; `state` is the word a person reads."""

    plan: SpacePlan
    limit: int
    reserved: int
    inside: int
    held: int
    free: int
    state: str


class PublicWait(NamedTuple):
    """The wait of a newcomer for any room, or for the chamber only."""

    wish: Wish
    range: WaitRange


class PublicPicture(Struct, frozen=True):
    """All that a public screen shows. `called` has the newest call first, `waits` one or two."""

    name: str
    building: str
    timezone: str
    practice: bool
    state: PublicState
    is_in_session: bool
    """Between *called to order* and the end, and not in a recess: the chamber is to be quiet."""
    called: tuple[CalledNumber, ...]
    rooms: tuple[PublicRoom, ...]
    waits: tuple[PublicWait, ...]


def public_picture(picture: Picture, elapsed: int | None = None) -> PublicPicture:
    """The public's picture of a meeting; `elapsed` is now in ms of the meeting's clock, else the last entry's."""
    now = picture.elapsed if elapsed is None else elapsed
    state = _state(picture)
    in_session = "called-to-order" in picture.marks and not picture.in_recess and picture.phase is Phase.OPEN
    return PublicPicture(
        name=picture.name,
        building=picture.building.name,
        timezone=picture.building.timezone,
        practice=picture.practice,
        state=state,
        is_in_session=in_session,
        called=() if state in (PublicState.EMERGENCY, PublicState.ENDED) else _called(picture),
        rooms=_rooms(picture, now),
        waits=tuple(
            PublicWait(wish, wait_range(picture, picture.releases, wish, USUAL_PARTY, elapsed=now))
            for wish in _wishes(picture)
        ),
    )


def _state(picture: Picture) -> PublicState:
    if picture.in_emergency:
        return PublicState.EMERGENCY
    if picture.phase is not Phase.OPEN:
        return PublicState.ENDED
    if picture.stopped:
        return PublicState.STOPPED
    return PublicState.RECESS if picture.in_recess else PublicState.OPEN


def _called(picture: Picture) -> tuple[CalledNumber, ...]:
    """The newest first. A hold that undo began anew keeps the number of its call before the dot."""
    found = [
        CalledNumber(hold.ticket, int(hold.id.partition(".")[0]), hold.recalled, picture.spaces[hold.space].plan)
        for hold in picture.holds.values()
        if hold.kind is HoldKind.CALLED and hold.ticket is not None
    ]
    return tuple(sorted(found, key=lambda called: called.call, reverse=True))


def _rooms(picture: Picture, elapsed: int) -> tuple[PublicRoom, ...]:
    return tuple(
        PublicRoom(
            plan=room.plan,
            limit=room.limit or 0,
            reserved=room.reserved,
            inside=room.inside,
            held=room.held,
            free=0 if room.closed else max(0, room.free),
            state=shown_state(room, picture.figures, elapsed),
        )
        for room in rooms(picture)
    )


def _wishes(picture: Picture) -> tuple[Wish, ...]:
    """Two waits where there are two kinds of room to wait for."""
    kinds = {room.kind for room in rooms(picture)}
    return tuple(Wish) if kinds >= {SpaceKind.CHAMBER, SpaceKind.OVERFLOW} else (Wish.ANY,)
