"""The line: waiting tickets in order, indexed by wish, size and need so that nothing scans thousands of them.

An order sorts: (0, n) for the n-th ticket that came back after a missed call, (1, number) for the others, so a ticket
that is back stands first and everybody else stands as issued; (1, n, number) for a paper ticket, right behind number n.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from heapq import merge
from operator import itemgetter
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
_number: Final = itemgetter(1)
"""Of a place. Whom a call passes may be thousands."""


class Line:
    """Waiting tickets by wish, size and need, each bucket in order. Belongs to a draft; screens get a copy.

    A copy shares the lists until one of the two changes one, so that it costs the same however many wait.
    """

    __slots__ = ("_own", "buckets")

    def __init__(self, buckets: Mapping[Bucket, list[Place]] | None = None) -> None:
        self.buckets = dict(buckets or {})
        self._own: set[Bucket] = set()
        """Which lists no copy shares."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and self.buckets == other.buckets

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Line:
        self._own = set()
        return Line(self.buckets)

    def join(self, bucket: Bucket, order: Order, ticket: int) -> None:
        insort(self._bucket_to_change(bucket), (order, ticket))

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

    def _bucket_to_change(self, bucket: Bucket) -> list[Place]:
        if bucket not in self._own or bucket not in self.buckets:
            self.buckets[bucket] = self.buckets.get(bucket, []).copy()
            self._own.add(bucket)
        return self.buckets[bucket]

    def parties(self) -> int:
        return sum(map(len, self.buckets.values()))

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
        behind = (order, -1)
        return sum([bucket.people * bisect_left(places, behind) for bucket, places in self.buckets.items()])

    def in_order(self) -> Iterator[int]:
        """The numbers of the waiting tickets, first in line first."""
        return map(_number, merge(*self.buckets.values()))

    def all_before(self, order: Order, wishes: frozenset[Wish]) -> list[int]:
        """The tickets that stand before an order and have one of these wishes, bucket by bucket."""
        behind = (order, -1)
        found: list[int] = []
        for bucket, places in self.buckets.items():
            if bucket.wish in wishes:
                found += map(_number, places[: bisect_left(places, behind)])
        return found

    def before(self, order: Order, bucket: Bucket) -> list[int]:
        """The tickets of a bucket that stand before an order."""
        places = self.buckets.get(bucket, [])
        return [*map(_number, places[: bisect_left(places, (order, -1))])]
