"""What a desk in a browser shows of what can be done with a ticket or with held places: words, and commands as JSON."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from roomflow import choices
from roomflow.choices import Asked, Choice
from roomflow.domain import guards
from roomflow.domain.commands import Back, Command, Leave, ReleaseHold, Reprint
from roomflow.domain.events import TicketState
from roomflow.domain.forecast import WaitKind, wait_range
from roomflow.domain.meeting import Hold, HoldKind, Meeting, Ticket
from roomflow.domain.requests import said
from roomflow.domain.slips import MAY_REPRINT
from roomflow.tongues import Tongue
from roomflow.web.words import Shape


def shape_of(choice: Choice) -> Shape:
    """A choice as the page shows it and sends it back."""
    shown = {"words": choice.words, "command": body_of(choice.command), "enabled": choice.enabled}
    return {**shown, "reason": choice.reason} if choice.reason else shown


def body_of(command: Command) -> Shape:
    """A command as `POST /api/ask` takes it; what stands as it is by itself is left out."""
    return {"type": type(command).__name__, **msgspec.to_builtins(said(command))}


def _(message: str) -> str:
    """Marks a text for the catalogue; a tongue says it."""
    return message


def ticket_choices(asked: Asked, number: int) -> list[list[Shape]]:
    """Groups of what can be done with a ticket now."""
    ticket = asked.meeting.tickets[number]
    groups = [[shape_of(each) for each in group] for group in _groups(asked, ticket)]
    if ticket.state in MAY_REPRINT:
        again = asked.text(_("Print again: the earlier slip is void"))
        groups.append([shape_of(Choice(again, Reprint(number)))])
    return [group for group in groups if group]


def _groups(asked: Asked, ticket: Ticket) -> list[Iterable[Choice]]:
    match ticket.state:
        case TicketState.WAITING:
            calls = [*choices.calls(asked, ticket), *choices.meanwhiles(asked, ticket)]
            return [calls, choices.seats(asked, ticket), _parts(asked, ticket), [choices.left(asked, ticket)]]
        case TicketState.CALLED:
            hold = asked.meeting.holds.get(ticket.hold or "")
            moves = [] if hold is None else choices.moves(asked, hold)
            return [choices.seat_called(asked, ticket), moves, choices.not_here(asked, ticket)]
        case TicketState.MISSED:
            back, left = asked.text(_("Back: first in line")), asked.text(_("Left"))
            return [[Choice(back, Back(ticket.number)), Choice(left, Leave(ticket.number))]]
        case TicketState.SEATED if ticket.hold is not None:
            return [[*choices.called_from_its_seat(asked, ticket), choices.stays(asked, ticket)]]
        case TicketState.SEATED:
            return [choices.claims(asked, ticket)]
        case _:
            return []


def _parts(asked: Asked, ticket: Ticket) -> Iterable[Choice]:
    """Two tickets on request, or sitting apart."""
    split = asked.text(_("Split into two tickets"))
    for each in choices.splits(asked, ticket):
        yield Choice(f"{split}: {each.words}", each.command, each.enabled, each.reason)
    yield from choices.sitting_apart(asked, ticket)


def hold_choices(asked: Asked, hold: Hold) -> list[Shape]:
    """Where else held people may go; a party on the way that does not come gives its places back."""
    made = [shape_of(each) for each in choices.moves(asked, hold)]
    if hold.kind is HoldKind.ON_THE_WAY:
        made.append(shape_of(Choice(asked.text(_("Give back the places")), ReleaseHold(hold.id))))
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
            "effect": choices.override_words(asked, ticket, room),
        }
        for room in rooms
    ]


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
