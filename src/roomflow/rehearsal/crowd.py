"""The crowd: who is really where, apart from the log, and what chance has each party do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from random import Random
from typing import Final

from msgspec import Struct

from roomflow.rehearsal.arrivals import Arrival
from roomflow.rehearsal.behaviour import Behaviour, Minutes

MINUTE_MS: Final = 60_000


class Where(StrEnum):
    """Where a party really is."""

    COMING = "coming"
    WALKING = "walking"
    """From the desk or the hallway to its room."""
    LINE = "line"
    INSIDE = "inside"
    GONE = "gone"


class Deed(StrEnum):
    """What a party may do of itself within a minute."""

    GIVES_UP = "gives-up"
    LEAVES = "leaves"
    STEPS_OUT = "steps-out"


class Party(Struct):
    """One party. `since` is when it joined the line, in ms since the doors opened; `out` has who stepped out."""

    arrival: Arrival
    where: Where = Where.COMING
    room: str | None = None
    ticket: int | None = None
    code: str = ""
    since: int = 0
    out: int = 0

    @property
    def people(self) -> int:
        return self.arrival.people

    @property
    def inside(self) -> int:
        """Its people who sit in its room now."""
        return self.people - self.out if self.where is Where.INSIDE else 0


class Crowd:
    """Everybody of the evening. All chance comes from `chance`, in the order of what happens."""

    def __init__(self, arrivals: Sequence[Arrival], behaviour: Behaviour, chance: Random) -> None:
        self.parties = [Party(arrival) for arrival in arrivals]
        self.behaviour = behaviour
        self.chance = chance
        self.inside: Counter[str] = Counter()
        """People who really are in each room, tapped or not."""
        self.by_ticket: dict[int, Party] = {}

    # --- what chance decides ---

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def minutes(self, between: Minutes) -> int:
        """A time between two numbers of minutes, in ms."""
        return round(self.chance.uniform(*between) * MINUTE_MS)

    def deeds(self, second: int, now: int) -> Iterator[tuple[int, Deed, Party]]:
        """What parties do in the minute that begins at `now`: after how many ms, what, and who."""
        leaving = self.behaviour.leaving(second)
        patience_ms = self.behaviour.patience_minutes * MINUTE_MS
        for party in self.parties:
            deed: Deed | None = None
            if party.where is Where.LINE:
                if now - party.since >= patience_ms and self.happens(self.behaviour.give_up_per_minute):
                    deed = Deed.GIVES_UP
            elif party.where is Where.INSIDE:
                if self.happens(leaving):
                    deed = Deed.LEAVES
                elif party.inside > 0 and self.happens(self.behaviour.steps_out_per_minute):
                    deed = Deed.STEPS_OUT
            if deed is not None:
                yield self.chance.randrange(MINUTE_MS), deed, party

    # --- what is true then ---

    def walks_to(self, party: Party, room: str) -> None:
        party.where, party.room = Where.WALKING, room

    def joins_line(self, party: Party, ticket: int, code: str, now: int) -> None:
        party.where, party.ticket, party.code, party.since = Where.LINE, ticket, code, now
        self.by_ticket[ticket] = party

    def comes_in(self, party: Party) -> None:
        assert party.room is not None
        party.where = Where.INSIDE
        self.inside[party.room] += party.people

    def goes(self, party: Party) -> int:
        """The party goes home; how many of its people come out of its room now."""
        leaving = party.inside
        if party.room is not None:
            self.inside[party.room] -= leaving
        party.where = Where.GONE
        return leaving

    def steps_out(self, party: Party) -> None:
        assert party.room is not None
        assert party.inside > 0
        party.out += 1
        self.inside[party.room] -= 1

    def steps_in(self, party: Party) -> None:
        assert party.room is not None
        assert party.out > 0
        party.out -= 1
        self.inside[party.room] += 1


def station_at(room: str, door: str | None) -> str:
    """The name under which an usher counts."""
    return f"{room}, {door}" if door else room
