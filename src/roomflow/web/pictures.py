"""What each role's page shows, out of the frozen meeting: one function a role, figures and keys, no finished words.

Durations and deadlines are ms left or gone at the moment of the picture, so that no page needs the right time. No
ticket code, no need of an accessible place is in any of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain, islice
from typing import Final
from zoneinfo import ZoneInfo

from roomflow.domain.building import SpaceKind
from roomflow.domain.calling import next_best_move
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import CALLS, Hold, HoldKind, Meeting
from roomflow.domain.no_move import why_nobody
from roomflow.domain.public import PublicPicture, PublicState, public_picture
from roomflow.domain.recess import stands_still
from roomflow.domain.spaces import Space, count_due, drift_of, shown_state, waits_for_count
from roomflow.domain.waiting import waiting_space_for
from roomflow.web.words import Shape, in_each

EXPECTED: Final = (*CALLS, HoldKind.ON_DECK, HoldKind.ON_THE_WAY, HoldKind.STEPPED_OUT, HoldKind.RECESS)
"""Who is expected at a door, in this order."""
WAITING: Final = (SpaceKind.WAITING, SpaceKind.KEEP_CLEAR)
"""Spaces of the desk that are no rooms; outside nobody is counted."""
EXPECTED_BACK: Final = (TicketState.CALLED, TicketState.MISSED)


def common(meeting: Meeting, public: PublicPicture, at: int) -> Shape:
    """What every picture has. `at` is now in UTC ms."""
    local = dt.datetime.fromtimestamp(at / 1_000, ZoneInfo(meeting.building.timezone))
    return {
        "meeting": meeting.name,
        "building": meeting.building.name,
        "practice": meeting.practice,
        "state": public.state.value,
        "time": f"{local:%H:%M}",
        "at": at,
        "zone": meeting.building.timezone,
        "version": meeting.seq,
    }


def public_shape(meeting: Meeting, elapsed: int, at: int) -> Shape:
    """What everybody may see of a meeting: displays, and each one in `/status.json`.

    In an emergency nobody is invited, and free places and waits would invite: whoever shows these figures on a screen
    of their own need not know that to be right.
    """
    public = public_picture(meeting, elapsed)
    invites = public.state is not PublicState.EMERGENCY
    return {
        **common(meeting, public, at),
        "calls": [
            {
                "ticket": called.number,
                "call": called.call,
                "turn": called.turn,
                "ago_ms": max(0, at - (meeting.tickets[called.number].called_at or at)),
                "arrow": called.room.arrow,
                **in_each(called.room),
            }
            for called in public.called
        ],
        "rooms": [
            {
                **in_each(room.plan),
                "limit": room.limit,
                "reserved": room.reserved,
                "inside": room.inside,
                "held": room.held,
                "free": room.free,
                "state": room.state,
            }
            for room in public.rooms
            if invites
        ],
        "waits": [
            {
                "wish": wait.wish.value,
                "kind": wait.range.kind.value,
                "low": wait.range.low_minutes,
                "high": wait.range.high_minutes,
                "freed": wait.range.freed_in_the_last_hour,
            }
            for wait in public.waits
            if invites
        ],
    }


def house_shape(shapes: Sequence[Shape], at: int) -> Shape:
    """`/status.json`: every meeting that is open, in the order in which they were opened; the time is that of the last.

    A room belongs to one of them. Which of their calls is newer says `ago_ms`: numbers of calls are each meeting's own.
    """
    last = shapes[-1] if shapes else {"time": "", "zone": "UTC"}
    return {"time": last["time"], "at": at, "zone": last["zone"], "meetings": list(shapes)}


def door_shape(
    meeting: Meeting, elapsed: int, at: int, space: str, door: str | None, applied: int, others: int = 0
) -> Shape:
    """The door console; `applied` is the highest number of this phone's items that is counted in it.

    `others` is how many other phones count at the same door now.
    """
    there = meeting.spaces[space]
    return {
        **common(meeting, public_picture(meeting, elapsed), at),
        "space": {
            **space_shape(meeting, there, elapsed),
            "count_due": count_due(there, meeting.figures, elapsed),
            "counted_ago_ms": None if there.counted_elapsed is None else max(0, elapsed - there.counted_elapsed),
            "drift": drift_of(there),
            "counting": None if there.counting_since is None else there.counting_change,
            "unmatched": there.unmatched,
            "crossings": there.crossings,
        },
        "door": door,
        "expected": expected_shape(meeting, space, elapsed),
        "applied": applied,
        "others": others,
    }


def space_shape(meeting: Meeting, space: Space, elapsed: int) -> Shape:
    """The figures of one space; `free` is signed, `id` its name as commands say it."""
    return {
        "id": space.name,
        **in_each(space.plan),
        "kind": space.kind.value,
        "inside": space.inside,
        "held": space.held,
        "free": space.free,
        "over": space.over,
        "places": space.places,
        "limit": space.limit,
        "reserved": space.reserved,
        "state": shown_state(space, meeting.figures, elapsed),
        "closed": space.closed,
        "waits_for_count": waits_for_count(space, meeting.figures, elapsed),
    }


def expected_shape(meeting: Meeting, space: str, elapsed: int) -> list[Shape]:
    """Called tickets by number, then parties on the way and people who stepped out, whose time ends first before."""

    def order(hold: Hold) -> tuple[int, int, int, int]:
        return (EXPECTED.index(hold.kind), hold.ticket or 0, hold.deadline, hold.began)

    there = (hold for hold in meeting.holds.values() if hold.space == space and hold.kind in EXPECTED)
    return [
        {
            "hold": hold.id,
            "kind": hold.kind.value,
            "ticket": hold.ticket,
            "people": hold.people,
            "left_ms": None if stands_still(meeting, hold) else max(0, hold.deadline - elapsed),
        }
        for hold in sorted(there, key=order)
    ]


def desk_shape(meeting: Meeting, elapsed: int, at: int, rows_max: int) -> Shape:
    """The desk in a browser: rooms, waiting spaces (`waits_in` takes the next ticket), the line, what to call next."""
    moves = next_best_move(meeting, elapsed)
    rooms = [space for space in meeting.spaces.values() if space.is_room]
    return {
        **common(meeting, public_picture(meeting, elapsed), at),
        "rooms": [space_shape(meeting, room, elapsed) for room in rooms],
        "others": [space_shape(meeting, space, elapsed) for space in meeting.spaces.values() if space.kind in WAITING],
        "waits_in": waiting_space_for(meeting, 1),
        "line": line_shape(meeting, elapsed, at, rows_max),
        "next": None
        if not moves
        else {
            "tickets": [move.ticket for move in moves],
            "people": sum(move.people for move in moves),
            "moves": [{"ticket": move.ticket, "people": move.people, "room": move.space} for move in moves],
            "passed": sorted({number for move in moves for number in move.passed}),
        },
        "no_next": None if moves else _why(meeting, elapsed),
        "inside": sum(room.inside for room in rooms),
        "held": sum(room.held for room in rooms),
        "free": sum(0 if room.closed else max(0, room.free) for room in rooms),
        "places": sum(room.places for room in rooms),
        "waiting": {"parties": meeting.line.parties(), "people": meeting.line.people()},
        "chamber": any(room.kind.value == "chamber" for room in rooms),
        "party_max": meeting.figures.party_people_max,
    }


def _why(meeting: Meeting, elapsed: int) -> Shape:
    reason, space = why_nobody(meeting, elapsed)
    return {"reason": reason.value, "space": space}


def line_shape(meeting: Meeting, elapsed: int, at: int, rows_max: int) -> list[Shape]:
    """Called and missed tickets, then who waits, first in line first; as many rows as a page can hold."""
    called = sorted(number for number, t in meeting.tickets.items() if t.state in EXPECTED_BACK)
    rows = islice(chain(called, meeting.line.in_order()), rows_max)
    return [ticket_row(meeting, number, elapsed, at) for number in rows]


def ticket_row(meeting: Meeting, number: int, elapsed: int, at: int) -> Shape:
    """A ticket as the staff see it."""
    ticket = meeting.tickets[number]
    hold = meeting.holds.get(ticket.hold) if ticket.hold is not None else None
    return {
        "ticket": ticket.number,
        "people": ticket.people,
        "state": ticket.state.value,
        "wish": ticket.wish.value,
        "waited_ms": max(0, at - ticket.issued_at),
        "left_ms": None if hold is None else max(0, hold.deadline - elapsed),
        "room": ticket.space,
        "claim": ticket.claim,
    }
