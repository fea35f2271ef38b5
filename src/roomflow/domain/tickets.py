"""Tickets: issued, seated, missed, back, left and scanned (rules 8, 11, 13, 15)."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from roomflow.domain import counting, guards, holds
from roomflow.domain.codes import is_code
from roomflow.domain.commands import Back, Leave, Miss, Scan, Seat, SendParty
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.line import BACK, ISSUED
from roomflow.domain.meeting import Draft, Picture, Ticket
from roomflow.domain.passes import count_passes, keep_passed, pass_details
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.sharing import unknown_code
from roomflow.domain.slips import need_valid_slip
from roomflow.domain.waiting import leaving_waiting_space, people_ahead, waiting_space_for

IN_LINE: Final = (TicketState.WAITING, TicketState.CALLED, TicketState.MISSED)
_ENDED: Final = {
    TicketState.SEATED: "already-seated",
    TicketState.LEFT: "gave-up",
    TicketState.CANCELLED: "void",
    TicketState.UNSERVED: "unserved",
}


def issue(picture: Picture, command: SendParty, pen: Pen) -> None:
    """Give the next number; numbers follow each other and are never given twice (rule 15)."""
    secret = pen.secret()
    space = waiting_space_for(picture, command.people)
    pen.write(
        Kind.ISSUED,
        ticket=next_number(picture),
        people=command.people,
        state=TicketState.WAITING.value,
        space=space,
        change=command.people if space else 0,
        details={"wish": command.wish.value, "ahead": picture.line.people()},
        private={"accessible": command.accessible, "code": secret.code},
        salt=secret.salt,
    )


def next_number(picture: Picture) -> int:
    """The number that follows all that were given, those of paper packs among them."""
    return picture.figures.first_ticket + len(picture.tickets) + len(picture.paper)


def scan(picture: Picture, command: Scan, pen: Pen) -> None:
    """The right thing for a scanned ticket: seated when called, back when it had missed, else a word."""
    need_scan(picture)
    if not is_code(command.code):
        raise Refused("bad-code")
    number = picture.codes.get(command.code)
    if number is None:
        raise unknown_code(command.code, pen.stamp.others)
    ticket = picture.tickets[number]
    need_valid_slip(ticket, command.code)
    if ticket.state is TicketState.MISSED:
        back(picture, Back(number), pen)
    elif ticket.state is TicketState.WAITING:
        raise Refused("not-called-yet", ticket=number, ahead=people_ahead(picture, number))
    else:
        seat(picture, Seat(number, command.space), pen)


def need_scan(picture: Picture) -> None:
    if picture.in_emergency:
        raise Refused("in-emergency")


def seat(picture: Picture, command: Seat, pen: Pen) -> None:
    """The party came in. A called ticket uses its hold; any other is an invitation and passes its guards."""
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state in _ENDED:
        raise Refused(_ENDED[ticket.state], ticket=ticket.number)
    if ticket.state is TicketState.CALLED:
        _seat_called(picture, ticket, command, pen)
    else:
        _seat_by_hand(picture, ticket, command, pen)


def _seat_called(picture: Picture, ticket: Ticket, command: Seat, pen: Pen) -> None:
    assert ticket.hold is not None
    hold = picture.holds[ticket.hold]
    if command.space is not None and command.space != hold.space:
        raise Refused("called-elsewhere", ticket=ticket.number, hold=hold.id, room=hold.space, space=command.space)
    _write_seated(picture, ticket, hold.space, command, pen, {"hold": hold.id, "held": holds.as_row(hold)})


def _seat_by_hand(picture: Picture, ticket: Ticket, command: Seat, pen: Pen) -> None:
    if command.space is None:
        raise Refused("say-which-room", ticket=ticket.number)
    room = guards.room_named(picture, command.space)
    passed: tuple[int, ...] = ()
    saved = picture.holds[ticket.saved] if ticket.saved is not None else None
    if saved is not None and saved.space != room.name:
        raise Refused("saved-elsewhere", ticket=ticket.number, space=saved.space)
    if not command.already_counted:
        guards.need_invitations(picture)
        guards.need_wish(room, ticket.wish)
        guards.need_open(room)
        guards.need_places(room, ticket.people - (saved.people if saved else 0), accessible=ticket.accessible)
        guards.need_count(picture, room, pen.stamp.elapsed)
        passed = guards.need_order(picture, ticket, room)
    details = pass_details(passed, guards.why_passed(picture, passed, room))
    if saved is not None:
        details |= {"hold": saved.id, "held": holds.as_row(saved)}
    _write_seated(picture, ticket, room.name, command, pen, details)


def _write_seated(
    picture: Picture, ticket: Ticket, room: str, command: Seat, pen: Pen, details: dict[str, Any]
) -> None:
    # Rule 11: who was tapped in before is inside already; the hold ends and counts nobody.
    change = 0 if command.already_counted else ticket.people
    if command.already_counted:
        details["already_counted"] = True
    details["prior"] = ticket.state.value
    over = picture.spaces[room].inside + change - picture.spaces[room].places
    if over > 0:
        # Its places were promised before the room went over; that it came in is a fact, and is marked.
        details["over"] = over
    pen.write(
        Kind.SEATED,
        ticket=ticket.number,
        people=ticket.people,
        state=TicketState.SEATED.value,
        space=room,
        change=change,
        held=-details["held"][holds.PEOPLE] if "held" in details else 0,
        details=details,
        **leaving_waiting_space(picture, ticket),
    )


def miss(picture: Picture, command: Miss, pen: Pen) -> None:
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state is not TicketState.CALLED:
        raise Refused("not-called", ticket=ticket.number)
    write_missed(picture, ticket, pen)


def write_missed(picture: Picture, ticket: Ticket, pen: Pen) -> None:
    """The places go on, the place in line stays."""
    assert ticket.hold is not None
    hold = picture.holds[ticket.hold]
    pen.write(
        Kind.MISSED,
        ticket=ticket.number,
        people=ticket.people,
        state=TicketState.MISSED.value,
        space=hold.space,
        held=-hold.people,
        details={"hold": hold.id, "held": holds.as_row(hold)},
        **leaving_waiting_space(picture, ticket),
    )


def back(picture: Picture, command: Back, pen: Pen) -> None:
    """First in line, behind those that came back before."""
    guards.need_meeting(picture)
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state is not TicketState.MISSED:
        raise Refused("not-missed", ticket=ticket.number)
    space = waiting_space_for(picture, ticket.people)
    pen.write(
        Kind.BACK,
        ticket=ticket.number,
        people=ticket.people,
        state=TicketState.WAITING.value,
        space=space,
        change=ticket.people if space else 0,
        details={"order": list(ticket.order)},
    )


def leave(picture: Picture, command: Leave, pen: Pen) -> None:
    ticket = guards.ticket_numbered(picture, command.ticket)
    if ticket.state not in IN_LINE:
        raise Refused("not-in-line", ticket=ticket.number)
    write_gone(picture, ticket, Kind.LEFT, TicketState.LEFT, pen)


def write_gone(picture: Picture, ticket: Ticket, kind: Kind, state: TicketState, pen: Pen) -> None:
    """A ticket ends without a seat; what was held for it is free in the same entry."""
    columns = leaving_waiting_space(picture, ticket)
    details: dict[str, Any] = {"prior": ticket.state.value}
    held = ticket.hold or ticket.saved
    if held is not None:
        hold = picture.holds[held]
        details |= {"hold": hold.id, "held": holds.as_row(hold)}
        columns |= {"space": hold.space, "held": -hold.people}
    pen.write(kind, ticket=ticket.number, people=ticket.people, state=state.value, details=details, **columns)


def put(draft: Draft, ticket: Ticket) -> None:
    """Store a ticket and keep line and claims in step with it: the one place where they change."""
    before = draft.tickets.get(ticket.number)
    if before is not None and before.state is TicketState.WAITING:
        draft.line.leave(before.bucket, before.order, before.number)
    if before is not None and before.claim and before.hold is None:
        draft.claims.leave(before.bucket, before.order, before.number)
    if ticket.state is TicketState.WAITING:
        draft.line.join(ticket.bucket, ticket.order, ticket.number)
    if ticket.claim and ticket.hold is None:
        draft.claims.join(ticket.bucket, ticket.order, ticket.number)
    draft.tickets[ticket.number] = ticket
    keep_passed(draft, before, ticket)


def apply_issued(draft: Draft, entry: Entry) -> None:
    assert entry.ticket is not None
    assert entry.people is not None
    private = entry.private or {}
    code = private.get("code", "")
    printed = draft.paper.pop(entry.ticket, None)
    if printed is not None:
        draft.entered[entry.ticket] = printed
    put(
        draft,
        Ticket(
            number=entry.ticket,
            people=entry.people,
            wish=Wish(entry.details["wish"]),
            state=TicketState.WAITING,
            order=tuple(entry.details.get("order", (ISSUED, entry.ticket))),
            code=code,
            accessible=bool(private.get("accessible", False)),
            issued_at=entry.happened,
            changed_at=entry.happened,
            issued_elapsed=max(0, entry.elapsed - (entry.at - entry.happened)),
            waits_in=entry.space,
            waits_people=entry.change,
        ),
    )
    if code:
        draft.codes[code] = entry.ticket


def apply_seated(draft: Draft, entry: Entry) -> None:
    ticket = ticket_of(draft, entry)
    assert entry.space is not None
    holds.end_seats(draft, entry)
    if "hold" in entry.details:
        holds.end(draft, entry.details["hold"])
    counting.count_crossing(draft, entry.space, entry.change)
    if ticket.accessible:
        draft.pool.take(draft.spaces, ticket.number, entry.space, ticket.people)
    claim = ticket.wish not in guards.wishes_for(draft.spaces[entry.space])
    put(draft, _ended(ticket, TicketState.SEATED, entry, space=entry.space, seated_at=entry.happened, claim=claim))
    count_passes(draft, entry, +1)


def apply_missed(draft: Draft, entry: Entry) -> None:
    holds.end(draft, entry.details["hold"])
    put(draft, _ended(ticket_of(draft, entry), TicketState.MISSED, entry))


def apply_gone(draft: Draft, entry: Entry) -> None:
    if "hold" in entry.details:
        holds.end(draft, entry.details["hold"])
    assert entry.state is not None
    put(draft, _ended(ticket_of(draft, entry), TicketState(entry.state), entry))


def _ended(ticket: Ticket, state: TicketState, entry: Entry, **changes: Any) -> Ticket:
    """The ticket as it is once it waits no more: without hold, out of its waiting space."""
    plain: dict[str, Any] = {"hold": None, "saved": None, "space": None, "waits_in": None, "waits_people": 0}
    return replace(ticket, state=state, changed_at=entry.happened, **(plain | changes))


def apply_back(draft: Draft, entry: Entry) -> None:
    draft.came_back += 1
    ticket = ticket_of(draft, entry)
    put(
        draft,
        replace(
            ticket,
            state=TicketState.WAITING,
            order=(BACK, draft.came_back),
            changed_at=entry.happened,
            waits_in=entry.space,
            waits_people=entry.change,
        ),
    )


def ticket_of(draft: Draft, entry: Entry) -> Ticket:
    assert entry.ticket is not None
    return draft.tickets[entry.ticket]
