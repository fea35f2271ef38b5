"""The audit: one entry that nobody of ours would write, behind an honest log, is always seen."""

from collections.abc import Callable
from typing import Any

import pytest

from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Authority,
    BeginEmergency,
    CallNext,
    CloseSpace,
    EndEmergency,
    Mark,
    MarkCleared,
    Miss,
    NoteAssistance,
    SaveHeadCount,
    SendParty,
    SetLimit,
    StepOut,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Entry, TicketState
from roomflow.domain.guards import left_for_newcomers
from roomflow.domain.holds import as_row
from roomflow.domain.meeting import Hold, HoldKind, Ticket
from tests.domain.table import Table, small_building

CLERK = {"role": "clerk", "reason": "other", "words": ""}


def evening() -> Table:
    """A party inside, one on the way, two called and one waiting."""
    table = Table(small_building(20, 12, 11))
    table.send(6)
    table.ask(Tap("Chamber", 6, "East"))
    table.send(4)
    table.ask(StopInvitations())
    table.send(2)
    table.send(3)
    table.ask(AllowInvitations())
    table.ask(CallNext())
    table.ask(StopInvitations())
    table.send(5)
    table.ask(AllowInvitations())
    table.wait(seconds=1)
    return table


def forged(table: Table, kind: str, **columns: Any) -> Entry:
    draft = table.draft
    plain: dict[str, Any] = {"station": "Desk", "request": "forged", "details": {}}
    times = {"at": draft.at + 1000, "happened": draft.at + 1000, "elapsed": draft.elapsed + 1000}
    return Entry(**{"seq": draft.seq + 1, "kind": kind, **times, **plain, **columns})


def called(table: Table) -> Ticket:
    return next(t for t in table.draft.tickets.values() if t.state is TicketState.CALLED)


def waiting(table: Table) -> Ticket:
    return next(t for t in table.draft.tickets.values() if t.state is TicketState.WAITING)


def on_the_way(table: Table) -> Hold:
    return next(h for h in table.draft.holds.values() if h.kind is HoldKind.ON_THE_WAY)


def of_called(table: Table, kind: str, state: str, **columns: Any) -> Entry:
    """An entry that ends the hold of the called ticket as it should, but for `columns`."""
    ticket = called(table)
    hold = table.draft.holds[ticket.hold or ""]
    right: dict[str, Any] = {
        "ticket": ticket.number,
        "people": ticket.people,
        "state": state,
        "space": hold.space,
        "held": -hold.people,
        "from_space": ticket.waits_in,
        "from_change": -ticket.waits_people,
        "details": {"hold": hold.id, "held": as_row(hold), "prior": "called"},
    }
    return forged(table, kind, **(right | columns))


def taken_back(table: Table, **columns: Any) -> Entry:
    last = table.entries[-1]
    right: dict[str, Any] = {
        "undoes": last.seq,
        "space": last.space,
        "door": last.door,
        "people": last.people,
        "change": -last.change,
        "details": {"kind": last.kind, "begins": [], "unmatched": 0},
    }
    return forged(table, "undone", **(right | columns))


def _after(table: Table, *commands: Any) -> Table:
    for command in commands:
        table.ask(command)
    return table


def _later_deadline(table: Table) -> Entry:
    (missed,) = table.ask(Miss(called(table).number))
    kind, space, people, ticket, began, deadline, recalled = missed.details["held"]
    row = [kind, space, people, ticket, began, deadline + 600_000, recalled]
    return taken_back(
        table,
        ticket=ticket,
        state="called",
        held=people,
        from_space=missed.from_space,
        from_change=-missed.from_change,
        details={"kind": "missed", "begins": [row]},
    )


def _of_last(table: Table, *names: str) -> dict[str, Any]:
    return {name: table.entries[-1].details[name] for name in names}


def _out(table: Table) -> Hold:
    return next(hold for hold in table.draft.holds.values() if hold.kind is HoldKind.STEPPED_OUT)


def _left_of_b(table: Table) -> int:
    """What the line leaves of the last room to newcomers, with as much inside that a ticket may be for so many."""
    while left_for_newcomers(table.draft, table.space("B")) > 3:
        table.ask(Tap("B", 1))
    for room in ("Chamber", "A"):
        while left_for_newcomers(table.draft, table.space(room)) > 0:
            table.ask(Tap(room, 1))
    return left_for_newcomers(table.draft, table.space("B"))


def _taken_back_late(table: Table) -> Entry:
    """The figures are those of the entry, but the fire official has lowered the limit since."""
    (first,) = table.ask(SetLimit("A", 10, Authority("clerk", "other")))
    table.ask(SetLimit("A", 5, Authority("fire-official", "fire-official")), "Other desk")
    details = {"kind": "limit-set", "limit": first.details["was"]}
    return forged(table, "undone", undoes=first.seq, space="A", details=details)


def _recalled_into_closed(table: Table) -> Entry:
    ticket = called(table)
    table.ask(CloseSpace(ticket.space or ""))
    elapsed = table.draft.elapsed + 121_000
    details = {"hold": ticket.hold, "turn": 1}
    return forged(
        table, "recalled", ticket=ticket.number, people=ticket.people, space=ticket.space, elapsed=elapsed,
        details=details,
    )  # fmt: skip


PLANTED: dict[str, Callable[[Table], Entry]] = {
    "seated counts one for a party": lambda t: of_called(t, "seated", "seated", change=1),
    "seated in another room": lambda t: of_called(t, "seated", "seated", change=called(t).people, space="B"),
    "more leave the hallway": lambda t: of_called(t, "seated", "seated", change=called(t).people, from_change=-9),
    "missed early": lambda t: of_called(t, "missed", "missed", station="timer"),
    "left with its places still held": lambda t: of_called(t, "left", "left", held=0, details={"prior": "called"}),
    "recalled at once": lambda t: forged(
        t, "recalled", ticket=called(t).number, people=called(t).people, space=called(t).space,
        details={"hold": called(t).hold, "turn": 1},
    ),
    "a tap ends a called hold": lambda t: forged(
        t, "tapped", space=called(t).space, people=1, change=-1, held=-called(t).people,
        details={"consumed": [[called(t).hold, called(t).people, []]]},
    ),
    "a tap at a door that is not there": lambda t: forged(t, "tapped", space="B", door="Nowhere", people=1, change=1),
    "a tap past the places that says how far wrongly": lambda t: forged(
        t, "tapped", space="B", people=4, change=4, details={"over": 99}
    ),
    "counted: not what was counted": lambda t: forged(t, "counted", space="B", people=6, change=9, details={"was": 0}),
    "a limit by nobody": lambda t: forged(t, "limit-set", space="A", details={"limit": 500, "was": 12}),
    "a limit with too many words": lambda t: forged(
        t, "limit-set", space="A", details={**CLERK, "limit": 10, "was": 12, "words": "x" * 61}
    ),
    "a needless ticket for exactly what is free": lambda t: forged(
        _after(t, CallNext()), "issued", ticket=104, state="waiting", people=_left_of_b(t), change=_left_of_b(t),
        space="Hallway", details={"wish": "any", "ahead": 0}, private={"accessible": False}, salt=b"1",
    ),
    "a ticket for nobody": lambda t: forged(
        _after(t, StopInvitations()), "issued", ticket=104, people=0, state="waiting", space="Hallway",
        details={"wish": "any", "ahead": 0}, private={"accessible": False}, salt=b"1",
    ),
    "seated with the places of its call held on": lambda t: of_called(
        t, "seated", "seated", change=called(t).people, held=0
    ),
    "a limit below 0": lambda t: forged(t, "limit-set", space="A", details={"limit": -5, "was": 12, **CLERK}),
    "more reserved than the limit": lambda t: forged(t, "reserved-set", space="A", details={"reserved": 99, "was": 0}),
    "an override by nobody": lambda t: forged(
        t, "sent", space="B", people=3, held=3,
        details={"wish": "any", "override": {}, "passed": [waiting(t).number], "reason": "press"},
    ),
    "sent past one who fits, as too large": lambda t: forged(
        t, "sent", space="B", people=1, held=1,
        details={"wish": "any", "passed": [waiting(t).number], "reason": "too-large"},
        private={"accessible": False}, salt=b"1",
    ),
    "moved one place of a hold": lambda t: forged(
        t, "moved", space="B", people=on_the_way(t).people, held=1, from_space=on_the_way(t).space, from_held=-1,
        details={"hold": on_the_way(t).id},
    ),
    "expired early": lambda t: forged(
        t, "expired", space=on_the_way(t).space, people=on_the_way(t).people, held=-on_the_way(t).people,
        details={"hold": on_the_way(t).id},
    ),
    "relocated loses people": lambda t: forged(
        t, "relocated", space="B", people=1, change=1, from_space="Chamber", from_change=-6
    ),
    "stepped out: more leave": lambda t: forged(
        t, "stepped-out", space="Chamber", people=1, change=-3, held=1, details={"recess": False}
    ),
    "returned: more come": lambda t: forged(
        _after(t, StepOut("Chamber", 2)), "returned", space="Chamber", people=2, change=6, held=-2,
        details={"hold": str(t.draft.seq), "held": []},
    ),
    "a split into more": lambda t: forged(
        t, "split", ticket=waiting(t).number, people=waiting(t).people, state="waiting",
        details={"into": 104, "was": waiting(t).people},
    ),
    "put off by nobody": lambda t: forged(t, "count-deferred", space="B"),
    "turned away beside other places": lambda t: forged(
        t, "turned-away", people=3, details={"reason": "no-room-to-wait", "free": 0}
    ),
    "allowed twice": lambda t: forged(t, "allowed"),
    "closed before adjourning": lambda t: forged(t, "closed"),
    "a needless ticket": lambda t: forged(
        _after(t, CallNext()), "issued", ticket=104, people=2, state="waiting", details={"wish": "any", "ahead": 0}
    ),
    "a tap taken back as another number": lambda t: taken_back(_after(t, Tap("Chamber", 3, "East")), change=-1),
    "a limit taken back to one nobody posted": lambda t: taken_back(
        _after(t, SetLimit("A", 10, Authority("clerk", "other"))), details={"kind": "limit-set", "limit": 500}
    ),
    "released for a called ticket": lambda t: forged(
        t, "released", space=called(t).space, people=called(t).people, held=-called(t).people,
        details={"hold": called(t).hold},
    ),
    "a ticket after adjourning": lambda t: forged(
        _after(t, Adjourn()), "issued", ticket=104, people=2, state="waiting", details={"wish": "any", "ahead": 0}
    ),
    "counted below nobody": lambda t: forged(t, "counted", space="B", people=-3, details={"was": 0}),
    "an emergency in an emergency": lambda t: forged(_after(t, BeginEmergency()), "emergency"),
    "cleared without an emergency": lambda t: forged(t, "cleared", space="B", details={"cleared": True}),
    "closed a hallway": lambda t: forged(t, "space-closed", space="Hallway"),
    "opened an open room": lambda t: forged(t, "space-opened", space="B"),
    "stepped out for longer": lambda t: forged(
        t, "stepped-out", space="Chamber", people=1, change=-1, held=1, details={"recess": True}
    ),
    "stepped out for longer without an emergency": lambda t: forged(
        t, "stepped-out", space="Chamber", people=1, change=-1, held=1, details={"recess": False, "emergency": True}
    ),
    "out in an emergency, and the place is gone": lambda t: forged(
        _after(t, StepOut("Chamber", 2), BeginEmergency()), "expired", space="Chamber", people=2, held=-2,
        elapsed=t.elapsed + 3_600_000, details={"hold": _out(t).id},
    ),
    "an emergency ends, and who is out has no time": lambda t: forged(
        _after(t, StepOut("Chamber", 2), BeginEmergency()), "emergency-ended",
        details={**CLERK, "asked": [], "since": t.draft.emergency_since, "ended_before": None},
    ),
    "an end taken back without the time that was left": lambda t: taken_back(
        _after(t, StepOut("Chamber", 2), BeginEmergency(), EndEmergency(Authority("clerk", "safety"))),
        details={**_of_last(t, "asked", "since", "ended_before"), "kind": "emergency-ended"},
    ),
    "turned away ten thousand": lambda t: forged(
        t, "turned-away", people=10_000, details={"reason": "no-room-to-wait", "free": 29}
    ),
    "called to order twice": lambda t: forged(
        _after(t, Mark("called-to-order")), "marked", details={"mark": "called-to-order", "before": None}
    ),
    "a miss taken back with another deadline": lambda t: _later_deadline(t),
    "called past an earlier one that fits": lambda t: forged(
        _after(t, StopInvitations(), SendParty(2), AllowInvitations()), "called", ticket=104, people=2, space="A",
        held=2, state="called", details={"passed": [waiting(t).number], "reason": "too-large"},
    ),
    "happened days before it was recorded": lambda t: forged(
        t, "tapped", space="B", people=1, change=1, happened=t.draft.at - 3 * 86_400_000
    ),
    "a head count taken back to another figure": lambda t: taken_back(
        _after(t, SaveHeadCount("Chamber", 9)),
        details={**_of_last(t, "before", "running", "gate", "asked", "was"), "kind": "counted", "gate": True},
    ),
    "a mark taken back to another time": lambda t: taken_back(
        _after(t, Mark("recess")), details={"kind": "marked", "mark": "recess", "before": 5, "recess": False}
    ),
    "a help taken back to another figure": lambda t: taken_back(
        _after(t, BeginEmergency(), NoteAssistance("B", 4)), details={"kind": "assistance", "was": 3}
    ),
    "a tick taken back as a tick": lambda t: taken_back(
        _after(t, BeginEmergency(), MarkCleared("B", True)), details={"kind": "cleared", "cleared": True}
    ),
    "a limit taken back over what another station set": lambda t: _taken_back_late(t),
    "a call repeated into a closed room": lambda t: _recalled_into_closed(t),
    "a ticket that no waiting space counts": lambda t: forged(
        _after(t, StopInvitations()), "issued", ticket=104, people=2, state="waiting",
        details={"wish": "any", "ahead": 0},
    ),
    "who comes back into a room that is over, unmarked": lambda t: forged(
        _after(t, StepOut("Chamber", 2), *[Tap("Chamber", 6)] * 3), "returned", space="Chamber", people=2, change=2,
        held=-2, details={"hold": _out(t).id},
    ),
    "taken back as another kind": lambda t: taken_back(
        _after(t, Mark("recess")), details={"kind": "limit-set", "limit": 5}, space="A"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_entry_is_seen(name: str) -> None:
    table = evening()
    entry = PLANTED[name](table)
    try:
        broken = table._audit.step(entry)
    except (AssertionError, KeyError, ValueError) as error:
        broken = [repr(error)]
    assert broken
    assert all(word in " ".join(broken) for word in SAYS.get(name, ()))


SAYS: dict[str, tuple[str, ...]] = {
    "sent past one who fits, as too large": ("as too large who would fit into B",),
    "a ticket for nobody": ("for a party of another size",),
    "seated with the places of its call held on": ("does not end the hold of its ticket",),
    "a limit with too many words": ("nobody with a role",),
    "a needless ticket for exactly what is free": ("a ticket although B",),
    "called past an earlier one that fits": ("it overtakes 103",),
    "taken back as another kind": ("is not what it says",),
    "happened days before it was recorded": ("longer before",),
    "a head count taken back to another figure": ("does not put back",),
    "a mark taken back to another time": ("does not put back",),
    "a help taken back to another figure": ("does not put back",),
    "a tick taken back as a tick": ("does not put back",),
    "a limit taken back over what another station set": ("somebody else set",),
    "a call repeated into a closed room": ("can be no recalled",),
    "a ticket that no waiting space counts": ("can be no issued",),
    "who comes back into a room that is over, unmarked": ("is not marked",),
}
"""Where more than one thing may be wrong with an entry: what must be among what is said."""


def test_the_honest_evening_has_nothing_to_see() -> None:
    table = evening()
    table.ask(SendParty(1))
    assert table.broken == []
