"""The audit of kept places (rule 12): what a party could be promised, said again from the fold's figures.

Who asked for an accessible place is private and may have been emptied out of a log. Then only what is wrong however
the parts may have read is said: each question has a least and a most answer, the same one while everything is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind, Wish
from roomflow.domain.line import Bucket
from roomflow.domain.meeting import Draft, HoldKind
from roomflow.domain.spaces import Space, waits_for_count
from roomflow.sentences import sentence as _

_TELLS = (Kind.SENT.value, Kind.ISSUED.value)


class KeptPlaces:
    """What is kept in each room of a draft, and for whom, as far as the log still tells."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known = True
        self._opened: Entry | None = None
        """A pool opened by the entry before, for a party that this request is about to send."""

    def follow(self, entry: Entry) -> None:
        """Take note of an entry before it is folded."""
        tells = entry.kind in _TELLS or (entry.kind == Kind.SPLIT and "of" in entry.details)
        if tells and "accessible" not in (entry.private or {}):
            self._known = False

    def asked(self, entry: Entry) -> bool | None:
        """Whether the party of an invitation asked for an accessible place; None where the log tells no more."""
        if not self._known:
            return None
        if entry.kind in _TELLS:
            return bool((entry.private or {}).get("accessible"))
        if entry.ticket is not None:
            return self._draft.tickets[entry.ticket].accessible
        return entry.details.get("hold") in self._draft.pool.needs

    def most(self, room: Space, asked: bool | None) -> int:
        """The most places a party could be promised."""
        return room.free if asked is not False else room.free - self._pool(room)[0]

    def least(self, room: Space, asked: bool) -> int:
        """The fewest places that were open to a party that stood in line."""
        return room.free if asked and self._known else room.free - self._pool(room)[1]

    def left(self, room: Space, asked: bool | None) -> tuple[int, int]:
        """The least and the most that rule 10 leaves of a room to a newcomer, after the line has had its claim."""
        claims = {need: self._claimed(room, need) for need in (True, False)}
        if room.kind is SpaceKind.CHAMBER:
            for bucket, row in self._draft.claims.buckets.items():
                claims[bucket.accessible] += bucket.people * len(row)
        if asked is None or not self._known:
            return room.free - self._pool(room)[1] - sum(claims.values()), room.free
        pool = self._pool(room)[0]
        left = room.free - pool - claims[False] - max(0, claims[True] - pool)
        if asked:
            left = max(0, pool - claims[True]) + max(0, left)
        return left, left

    def claimed(self, room: Space) -> int:
        """People of the line that may claim this room, less what is saved there for them."""
        return self._claimed(room, True) + self._claimed(room, False)

    def wrong(self, entry: Entry) -> Iterator[str]:
        """What is wrong about an opening, or about what follows it."""
        if self._opened is not None:
            sent = entry.kind == Kind.SENT and entry.request == self._opened.request
            if not sent or entry.space != self._opened.space:
                yield _("rule 12: the kept places of {room} become ordinary for nobody", room=self._opened.space)
            self._opened = None
        if entry.kind == Kind.POOL_OPENED:
            yield from self._opening(entry)

    def _opening(self, entry: Entry) -> Iterator[str]:
        assert entry.space is not None
        room = self._draft.spaces[entry.space]
        if not room.is_room or room.pool_open:
            yield _("rule 12: {room} keeps no places", room=room.name)
        if not self._known:
            return
        if entry.details["kept"] != room.kept:
            yield _(
                "rule 12: {room} keeps {kept} places, not {said}",
                room=room.name,
                kept=room.kept,
                said=entry.details["kept"],
            )
        chamber = room.kind is SpaceKind.CHAMBER
        line = [b for b in self._draft.line.buckets if chamber or b.wish is Wish.ANY]
        if any(b.accessible and b.people <= room.free for b in line):
            yield _("rule 12: somebody who asked could use the kept places of {room}", room=room.name)
        if not any(not b.accessible and self._fits_nowhere(b, entry.elapsed) for b in line):
            self._opened = entry

    def _fits_nowhere(self, bucket: Bucket, elapsed: int) -> bool:
        return not any(
            room.free - room.pool >= bucket.people
            for room in self._draft.spaces.values()
            if room.kind is SpaceKind.CHAMBER or (room.is_room and bucket.wish is Wish.ANY)
            if not room.closed and not waits_for_count(room, self._draft.figures, elapsed)
        )

    def _pool(self, room: Space) -> tuple[int, int]:
        """The fewest and the most places that were kept of those that are free."""
        if self._known or room.pool_open:
            return room.pool, room.pool
        return 0, min(room.plan.accessible * 2, max(0, room.free))

    def _claimed(self, room: Space, asked: bool) -> int:
        wished = [
            size * len(row)
            for (wish, size, need), row in self._draft.line.buckets.items()
            if need is asked and (room.kind is SpaceKind.CHAMBER or wish is Wish.ANY)
        ]
        saved = [
            hold.people
            for hold in self._draft.holds.values()
            if hold.kind is HoldKind.SAVED and hold.space == room.name and hold.ticket is not None
            if self._draft.tickets[hold.ticket].accessible is asked
        ]
        return sum(wished) - sum(saved)
