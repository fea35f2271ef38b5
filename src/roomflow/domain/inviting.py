"""Inviting: where a party goes, parties on the way, and moving or ending what is held for them (rules 2, 8, 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from roomflow.domain import claims, guards, holds, limits, tickets
from roomflow.domain.accessible import room_to_open, write_opened
from roomflow.domain.commands import EndHold, MoveHold, ReleaseHold, SendParty
from roomflow.domain.events import Entry, Kind, Wish
from roomflow.domain.line import ISSUED
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture
from roomflow.domain.passes import count_passes, pass_details
from roomflow.domain.pen import Pen
from roomflow.domain.recess import stands_still
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space


class Offer(Struct, frozen=True):
    """Where a newcomer party would go now.

    `space` is None when it gets a ticket; `free` has the free places of each room its wish allows, never below zero;
    `spoken_for` says that places enough are free in one room but the line has the first claim on them; `opens` that
    the kept places of the room become ordinary by it (rule 12).
    """

    space: str | None
    free: Mapping[str, int]
    spoken_for: bool
    opens: bool = False


def offer(picture: Picture, people: int, wish: Wish, elapsed: int | None = None, *, accessible: bool = False) -> Offer:
    """Rule 10: rooms in the building's order, after the line has had its claim.

    `elapsed` is now in ms of the meeting's clock; the moment of the last entry where it is not given.
    """
    now = picture.elapsed if elapsed is None else elapsed
    room, opens = _room_for(picture, people, wish, now, accessible=accessible)
    free = {room.name: max(0, room.free) for room in guards.rooms_for(picture, wish)}
    spoken_for = room is None and _invites(picture) and max(free.values(), default=0) >= people
    return Offer(None if room is None else room.name, free, spoken_for, opens)


def _invites(picture: Picture) -> bool:
    return not picture.stopped and not picture.in_emergency and picture.phase is Phase.OPEN


def _room_for(
    picture: Picture, people: int, wish: Wish, elapsed: int, *, accessible: bool
) -> tuple[Space | None, bool]:
    """The room that takes a newcomer party now, and whether its kept places become ordinary by that (rule 12)."""
    if not _invites(picture):
        return None, False
    for room in guards.rooms_for(picture, wish):
        if takes_newcomers(picture, room, people, elapsed, accessible=accessible):
            return room, False
    to_open = None if accessible else room_to_open(picture, people, wish, elapsed)
    return to_open, to_open is not None


def takes_newcomers(picture: Picture, room: Space, people: int, elapsed: int, *, accessible: bool) -> bool:
    """Whether a room takes a party that just came, without overtaking anybody."""
    try:
        _need_room(picture, room, people, elapsed, accessible)
    except Refused:
        return False
    return True


def _need_room(picture: Picture, room: Space, people: int, elapsed: int, accessible: bool) -> None:
    guards.need_open(room)
    guards.need_places(room, people, accessible=accessible)
    guards.need_count(picture, room, elapsed)
    guards.need_first_claim(picture, room, people, accessible=accessible)


def send_party(picture: Picture, command: SendParty, pen: Pen) -> None:
    """Send a party to a room, or issue its ticket where none can take it."""
    guards.need_meeting(picture)
    need_party(picture, command.people)
    if not guards.rooms_for(picture, command.wish):
        raise Refused("no-chamber")
    if command.space is None:
        found, opens = _room_for(
            picture, command.people, command.wish, pen.stamp.elapsed, accessible=command.accessible
        )
        if found is None:
            tickets.issue(picture, command, pen)
            return
        room, override = found, None
    else:
        opens, override = _need_chosen_room(picture, command, pen.stamp.elapsed)
        room = picture.spaces[command.space]
    if opens:
        write_opened(room, pen)
    details = {"wish": command.wish.value, **_passes(picture, command, room, override)}
    secret = pen.secret()
    pen.write(
        Kind.SENT,
        space=room.name,
        people=command.people,
        held=command.people,
        details=details,
        # Written for every party: an entry that had a private part only where the need was would tell it.
        private={"accessible": command.accessible},
        salt=secret.salt,
    )


def _passes(picture: Picture, command: SendParty, room: Space, override: dict[str, Any] | None) -> dict[str, Any]:
    """Whom a party passes that is sent at once: by an override everybody, by kept places who could not have them."""
    last = (ISSUED, tickets.next_number(picture))
    if override is not None:
        passed = guards.all_before(picture, last, room)
        return {"override": override, **pass_details(passed, override["reason"])}
    passed = guards.passed_by_newcomer(picture, room, command.people, last)
    return pass_details(passed, guards.why_passed(picture, passed, room))


def _need_chosen_room(picture: Picture, command: SendParty, elapsed: int) -> tuple[bool, dict[str, Any] | None]:
    """The guards of a room somebody chose: whether its pool opens, and the override where one went past a guard."""
    assert command.space is not None
    guards.need_invitations(picture)
    room = guards.room_named(picture, command.space)
    guards.need_wish(room, command.wish)
    guards.need_open(room)
    try:
        _need_room(picture, room, command.people, elapsed, command.accessible)
    except Refused:
        if not command.accessible and room_to_open(picture, command.people, command.wish, elapsed, room.name):
            return True, None
        if command.authority is None:
            raise
        return False, limits.need_authority(command.authority)
    return False, None


def need_party(picture: Picture, people: int) -> None:
    figures = picture.figures
    if people > figures.group_people_max:
        raise Refused("group-too-large", people=people, most=figures.group_people_max)
    if not 1 <= people <= figures.party_people_max:
        raise Refused("bad-people", most=figures.party_people_max)


def move_hold(picture: Picture, command: MoveHold, pen: Pen) -> None:
    """One entry moves the promise; the two rooms never disagree in between."""
    guards.need_invitations(picture)
    hold = hold_called(picture, command.hold)
    if hold.kind not in (HoldKind.ON_THE_WAY, HoldKind.CALLED):
        raise Refused("no-hold")
    room = guards.room_named(picture, command.space)
    if room.name == hold.space:
        raise Refused("same-room", space=room.name)
    guards.need_open(room)
    asked = holds.party_that_asked(picture, hold) is not None
    guards.need_places(room, hold.people, accessible=asked)
    guards.need_count(picture, room, pen.stamp.elapsed)
    if hold.ticket is None:
        guards.need_first_claim(picture, room, hold.people, accessible=asked)
        last = (ISSUED, tickets.next_number(picture))
        passed = guards.passed_by_newcomer(picture, room, hold.people, last)
    else:
        ticket = picture.tickets[hold.ticket]
        guards.need_wish(room, ticket.wish)
        passed = guards.need_order(picture, ticket, room)
    pen.write(
        Kind.MOVED,
        space=room.name,
        people=hold.people,
        ticket=hold.ticket,
        held=hold.people,
        from_space=hold.space,
        from_held=-hold.people,
        details={"hold": hold.id, **pass_details(passed, guards.why_passed(picture, passed, room))},
    )


def release_hold(picture: Picture, command: ReleaseHold, pen: Pen) -> None:
    hold = hold_called(picture, command.hold)
    if hold.ticket is not None:
        raise Refused("no-hold")
    holds.write_ended(Kind.RELEASED, hold, pen)


def end_hold(picture: Picture, command: EndHold, pen: Pen) -> None:
    """The timer says that a deadline came; never early by the meeting's own clock."""
    hold = hold_called(picture, command.hold)
    if pen.stamp.elapsed < hold.deadline or stands_still(picture, hold):
        raise Refused("no-hold")
    if hold.kind is HoldKind.CLAIM and hold.ticket is not None:
        claims.end(picture, hold.ticket, pen)
    elif hold.kind is HoldKind.CALLED and hold.ticket is not None:
        tickets.write_missed(picture, picture.tickets[hold.ticket], pen)
    else:
        holds.write_ended(Kind.EXPIRED, hold, pen)


def hold_called(picture: Picture, hold_id: str) -> Hold:
    hold = picture.holds.get(hold_id)
    if hold is None:
        raise Refused("no-hold")
    return hold


def apply_sent(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.people is not None
    deadline = entry.elapsed + draft.figures.on_the_way_ms
    if (entry.private or {}).get("accessible"):
        draft.pool.needs[str(entry.seq)] = str(entry.seq)
    holds.begin(
        draft,
        Hold(str(entry.seq), HoldKind.ON_THE_WAY, entry.space, entry.people, None, entry.elapsed, deadline),
    )
    count_passes(draft, entry, +1)


def apply_moved(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    hold = holds.move(draft, entry.details["hold"], entry.space)
    if hold.ticket is not None:
        draft.tickets[hold.ticket] = replace(draft.tickets[hold.ticket], space=entry.space)
    count_passes(draft, entry, +1)


def apply_hold_ended(draft: Draft, entry: Entry) -> None:
    hold = holds.end(draft, entry.details["hold"])
    if hold.ticket is not None:
        # Saved places that did not suffice in time: they go on, the ticket waits where it stood.
        tickets.put(draft, replace(draft.tickets[hold.ticket], saved=None))
