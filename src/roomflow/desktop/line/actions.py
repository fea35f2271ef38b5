"""What can be done with a ticket, each with its key; what cannot be done now has its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.ticket import apart_words
from roomflow.domain import calling, claims, guards
from roomflow.domain.apart import apart
from roomflow.domain.calling import saved_for
from roomflow.domain.commands import Back, Call, Command, Leave, Miss, Seat, SeatApart
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Meeting, Phase, Ticket
from roomflow.domain.on_paper import Reprint
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refusal, Refused
from roomflow.domain.requests import Request, Stamp
from roomflow.domain.slips import MAY_REPRINT
from roomflow.domain.spaces import Space
from roomflow.domain.tickets import IN_LINE

CALL: Final = "call"
CALL_TO: Final = "call-to"
SEAT: Final = "seat"
COUNTED: Final = "counted"
MISSED: Final = "missed"
BACK: Final = "back"
LEFT: Final = "left"
SPLIT: Final = "split"
APART: Final = "apart"
MOVE: Final = "move"
PRINT: Final = "print"

KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        CALL: "C", CALL_TO: "O", SEAT: "S", COUNTED: "Y", MISSED: "M", BACK: "B", LEFT: "L", SPLIT: "X", APART: "D",
        MOVE: "V", PRINT: "P",
    }
)  # fmt: skip
"""In the order in which they stand. R and H begin a scan."""


class Action(Struct, frozen=True):
    """One action with a ticket now. `beside` is what it does, or why it cannot be done.

    With a `command` it is asked at once; without one a menu of its choices opens.
    """

    name: str
    beside: str
    enabled: bool = True
    command: Command | None = None


def action_words(name: str) -> str:
    """What the button of an action says."""
    return {
        CALL: _("Call"),
        CALL_TO: _("Call to…"),
        SEAT: _("Seat"),
        COUNTED: _("Already counted"),
        MISSED: _("Missed"),
        BACK: _("Back"),
        LEFT: _("Left"),
        SPLIT: _("Split…"),
        APART: _("Seat apart"),
        MOVE: _("Move…"),
        PRINT: _("Print again"),
    }[name]


def is_called(ticket: Ticket) -> bool:
    """Called from the line, or from a seat elsewhere to the chamber it claims."""
    return ticket.state is TicketState.CALLED or (ticket.claim and ticket.hold is not None)


def main_action(ticket: Ticket) -> str:
    """What is mostly wanted next with a ticket in its state; empty where it is done with."""
    if ticket.claim:
        return SEAT if ticket.hold is not None else CALL
    return {TicketState.WAITING: CALL, TicketState.CALLED: SEAT, TicketState.MISSED: BACK}.get(ticket.state, "")


def actions_for(meeting: Meeting, number: int, now: Now, *, can_print: bool = False) -> dict[str, Action]:
    """Each action by its name, in the order of KEYS; `can_print` where this computer has a printer for slips."""
    ticket = meeting.tickets[number]
    made = (
        _call(meeting, ticket, now),
        _call_to(meeting, ticket),
        _seat(meeting, ticket),
        _counted(ticket),
        _missed(ticket),
        _back(meeting, ticket),
        _left(ticket),
        _split(meeting, ticket),
        _apart(meeting, ticket, now),
        _move(meeting, ticket),
        _print(meeting, ticket, can_print=can_print),
    )
    return {action.name: action for action in made}


def state_reason(ticket: Ticket) -> str:
    """Why nothing of this can be done with a ticket in its state."""
    return {
        TicketState.WAITING: _("it is not called"),
        TicketState.CALLED: _("it is called already"),
        TicketState.MISSED: _("it missed its call: Back first"),
        TicketState.SEATED: _("it is seated"),
        TicketState.LEFT: _("it left the line"),
        TicketState.CANCELLED: _("it was taken back"),
        TicketState.UNSERVED: _("the log is closed"),
    }[ticket.state]


def no_invitations(meeting: Meeting) -> str:
    """Why nobody is invited; empty where people are."""
    if meeting.phase is not Phase.OPEN:
        return _("the meeting is adjourned")
    if meeting.in_emergency:
        return _("emergency: nobody is invited")
    if meeting.stopped_for:
        return _("{space} is not clear").format(space=meeting.stopped_for)
    return _("invitations are stopped") if meeting.stopped else ""


def _call(meeting: Meeting, ticket: Ticket, now: Now) -> Action:
    if ticket.state is not TicketState.WAITING and not claims.claims(meeting, ticket.number):
        return Action(CALL, state_reason(ticket), enabled=False)
    reason = no_invitations(meeting)
    if reason:
        return Action(CALL, reason, enabled=False)
    room, why = room_for(meeting, ticket, now)
    if room is None:
        return Action(CALL, why, enabled=False)
    free = room.free_for(ticket.accessible)
    template = ngettext("to {room}, {n} free", "to {room}, {n} free", free)
    return Action(CALL, template.format(room=room.name, n=free), command=Call(ticket.number, room.name))


def room_for(meeting: Meeting, ticket: Ticket, now: Now) -> tuple[Space | None, str]:
    """The first room a ticket may be called to, its saved places before all; else why there is none.

    The rule of a call itself is asked for each room, so that what is offered is what the desk does.
    """
    saved = saved_for(meeting, ticket.number)
    wish = Wish.CHAMBER if ticket.claim else ticket.wish
    reasons: dict[str, str] = {}
    for room in sorted(guards.rooms_for(meeting, wish), key=lambda room: room.name not in saved):
        refusal = refusal_of(meeting, Call(ticket.number, room.name), now)
        if refusal is None:
            return room, ""
        reasons.setdefault(refusal.key, _short(refusal))
    # What a person can do something about comes first.
    for key in ("would-overtake", "count-first", "places-kept"):
        if key in reasons:
            return None, reasons[key]
    return None, ngettext("no room has a free place", "no room has {n} places", ticket.people).format(n=ticket.people)


def refusal_of(meeting: Meeting, command: Call, now: Now) -> Refusal | None:
    """Why the desk would refuse a call now; nothing is recorded by asking."""
    pen = Pen(meeting, Request("", "", command, meeting.number), Stamp(now.at, now.at, now.elapsed))
    rule = claims.call if claims.claims(meeting, command.ticket) else calling.call
    try:
        rule(meeting, command, pen)
    except Refused as refused:
        return refused.refusal
    return None


def _short(refusal: Refusal) -> str:
    return {
        "would-overtake": _("{earlier} is before it and fits"),
        "count-first": _("count {space} first"),
        "places-kept": _("what is free is kept for accessible need"),
    }.get(refusal.key, "").format_map({"earlier": "", "space": "", **refusal.values})


def _call_to(meeting: Meeting, ticket: Ticket) -> Action:
    if ticket.state is not TicketState.WAITING:
        return Action(CALL_TO, state_reason(ticket), enabled=False)
    reason = no_invitations(meeting)
    return Action(CALL_TO, reason or _("a room you choose, or an override"), enabled=not reason)


def _seat(meeting: Meeting, ticket: Ticket) -> Action:
    if is_called(ticket) and ticket.hold is not None:
        room = meeting.holds[ticket.hold].space
        return Action(SEAT, _("in {space}").format(space=room), command=Seat(ticket.number))
    if ticket.state not in IN_LINE:
        return Action(SEAT, state_reason(ticket), enabled=False)
    reason = no_invitations(meeting)
    return Action(SEAT, reason or _("without a call, in a room you choose"), enabled=not reason)


def _counted(ticket: Ticket) -> Action:
    if is_called(ticket):
        command = Seat(ticket.number, already_counted=True)
        return Action(COUNTED, _("was tapped in at the door: counts nobody"), command=command)
    if ticket.state not in IN_LINE:
        return Action(COUNTED, state_reason(ticket), enabled=False)
    return Action(COUNTED, _("was tapped in at a door you choose"))


def _missed(ticket: Ticket) -> Action:
    if not is_called(ticket):
        return Action(MISSED, state_reason(ticket), enabled=False)
    keeps = (
        _("its places go on, it keeps its seat") if ticket.claim else _("its places go on, it keeps its place in line")
    )
    return Action(MISSED, keeps, command=Miss(ticket.number))


def _for_state(name: str, ticket: Ticket, state: TicketState, command: Command, beside: str) -> Action:
    if ticket.state is state:
        return Action(name, beside, command=command)
    return Action(name, state_reason(ticket), enabled=False)


def _back(meeting: Meeting, ticket: Ticket) -> Action:
    if ticket.state is TicketState.MISSED and meeting.phase is not Phase.OPEN:
        return Action(BACK, no_invitations(meeting), enabled=False)
    if ticket.state in (TicketState.WAITING, TicketState.CALLED):
        return Action(BACK, _("it has not missed a call"), enabled=False)
    return _for_state(BACK, ticket, TicketState.MISSED, Back(ticket.number), _("first in line"))


def _left(ticket: Ticket) -> Action:
    if ticket.state not in IN_LINE:
        return Action(LEFT, state_reason(ticket), enabled=False)
    return Action(LEFT, _("gives up its place in line"), command=Leave(ticket.number))


def _split(meeting: Meeting, ticket: Ticket) -> Action:
    reason = ""
    if ticket.state is not TicketState.WAITING:
        reason = state_reason(ticket)
    elif meeting.phase is not Phase.OPEN:
        reason = no_invitations(meeting)
    elif ticket.people == 1:
        reason = _("it is one person")
    elif ticket.saved is not None:
        reason = _("places are saved for it")
    return Action(SPLIT, reason or _("two tickets, the same place in line"), enabled=not reason)


def _apart(meeting: Meeting, ticket: Ticket, now: Now) -> Action:
    if ticket.state is not TicketState.WAITING:
        return Action(APART, state_reason(ticket), enabled=False)
    reason = no_invitations(meeting)
    parts = () if reason else apart(meeting, ticket.number, now.elapsed)
    if parts:
        return Action(APART, apart_words(parts), command=SeatApart(ticket.number, parts))
    return Action(APART, reason or _why_not_apart(meeting, ticket, now), enabled=False)


def _why_not_apart(meeting: Meeting, ticket: Ticket, now: Now) -> str:
    if ticket.people == 1:
        return _("it is one person")
    if ticket.saved is not None:
        return _("places are saved for it")
    room, _why = room_for(meeting, ticket, now)
    if room is not None:
        return _("it fits together")
    return ngettext("no two rooms have a place", "no two rooms have {n} places", ticket.people).format(n=ticket.people)


def _move(meeting: Meeting, ticket: Ticket) -> Action:
    if ticket.state is not TicketState.CALLED:
        return Action(MOVE, state_reason(ticket), enabled=False)
    reason = no_invitations(meeting)
    if not reason and len(guards.rooms_for(meeting, ticket.wish)) < 2:
        reason = _("its wish is the chamber alone")
    return Action(MOVE, reason or _("its call, to another room"), enabled=not reason)


def _print(meeting: Meeting, ticket: Ticket, *, can_print: bool) -> Action:
    """A slip that came out may lie anywhere: one that is printed again has a code of its own."""
    if ticket.state not in MAY_REPRINT:
        return Action(PRINT, state_reason(ticket), enabled=False)
    if not can_print:
        return Action(PRINT, _("no printer is chosen: Setup, This computer"), enabled=False)
    if meeting.phase is not Phase.OPEN:
        return Action(PRINT, _("the meeting is adjourned"), enabled=False)
    return Action(PRINT, _("the earlier slip is void then"), command=Reprint(ticket.number))
