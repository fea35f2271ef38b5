"""Every way in which a room can get people or promises, each played to one below its places, to them and to one above.

A path puts a room into such a state that the room stands at `places + past` when it is done, and then asks. What is
promised ends at the places; what happened is taken, and marked when it is past them; who has a role and a reason may
go past them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from roomflow.domain.commands import (
    Authority,
    Call,
    CallNext,
    Command,
    EnterTally,
    Miss,
    MoveHold,
    Recall,
    ReleaseHold,
    Relocate,
    Return,
    SaveHeadCount,
    Scan,
    Seat,
    SeatApart,
    SendParty,
    SetLimit,
    Split,
    StepOut,
    Tap,
    Undo,
)
from roomflow.domain.events import Entry, Wish
from tests.domain.table import Table, small_building

ROOM = "Chamber"
PLACES = 8
"""So few that no head count is waited for before they are full."""
OTHER = "A"
ROLE = Authority("clerk", "press")


class Sort(Enum):
    INVITES = auto()
    """Past the places it is refused."""
    TAKES = auto()
    """A fact: taken always, and marked past the places."""
    OVERRIDES = auto()


@dataclass(frozen=True)
class Path:
    """`ask` leaves the room at `places + past`, or raises Refused; `refused` is the word for that."""

    name: str
    commands: tuple[type[Command], ...]
    sort: Sort
    ask: Callable[[int], tuple[Table, list[Entry]]]
    refused: str = "no-places"


def stand(taken: int) -> Table:
    """A table whose room has so many people inside; the other rooms have a few places."""
    table = Table(small_building(PLACES, 4, 3, 30, 30))
    add(table, ROOM, taken)
    return table


def add(table: Table, room: str, people: int) -> None:
    """People walk in, or out."""
    while people:
        step = max(-6, min(6, people))
        table.ask(Tap(room, step), "East door")
        people -= step


def ticket(table: Table, people: int, wish: Wish = Wish.CHAMBER) -> int:
    """A party that got a ticket, since its rooms are full for the moment."""
    free = table.space(ROOM).free
    add(table, ROOM, max(0, free))
    (issued,) = table.ask(SendParty(people, wish=wish))
    assert issued.ticket is not None
    add(table, ROOM, -max(0, free))
    return issued.ticket


# --- what is promised -----------------------------------------------------------------------------------


def _send(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    return table, table.ask(SendParty(2, space=ROOM))


def _send_anywhere(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    entries = table.ask(SendParty(2, wish=Wish.CHAMBER))
    if entries[0].kind == "issued":
        raise NotSent
    return table, entries


class NotSent(Exception):  # noqa: N818 - an outcome, no error
    """A party that was to be sent got a ticket: so it is said where nobody chose the room."""


def _call_next(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    ticket(table, 2)
    return table, table.ask(CallNext())


def _call(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    return table, table.ask(Call(ticket(table, 2), ROOM))


def _seat_by_hand(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    return table, table.ask(Seat(ticket(table, 2), ROOM))


def _seat_who_missed(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES - 2)
    number = ticket(table, 2)
    table.ask(CallNext())
    table.ask(Miss(number))
    add(table, ROOM, past)
    return table, table.ask(Seat(number, ROOM))


def _move_on_the_way(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    table.ask(SendParty(2, space=OTHER))
    return table, table.ask(MoveHold(table.hold(OTHER).id, ROOM))


def _move_called(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES)
    for room, places in ((OTHER, 4), ("B", 3)):
        add(table, room, places)
    (issued,) = table.ask(SendParty(2))
    add(table, OTHER, -2)
    table.ask(Call(issued.ticket or 0, OTHER))
    add(table, ROOM, past - 2)
    return table, table.ask(MoveHold(table.hold(OTHER).id, ROOM))


def _relocate(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    add(table, OTHER, 3)
    return table, table.ask(Relocate(OTHER, ROOM, 2))


def _seat_apart(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES)
    for room, places in ((OTHER, 4), ("B", 3)):
        add(table, room, places)
    (issued,) = table.ask(SendParty(4))
    add(table, OTHER, -2)
    add(table, ROOM, past - 2)
    return table, table.ask(SeatApart(issued.ticket or 0, ((2, ROOM), (2, OTHER))))


def claiming(past: int) -> tuple[Table, int]:
    """A party of two sits in another room, claims this one, and so many places less than two are free in it."""
    table = stand(PLACES)
    for room, places in ((OTHER, 4), ("B", 3)):
        add(table, room, places)
    (issued,) = table.ask(SendParty(2, wish=Wish.CHAMBER))
    number = issued.ticket or 0
    add(table, OTHER, -2)
    table.ask(Call(number, OTHER, meanwhile=True))
    table.ask(Seat(number))
    add(table, ROOM, past - 2)
    return table, number


def _call_claim(past: int) -> tuple[Table, list[Entry]]:
    table, number = claiming(past)
    return table, table.ask(Call(number, ROOM))


def _call_next_claim(past: int) -> tuple[Table, list[Entry]]:
    table, _ = claiming(past)
    return table, table.ask(CallNext())


def _seat_claim(past: int) -> tuple[Table, list[Entry]]:
    table, number = claiming(0)
    table.ask(CallNext())
    add(table, ROOM, past)
    return table, table.ask(Seat(number))


def _split(past: int) -> tuple[Table, list[Entry]]:
    """A part that asked for it is called like any other ticket."""
    table = stand(PLACES + past - 2)
    number = ticket(table, 5)
    table.ask(Split(number, 3))
    return table, table.ask(CallNext())


def _recall(past: int) -> tuple[Table, list[Entry]]:
    """Its places are held already: a call is repeated as long as the room is not over."""
    table = stand(PLACES - 2)
    ticket(table, 2)
    table.ask(CallNext())
    add(table, ROOM, past)
    table.elapsed += 120_000
    return table, table.ask(Recall(table.hold(ROOM).id, 1), "timer")


def _undo_release(past: int) -> tuple[Table, list[Entry]]:
    """What was given back is promised again, where it was not given on."""
    table = stand(PLACES - 2)
    table.ask(SendParty(2, space=ROOM))
    given_back = table.ask(ReleaseHold(table.hold(ROOM).id))
    add(table, ROOM, past)
    return table, table.ask(Undo(given_back[0].request))


def _undo_miss(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES - 2)
    number = ticket(table, 2)
    table.ask(CallNext())
    missed = table.ask(Miss(number))
    add(table, ROOM, past)
    return table, table.ask(Undo(missed[0].request))


# --- what happened --------------------------------------------------------------------------------------


def _tap(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    return table, table.ask(Tap(ROOM, 2))


def _tally(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES - 2)
    return table, table.ask(EnterTally(ROOM, 2 + past, 0))


def _seat_called(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES - 2)
    number = ticket(table, 2)
    table.ask(CallNext())
    add(table, ROOM, past)
    return table, table.ask(Seat(number))


def _scan_called(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES - 2)
    number = ticket(table, 2)
    table.ask(CallNext())
    add(table, ROOM, past)
    return table, table.ask(Scan(table.ticket(number).code, ROOM))


def _return(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES)
    table.ask(StepOut(ROOM, 2))
    add(table, ROOM, past)
    return table, table.ask(Return(table.hold(ROOM).id, 2))


def _count(past: int) -> tuple[Table, list[Entry]]:
    table = stand(3)
    return table, table.ask(SaveHeadCount(ROOM, PLACES + past))


def _undo_exit(past: int) -> tuple[Table, list[Entry]]:
    """Who did not go out after all is inside: nothing is promised by that."""
    table = stand(PLACES)
    out = table.ask(Tap(ROOM, -2), "West door")
    add(table, ROOM, past)
    return table, table.ask(Undo(out[0].request), "West door")


# --- what somebody with a role answers for --------------------------------------------------------------


def _send_overridden(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    return table, table.ask(SendParty(2, space=ROOM, authority=ROLE))


def _call_overridden(past: int) -> tuple[Table, list[Entry]]:
    table = stand(PLACES + past - 2)
    return table, table.ask(Call(ticket(table, 2), ROOM, ROLE))


def _lower(past: int) -> tuple[Table, list[Entry]]:
    """Seen from the other side: the places come down to the people."""
    table = stand(5)
    reserved = table.space(ROOM).reserved
    return table, table.ask(SetLimit(ROOM, 5 - past + reserved, ROLE))


INVITES, TAKES, OVERRIDES = Sort.INVITES, Sort.TAKES, Sort.OVERRIDES
PATHS = (
    Path("send to a room", (SendParty,), INVITES, _send),
    Path("send anywhere", (SendParty,), INVITES, _send_anywhere, "a ticket"),
    Path("call next", (CallNext,), INVITES, _call_next, "none-fits"),
    Path("call one", (Call,), INVITES, _call),
    Path("seat by hand", (Seat,), INVITES, _seat_by_hand),
    Path("seat who missed the call", (Seat, Miss), INVITES, _seat_who_missed),
    Path("move who is on the way", (MoveHold,), INVITES, _move_on_the_way),
    Path("move who was called", (MoveHold,), INVITES, _move_called),
    Path("relocate", (Relocate,), INVITES, _relocate),
    Path("seat apart", (SeatApart,), INVITES, _seat_apart),
    Path("call who claims", (Call,), INVITES, _call_claim),
    Path("call next who claims", (CallNext,), INVITES, _call_next_claim, "none-fits"),
    Path("split and call", (Split, CallNext), INVITES, _split, "none-fits"),
    Path("call again", (Recall,), INVITES, _recall),
    Path("take a release back", (Undo, ReleaseHold), INVITES, _undo_release, "places-gone"),
    Path("take a miss back", (Undo, Miss), INVITES, _undo_miss, "places-gone"),
    Path("tap in", (Tap,), TAKES, _tap),
    Path("enter a tally sheet", (EnterTally,), TAKES, _tally),
    Path("seat who was called", (Seat,), TAKES, _seat_called),
    Path("seat who claims", (Seat,), TAKES, _seat_claim),
    Path("scan who was called", (Scan,), TAKES, _scan_called),
    Path("come back in", (Return, StepOut), TAKES, _return),
    Path("head count", (SaveHeadCount,), TAKES, _count),
    Path("take an exit back", (Undo,), TAKES, _undo_exit),
    Path("send by a role", (SendParty,), OVERRIDES, _send_overridden),
    Path("call by a role", (Call,), OVERRIDES, _call_overridden),
    Path("lower the limit", (SetLimit,), OVERRIDES, _lower),
)

GIVES_NO_PLACE = {
    "OpenMeeting": "nobody is there yet",
    "EndHold": "frees",
    "Leave": "frees",
    "Back": "back in line, in a waiting space",
    "SetOnDeck": "holds what is free, as places are saved",
    "SeatSpeaker": "takes a seat that is held on deck",
    "ReleaseRecess": "frees",
    "ExpectEnd": "a time of day",
    "NoteManagersPresent": "a figure",
    "SplitToFit": "tickets",
    "StartHeadCount": "a moment",
    "TurnAway": "sent home",
    "Mark": "the agenda",
    "StopInvitations": "freezes",
    "AllowInvitations": "what is free is offered, not given",
    "Adjourn": "freezes",
    "Close": "frees",
    "NoteClock": "the clock",
    "SetReserved": "changes the places, not who has them",
    "CloseSpace": "freezes",
    "OpenSpace": "what is free is offered, not given",
    "DeferHeadCount": "what is free is offered, not given",
    "BeginEmergency": "freezes",
    "MarkCleared": "a tick",
    "NoteAssistance": "a figure",
    "EndEmergency": "what is free is offered, not given",
    "ChangeUsher": "asks for a head count",
    "Reprint": "a slip",
    "TakePack": "numbers",
    "EnterPaperTicket": "a place in line",
    "SetClaim": "a wish, kept with the ticket",
    "SetFirstClaim": "says who is first, calls nobody",
}
"""Commands that give nobody a place or a promise in a room by themselves, each with what it does instead."""
