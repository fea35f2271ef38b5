"""What the desk answered, in words: a room, a ticket and why, or a refusal; and how it stands now."""

from __future__ import annotations

from roomflow.desktop.basis.wording import Now, clock_words, countdown_words, people_words, short_names, where_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.line import wish_words
from roomflow.desktop.widgets.answer import Issued, Sent
from roomflow.desktop.widgets.runs import Run, runs_of
from roomflow.domain.calling import people_ahead
from roomflow.domain.codes import qr_text
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.guards import left_for_newcomers, rooms_for
from roomflow.domain.meeting import Meeting, Phase, Ticket, rooms
from roomflow.domain.spaces import Space, waits_for_count
from roomflow.domain.splitting import parts_that_fit


def ready_words(meeting: Meeting | None) -> tuple[str, str]:
    """What stands in the place of an answer before there is one."""
    if meeting is not None and meeting.phase is not Phase.OPEN:
        return _("The meeting is adjourned"), _("Nobody is invited any more.")
    words = _("Press the number of people. They are sent to a room, or get a ticket.")
    return _("Ready for the next party"), words


def sent_answer(meeting: Meeting, entry: Entry) -> Sent:
    """The card of a `sent` entry; its room is where the hold is now, since it may have been moved."""
    hold = meeting.holds.get(str(entry.seq))
    room = hold.space if hold is not None else entry.space or ""
    floor, way = where_words(meeting.spaces[room].plan)
    return Sent(
        party=people_words(entry.people or 0),
        time=_("sent {time}").format(time=clock_words(entry.happened, meeting.building.timezone)),
        room=room,
        floor=floor,
        way=way,
    )


def held_words(meeting: Meeting, entry: Entry, now: Now) -> tuple[Run, ...]:
    """How it stands with a party that was sent: places held and the time to arrive, or how it ended."""
    hold = meeting.holds.get(str(entry.seq))
    if hold is not None:
        template = ngettext("{n} place held, *{time}* to arrive", "{n} places held, *{time}* to arrive", hold.people)
        return runs_of(template, n=hold.people, time=countdown_words(hold.deadline - now.elapsed))
    for later in reversed(meeting.recent):
        if later.kind == Kind.UNDONE and later.undoes == entry.seq:
            return runs_of(_("*taken back*"))
        if later.kind in (Kind.EXPIRED, Kind.RELEASED) and later.details.get("hold") == str(entry.seq):
            return runs_of(_("*not arrived,* places free again"))
    return runs_of(_("*arrived*"))


def issued_answer(meeting: Meeting, entry: Entry, now: Now, public: str = "") -> Issued:
    """The card of an `issued` entry, with its ticket as it is now; `public` is where tickets have pages."""
    ticket = meeting.tickets[entry.ticket or 0]
    return Issued(
        party=_("{people}, {wish}").format(people=people_words(ticket.people), wish=wish_words(ticket.wish)),
        time=_("issued {time}").format(time=clock_words(entry.happened, meeting.building.timezone)),
        number=ticket.number,
        qr=qr_text(ticket.code, public) if ticket.code else "",
        keep=keep_words(meeting, ticket, now),
    )


def keep_words(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    """What its party does now: where it waits and how long that may be, how long it is expected, or nothing more."""
    match ticket.state:
        case TicketState.WAITING if meeting.in_emergency:
            return _("emergency: nobody goes in\nkeeps its place in line")
        case TicketState.WAITING:
            return f"{wait_words(meeting, ticket)}\n{_place_words(ticket.waits_in)}"
        case TicketState.CALLED:
            hold = meeting.holds[ticket.hold] if ticket.hold is not None else None
            left = countdown_words(hold.deadline - now.elapsed) if hold is not None else ""
            return _("{time} left to come").format(time=left)
        case TicketState.MISSED:
            return _("keeps its place in line")
        case TicketState.SEATED if ticket.seated_at is not None:
            return _("at {time}").format(time=clock_words(ticket.seated_at, meeting.building.timezone, seconds=False))
        case _:
            return ""


def wait_words(meeting: Meeting, ticket: Ticket) -> str:
    """How long this ticket may have to wait: a range with its reason, never a minute and never a promise."""
    from roomflow.domain.forecast import WaitKind, wait_range  # not before there is a line

    wait = wait_range(meeting, meeting.releases, ticket.wish, ticket.people, ticket.order)
    if wait.kind is WaitKind.UNLIKELY_TONIGHT and meeting.expected_end:
        return _("unlikely tonight, the end is about {time}: wait").format(time=meeting.expected_end)
    if wait.kind is WaitKind.UNLIKELY_TONIGHT:
        return _("unlikely tonight: wait")
    if wait.kind is WaitKind.NO_PLACES_OPENED:
        return _("no place freed lately: wait")
    if wait.kind is WaitKind.MORE_THAN_60:
        return _("wait over 60 min")
    if wait.high_minutes is None:
        return _("wait {low} to 60+ min").format(low=wait.low_minutes)
    return _("wait {low} to {high} min").format(low=wait.low_minutes, high=wait.high_minutes)


def _place_words(space: str | None) -> str:
    """Where the party waits: the waiting space that counts it, or outside when those are full."""
    return _("outside, in earshot") if space is None else _("in {space}").format(space=space)


def ahead_words(meeting: Meeting, number: int) -> tuple[Run, ...]:
    """How it stands with a ticket: people ahead while it waits, then its state."""
    ticket = meeting.tickets[number]
    if ticket.state is TicketState.WAITING:
        ahead = people_ahead(meeting, number)
        if ahead == 0:
            return runs_of(_("*first* in line"))
        return runs_of(ngettext("*{n} person* ahead", "*{n} people* ahead", ahead), n=ahead)
    words = {
        TicketState.CALLED: _("*called* to {room}"),
        TicketState.MISSED: _("*missed* its call"),
        TicketState.SEATED: _("*seated* in {room}"),
        TicketState.LEFT: _("*left* the line"),
        TicketState.CANCELLED: _("*taken back*"),
        TicketState.UNSERVED: _("*not seated*"),
    }[ticket.state]
    return runs_of(words, room=ticket.space or "")


def ticket_reason(meeting: Meeting, people: int, wish: Wish, *, accessible: bool = False) -> tuple[str, str]:
    """Why a party of this size got a ticket and no room, and the free places of each room it takes.

    To be asked of the meeting just after its ticket was issued.
    """
    now = Now(meeting.at, meeting.elapsed)
    may_take = rooms_for(meeting, wish)
    short = short_names([room.name for room in rooms(meeting)])
    each = ", ".join(_free_in(room, short[room.name], meeting, now) for room in may_take)
    free = _("Free: {rooms}.").format(rooms=each)
    if meeting.in_emergency:
        return _("This is an emergency."), free
    if meeting.stopped_for:
        return _("Nobody is invited: {space} is not clear.").format(space=meeting.stopped_for), free
    if meeting.stopped:
        return _("Invitations are stopped."), free
    if parts_that_fit(meeting, people, wish):
        return _("No room can hold {n} together.").format(n=people), free
    counted_first = room_to_count(meeting, people, wish, now)
    if counted_first is not None:
        return _("{room} must be counted first.").format(room=counted_first.name), free
    open_rooms = [room for room in may_take if not room.closed]
    if any(room.free_for(accessible) >= people for room in open_rooms):
        return _("The free places are for those in line."), free
    if any(room.free >= people for room in open_rooms):
        return _("The free places are kept accessible."), free
    if wish is Wish.CHAMBER:
        template = ngettext("The chamber has no free place.", "The chamber does not have {n} places together.", people)
        return template.format(n=people), free
    template = ngettext("No room has a free place.", "No room has {n} places together.", people)
    return template.format(n=people), free


def _free_in(room: Space, short: str, meeting: Meeting, now: Now) -> str:
    if room.closed:
        return _("{room} closed").format(room=short)
    if room.free > 0 and waits_for_count(room, meeting.figures, now.elapsed):
        return _("{room} {n} (count first)").format(room=short, n=room.free)
    return _("{room} {n}").format(room=short, n=max(0, room.free))


def room_to_count(meeting: Meeting, people: int, wish: Wish, now: Now) -> Space | None:
    """The room that would take the last party in line, were it not to be counted first (rule 7)."""
    if meeting.stopped or meeting.in_emergency or meeting.phase is not Phase.OPEN:
        return None
    for room in rooms_for(meeting, wish):
        waits = not room.closed and waits_for_count(room, meeting.figures, now.elapsed)
        # The party's own ticket stands in line already: nothing left over means that its places are there.
        if waits and room.free >= people and left_for_newcomers(meeting, room) >= 0:
            return room
    return None


def refusal_words(key: str, sentence: str) -> tuple[str, str]:
    """The title of a refusal and its sentence with what can be done instead."""
    instead = {
        "no-places": _("Choose another room, or give a ticket."),
        "spoken-for": _("Call next seats the line; a newcomer gets a ticket."),
        "would-overtake": _("Call next keeps the order."),
        "none-fits": _("It can be called when places are freed."),
        "count-first": _("Open the room's menu to count, or to put it off."),
    }.get(key, "")
    return _("Not done"), f"{sentence} {instead}".strip()
