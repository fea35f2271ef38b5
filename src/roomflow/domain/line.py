"""The line: waiting tickets in order, indexed by wish and size so that nothing scans thousands of them.

An order is a pair that sorts: (0, n) for the n-th ticket that came back after a missed call, (1, number) for the
others, so a ticket that is back stands first and everybody else stands as issued.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from roomflow.domain.events import Wish

Order = tuple[int, int]
Place = tuple[Order, int]
"""An order and the ticket's number."""
Bucket = tuple[Wish, int]
"""A wish and a size."""

BACK: Final = 0
ISSUED: Final = 1


class Line:
    """Waiting tickets by (wish, size), each bucket in order. Belongs to a draft; screens get a copy."""

    __slots__ = ("buckets",)

    def __init__(self, buckets: Mapping[Bucket, Sequence[Place]] | None = None) -> None:
        self.buckets: dict[Bucket, list[Place]] = {key: list(places) for key, places in (buckets or {}).items()}

    def copy(self) -> Line:
        return Line(self.buckets)

    def join(self, wish: Wish, people: int, order: Order, ticket: int) -> None:
        insort(self.buckets.setdefault((wish, people), []), (order, ticket))

    def leave(self, wish: Wish, people: int, order: Order, ticket: int) -> None:
        places = self.buckets[wish, people]
        index = bisect_left(places, (order, ticket))
        if index >= len(places) or places[index] != (order, ticket):
            raise KeyError(ticket)
        del places[index]
        if not places:
            del self.buckets[wish, people]

    def parties(self) -> int:
        return sum(len(places) for places in self.buckets.values())

    def people(self, wishes: frozenset[Wish] | None = None) -> int:
        """People of the waiting tickets with one of these wishes (all when None)."""
        return sum(
            size * len(places) for (wish, size), places in self.buckets.items() if wishes is None or wish in wishes
        )

    def people_before(self, order: Order) -> int:
        """People of the waiting tickets that stand before this order."""
        return sum(size * bisect_left(places, (order, -1)) for (_, size), places in self.buckets.items())

    def in_order(self) -> Iterator[int]:
        """The numbers of the waiting tickets, first in line first."""
        return (ticket for _, ticket in heapq.merge(*self.buckets.values()))

    def before(self, order: Order, bucket: Bucket) -> list[int]:
        """The tickets of a bucket that stand before an order."""
        places = self.buckets.get(bucket, [])
        return [ticket for _, ticket in places[: bisect_left(places, (order, -1))]]
