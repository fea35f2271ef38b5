"""Figures of the line: tickets by what became of them, how long people waited, who was sent home and why."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from msgspec import Struct, field

from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft

_COUNTED: Final = frozenset(kind.value for kind in (Kind.CALLED, Kind.RECALLED, Kind.MISSED, Kind.BACK))
_OF_THE_LINE: Final = _COUNTED | {
    kind.value for kind in (Kind.SENT, Kind.EXPIRED, Kind.SEATED, Kind.SPLIT, Kind.TURNED_AWAY)
}


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


class LineWalk(Struct):
    """Follows the line entry by entry; what was taken back is left out."""

    counted: Counter[str] = field(default_factory=Counter)
    sent_people: int = 0
    seated: dict[int, int] = field(default_factory=dict)
    """For each seated ticket the moment of its seat (ms of the meeting's clock)."""
    parts: dict[int, int] = field(default_factory=dict)
    """For each part of a split party the ticket it was issued on: they have waited since then."""
    turned_away: list[TurnedAway] = field(default_factory=list)

    def take(self, entry: Entry, *, stands: bool) -> None:
        if entry.kind not in _OF_THE_LINE or not stands:
            return
        if entry.kind == Kind.SENT:
            self.counted[entry.kind] += 1
            self.sent_people += entry.people or 0
        elif entry.kind == Kind.EXPIRED:
            self.counted[entry.kind] += entry.ticket is None
        elif entry.kind in _COUNTED:
            self.counted[entry.kind] += 1
        elif entry.kind == Kind.SEATED and entry.ticket is not None:
            self.seated[entry.ticket] = entry.elapsed
        elif entry.kind == Kind.SPLIT and entry.ticket is not None:
            whole = entry.details.get("of", entry.ticket)
            self.parts[entry.ticket] = self.parts.get(whole, whole)
        elif entry.kind == Kind.TURNED_AWAY:
            details = entry.details
            self.turned_away.append(TurnedAway(entry.happened, entry.people or 0, details["reason"], details["free"]))

    def figures(self, end: Draft) -> LineFigures:
        """The figures, with the meeting as its last entry leaves it."""
        tickets: Counter[str] = Counter()
        people: Counter[str] = Counter()
        for ticket in end.tickets.values():
            tickets[ticket.state.value] += 1
            people[ticket.state.value] += ticket.people
        waits = sorted(
            at - end.tickets[self.parts.get(number, number)].issued_elapsed for number, at in self.seated.items()
        )
        return LineFigures(
            issued=len(end.tickets),
            issued_people=people.total(),
            tickets={state.value: tickets[state.value] for state in TicketState},
            people={state.value: people[state.value] for state in TicketState},
            calls=self.counted[Kind.CALLED],
            recalls=self.counted[Kind.RECALLED],
            misses=self.counted[Kind.MISSED],
            backs=self.counted[Kind.BACK],
            sent=self.counted[Kind.SENT],
            sent_people=self.sent_people,
            expired=self.counted[Kind.EXPIRED],
            median_ms=round(statistics.median(waits)) if waits else None,
            p90_ms=waits[math.ceil(len(waits) * 0.9) - 1] if waits else None,
            longest_ms=waits[-1] if waits else None,
            turned_away=tuple(self.turned_away),
        )
