"""The audit of claims on the chamber: who had one, who was first on a freed seat, and whom a call passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from roomflow.domain.audit_pool import KeptPlaces
from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, FirstClaim, Kind, TicketState
from roomflow.domain.line import LAST
from roomflow.domain.meeting import Draft, HoldKind
from roomflow.domain.spaces import Space
from roomflow.sentences import sentence as _


def overtakes(draft: Draft, kept: KeptPlaces, room: Space) -> Iterator[str]:
    """The line was called into the chamber although those who are seated are first and one of them fits."""
    if draft.first_claim is not FirstClaim.SEATED or room.kind is not SpaceKind.CHAMBER:
        return
    for bucket, row in draft.claims.buckets.items():
        if bucket.people <= kept.least(room, bucket.accessible):
            yield _(
                "rule 9: it overtakes {other}, which is seated, first on {room} and fits",
                other=row[0][1],
                room=room.name,
            )


def called(draft: Draft, kept: KeptPlaces, entry: Entry, room: Space) -> Iterator[str]:
    """A party that claims the chamber was called to it: past nobody who was first and fits, all others named."""
    assert entry.ticket is not None
    ticket = draft.tickets[entry.ticket]
    if not ticket.claim or ticket.hold is not None or room.kind is not SpaceKind.CHAMBER:
        yield _("ticket {ticket} has no claim on {room}", ticket=ticket.number, room=room.name)
    seated_first = draft.first_claim is FirstClaim.SEATED
    until = ticket.order if seated_first else LAST
    passed = {number for row in draft.line.buckets.values() for place, number in row if place < until}
    if set(entry.details.get("passed", ())) != passed:
        yield _("rule 9: a claim does not name whom it passes")
    earlier = {number for row in draft.claims.buckets.values() for place, number in row if place < ticket.order}
    if set(entry.details.get("claims_passed", ())) != earlier:
        yield _("rule 9: it does not name the claims that it passes")
    if "override" in entry.details:
        return
    for number in sorted(earlier if seated_first else earlier | passed):
        other = draft.tickets[number]
        if other.people <= kept.least(room, other.accessible):
            yield _("rule 9: a claim overtakes {number}, which fits into {room}", number=number, room=room.name)


def figures(draft: Draft, entry: Entry) -> Iterator[str]:
    """What the columns of an entry about claims say, on the meeting before it."""
    check = _CHECKS.get(Kind(entry.kind))
    if check is not None:
        yield from check(draft, entry)


def _set(draft: Draft, entry: Entry) -> Iterator[str]:
    assert entry.ticket is not None
    ticket = draft.tickets[entry.ticket]
    hold = draft.holds[ticket.hold] if ticket.hold is not None else None
    if ticket.state is not TicketState.SEATED or ticket.claim is entry.details["claim"]:
        yield _(
            "ticket {ticket} cannot have its claim set to {claim}", ticket=ticket.number, claim=entry.details["claim"]
        )
    expected = (None, None, 0) if hold is None else (hold.id, hold.space, -hold.people)
    if (entry.details.get("hold"), entry.space, entry.held) != expected or entry.change or entry.from_change:
        yield _("rule 8: a claim that is set does not end its call")
    if hold is not None and entry.station == "timer" and entry.elapsed < hold.deadline:
        yield _("rule 8: a claim's call ends before its deadline")


def _called(_draft: Draft, entry: Entry) -> Iterator[str]:
    if entry.held != entry.people or entry.change or entry.from_change:
        yield _("a claim's call holds other places than the party has people")


def _taken(draft: Draft, entry: Entry) -> Iterator[str]:
    assert entry.ticket is not None
    ticket = draft.tickets[entry.ticket]
    hold = draft.holds[ticket.hold or ""]
    counted = 0 if entry.details.get("already_counted") else ticket.people
    leaving = min(counted, draft.spaces[ticket.space or ""].inside)
    if (entry.details["hold"], entry.space, -entry.held) != (hold.id, hold.space, hold.people):
        yield _("rule 8: who takes a claim does not end its call")
    if hold.kind is not HoldKind.CLAIM or entry.from_space != ticket.space:
        yield _("rule 14: it leaves another room than it sits in")
    if (entry.change, -entry.from_change, entry.details.get("unmatched", 0)) != (counted, leaving, counted - leaving):
        yield _("rule 14: other people arrive in the chamber than leave their room")


def _first(draft: Draft, entry: Entry) -> Iterator[str]:
    first, was = entry.details["first"], entry.details["was"]
    if was != draft.first_claim or first == was or first not in [each.value for each in FirstClaim]:
        yield _("who is first was set so already")


_CHECKS: Final[Mapping[Kind, Callable[[Draft, Entry], Iterator[str]]]] = MappingProxyType(
    {Kind.CLAIM_SET: _set, Kind.CLAIM_CALLED: _called, Kind.CLAIM_TAKEN: _taken, Kind.FIRST_CLAIM_SET: _first}
)
