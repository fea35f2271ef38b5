"""Limits: the fire official's figures, spaces closed and opened, and who may go past them (rules 2 and 16)."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from roomflow.domain.building import LIMIT_PEOPLE_MAX, SpaceKind
from roomflow.domain.commands import Authority, CloseSpace, OpenSpace, SetLimit, SetReserved
from roomflow.domain.events import Entry, Kind
from roomflow.domain.guards import countable_named, room_named
from roomflow.domain.meeting import Draft, Hold, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused

ROLES: Final = ("clerk", "supervisor", "fire-official", "police", "building-manager")
REASONS: Final = (
    "fire-official",
    "room-changed",
    "sign-misread",
    "safety",
    "accessible-need",
    "press",
    "speaker",
    "other",
)
WORDS_CHARACTERS_MAX: Final = 60


def need_authority(authority: Authority) -> dict[str, Any]:
    """A role and a reason from the lists; returns them as the details of an entry."""
    if authority.role not in ROLES:
        raise Refused("unknown-role")
    if authority.reason not in REASONS:
        raise Refused("unknown-reason")
    if len(authority.words) > WORDS_CHARACTERS_MAX or not authority.words.isprintable():
        raise Refused("too-many-words", most=WORDS_CHARACTERS_MAX)
    return {"role": authority.role, "reason": authority.reason, "words": authority.words}


def set_limit(picture: Picture, command: SetLimit, pen: Pen) -> None:
    """Taken at any moment, whatever is inside: what is past it then is listed for decision, not undone."""
    space = countable_named(picture, command.space)
    if space.kind is SpaceKind.KEEP_CLEAR:
        raise Refused("keep-clear", space=space.name)
    if not 0 <= command.limit <= LIMIT_PEOPLE_MAX:
        raise Refused("bad-figure", most=LIMIT_PEOPLE_MAX)
    if command.limit < space.reserved:
        raise Refused("limit-below-reserved", space=space.name, reserved=space.reserved)
    details = {"limit": command.limit, "was": space.limit, **need_authority(command.authority)}
    pen.write(Kind.LIMIT_SET, space=space.name, details=details)


def set_reserved(picture: Picture, command: SetReserved, pen: Pen) -> None:
    space = countable_named(picture, command.space)
    assert space.limit is not None
    if not 0 <= command.reserved <= space.limit:
        raise Refused("bad-figure", most=space.limit)
    pen.write(Kind.RESERVED_SET, space=space.name, details={"reserved": command.reserved, "was": space.reserved})


def close_space(picture: Picture, command: CloseSpace, pen: Pen) -> None:
    space = room_named(picture, command.space)
    if space.closed:
        raise Refused("space-closed", space=space.name)
    pen.write(Kind.SPACE_CLOSED, space=space.name)


def open_space(picture: Picture, command: OpenSpace, pen: Pen) -> None:
    space = room_named(picture, command.space)
    if not space.closed:
        raise Refused("space-open", space=space.name)
    pen.write(Kind.SPACE_OPENED, space=space.name)


def beyond(picture: Picture) -> list[Hold]:
    """Holds past a room's places, the youngest first, as many as it takes: for a person to decide (rule 16)."""
    listed: list[Hold] = []
    for space in picture.spaces.values():
        over = space.over
        held = [hold for hold in picture.holds.values() if hold.space == space.name]
        for hold in sorted(held, key=lambda hold: hold.began, reverse=True):
            if over <= 0:
                break
            listed.append(hold)
            over -= hold.people
    return listed


def apply_limit_set(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], limit=entry.details["limit"])


def apply_reserved_set(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], reserved=entry.details["reserved"])


def apply_space_closed(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], closed=True)


def apply_space_opened(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], closed=False)
