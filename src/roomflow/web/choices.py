"""What a desk in a browser can do with a ticket or with held places now: each with its words and its command.

They are the menus of the desk's own window, word by word (tests/web/test_choices.py compares them). A room without
places stands there and cannot be chosen; the rules themselves are asked when it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields

import msgspec

from roomflow.domain import guards
from roomflow.domain.apart import apart
from roomflow.domain.building import SpaceKind
from roomflow.domain.calling import saved_for
from roomflow.domain.commands import (
    Back,
    Call,
    Command,
    Leave,
    Miss,
    MoveHold,
    ReleaseHold,
    Reprint,
    Seat,
    SeatApart,
    SetClaim,
    Split,
)
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.forecast import WaitKind, wait_range
from roomflow.domain.holds import party_that_asked
from roomflow.domain.inviting import takes_newcomers
from roomflow.domain.meeting import Hold, HoldKind, Meeting, Ticket
from roomflow.domain.slips import MAY_REPRINT
from roomflow.domain.spaces import Space, waits_for_count
from roomflow.tongues import Tongue
from roomflow.web.words import Shape


@dataclass(frozen=True, slots=True)
class Asked:
    """What choices are made of."""

    meeting: Meeting
    elapsed: int
    tongue: Tongue

    def text(self, message: str, **values: object) -> str:
        return self.tongue.text(message).format(**values)

    def places(self, room: Space) -> str:
        """What a list of rooms says of one: “7 free”, “2 free, count first”, “closed”, “3 over”."""
        _, ngettext = self.tongue.text, self.tongue.plural
        if room.closed:
            return _("closed")
        if room.over:
            return _("{n} over").format(n=room.over)
        if waits_for_count(room, self.meeting.figures, self.elapsed):
            words = ngettext("{n} free, count first", "{n} free, count first", room.free)
            return words.format(n=room.free) if room.free else _("count first")
        return ngettext("{n} free", "{n} free", room.free).format(n=room.free)

    def people(self, people: int) -> str:
        ngettext = self.tongue.plural
        return ngettext("{n} person", "{n} people", people).format(n=people)

    def room_name(self, room: Space) -> str:
        return self.tongue.name(room.plan)

    def can_take(self, room: Space, people: int, *, accessible: bool) -> bool:
        """Whether a room takes so many now: open, places enough for them, and no head count that comes first."""
        waits = waits_for_count(room, self.meeting.figures, self.elapsed)
        return not room.closed and not waits and room.free_for(accessible) >= people

    def room(self, message: str, room: Space, command: Command, people: int, *, accessible: bool) -> Shape:
        """A room for so many; one that cannot take them stands there with the reason."""
        words = self.text(message, room=self.room_name(room), places=self.places(room))
        able = self.can_take(room, people, accessible=accessible)
        reason = self.why_not(room, people, accessible=accessible)
        return {**choice(words, command, enabled=able), "reason": reason}

    def why_not(self, room: Space, people: int, *, accessible: bool) -> str:
        """Why a room cannot take so many, where the places beside its name do not say it; else empty."""
        ngettext = self.tongue.plural
        if room.closed or room.over or waits_for_count(room, self.meeting.figures, self.elapsed):
            return ""
        if room.free_for(accessible) >= people:
            return ""
        if room.free >= people:
            return self.text(_("the free places are accessible ones"))
        return ngettext("not enough for {n} person", "not enough for {n} together", people).format(n=people)


def choice(words: str, command: Command, *, enabled: bool = True) -> Shape:
    """A choice as the page shows it and sends it back."""
    return {"words": words, "command": body_of(command), "enabled": enabled}


def body_of(command: Command) -> Shape:
    """A command as `POST /api/ask` takes it; what stands as it is by itself is left out."""
    said = {each.name: getattr(command, each.name) for each in fields(command)}
    by_itself = {each.name: each.default for each in fields(command) if each.default is not MISSING}
    kept = {name: value for name, value in said.items() if name not in by_itself or by_itself[name] != value}
    return {"type": type(command).__name__, **msgspec.to_builtins(kept)}


def ticket_choices(asked: Asked, number: int) -> list[list[Shape]]:
    """Groups of what can be done with a ticket now."""
    ticket = asked.meeting.tickets[number]
    groups: list[list[Shape]] = []
    match ticket.state:
        case TicketState.WAITING:
            groups = _waiting(asked, ticket)
        case TicketState.CALLED:
            groups = _called(asked, ticket)
        case TicketState.MISSED:
            back, left = asked.text(_("Back: first in line")), asked.text(_("Left"))
            groups = [[choice(back, Back(number)), choice(left, Leave(number))]]
        case TicketState.SEATED:
            groups = [list(_claim(asked, ticket))]
        case _:
            pass
    if ticket.state in MAY_REPRINT:
        groups.append([choice(asked.text(_("Print again: the earlier slip is void")), Reprint(number))])
    return [group for group in groups if group]


def _(message: str) -> str:
    """Marks a text for the catalogue; a tongue says it."""
    return message


def _waiting(asked: Asked, ticket: Ticket) -> list[list[Shape]]:
    number, meeting = ticket.number, asked.meeting
    saved = saved_for(meeting, number)
    rooms = guards.rooms_for(meeting, ticket.wish)

    def offered(message: str, room: Space, command: Command) -> Shape:
        needed = ticket.people - saved.get(room.name, 0)
        return asked.room(message, room, command, needed, accessible=ticket.accessible)

    calls = [offered(_("Call to {room}, {places}"), room, Call(number, room.name)) for room in rooms]
    others = (room for room in guards.rooms_for(meeting, Wish.ANY) if room not in rooms)
    calls += [
        offered(_("Meanwhile to {room}, {places}"), room, Call(number, room.name, meanwhile=True)) for room in others
    ]
    seats = [offered(_("Seat in {room}, {places}"), room, Seat(number, room.name)) for room in rooms]
    return [calls, seats, list(_splits(asked, ticket)), [choice(asked.text(_("Left")), Leave(number))]]


def _splits(asked: Asked, ticket: Ticket) -> Iterator[Shape]:
    """Two tickets on request, and how a party that fits nowhere together may sit apart where it agrees."""
    for people in range(1, ticket.people // 2 + 1):
        stay, leave = asked.people(ticket.people - people), asked.people(people)
        words = asked.text(_("{stay} and {leave}"), stay=stay, leave=leave)
        said = f"{asked.text(_('Split into two tickets'))}: {words}"
        reason = asked.text(_("places are saved for it")) if ticket.saved is not None else ""
        yield {**choice(said, Split(ticket.number, people), enabled=not reason), "reason": reason}
    parts = apart(asked.meeting, ticket.number, asked.elapsed)
    if parts:
        named = ((people, asked.room_name(asked.meeting.spaces[room])) for people, room in parts)
        each = [asked.text(_("{people} in {room}"), people=people, room=room) for people, room in named]
        both = asked.text(_("{first} and {last}"), first=", ".join(each[:-1]), last=each[-1])
        yield choice(asked.text(_("Seat {parts}"), parts=both), SeatApart(ticket.number, parts))


def _called(asked: Asked, ticket: Ticket) -> list[list[Shape]]:
    number, hold = ticket.number, asked.meeting.holds.get(ticket.hold or "")
    seats = []
    if ticket.space is not None:
        room = asked.meeting.spaces[ticket.space]
        seats = [
            choice(asked.text(_("Seat in {room}"), room=asked.room_name(room)), Seat(number)),
            choice(asked.text(_("Seat, already counted at the door")), Seat(number, already_counted=True)),
        ]
    moves = [] if hold is None else hold_choices(asked, hold)
    return [
        seats, moves, [choice(asked.text(_("Missed")), Miss(number)), choice(asked.text(_("Left")), Leave(number))]
    ]  # fmt: skip


def _claim(asked: Asked, ticket: Ticket) -> Iterator[Shape]:
    """What a seated party can do about the chamber."""
    number, meeting = ticket.number, asked.meeting
    if ticket.hold is not None:
        called_to = meeting.spaces[meeting.holds[ticket.hold].space]
        yield choice(asked.text(_("Seat in {room}"), room=asked.room_name(called_to)), Seat(number))
        yield choice(asked.text(_("Seat, already counted at both doors")), Seat(number, already_counted=True))
        yield choice(asked.text(_("Does not come: keeps its seat")), Miss(number))
        return
    if ticket.space is None or meeting.spaces[ticket.space].kind is not SpaceKind.OVERFLOW:
        return
    words = _("No longer wishes the chamber") if ticket.claim else _("Wishes the chamber")
    yield choice(asked.text(words), SetClaim(number, not ticket.claim))
    for room in guards.rooms_for(meeting, Wish.CHAMBER) if ticket.claim else ():
        command = Call(number, room.name)
        yield asked.room(_("Call to {room}, {places}"), room, command, ticket.people, accessible=ticket.accessible)


def hold_choices(asked: Asked, hold: Hold) -> list[Shape]:
    """Where else held people may go; a party on the way that does not come gives its places back."""
    meeting = asked.meeting
    accessible = party_that_asked(meeting, hold) is not None
    wish = Wish.ANY if hold.ticket is None else meeting.tickets[hold.ticket].wish
    made = []
    for room in guards.rooms_for(meeting, wish):
        if room.name == hold.space:
            continue
        able = asked.can_take(room, hold.people, accessible=accessible)
        places = asked.places(room)
        spoken_for = able and hold.ticket is None
        if spoken_for and not takes_newcomers(meeting, room, hold.people, asked.elapsed, accessible=accessible):
            able, places = False, asked.text(_("{places}, for those in line"), places=places)
        words = asked.text(_("Move to {room}, {places}"), room=asked.room_name(room), places=places)
        reason = asked.why_not(room, hold.people, accessible=accessible)
        made.append({**choice(words, MoveHold(hold.id, room.name), enabled=able), "reason": reason})
    if hold.kind is HoldKind.ON_THE_WAY:
        made.append(choice(asked.text(_("Give back the places")), ReleaseHold(hold.id)))
    return made


def override_rooms(asked: Asked, number: int) -> list[Shape]:
    """The rooms a waiting ticket may be called to on somebody's word, each with what that goes past."""
    ticket = asked.meeting.tickets[number]
    if ticket.state is not TicketState.WAITING:
        return []
    rooms = (room for room in guards.rooms_for(asked.meeting, ticket.wish) if not room.closed)
    return [
        {
            "id": room.name,
            "words": asked.text(_("{room}, {places}"), room=asked.room_name(room), places=asked.places(room)),
            "effect": _override_words(asked, ticket, room),
        }
        for room in rooms
    ]


def _override_words(asked: Asked, ticket: Ticket, room: Space) -> str:
    """What an override goes past in this room: its places, its head count, parties before it in line."""
    ngettext = asked.tongue.plural
    past = ticket.people - saved_for(asked.meeting, ticket.number).get(room.name, 0) - max(0, room.free)
    sentences = []
    if past > 0:
        template = ngettext("{n} person past the places.", "{n} people past the places.", past)
        sentences.append(template.format(n=past))
    if waits_for_count(room, asked.meeting.figures, asked.elapsed):
        sentences.append(asked.text(_("The room was not counted first.")))
    passed = len(guards.need_order(asked.meeting, ticket, room, overridden=True))
    if passed:
        template = ngettext("{n} party before it is passed over.", "{n} parties before it are passed over.", passed)
        sentences.append(template.format(n=passed))
    return " ".join(sentences) or asked.text(_("This room has places enough: no override is needed."))


def keep_words(meeting: Meeting, ticket: Ticket, tongue: Tongue) -> str:
    """What the party of a ticket does now: where it waits, and how long that may be."""
    text = tongue.text
    if ticket.state is not TicketState.WAITING:
        return ""
    if meeting.in_emergency:
        return text(_("emergency: nobody goes in\nkeeps its place in line"))
    where = text(_("outside, in earshot"))
    if ticket.waits_in is not None:
        where = text(_("in {space}")).format(space=tongue.name(meeting.spaces[ticket.waits_in].plan))
    return f"{_wait_words(meeting, ticket, tongue)}\n{where}"


def _wait_words(meeting: Meeting, ticket: Ticket, tongue: Tongue) -> str:
    """How long this ticket may have to wait: a range with its reason, never a minute and never a promise."""
    text = tongue.text
    wait = wait_range(meeting, meeting.releases, ticket.wish, ticket.people, ticket.order)
    if wait.kind is WaitKind.UNLIKELY_TONIGHT and meeting.expected_end:
        return text(_("unlikely tonight, the end is about {time}: wait")).format(time=meeting.expected_end)
    if wait.kind is WaitKind.UNLIKELY_TONIGHT:
        return text(_("unlikely tonight: wait"))
    if wait.kind is WaitKind.NO_PLACES_OPENED:
        return text(_("no place freed lately: wait"))
    if wait.kind is WaitKind.MORE_THAN_60:
        return text(_("wait over 60 min"))
    if wait.high_minutes is None:
        return text(_("wait {low} to 60+ min")).format(low=wait.low_minutes)
    return text(_("wait {low} to {high} min")).format(low=wait.low_minutes, high=wait.high_minutes)
