"""Undo in drawn evenings: what is taken back at once leaves every field of the picture as it was, but for a few."""

import random
from typing import Any

from msgspec.structs import asdict, replace

from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import Draft, Hold, Ticket
from roomflow.domain.refusals import Refused
from tests.domain.table import Table, small_building
from tests.domain.test_random_evenings import _any_command

GOES_ON = {"seq", "at", "elapsed", "recent", "last", "releases", "came_back", "uncounted", "codes"}
"""What no undo puts back: the log goes on, and a code that was given stays given."""


def whole(draft: Draft) -> dict[str, Any]:
    """All of a draft that an undo has to put back. A hold goes without its id: one that begins anew has another."""
    values = {name: value for name, value in asdict(draft).items() if name not in GOES_ON}
    people: dict[Hold, int] = {}
    for hold in draft.holds.values():
        people[_plain(hold)] = people.get(_plain(hold), 0) + hold.people
    values["holds"] = people
    party_of = {hold.id: _plain(hold) for hold in draft.holds.values()}
    values["pool"] = sorted(draft.pool.seats.values())
    values["tickets"] = {
        ticket.number: (
            replace(
                ticket, hold=None, saved=None, changed_at=0, waits_in=None, waits_people=_still_waits(draft, ticket)
            ),
            *(party_of.get(hold or "") for hold in (ticket.hold, ticket.saved)),
        )
        for ticket in draft.tickets.values()
        if ticket.state is not TicketState.CANCELLED
    }
    return values


def _still_waits(draft: Draft, ticket: Ticket) -> int:
    """As far as its waiting space still counts its people: who taps them out there takes them from one of them."""
    return min(ticket.waits_people, draft.spaces[ticket.waits_in].inside) if ticket.waits_in is not None else 0


def _plain(hold: Hold) -> Hold:
    return replace(hold, id="", people=0)


def test_what_is_taken_back_at_once_leaves_every_field_as_it_was() -> None:
    undone: dict[str, int] = {}
    for seed in range(40):
        chance = random.Random(seed)
        sizes = (6, 4, 3) if seed % 2 else (20, 12, 11)
        table = Table(small_building(*sizes, accessible=((0, 0, 0), (1, 1, 0), (2, 2, 1))[seed % 3]), seed=seed)
        for turn in range(220):
            before, command = whole(table.draft), _any_command(table, chance)
            try:
                done = table.ask(command)
                if chance.random() < 0.5:
                    taken_back = table.undo()
                    # What became due by the time alone, and follows the undo as it would follow any request.
                    if any(entry.kind != Kind.UNDONE for entry in taken_back):
                        continue
                    after = whole(table.draft)
                    for name, value in before.items():
                        assert after[name] == value, (seed, turn, name, command, done)
                    undone[done[0].kind] = undone.get(done[0].kind, 0) + 1
            except Refused:
                pass
            if chance.random() < 0.5:
                table.wait(seconds=chance.choice((0.5, 3, 20, 140, 400)))
    assert len(undone) > 25, undone
