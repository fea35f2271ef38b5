"""Fairness: for every place that was given, whom it passed in line and by which logged reason.

The line is counted again here from the entries alone: who was issued, split, called, missed, back or gone, who wished
what, how much was free. What an entry itself says it passed is looked at only afterwards, and compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Final

from msgspec import Struct

from roomflow.domain.events import Entry, FirstClaim, Kind, TicketState
from roomflow.reports.line_recount import FIRST, Order, Recount, begin, follow
from roomflow.reports.plain import KEPT
from roomflow.sentences import sentence as _

TOO_LARGE: Final = "too-large"
FIRST_CLAIM: Final = "first-claim"
"""The clerk put parties seated elsewhere that claim the chamber before the line."""
ALREADY_COUNTED: Final = "already-counted"
"""Rule 1: the party was tapped in at the door before; nobody invited it, and the log says so."""
SPEAKER: Final = "speaker"
"""Holds only where a seat on deck was taken, or where somebody with a role answers for it."""
_NO_PLACE_IN_LINE: Final = (2, 0)
"""Behind everybody: a newcomer, and who moves from one room to another."""

_SEATED: Final = Kind.SEATED.value
_RELOCATED: Final = Kind.RELOCATED.value
_CLAIM_CALLED: Final = Kind.CLAIM_CALLED.value
_CALLED: Final = TicketState.CALLED.value
_MISSED: Final = TicketState.MISSED.value


class Giving(Struct, frozen=True):
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


class Fairness(Struct, frozen=True):
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
        passes = sum(reasons.values())
        return _(
            "{seated}, {passes}{named}, overtaken without a reason: {overtaken}.",
            seated=_("1 ticket seated") if self.seated == 1 else _("{n} tickets seated", n=self.seated),
            passes=_("1 pass") if passes == 1 else _("{n} passes", n=passes),
            named=f" ({named})" if named else "",
            overtaken=sum(len(giving.silently) for giving in self.givings),
        )


def fairness(entries: Sequence[Entry]) -> Fairness:
    """Count the line of a meeting again, from its opening on, and say whom every giving of places passed."""
    undone = {entry.undoes for entry in entries if entry.undoes is not None}
    recount = begin(entries)
    givings: list[Giving] = []
    for entry in entries:
        if entry.kind in _MAY_GIVE and _gives_places(recount, entry):
            givings.append(_giving(recount, entry, taken_back=entry.seq in undone))
        follow(recount, entry)
    seated = sum(party.state == TicketState.SEATED for party in recount.parties.values())
    return Fairness(tuple(givings), seated)


_MAY_GIVE: Final = frozenset(
    kind.value
    for kind in (
        Kind.SENT, Kind.CALLED, Kind.MOVED, Kind.RELOCATED, Kind.CLAIM_CALLED, Kind.SPEAKER_SEATED, Kind.SEATED,
    )
)  # fmt: skip


def _gives_places(recount: Recount, entry: Entry) -> bool:
    """A called ticket got its places when it was called; seated from anywhere else it gets them now."""
    if entry.kind == _SEATED:
        return entry.ticket is not None and recount.parties[entry.ticket].state != _CALLED
    return True


def _giving(recount: Recount, entry: Entry, *, taken_back: bool) -> Giving:
    assert entry.space is not None
    assert entry.people is not None
    details = entry.details
    named = details.get("passed", ())
    reason = ALREADY_COUNTED if details.get("already_counted") else details.get("reason")
    before = recount.before(_order(recount, entry), entry.space)
    if entry.ticket in before:
        before.remove(entry.ticket)
    passed = _passed(recount, entry, before, named) if before else before
    silently = _silently(recount, entry, passed, reason) if passed else passed
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
        role=details["override"].get("role") if "override" in details else None,
        silently=tuple(silently),
        misnamed=tuple(sorted(set(named).difference(passed))) if named else (),
        taken_back=taken_back,
    )


def _passed(recount: Recount, entry: Entry, before: list[int], named: Container[int]) -> list[int]:
    """Whom of those who stood before it an entry passed."""
    assert entry.space is not None
    assert entry.people is not None
    if _is_newcomer(entry) and recount.free(entry.space) - recount.claimed(before, entry.space) >= entry.people:
        # Rule 10: places are left for all who stood before, so it took nobody's; an override may still name them.
        return [number for number in before if number in named]
    return before


def _silently(recount: Recount, entry: Entry, passed: list[int], reason: str | None) -> list[int]:
    """Whom of those it passed it passed without a logged reason that holds."""
    assert entry.space is not None
    if reason == ALREADY_COUNTED:
        return []
    details = entry.details
    false = (
        reason is None
        or (reason == KEPT and entry.space not in recount.keep)
        or (reason == FIRST_CLAIM and recount.first is not FirstClaim.SEATED)
        or (reason == SPEAKER and not {"on_deck", "override"} & set(details))
    )
    if false:
        return passed
    named, free = set(details.get("passed", ())), recount.free(entry.space)
    fits = {number for number in passed if reason == TOO_LARGE and recount.parties[number].people <= free}
    return [number for number in passed if number not in named or number in fits]


def _is_newcomer(entry: Entry) -> bool:
    return entry.ticket is None or entry.kind == _RELOCATED


def _order(recount: Recount, entry: Entry) -> Order:
    """Where the party of an entry stands; who missed a call and is here again stands first, behind such before it."""
    if entry.ticket is None or entry.kind == _RELOCATED:
        return _NO_PLACE_IN_LINE
    if entry.kind == _CLAIM_CALLED and recount.first is FirstClaim.HALLWAY:
        return _NO_PLACE_IN_LINE
    party = recount.parties[entry.ticket]
    return (FIRST, entry.seq) if party.state == _MISSED else party.orders[-1]
