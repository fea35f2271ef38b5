"""Fairness: for every place that was given, whom it passed in line and by which logged reason.

The line is counted again here from the entries alone: who was issued, split, called, missed, back or gone, who wished
what, how much was free. What an entry itself says it passed is looked at only afterwards, and compared.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, FirstClaim, Kind, TicketState, Wish
from roomflow.reports.figures import Occupancy, building_of

TOO_LARGE: Final = "too-large"
KEPT: Final = "kept"
"""Rule 12: the free places were kept for who asked for an accessible one; only until the room's pool is opened."""
FIRST_CLAIM: Final = "first-claim"
"""The clerk put parties seated elsewhere that claim the chamber before the line."""
ALREADY_COUNTED: Final = "already-counted"
"""Rule 1: the party was tapped in at the door before; nobody invited it, and the log says so."""
SPEAKER: Final = "speaker"
"""Holds only where a seat on deck was taken, or where somebody with a role answers for it."""
_FIRST: Final = 0
_AS_ISSUED: Final = 1
_NO_PLACE_IN_LINE: Final = (2, 0)
"""Behind everybody: a newcomer, and who moves from one room to another."""
_NOBODY: Final = 0
_ENDS_SAVING: Final = (Kind.CALLED, Kind.SEATED, Kind.LEFT, Kind.UNSERVED, Kind.EXPIRED, Kind.RELEASED)


_Order = tuple[int, ...]
"""A place in line; lower is earlier."""


class Giving(NamedTuple):
    """One entry that gave places to a party: `ticket` is None for one sent without. `happened` is UTC ms.

    `before` are the tickets that stood before it and wished this room, `passed` those of them that it passed,
    `silently` those it passed without a logged reason that holds, `misnamed` those the entry names and it did not pass.
    """

    seq: int
    at: int
    happened: int
    what: str
    ticket: int | None
    people: int
    space: str
    before: tuple[int, ...]
    passed: tuple[int, ...]
    reason: str | None
    role: str | None
    silently: tuple[int, ...]
    misnamed: tuple[int, ...]
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Fairness:
    """What the line got: every giving of places in order, and how many tickets are seated at the end."""

    givings: tuple[Giving, ...]
    seated: int

    @property
    def reasons(self) -> Mapping[str, int]:
        """How often somebody was passed, by the logged reason; givings that were taken back passed nobody."""
        counted: Counter[str] = Counter()
        for giving in self.givings:
            if giving.reason is not None and giving.passed and not giving.taken_back:
                counted[giving.reason] += len(giving.passed) - len(giving.silently)
        return {reason: times for reason, times in sorted(counted.items()) if times}

    @property
    def silent(self) -> tuple[Giving, ...]:
        """Overtakings without a reason, also those that were taken back; must be empty."""
        return tuple(giving for giving in self.givings if giving.silently)

    @property
    def summary(self) -> str:
        """One sentence for a person."""
        reasons = self.reasons
        named = ", ".join(f"{reason} {times}" for reason, times in reasons.items())
        overtaken = sum(len(giving.silently) for giving in self.givings)
        passes = _counted(sum(reasons.values()), "pass", "passes")
        seated = _counted(self.seated, "ticket", "tickets")
        return f"{seated} seated, {passes}{f' ({named})' if named else ''}, overtaken without a reason: {overtaken}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


@dataclass(slots=True)
class _Party:
    """A ticket as the entries tell it; the last of `orders` is where it stands, lower is earlier."""

    people: int
    wish: Wish
    orders: list[_Order]
    state: str = TicketState.WAITING.value


@dataclass(slots=True)
class _Recount:
    """The line and the rooms, counted again."""

    occupancy: Occupancy
    chambers: frozenset[str]
    parties: dict[int, _Party] = field(default_factory=dict)
    waiting: list[tuple[_Order, int]] = field(default_factory=list)
    """Who waits, in the order of the line: where a ticket stands, and its number."""
    stands: dict[int, _Order] = field(default_factory=dict)
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

    def before(self, order: _Order, room: str) -> list[int]:
        """Who waits before an order and wishes this room. Parts of one party share their place: neither is before."""
        earlier = (number for _, number in self.waiting[: bisect_left(self.waiting, (order,))])
        if room in self.chambers:
            return sorted(earlier)
        return sorted(number for number in earlier if self.parties[number].wish is Wish.ANY)

    def place(self, number: int) -> None:
        """Put a ticket where it stands in line now, or take it out."""
        stood = self.stands.pop(number, None)
        if stood is not None:
            del self.waiting[bisect_left(self.waiting, (stood, number))]
        party = self.parties[number]
        if party.state == TicketState.WAITING:
            self.stands[number] = party.orders[-1]
            insort(self.waiting, (party.orders[-1], number))

    def claimed(self, tickets: Iterable[int], room: str) -> int:
        """Places of a room that waiting tickets have the first claim on; what is saved there is not free anyway."""
        saved = sum(people for where, people in self.saved.values() if where == room)
        return sum(self.parties[number].people for number in tickets) - saved


def fairness(entries: Sequence[Entry]) -> Fairness:
    """Count the line of a meeting again, from its opening on, and say whom every giving of places passed."""
    undone = {entry.undoes for entry in entries if entry.undoes is not None}
    recount = _begin(entries)
    givings: list[Giving] = []
    for entry in entries:
        if entry.kind in _MAY_GIVE and _gives_places(recount, entry):
            givings.append(_giving(recount, entry)._replace(taken_back=entry.seq in undone))
        recount.occupancy.take(entry)
        if entry.ticket is not None or entry.kind in _SETS_RULES:
            _follow(recount, entry)
    seated = sum(party.state == TicketState.SEATED for party in recount.parties.values())
    return Fairness(tuple(givings), seated)


def _begin(entries: Sequence[Entry]) -> _Recount:
    spaces = building_of(entries).spaces
    return _Recount(
        Occupancy(spaces),
        frozenset(space.name for space in spaces if space.kind is SpaceKind.CHAMBER),
        keep={space.name for space in spaces if space.is_room and space.accessible},
    )


_MAY_GIVE: Final = frozenset(
    kind.value
    for kind in (
        Kind.SENT, Kind.CALLED, Kind.MOVED, Kind.RELOCATED, Kind.CLAIM_CALLED, Kind.SPEAKER_SEATED, Kind.SEATED,
    )
)  # fmt: skip
_SETS_RULES: Final = frozenset(kind.value for kind in (Kind.POOL_OPENED, Kind.FIRST_CLAIM_SET, Kind.UNDONE))


def _gives_places(recount: _Recount, entry: Entry) -> bool:
    """A called ticket got its places when it was called; seated from anywhere else it gets them now."""
    if entry.kind == Kind.SEATED:
        return entry.ticket is not None and recount.parties[entry.ticket].state != TicketState.CALLED
    return True


def _giving(recount: _Recount, entry: Entry) -> Giving:
    assert entry.space is not None
    assert entry.people is not None
    details = entry.details
    named = set(details.get("passed", ()))
    before = [number for number in recount.before(_order(recount, entry), entry.space) if number != entry.ticket]
    passed = before
    free = recount.free(entry.space)
    if _is_newcomer(entry) and free - recount.claimed(before, entry.space) >= entry.people:
        # Rule 10: places are left for all who stood before, so it took nobody's; an override may still name them.
        passed = [number for number in before if number in named]
    reason = ALREADY_COUNTED if details.get("already_counted") else details.get("reason")
    silently: list[int] = []
    if reason != ALREADY_COUNTED:
        fits = {number for number in passed if reason == TOO_LARGE and recount.parties[number].people <= free}
        false = (
            (reason == KEPT and entry.space not in recount.keep)
            or (reason == FIRST_CLAIM and recount.first is not FirstClaim.SEATED)
            or (reason == SPEAKER and not {"on_deck", "override"} & set(details))
        )
        holds = reason is not None and not false
        silently = [number for number in passed if not holds or number not in named or number in fits]
    return Giving(
        seq=entry.seq,
        at=entry.at,
        happened=entry.happened,
        what=entry.kind,
        ticket=entry.ticket,
        people=entry.people,
        space=entry.space,
        before=tuple(before),
        passed=tuple(passed),
        reason=reason if passed else None,
        role=details.get("override", {}).get("role"),
        silently=tuple(silently),
        misnamed=tuple(sorted(named.difference(passed))),
    )


def _is_newcomer(entry: Entry) -> bool:
    return entry.ticket is None or entry.kind == Kind.RELOCATED


def _order(recount: _Recount, entry: Entry) -> _Order:
    """Where the party of an entry stands; who missed a call and is here again stands first, behind such before it."""
    if entry.ticket is None or entry.kind == Kind.RELOCATED:
        return _NO_PLACE_IN_LINE
    if entry.kind == Kind.CLAIM_CALLED and recount.first is FirstClaim.HALLWAY:
        return _NO_PLACE_IN_LINE
    party = recount.parties[entry.ticket]
    return (_FIRST, entry.seq) if party.state == TicketState.MISSED else party.orders[-1]


# --- what an entry changes ----------------------------------------------------------------------------


def _follow(recount: _Recount, entry: Entry) -> None:
    taken_back = entry.details["kind"] if entry.kind == Kind.UNDONE else None
    if entry.kind == Kind.POOL_OPENED and entry.space is not None:
        recount.keep.discard(entry.space)
    elif Kind.FIRST_CLAIM_SET in (entry.kind, taken_back):
        recount.first = FirstClaim(entry.details["first"])
    elif taken_back == Kind.POOL_OPENED and entry.space is not None:
        recount.keep.add(entry.space)
    if entry.ticket is not None:
        _follow_line(recount, entry, entry.ticket, taken_back)
        _follow_saving(recount, entry, entry.ticket, taken_back)


def _follow_line(recount: _Recount, entry: Entry, number: int, taken_back: str | None) -> None:
    assert entry.people is not None
    if entry.kind == Kind.ISSUED:
        recount.parties[number] = _Party(entry.people, Wish(entry.details["wish"]), [_issued(recount, entry, number)])
    elif entry.kind == Kind.SPLIT and "of" in entry.details:
        whole = recount.parties[entry.details["of"]]
        recount.parties[number] = _Party(entry.people, whole.wish, list(whole.orders))
        recount.given.append((entry.happened, number))
    elif Kind.SPLIT in (entry.kind, taken_back):
        recount.parties[number].people = entry.people
    elif entry.kind == Kind.BACK:
        recount.parties[number].orders.append((_FIRST, entry.seq))
    elif taken_back == Kind.BACK:
        recount.parties[number].orders.pop()
    if entry.state is not None:
        recount.parties[number].state = entry.state
    if number in recount.parties:
        recount.place(number)


def _issued(recount: _Recount, entry: Entry, number: int) -> _Order:
    """Its number is its place; on paper, behind the last number that a desk had given when it was handed out."""
    if not entry.details.get("paper"):
        recount.given.append((entry.happened, number))
        return (_AS_ISSUED, number)
    given = [other for happened, other in recount.given if happened <= entry.happened]
    return (_AS_ISSUED, max(given, default=_NOBODY), number)


def _follow_saving(recount: _Recount, entry: Entry, number: int, taken_back: str | None) -> None:
    assert entry.people is not None
    _, people = recount.saved.get(number, ("", 0))
    if entry.kind == Kind.SAVED and entry.space is not None:
        recount.saved[number] = (entry.space, people + entry.people)
    elif taken_back == Kind.SAVED and entry.space is not None:
        recount.saved[number] = (entry.space, people - entry.people)
    elif entry.kind in _ENDS_SAVING:
        recount.saved.pop(number, None)
    for kind, space, again, *_ in entry.details.get("begins", ()):
        if kind == Kind.SAVED:
            recount.saved[number] = (space, again)
