"""Figures of the line: tickets by what became of them, how long people waited, who was sent home and why."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import Draft
from roomflow.reports.figures import ByKind


class TurnedAway(NamedTuple):
    """People sent home without a ticket; `free` is how many places were free in all rooms then."""

    at: int
    people: int
    reason: str
    free: int


class LineFigures(Struct, frozen=True):
    """What the line got. `tickets` and `people` by the last state; waits are ms from issue to seat, by the meeting's
    own clock, None where nobody was seated from the line. `sent` were sent to a room without a ticket.
    """

    issued: int
    issued_people: int
    tickets: Mapping[str, int]
    people: Mapping[str, int]
    calls: int
    recalls: int
    misses: int
    backs: int
    sent: int
    sent_people: int
    expired: int
    """Parties sent that did not come in time."""
    median_ms: int | None
    p90_ms: int | None
    longest_ms: int | None
    turned_away: tuple[TurnedAway, ...]

    @property
    def turned_away_people(self) -> int:
        return sum(each.people for each in self.turned_away)

    @property
    def turned_away_by_reason(self) -> Mapping[str, int]:
        counted: Counter[str] = Counter()
        for each in self.turned_away:
            counted[each.reason] += each.people
        return dict(sorted(counted.items()))


def line_figures(kinds: ByKind, end: Draft) -> LineFigures:
    """The figures, with the meeting as its last entry leaves it; what was taken back is left out."""
    tickets: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for ticket in end.tickets.values():
        tickets[ticket.state.value] += 1
        people[ticket.state.value] += ticket.people
    sent, waits = kinds.standing(Kind.SENT), _waits(kinds, end)
    return LineFigures(
        issued=len(end.tickets),
        issued_people=people.total(),
        tickets={state.value: tickets[state.value] for state in TicketState},
        people={state.value: people[state.value] for state in TicketState},
        calls=len(kinds.standing(Kind.CALLED)),
        recalls=len(kinds.standing(Kind.RECALLED)),
        misses=len(kinds.standing(Kind.MISSED)),
        backs=len(kinds.standing(Kind.BACK)),
        sent=len(sent),
        sent_people=sum(entry.people or 0 for entry in sent),
        expired=sum(entry.ticket is None for entry in kinds.standing(Kind.EXPIRED)),
        median_ms=round(statistics.median(waits)) if waits else None,
        p90_ms=waits[math.ceil(len(waits) * 0.9) - 1] if waits else None,
        longest_ms=waits[-1] if waits else None,
        turned_away=tuple(
            TurnedAway(entry.happened, entry.people or 0, entry.details["reason"], entry.details["free"])
            for entry in kinds.standing(Kind.TURNED_AWAY)
        ),
    )


def _waits(kinds: ByKind, end: Draft) -> list[int]:
    """From issue to seat of each seated ticket, the shortest first; a part of a split party has waited since before."""
    issued_on: dict[int, int] = {}
    for entry in kinds.standing(Kind.SPLIT):
        if entry.ticket is not None:
            whole = entry.details.get("of", entry.ticket)
            issued_on[entry.ticket] = issued_on.get(whole, whole)
    seated = {entry.ticket: entry.elapsed for entry in kinds.standing(Kind.SEATED) if entry.ticket is not None}
    return sorted(at - end.tickets[issued_on.get(number, number)].issued_elapsed for number, at in seated.items())
