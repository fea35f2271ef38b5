"""The balance of a space: what each door counted, what was counted without one, what head counts found."""

from __future__ import annotations

from typing import NamedTuple

from roomflow.domain.spaces import Space


class DoorBalance(NamedTuple):
    """People that one door counted in and out, exits without an entry among them."""

    door: str
    into: int
    out: int

    @property
    def balance(self) -> int:
        """Signed: a door that people leave by and never enter by is below zero."""
        return self.into - self.out


class Balance(NamedTuple):
    """How a space comes to its figure: doors + without a door + head counts = inside.

    `without_door` is what was counted at the desk: taps, tickets seated, parties moved; and exits without an entry,
    which a door counted out and nobody was inside for. `head_counts` is the sum of the differences head counts found.
    """

    doors: tuple[DoorBalance, ...]
    without_door: int
    head_counts: int

    @property
    def by_doors(self) -> int:
        return sum(door.balance for door in self.doors)


def balance_of(space: Space) -> Balance:
    """The balance of a space since the meeting was opened; every door of the building has a line."""
    doors = tuple(DoorBalance(name, into, out) for name, (into, out) in space.doors.items())
    counted = sum(door.balance for door in doors)
    return Balance(doors, space.inside - counted - space.found, space.found)
