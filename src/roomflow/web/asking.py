"""Asking: a command of a desk in a browser, its answer in words, and looking a ticket up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from roomflow.choices import Asked
from roomflow.domain.codes import is_code, read_scan
from roomflow.domain.commands import Scan, Undo
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Meeting
from roomflow.domain.requests import Request
from roomflow.domain.waiting import people_ahead
from roomflow.service.answers import Answer
from roomflow.web.access import Station
from roomflow.web.bodies import Find, command_of
from roomflow.web.choices import hold_choices, override_rooms, ticket_choices
from roomflow.web.pictures import ticket_row
from roomflow.web.slips import is_new_slip, ticket_shape
from roomflow.web.words import Shape, _, in_each, refused, told, tongue

FOUND: Final[Mapping[TicketState, str]] = {
    TicketState.WAITING: _("Ticket {ticket} is waiting; {ahead} before it."),
    TicketState.CALLED: _("Ticket {ticket} is called to {room}."),
    TicketState.MISSED: _("Ticket {ticket} missed its call."),
    TicketState.SEATED: _("Ticket {ticket} is seated in {room}."),
    TicketState.LEFT: _("Ticket {ticket} gave up its place."),
    TicketState.CANCELLED: _("Ticket {ticket} is void; it was taken back."),
    TicketState.UNSERVED: _("Ticket {ticket} was not seated before the meeting closed."),
}


def asked_id(station: Station, given: str) -> str:
    """The desk's id of a request: the finger's own, in the station's own name, so that no two meet."""
    return f"web-{station.number}:{given}"


async def ask(
    ask_desk: Callable[[Request], Awaitable[Answer]], station: Station, body: Any, age_ms: int, language: str
) -> tuple[Answer, Shape]:
    """Ask the desk; the answer, and its words."""
    command = command_of(body.command)
    if isinstance(command, Undo):
        command = Undo(asked_id(station, command.request))
    elif isinstance(command, Scan):
        command = Scan(read_scan(command.code) or command.code, command.space)
    request = Request(asked_id(station, body.request), station.name, command, station.meeting, age_ms)
    answer = await ask_desk(request)
    if answer.problem is not None:
        return answer, {"problem": told(answer.problem, language)}
    if answer.refusal is not None:
        return answer, {"refused": refused(answer.refusal, language)}
    return answer, {}


def done_shape(answer: Answer, meeting: Meeting, elapsed: int, ticket_pages: str, language: str) -> Shape:
    """What was recorded, as the page that asked may show it: no code but that of a new slip, never a need.

    `ticket_pages` is the public address where tickets have pages, else empty.
    """
    sent = _first(answer, Kind.SENT)
    tickets = [ticket_shape(meeting, each, ticket_pages, language) for each in answer.entries if is_new_slip(each)]
    called = [entry for entry in answer.entries if entry.kind in (Kind.CALLED, Kind.CLAIM_CALLED)]
    hold = meeting.holds.get(str(sent.seq)) if sent is not None else None
    return {
        "done": True,
        "sent": None
        if sent is None or sent.space is None
        else {
            **in_each(meeting.spaces[sent.space].plan),
            "id": sent.space,
            "people": sent.people,
            "hold": str(sent.seq),
            "left_ms": None if hold is None else max(0, hold.deadline - elapsed),
            "choices": [] if hold is None else hold_choices(Asked(meeting, elapsed, tongue(language)), hold),
        },
        "ticket": tickets[0] if tickets else None,
        "tickets": tickets,
        "called": [{"ticket": each.ticket, "people": each.people, "id": each.space} for each in called],
        "sentence": _sentence(answer, meeting, language),
        "entries": [_entry(entry) for entry in answer.entries],
    }


def _sentence(answer: Answer, meeting: Meeting, language: str) -> str:
    """How it stands now with the ticket that was done something with; empty where none was, or it was taken back."""
    tickets = [entry.ticket for entry in answer.entries if entry.ticket is not None]
    if not tickets or any(entry.kind == Kind.UNDONE for entry in answer.entries):
        return ""
    return found_words(meeting, tickets[0], language)


def _first(answer: Answer, kind: Kind) -> Entry | None:
    return next((entry for entry in answer.entries if entry.kind == kind), None)


def _entry(entry: Entry) -> Shape:
    """The columns of an entry that a desk needs; its private part and its details stay where they are."""
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "space": entry.space,
        "ticket": entry.ticket,
        "people": entry.people,
        "state": entry.state,
    }


def find(body: Find, meeting: Meeting, elapsed: int, at: int, language: str) -> Shape:
    """A ticket by its number, or by the code that a scanner read."""
    words = body.words.strip()
    code = read_scan(words) or (words.upper() if is_code(words.upper()) else None)
    number = int(words) if words.isdecimal() and len(words) <= 9 else None
    if code is not None:
        number = meeting.codes.get(code)
    if number is None or number not in meeting.tickets:
        sentence = _("No ticket of this meeting has that number or code.")
        return {"found": None, "sentence": tongue(language).text(sentence)}
    asked = Asked(meeting, elapsed, tongue(language))
    return {
        "found": ticket_row(meeting, number, elapsed, at),
        "sentence": found_words(meeting, number, language),
        "choices": ticket_choices(asked, number),
        "override": override_rooms(asked, number),
    }


def found_words(meeting: Meeting, number: int, language: str) -> str:
    """How it stands with a ticket, in a sentence."""
    ticket, said = meeting.tickets[number], tongue(language)
    sentence = FOUND[ticket.state]
    before = people_ahead(meeting, number) if ticket.state is TicketState.WAITING else 0
    people = said.plural("{n} person", "{n} people", before).format(n=before)
    if ticket.state is TicketState.WAITING and not before:
        sentence = _("Ticket {ticket} is waiting; it is the first in line.")
    room = "" if ticket.space is None else said.name(meeting.spaces[ticket.space].plan)
    return said.text(sentence).format(ticket=number, ahead=people, room=room)
