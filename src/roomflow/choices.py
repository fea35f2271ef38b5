"""What can be done with a ticket or with held places now: one list for the window's menus and for a desk in a browser.

A room without places stands there with its reason and cannot be chosen; the rules themselves are asked when it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from roomflow.domain import guards
from roomflow.domain.apart import apart
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.calling import saved_for
from roomflow.domain.commands import Call, Command, Leave, Miss, MoveHold, Seat, SeatApart, SetClaim, Split
from roomflow.domain.events import Wish
from roomflow.domain.holds import party_that_asked
from roomflow.domain.inviting import takes_newcomers
from roomflow.domain.meeting import Hold, Meeting, Ticket
from roomflow.domain.spaces import Space, waits_for_count


class Speech(Protocol):
    """The language that choices are said in: the window's, or that of a page."""

    def text(self, message: str) -> str: ...

    def plural(self, singular: str, plural: str, count: int) -> str: ...

    def name(self, plan: SpacePlan) -> str: ...


class Choice(Struct, frozen=True):
    """Its words, what it asks for, and why it cannot be chosen where its words do not say it."""

    words: str
    command: Command
    enabled: bool = True
    reason: str = ""


class Asked(Struct, frozen=True):
    """What choices are made of. `elapsed` is now in ms of the meeting's clock."""

    meeting: Meeting
    elapsed: int
    speech: Speech

    def text(self, message: str, **values: object) -> str:
        return self.speech.text(message).format(**values)

    def places(self, room: Space) -> str:
        """What a list of rooms says of one: “7 free”, “2 free, count first”, “closed”, “3 over”."""
        ngettext = self.speech.plural
        if room.closed:
            return self.text(_("closed"))
        if room.over:
            return self.text(_("{n} over"), n=room.over)
        if self.waits(room):
            words = ngettext("{n} free, count first", "{n} free, count first", room.free)
            return words.format(n=room.free) if room.free else self.text(_("count first"))
        return ngettext("{n} free", "{n} free", room.free).format(n=room.free)

    def people(self, people: int) -> str:
        ngettext = self.speech.plural
        return ngettext("{n} person", "{n} people", people).format(n=people)

    def room_name(self, room: Space) -> str:
        return self.speech.name(room.plan)

    def waits(self, room: Space) -> bool:
        return waits_for_count(room, self.meeting.figures, self.elapsed)

    def can_take(self, room: Space, people: int, *, accessible: bool) -> bool:
        """Whether a room takes so many now: open, places enough for them, and no head count that comes first."""
        return not room.closed and not self.waits(room) and room.free_for(accessible) >= people

    def why_not(self, room: Space, people: int, *, accessible: bool) -> str:
        """Why a room cannot take so many, where the places beside its name do not say it; else empty."""
        ngettext = self.speech.plural
        if room.closed or room.over or self.waits(room) or room.free_for(accessible) >= people:
            return ""
        if room.free >= people:
            return self.text(_("the free places are accessible ones"))
        return ngettext("not enough for {n} person", "not enough for {n} together", people).format(n=people)

    def room(self, message: str, room: Space, command: Command, people: int, *, accessible: bool) -> Choice:
        """A room for so many."""
        words = self.text(message, room=self.room_name(room), places=self.places(room))
        able = self.can_take(room, people, accessible=accessible)
        return Choice(words, command, able, self.why_not(room, people, accessible=accessible))

    def rooms(self, message: str, ticket: Ticket, make: type[Call] | type[Seat]) -> Iterator[Choice]:
        """The rooms of a ticket's wish; what is saved for it in one is not needed again."""
        saved = saved_for(self.meeting, ticket.number)
        for room in guards.rooms_for(self.meeting, ticket.wish):
            needed = ticket.people - saved.get(room.name, 0)
            yield self.room(message, room, make(ticket.number, room.name), needed, accessible=ticket.accessible)


def _(message: str) -> str:
    """Marks a text for the catalogue; a speech says it."""
    return message


def calls(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """The rooms of its wish it may be called to."""
    return asked.rooms(_("Call to {room}, {places}"), ticket, Call)


def meanwhiles(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """A party that wishes the chamber may sit elsewhere until then, and keeps its claim."""
    wished = guards.rooms_for(asked.meeting, ticket.wish)
    for room in guards.rooms_for(asked.meeting, Wish.ANY):
        if room not in wished:
            command = Call(ticket.number, room.name, meanwhile=True)
            message = _("Meanwhile to {room}, {places}")
            yield asked.room(message, room, command, ticket.people, accessible=ticket.accessible)


def seats(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """The rooms of its wish it may be seated in by hand."""
    return asked.rooms(_("Seat in {room}, {places}"), ticket, Seat)


def splits(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """The two sizes a party may become."""
    reason = asked.text(_("places are saved for it")) if ticket.saved is not None else ""
    for people in range(1, ticket.people // 2 + 1):
        stay, leave = asked.people(ticket.people - people), asked.people(people)
        words = asked.text(_("{stay} and {leave}"), stay=stay, leave=leave)
        yield Choice(words, Split(ticket.number, people), not reason, reason)


def sitting_apart(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """How a party that fits nowhere together may sit apart where it agrees."""
    parts = apart(asked.meeting, ticket.number, asked.elapsed)
    if parts:
        named = ((people, asked.room_name(asked.meeting.spaces[room])) for people, room in parts)
        each = [asked.text(_("{people} in {room}"), people=people, room=room) for people, room in named]
        both = asked.text(_("{first} and {last}"), first=", ".join(each[:-1]), last=each[-1])
        yield Choice(asked.text(_("Seat {parts}"), parts=both), SeatApart(ticket.number, parts))


def seat_called(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """A called party that is here."""
    if ticket.space is not None:
        room = asked.room_name(asked.meeting.spaces[ticket.space])
        yield Choice(asked.text(_("Seat in {room}"), room=room), Seat(ticket.number))
        words = asked.text(_("Seat, already counted at the door"))
        yield Choice(words, Seat(ticket.number, already_counted=True))


def not_here(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """A called party that did not come."""
    yield Choice(asked.text(_("Missed")), Miss(ticket.number))
    yield left(asked, ticket)


def left(asked: Asked, ticket: Ticket) -> Choice:
    return Choice(asked.text(_("Left")), Leave(ticket.number))


def called_from_its_seat(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """A seated party that was called into the chamber."""
    if ticket.hold is not None:
        room = asked.meeting.spaces[asked.meeting.holds[ticket.hold].space]
        yield Choice(asked.text(_("Seat in {room}"), room=asked.room_name(room)), Seat(ticket.number))
        words = asked.text(_("Seat, already counted at both doors"))
        yield Choice(words, Seat(ticket.number, already_counted=True))


def stays(asked: Asked, ticket: Ticket) -> Choice:
    return Choice(asked.text(_("Does not come: keeps its seat")), Miss(ticket.number))


def claims(asked: Asked, ticket: Ticket) -> Iterator[Choice]:
    """What a seated party that was not called can do about the chamber."""
    number, meeting = ticket.number, asked.meeting
    if ticket.hold is not None or ticket.space is None:
        return
    if meeting.spaces[ticket.space].kind is not SpaceKind.OVERFLOW:
        return
    words = _("No longer wishes the chamber") if ticket.claim else _("Wishes the chamber")
    yield Choice(asked.text(words), SetClaim(number, not ticket.claim))
    for room in guards.rooms_for(meeting, Wish.CHAMBER) if ticket.claim else ():
        command = Call(number, room.name)
        message = _("Call to {room}, {places}")
        yield asked.room(message, room, command, ticket.people, accessible=ticket.accessible)


def moves(asked: Asked, hold: Hold, message: str = "") -> Iterator[Choice]:
    """The rooms a hold may move to. Places that the line has the first claim on are no choice for a newcomer."""
    meeting = asked.meeting
    accessible = party_that_asked(meeting, hold) is not None
    wish = Wish.ANY if hold.ticket is None else meeting.tickets[hold.ticket].wish
    for room in guards.rooms_for(meeting, wish):
        if room.name == hold.space:
            continue
        able = asked.can_take(room, hold.people, accessible=accessible)
        places = asked.places(room)
        spoken_for = able and hold.ticket is None
        if spoken_for and not takes_newcomers(meeting, room, hold.people, asked.elapsed, accessible=accessible):
            able, places = False, asked.text(_("{places}, for those in line"), places=places)
        words = asked.text(message or _("Move to {room}, {places}"), room=asked.room_name(room), places=places)
        reason = asked.why_not(room, hold.people, accessible=accessible)
        yield Choice(words, MoveHold(hold.id, room.name), able, reason)


def override_words(asked: Asked, ticket: Ticket, room: Space) -> str:
    """What an override goes past in this room: its places, its head count, parties before it in line."""
    ngettext = asked.speech.plural
    past = ticket.people - saved_for(asked.meeting, ticket.number).get(room.name, 0) - max(0, room.free)
    sentences = []
    if past > 0:
        template = ngettext("{n} person past the places.", "{n} people past the places.", past)
        sentences.append(template.format(n=past))
    if asked.waits(room):
        sentences.append(asked.text(_("The room was not counted first.")))
    passed = len(guards.need_order(asked.meeting, ticket, room, overridden=True))
    if passed:
        template = ngettext("{n} party before it is passed over.", "{n} parties before it are passed over.", passed)
        sentences.append(template.format(n=passed))
    return " ".join(sentences) or asked.text(_("This room has places enough: no override is needed."))
