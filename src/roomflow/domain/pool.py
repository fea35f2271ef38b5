"""The accessible pool: places kept for parties that asked for them, until an entry makes them ordinary (rule 12).

A wheelchair space and its companion seat are two of a room's places. They are kept until a party without the need fits
nowhere; a party that asked takes them first, and every other free place as well. Who asked is private: it is known
here from the private parts of the entries and stands in no column and no detail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from msgspec.structs import replace

from roomflow.domain.building import SpacePlan
from roomflow.domain.spaces import Space

PLACES_OF_ONE: Final = 2
"""A wheelchair space and the companion seat beside it."""

PartyKey = int | str
"""A ticket's number, or the id of the hold that first promised places to a party without a ticket."""


class Seats(NamedTuple):
    """Places of a room's pool that one party has."""

    room: str
    places: int


class Pool:
    """Which parties have places of the pool. Belongs to a draft; screens get a copy."""

    __slots__ = ("needs", "seats")

    def __init__(self, needs: Mapping[str, str] | None = None, seats: Mapping[PartyKey, Seats] | None = None) -> None:
        self.needs: dict[str, str] = dict(needs or {})
        """Holds of parties that asked and have no ticket; begun anew, a hold keeps the party's first."""
        self.seats: dict[PartyKey, Seats] = dict(seats or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pool) and (self.needs, self.seats) == (other.needs, other.seats)

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Pool:
        return Pool(self.needs, self.seats)

    def take(self, spaces: dict[str, Space], party: PartyKey, room: str, people: int) -> None:
        """A party that asked is promised places of a room; one that has some there already takes no more."""
        if party not in self.seats:
            self.take_more(spaces, party, room, people)

    def take_more(self, spaces: dict[str, Space], party: PartyKey, room: str, people: int) -> None:
        """So many more people of a party are promised places of the room in which it may have some of the pool."""
        space, had = spaces[room], self.seats.get(party, Seats(room, 0)).places
        places = taken_by(space.kept, people, had)
        if places:
            spaces[room] = replace(space, kept=space.kept - places)
            self.seats[party] = Seats(room, had + places)

    def give_back(self, spaces: dict[str, Space], party: PartyKey, people: int) -> None:
        """So many people of the party do not come; what they had is kept again, unless the pool has been opened."""
        seats = self.seats.pop(party, None)
        if seats is None:
            return
        back = min(seats.places, people)
        if seats.places > back:
            self.seats[party] = seats._replace(places=seats.places - back)
        space = spaces[seats.room]
        if not space.pool_open:
            spaces[seats.room] = replace(space, kept=space.kept + back)

    def leave_for(self, spaces: dict[str, Space], party: PartyKey, people: int) -> None:
        """A party is promised places for so many from now on: what it has of the pool beyond them is kept again."""
        seats = self.seats.get(party)
        if seats is not None:
            self.give_back(spaces, party, max(0, seats.places - people))

    def kept_again(self, space: Space) -> int:
        """What a pool keeps whose opening is taken back."""
        return max(0, kept_at_first(space.plan) - sum(s.places for s in self.seats.values() if s.room == space.name))


def kept_at_first(plan: SpacePlan) -> int:
    return PLACES_OF_ONE * plan.accessible if plan.is_room else 0


def taken_by(kept: int, people: int, had: int = 0) -> int:
    """How many kept places a party takes for so many people: a wheelchair space with its companion seat in all.

    Never more than are promised with it, so that no promise makes more places free for others.
    """
    return min(kept, people, PLACES_OF_ONE - had)
