"""Guards: the questions that every invitation must pass. Each is one function, so that a test can switch it off."""

from __future__ import annotations

from typing import Final

from roomflow.domain.building import ROOM_KINDS, SpaceKind
from roomflow.domain.events import FirstClaim, TicketState, Wish
from roomflow.domain.line import ALL_WISHES, ANY_ROOM, BACK, LAST, Order
from roomflow.domain.meeting import Hold, HoldKind, Phase, Picture, Ticket
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space, waits_for_count

_CHAMBER: Final = SpaceKind.CHAMBER
_SAVED: Final = HoldKind.SAVED
TOO_LARGE: Final = "too-large"
"""A pass: more people than places are free."""
KEPT: Final = "kept"
"""A pass: the free places are kept (rule 12). Says it of the places, so that it names nobody's need."""
FIRST_CLAIM: Final = "first-claim"
"""A pass: the clerk put those who are seated and claim the chamber before the line."""


def wishes_for(room: Space) -> frozenset[Wish]:
    """The wishes that allow this room."""
    return ALL_WISHES if room.plan.kind is _CHAMBER else ANY_ROOM


def rooms_for(picture: Picture, wish: Wish) -> list[Space]:
    """The rooms a wish allows, in the building's order."""
    if wish in ANY_ROOM:
        return [space for space in picture.spaces.values() if space.plan.kind in ROOM_KINDS]
    return [space for space in picture.spaces.values() if space.plan.kind is _CHAMBER]


def need_log(picture: Picture) -> None:
    """The log still takes entries."""
    if picture.seq == 0:
        raise Refused("no-meeting")
    if picture.phase is Phase.CLOSED:
        raise Refused("meeting-closed")


def need_meeting(picture: Picture) -> None:
    """The meeting still goes on: parties come and the line moves."""
    if picture.phase is not Phase.OPEN:
        raise Refused("meeting-adjourned")


def need_invitations(picture: Picture) -> None:
    """The meeting goes on and invitations are not stopped (rule 16)."""
    need_meeting(picture)
    if picture.in_emergency:
        raise Refused("in-emergency")
    if picture.stopped_for:
        raise Refused("not-clear", space=picture.stopped_for)
    if picture.stopped:
        raise Refused("invitations-stopped")


def need_places(room: Space, people: int, *, accessible: bool) -> None:
    """Rule 2: inside + held <= places for every invitation, in the step that makes it; rule 12: the pool is kept."""
    if room.free < people:
        raise Refused("no-places", space=room.name, free=max(0, room.free), people=people)
    if room.free_for(accessible) < people:
        raise Refused("places-kept", space=room.name, free=room.free, kept=room.pool)


def need_open(room: Space) -> None:
    """A closed space gets no invitation."""
    if room.closed:
        raise Refused("space-closed", space=room.name)


def need_count(picture: Picture, room: Space, elapsed: int) -> None:
    """Rule 7: a nearly full room waits for a head count."""
    if waits_for_count(room, picture.figures, elapsed):
        raise Refused("count-first", space=room.name)


def need_first_claim(picture: Picture, room: Space, people: int, *, accessible: bool) -> None:
    """Rule 10: a newcomer counts as last in line."""
    if left_for_newcomers(picture, room, accessible=accessible) < people:
        raise Refused("spoken-for", space=room.name, free=max(0, room.free))


def left_for_newcomers(picture: Picture, room: Space, *, accessible: bool = False) -> int:
    """Free places less the people of the waiting tickets that may take this room; negative when short.

    What is saved for one of them is no longer free, so that part of its claim is met already. Who waits and asked for
    an accessible place claims the pool first; who did not ask has no claim on it.
    """
    asked, others = _claimed(picture, room, accessible=True), _claimed(picture, room, accessible=False)
    if room.plan.kind is _CHAMBER:
        asked += picture.claims.people(accessible=True)
        others += picture.claims.people(accessible=False)
    left = room.free_for(False) - others - max(0, asked - room.pool)
    return max(0, room.pool - asked) + max(0, left) if accessible else left


def _claimed(picture: Picture, room: Space, *, accessible: bool) -> int:
    saved = sum(
        [
            hold.people
            for hold in picture.holds.values()
            if hold.kind is _SAVED and hold.space == room.plan.name and _asked(picture, hold) is accessible
        ]
    )
    return picture.line.people(wishes_for(room), accessible=accessible) - saved


def _asked(picture: Picture, hold: Hold) -> bool:
    return hold.ticket is not None and picture.tickets[hold.ticket].accessible


def passed_by_newcomer(picture: Picture, room: Space, people: int, order: Order) -> tuple[int, ...]:
    """Whom a newcomer passes by taking kept places: all that wish this room, where not all could have places now."""
    claimed = sum(_claimed(picture, room, accessible=accessible) for accessible in (True, False))
    return () if room.free - claimed >= people else all_before(picture, order, room)


def need_wish(room: Space, wish: Wish) -> None:
    """A wish is obeyed: who wishes the chamber is not sent elsewhere."""
    if wish not in wishes_for(room):
        raise Refused("wish-not-there", space=room.name)


def need_order(picture: Picture, ticket: Ticket, room: Space, *, overridden: bool = False) -> tuple[int, ...]:
    """Rule 9: nobody is overtaken silently.

    Refuses where an earlier waiting ticket wishes this room and fits into it, unless somebody with a role overrides
    that; returns the earlier ones that wish it, which this call passes over.
    """
    order, wishes = order_at_door(picture, ticket), wishes_for(room)
    for bucket, places in () if overridden else picture.line.buckets.items():
        if bucket.wish not in wishes or bucket.people > room.free_for(bucket.accessible):
            continue
        earlier = next((number for place, number in places if number != ticket.number and place < order), None)
        if earlier is not None:
            raise Refused("would-overtake", earlier=earlier, ticket=ticket.number, space=room.name)
    if picture.first_claim is FirstClaim.SEATED and not overridden:
        need_no_claim(picture, ticket, room)
    return tuple(number for number in all_before(picture, order, room) if number != ticket.number)


def need_no_claim(picture: Picture, ticket: Ticket, room: Space, before: Order | None = None) -> None:
    """No party that is seated and claims the chamber has its places given to this one; `before` an order, or any."""
    if room.kind is not SpaceKind.CHAMBER:
        return
    for bucket, places in picture.claims.buckets.items():
        order, number = places[0]
        if (
            bucket.people <= room.free_for(bucket.accessible)
            and number != ticket.number
            and (not before or order < before)
        ):
            raise Refused("would-overtake", earlier=number, ticket=ticket.number, space=room.name)


def need_claim_order(picture: Picture, ticket: Ticket, room: Space) -> None:
    """A claim is called before nobody who is first on the seat and fits: earlier claims, and the line where it is."""
    need_no_claim(picture, ticket, room, ticket.order)
    if picture.first_claim is FirstClaim.SEATED:
        return
    for bucket, places in picture.line.buckets.items():
        if bucket.wish in wishes_for(room) and bucket.people <= room.free_for(bucket.accessible):
            raise Refused("would-overtake", earlier=places[0][1], ticket=ticket.number, space=room.name)


def passed_by_claim(picture: Picture, ticket: Ticket, room: Space) -> tuple[int, ...]:
    """Whom in line a claim passes: those before its ticket where the seated are first, else all that wish the room."""
    seated_first = picture.first_claim is FirstClaim.SEATED
    return all_before(picture, ticket.order if seated_first else LAST, room)


def why_passed_by_claim(picture: Picture, passed: tuple[int, ...], room: Space) -> str:
    return FIRST_CLAIM if picture.first_claim is FirstClaim.SEATED else why_passed(picture, passed, room)


def why_passed(picture: Picture, passed: tuple[int, ...], room: Space) -> str:
    """The reason of a pass: too large for what is free, or kept from one of them that would have fitted."""
    return KEPT if any(picture.tickets[number].people <= room.free for number in passed) else TOO_LARGE


def all_before(picture: Picture, order: Order, room: Space) -> tuple[int, ...]:
    """Every waiting ticket before an order that wishes this room."""
    return tuple(sorted(picture.line.all_before(order, wishes_for(room))))


def order_at_door(picture: Picture, ticket: Ticket) -> Order:
    """Where a ticket stands now; one that missed its call and is here again stands first."""
    if ticket.state is TicketState.MISSED:
        return (BACK, picture.came_back + 1)
    return ticket.order


def room_named(picture: Picture, name: str) -> Space:
    """A chamber or overflow room, or the refusal."""
    space = space_named(picture, name)
    if not space.is_room:
        raise Refused("not-a-room", space=name)
    return space


def space_named(picture: Picture, name: str) -> Space:
    space = picture.spaces.get(name)
    if space is None:
        raise Refused("unknown-space", space=name)
    return space


def countable_named(picture: Picture, name: str) -> Space:
    """A space in which people are counted: any but outside."""
    space = space_named(picture, name)
    if space.kind is SpaceKind.OUTSIDE:
        raise Refused("not-counted", space=name)
    return space


def ticket_numbered(picture: Picture, number: int) -> Ticket:
    ticket = picture.tickets.get(number)
    if ticket is None:
        raise Refused("unknown-ticket", ticket=number)
    return ticket
