"""The line: waiting tickets in order, indexed by wish, size and need so that nothing scans thousands of them.

An order is a pair that sorts: (0, n) for the n-th ticket that came back after a missed call, (1, number) for the
others, so a ticket that is back stands first and everybody else stands as issued.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from roomflow.domain.events import Wish

Order = tuple[int, int]
Place = tuple[Order, int]
"""An order and the ticket's number."""


class Bucket(NamedTuple):
    """What decides where a party fits. `accessible` is private: it never leaves the program."""

    wish: Wish
    people: int
    accessible: bool


BACK: Final = 0
ISSUED: Final = 1
LAST: Final[Order] = (2, 0)
"""Behind everybody."""


class Line:
    """Waiting tickets by wish, size and need, each bucket in order. Belongs to a draft; screens get a copy."""

    __slots__ = ("buckets",)

    def __init__(self, buckets: Mapping[Bucket, Sequence[Place]] | None = None) -> None:
        self.buckets: dict[Bucket, list[Place]] = {key: list(places) for key, places in (buckets or {}).items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and self.buckets == other.buckets

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Line:
        return Line(self.buckets)

    def join(self, bucket: Bucket, order: Order, ticket: int) -> None:
        insort(self.buckets.setdefault(bucket, []), (order, ticket))

    def leave(self, bucket: Bucket, order: Order, ticket: int) -> None:
        places = self.buckets[bucket]
        index = bisect_left(places, (order, ticket))
        if index >= len(places) or places[index] != (order, ticket):
            raise KeyError(ticket)
        del places[index]
        if not places:
            del self.buckets[bucket]

    def parties(self) -> int:
        return sum(len(places) for places in self.buckets.values())

    def people(self, wishes: frozenset[Wish] | None = None, *, accessible: bool | None = None) -> int:
        """People of the waiting tickets with one of these wishes and with or without the need (all when None)."""
        return sum(
            bucket.people * len(places)
            for bucket, places in self.buckets.items()
            if (wishes is None or bucket.wish in wishes) and (accessible is None or bucket.accessible is accessible)
        )

    def people_before(self, order: Order) -> int:
        """People of the waiting tickets that stand before this order."""
        return sum(bucket.people * bisect_left(places, (order, -1)) for bucket, places in self.buckets.items())

    def in_order(self) -> Iterator[int]:
        """The numbers of the waiting tickets, first in line first."""
        return (ticket for _, ticket in heapq.merge(*self.buckets.values()))

    def before(self, order: Order, bucket: Bucket) -> list[int]:
        """The tickets of a bucket that stand before an order."""
        places = self.buckets.get(bucket, [])
        return [ticket for _, ticket in places[: bisect_left(places, (order, -1))]]
