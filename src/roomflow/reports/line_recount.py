"""The line counted again: who was issued, split, missed, back or gone, what is saved, by the entries alone."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, field

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, FirstClaim, Kind, TicketState, Wish
from roomflow.reports.figures import Occupancy, building_of

Order = tuple[int, ...]
"""A place in line; lower is earlier."""
FIRST: Final = 0
_AS_ISSUED: Final = 1
_NOBODY: Final = 0
_ENDS_SAVING: Final = frozenset(
    kind.value for kind in (Kind.CALLED, Kind.SEATED, Kind.LEFT, Kind.UNSERVED, Kind.EXPIRED, Kind.RELEASED)
)
_SETS_RULES: Final = frozenset(kind.value for kind in (Kind.POOL_OPENED, Kind.FIRST_CLAIM_SET, Kind.UNDONE))
# Asked of every entry of a long log: a text of its own is found sooner than a name of an enumeration.
_POOL_OPENED: Final = Kind.POOL_OPENED.value
_FIRST_CLAIM_SET: Final = Kind.FIRST_CLAIM_SET.value
_UNDONE: Final = Kind.UNDONE.value
_ISSUED: Final = Kind.ISSUED.value
_SPLIT: Final = Kind.SPLIT.value
_BACK: Final = Kind.BACK.value
_SAVED: Final = Kind.SAVED.value
_WAITING: Final = TicketState.WAITING.value


class Party(Struct):
    """A ticket as the entries tell it; the last of `orders` is where it stands, lower is earlier."""

    people: int
    wish: Wish
    orders: list[Order]
    state: str = _WAITING


class Recount(Struct):
    """The line and the rooms, counted again."""

    occupancy: Occupancy
    chambers: frozenset[str]
    parties: dict[int, Party] = field(default_factory=dict)
    waiting: list[tuple[Order, int]] = field(default_factory=list)
    """Who waits, in the order of the line: where a ticket stands, and its number."""
    stands: dict[int, Order] = field(default_factory=dict)
    """Where each of them stands."""
    keep: set[str] = field(default_factory=set)
    """The rooms that keep accessible places."""
    first: FirstClaim = FirstClaim.HALLWAY
    given: list[tuple[int, int]] = field(default_factory=list)
    """When each number was given at a desk."""
    saved: dict[int, tuple[str, int]] = field(default_factory=dict)
    """For a waiting ticket the room in which places are saved for it, and how many."""

    def free(self, room: str) -> int:
        return self.occupancy.free(room) or 0

    def before(self, order: Order, room: str) -> list[int]:
        """Who waits before an order and wishes this room. Parts of one party share their place: neither is before."""
        earlier = [number for _, number in self.waiting[: bisect_left(self.waiting, (order,))]]
        if room not in self.chambers:
            earlier = [number for number in earlier if self.parties[number].wish is Wish.ANY]
        earlier.sort()
        return earlier

    def place(self, number: int) -> None:
        """Put a ticket where it stands in line now, or take it out."""
        stood = self.stands.pop(number, None)
        if stood is not None:
            del self.waiting[bisect_left(self.waiting, (stood, number))]
        party = self.parties[number]
        if party.state == _WAITING:
            self.stands[number] = party.orders[-1]
            insort(self.waiting, (party.orders[-1], number))

    def claimed(self, tickets: Iterable[int], room: str) -> int:
        """Places of a room that waiting tickets have the first claim on; what is saved there is not free anyway."""
        saved = sum(people for where, people in self.saved.values() if where == room)
        return sum(self.parties[number].people for number in tickets) - saved


def begin(entries: Sequence[Entry]) -> Recount:
    """The recount before the first entry, which holds the building."""
    spaces = building_of(entries).spaces
    return Recount(
        Occupancy(spaces),
        frozenset(space.name for space in spaces if space.kind is SpaceKind.CHAMBER),
        keep={space.name for space in spaces if space.is_room and space.accessible},
    )


def follow(recount: Recount, entry: Entry) -> None:
    """Take an entry into the recount."""
    recount.occupancy.take(entry)
    if entry.ticket is None and entry.kind not in _SETS_RULES:
        return
    taken_back = entry.details["kind"] if entry.kind == _UNDONE else None
    if entry.kind in _SETS_RULES:
        _follow_rules(recount, entry, taken_back)
    if entry.ticket is not None:
        _follow_line(recount, entry, entry.ticket, taken_back)
        _follow_saving(recount, entry, entry.ticket, taken_back)


def _follow_rules(recount: Recount, entry: Entry, taken_back: str | None) -> None:
    if entry.kind == _POOL_OPENED and entry.space is not None:
        recount.keep.discard(entry.space)
    elif _FIRST_CLAIM_SET in (entry.kind, taken_back):
        recount.first = FirstClaim(entry.details["first"])
    elif taken_back == _POOL_OPENED and entry.space is not None:
        recount.keep.add(entry.space)


def _follow_line(recount: Recount, entry: Entry, number: int, taken_back: str | None) -> None:
    assert entry.people is not None
    if entry.kind == _ISSUED:
        recount.parties[number] = Party(entry.people, Wish(entry.details["wish"]), [_issued(recount, entry, number)])
    elif entry.kind == _SPLIT and "of" in entry.details:
        whole = recount.parties[entry.details["of"]]
        recount.parties[number] = Party(entry.people, whole.wish, list(whole.orders))
        recount.given.append((entry.happened, number))
    elif _SPLIT in (entry.kind, taken_back):
        recount.parties[number].people = entry.people
    elif entry.kind == _BACK:
        recount.parties[number].orders.append((FIRST, entry.seq))
    elif taken_back == _BACK:
        recount.parties[number].orders.pop()
    if entry.state is not None:
        recount.parties[number].state = entry.state
    if number in recount.parties:
        recount.place(number)


def _issued(recount: Recount, entry: Entry, number: int) -> Order:
    """Its number is its place; on paper, behind the last number that a desk had given when it was handed out."""
    if not entry.details.get("paper"):
        recount.given.append((entry.happened, number))
        return (_AS_ISSUED, number)
    given = [other for happened, other in recount.given if happened <= entry.happened]
    return (_AS_ISSUED, max(given, default=_NOBODY), number)


def _follow_saving(recount: Recount, entry: Entry, number: int, taken_back: str | None) -> None:
    assert entry.people is not None
    if _SAVED in (entry.kind, taken_back) and entry.space is not None:
        _, people = recount.saved.get(number, ("", 0))
        recount.saved[number] = (entry.space, people + (entry.people if taken_back is None else -entry.people))
    elif entry.kind in _ENDS_SAVING:
        recount.saved.pop(number, None)
    if "begins" in entry.details:
        for kind, space, again, *_ in entry.details["begins"]:
            if kind == _SAVED:
                recount.saved[number] = (space, again)
