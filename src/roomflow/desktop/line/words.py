"""The words of the Line page: what each cell says of a ticket, and the sentences of its panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roomflow.desktop.basis.scanner import code_in
from roomflow.desktop.basis.wording import Now, clock_words, countdown_words, minutes_of, people_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.line import wish_words
from roomflow.desktop.line.order import Column, Listed, hold_of, room_of, waited_ms
from roomflow.domain.calling import people_ahead
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Meeting, Ticket

if TYPE_CHECKING:
    from roomflow.service.answers import Answer


def column_words(column: Column) -> str:
    """The caption of a column."""
    return {
        Column.NUMBER: _("Ticket"),
        Column.PEOPLE: _("People"),
        Column.STATE: _("State"),
        Column.WISH: _("Wish"),
        Column.WAITED: _("Waited"),
        Column.PASSED: _("Passed over"),
        Column.ROOM: _("Room"),
        Column.LEFT: _("Time left"),
    }[column]


def listed_words(listed: Listed) -> str:
    """The name of a list."""
    return {
        Listed.IN_LINE: _("In line"),
        Listed.ALL: _("All"),
        Listed.SEATED: _("Seated"),
        Listed.LEFT: _("Left"),
        Listed.UNSERVED: _("Not seated"),
    }[listed]


def empty_words(listed: Listed) -> str:
    """What an empty list says, and what to do."""
    return {
        Listed.IN_LINE: _("Nobody is in line. A party that finds no room gets its ticket on the Desk page."),
        Listed.ALL: _("No ticket was issued yet. A party that finds no room gets its ticket on the Desk page."),
        Listed.SEATED: _("No ticket was seated yet."),
        Listed.LEFT: _("No party has left the line."),
        Listed.UNSERVED: _("Who is still in line when the log is closed is listed here."),
    }[listed]


def state_words(ticket: Ticket) -> str:
    """The state of a ticket in a word or two."""
    if ticket.saved is not None:
        return _("waiting, saved")
    if ticket.claim:
        return _("called, seated") if ticket.hold is not None else _("seated, claims")
    return {
        TicketState.WAITING: _("waiting"),
        TicketState.CALLED: _("called"),
        TicketState.MISSED: _("missed"),
        TicketState.SEATED: _("seated"),
        TicketState.LEFT: _("left"),
        TicketState.CANCELLED: _("taken back"),
        TicketState.UNSERVED: _("not seated"),
    }[ticket.state]


def state_shape(ticket: Ticket) -> str:
    """The name of its shape."""
    if ticket.saved is not None:
        return "saved"
    return "called" if ticket.hold is not None else ticket.state.value


def cell_words(meeting: Meeting, ticket: Ticket, column: Column, now: Now) -> str:
    """What a cell says."""
    match column:
        case Column.NUMBER:
            return str(ticket.number)
        case Column.PEOPLE:
            return str(ticket.people)
        case Column.STATE:
            return state_words(ticket)
        case Column.WISH:
            return _("chamber") if ticket.wish is Wish.CHAMBER else _("any room")
        case Column.WAITED:
            return waited_minutes(meeting, ticket, now)
        case Column.PASSED:
            return str(ticket.passes) if ticket.passes else ""
        case Column.ROOM:
            return room_of(meeting, ticket)
        case Column.LEFT:
            return left_words(meeting, ticket, now)


def waited_minutes(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    return _("{minutes} min").format(minutes=minutes_of(waited_ms(meeting, ticket, now.elapsed)))


def left_words(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    """What is left of the time its places are held; empty where none are."""
    hold = hold_of(ticket)
    return "" if hold is None else countdown_words(meeting.holds[hold].deadline - now.elapsed)


def row_words(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    """A whole row, for who hears it."""
    parts = [
        _("Ticket {number}").format(number=ticket.number),
        people_words(ticket.people),
        state_words(ticket),
        room_of(meeting, ticket),
        _("waited {time}").format(time=waited_minutes(meeting, ticket, now)),
    ]
    return ", ".join(part for part in parts if part)


def party_words(ticket: Ticket) -> str:
    """“3 people, any room”; who needs an accessible place is known to who seats them, and to nobody else."""
    words = _("{people}, {wish}").format(people=people_words(ticket.people), wish=wish_words(ticket.wish))
    return _("{party}, accessible place").format(party=words) if ticket.accessible else words


def standing_words(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    """How it stands with a ticket: who is ahead, where it is called to and how long that holds, or how it ended."""
    if ticket.state is TicketState.WAITING:
        ahead = people_ahead(meeting, ticket.number)
        if ahead == 0:
            return _("First in line.")
        if not ahead:
            return _("It is the first in line.")
        return ngettext("{n} person is ahead.", "{n} people are ahead.", ahead).format(n=ahead)
    if ticket.claim:
        called = ticket.hold is not None
        template = _("Called to {room} from its seat, {left} left.") if called else _("Seated, wishes the chamber.")
        return template.format(room=room_of(meeting, ticket), left=left_words(meeting, ticket, now))
    at = clock_words(ticket.changed_at, meeting.building.timezone, seconds=False)
    return {
        TicketState.CALLED: _("Called to {room}, {left} left."),
        TicketState.MISSED: _("Missed its call at {time}. It keeps its place in line."),
        TicketState.SEATED: _("Seated in {room} at {time}."),
        TicketState.LEFT: _("Left the line at {time}."),
        TicketState.CANCELLED: _("Taken back at {time}; the number is not given again."),
        TicketState.UNSERVED: _("Not seated before the log was closed."),
    }[ticket.state].format(room=ticket.space, time=at, left=left_words(meeting, ticket, now))


def history_words(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    """When it was issued, how long it waited, how often it was passed over, where its people wait."""
    issued = clock_words(ticket.issued_at, meeting.building.timezone, seconds=False)
    parts = [
        _("Issued {time}").format(time=issued),
        _("waited {time}").format(time=waited_minutes(meeting, ticket, now)),
        passed_words(ticket),
        _("in {space}").format(space=ticket.waits_in) if ticket.waits_in else "",
    ]
    return ", ".join(part for part in parts if part)


def passed_words(ticket: Ticket) -> str:
    """How often it was passed over since places were last saved for it; empty where it was not."""
    if not ticket.passes:
        return ""
    return ngettext("passed over once", "passed over {n} times", ticket.passes).format(n=ticket.passes)


def number_in(meeting: Meeting, typed: str) -> int | None:
    """The number that a person typed, or that of the ticket whose code was scanned into the field."""
    code = code_in(typed)
    if code is not None:
        return meeting.codes.get(code)
    return int(typed) if typed.isascii() and typed.isdigit() else None


def ticket_of(answer: Answer) -> int | None:
    """The ticket an answer is about, a refusal too."""
    if answer.refusal is not None:
        number = answer.refusal.values.get("ticket")
        return number if isinstance(number, int) else None
    return next((entry.ticket for entry in answer.entries if entry.ticket is not None), None)
