"""The line: waiting tickets in order, indexed by wish, size and need so that nothing scans thousands of them.

An order sorts: (0, n) for the n-th ticket that came back after a missed call, (1, number) for the others, so a ticket
that is back stands first and everybody else stands as issued; (1, n, number) for a paper ticket, right behind number n.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from roomflow.domain.events import Wish

Order = tuple[int, ...]
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
ALL_WISHES: Final = frozenset(Wish)
ANY_ROOM: Final = frozenset((Wish.ANY,))
_NOBODY: Final[tuple[list[Place], list[int]]] = ([], [])
"""Changed by nobody: a line copies what it does not own."""


class Line:
    """Waiting tickets by wish, size and need, each bucket in order. Belongs to a draft; screens get a copy.

    A copy shares the lists until one of the two changes one, so that it costs the same however many wait.
    """

    __slots__ = ("_in_order", "_own", "buckets")

    def __init__(
        self,
        buckets: Mapping[Bucket, list[Place]] | None = None,
        in_order: Mapping[frozenset[Wish], tuple[list[Place], list[int]]] | None = None,
    ) -> None:
        self.buckets = dict(buckets or {})
        self._in_order = dict(in_order or dict.fromkeys((ALL_WISHES, ANY_ROOM), _NOBODY))
        """All in order and those who take any room, each with its numbers: whom a call passes is a part of one."""
        self._own: set[Bucket | frozenset[Wish]] = set()
        """Which lists no copy shares."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and self.buckets == other.buckets

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Line:
        self._own = set()
        return Line(self.buckets, self._in_order)

    def join(self, bucket: Bucket, order: Order, ticket: int) -> None:
        place = (order, ticket)
        insort(self._bucket_to_change(bucket), place)
        for wishes in _lists_of(bucket):
            places, numbers = self._places_to_change(wishes)
            index = bisect_left(places, place)
            places.insert(index, place)
            numbers.insert(index, ticket)

    def leave(self, bucket: Bucket, order: Order, ticket: int) -> None:
        place = (order, ticket)
        if bucket not in self.buckets:
            raise KeyError(ticket)
        in_bucket = self._bucket_to_change(bucket)
        index = bisect_left(in_bucket, place)
        if index >= len(in_bucket) or in_bucket[index] != place:
            raise KeyError(ticket)
        del in_bucket[index]
        if not in_bucket:
            del self.buckets[bucket]
        for wishes in _lists_of(bucket):
            places, numbers = self._places_to_change(wishes)
            index = bisect_left(places, place)
            del places[index], numbers[index]

    def _bucket_to_change(self, bucket: Bucket) -> list[Place]:
        if bucket not in self._own or bucket not in self.buckets:
            self.buckets[bucket] = self.buckets.get(bucket, []).copy()
            self._own.add(bucket)
        return self.buckets[bucket]

    def _places_to_change(self, wishes: frozenset[Wish]) -> tuple[list[Place], list[int]]:
        if wishes not in self._own:
            places, numbers = self._in_order[wishes]
            self._in_order[wishes] = places.copy(), numbers.copy()
            self._own.add(wishes)
        return self._in_order[wishes]

    def parties(self) -> int:
        return len(self._in_order[ALL_WISHES][1])

    def people(self, wishes: frozenset[Wish] | None = None, *, accessible: bool | None = None) -> int:
        """People of the waiting tickets with one of these wishes and with or without the need (all when None)."""
        return sum(
            [
                people * len(places)
                for (wish, people, need), places in self.buckets.items()
                if (wishes is None or wish in wishes) and (accessible is None or need is accessible)
            ]
        )

    def people_before(self, order: Order) -> int:
        """People of the waiting tickets that stand before this order."""
        return sum(bucket.people * bisect_left(places, (order, -1)) for bucket, places in self.buckets.items())

    def in_order(self) -> Iterator[int]:
        """The numbers of the waiting tickets, first in line first."""
        return iter(self._in_order[ALL_WISHES][1])

    def all_before(self, order: Order, wishes: frozenset[Wish]) -> list[int]:
        """The tickets that stand before an order and have one of these wishes, first in line first."""
        places, numbers = self._in_order[wishes]
        return numbers[: bisect_left(places, (order, -1))]

    def before(self, order: Order, bucket: Bucket) -> list[int]:
        """The tickets of a bucket that stand before an order."""
        places = self.buckets.get(bucket, [])
        return [ticket for _, ticket in places[: bisect_left(places, (order, -1))]]


def _lists_of(bucket: Bucket) -> tuple[frozenset[Wish], ...]:
    return (ALL_WISHES, ANY_ROOM) if bucket.wish in ANY_ROOM else (ALL_WISHES,)
