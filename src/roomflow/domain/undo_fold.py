"""Undo in the fold: what an `undone` entry puts back beside its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from msgspec.structs import replace

from roomflow.domain import accessible, counting, holds, reentry, undo_claims
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, Phase
from roomflow.domain.passes import catch_up, count_passes
from roomflow.domain.tickets import put, ticket_of
from roomflow.domain.undo_on_deck import RESTORES


def apply_undone(draft: Draft, entry: Entry) -> None:
    """Put back what the entry had done beside its columns: holds, ticket, counts, marks."""
    details = entry.details
    for hold_id in details.get("ends", ()):
        holds.end(draft, hold_id)
    own: list[str] = []
    for index, row in enumerate(details.get("begins", ())):
        again = holds.from_row(f"{entry.seq}.{index}", row)
        _still_asked(draft, entry, index, again.id)
        holds.begin(draft, again)
        if again.ticket is not None:
            own.append(again.id)
    kind = Kind(details["kind"])
    special = _RESTORES.get(kind)
    if special is not None:
        special(draft, entry)
    elif entry.ticket is not None:
        _restore_ticket(draft, entry, next(iter(own), None))
    if "passed" in details:
        count_passes(draft, entry, -1)


def _still_asked(draft: Draft, entry: Entry, index: int, hold_id: str) -> None:
    """A hold that begins anew is still that of a party which asked for an accessible place, where the first was."""
    again = entry.details.get("again", ())
    party = draft.pool.needs.get(again[index]) if index < len(again) else None
    if party is not None:
        draft.pool.needs[hold_id] = party


def _move_back(draft: Draft, entry: Entry) -> None:
    hold = draft.holds[entry.details["hold"]]
    assert entry.from_space is not None
    holds.move(draft, hold.id, entry.from_space)
    if hold.ticket is not None:
        draft.tickets[hold.ticket] = replace(draft.tickets[hold.ticket], space=entry.from_space)


def _restore_ticket(draft: Draft, entry: Entry, hold: str | None) -> None:
    ticket = ticket_of(draft, entry)
    assert entry.state is not None
    state = TicketState(entry.state)
    changes: dict[str, Any] = {"state": state, "changed_at": entry.happened}
    if state is TicketState.WAITING:
        # A waiting ticket's hold is what was saved for it.
        changes |= {"hold": None, "saved": hold, "space": None}
    else:
        changes |= {"hold": hold, "space": draft.holds[hold].space if hold else None}
    kind = entry.details["kind"]
    if kind == Kind.CALLED:
        changes["called_at"] = entry.details.get("called_before")
    elif kind == Kind.SEATED:
        changes |= {"seated_at": None, "claim": False}
        assert entry.space is not None
        counting.count_crossing(draft, entry.space, entry.change)
        if hold is None:
            draft.pool.give_back(draft.spaces, ticket.number, ticket.people)
    if entry.from_space is not None and entry.from_change:
        changes |= {"waits_in": entry.from_space, "waits_people": entry.from_change}
    if state in (TicketState.CANCELLED, TicketState.MISSED):
        changes |= {"waits_in": None, "waits_people": 0}
    if "order" in entry.details:
        changes["order"] = tuple(entry.details["order"])
    put(draft, replace(ticket, **changes))


def _restore_tap(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.people is not None
    counting.count_crossing(draft, entry.space, -entry.people, -entry.details.get("unmatched", 0))
    into = entry.people if entry.change < 0 else 0
    counting.count_door(draft, entry, -into, into - entry.people)


def _restore_counted(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    counting.restore_count(draft, entry.space, entry.details)
    _restore_space(draft, entry, found=draft.spaces[entry.space].found + entry.change)


def _restore_space(draft: Draft, entry: Entry, **values: Any) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], **values)


def _restore_mark(draft: Draft, entry: Entry) -> None:
    details = entry.details
    if details["before"] is None:
        draft.marks.pop(details["mark"], None)
    else:
        draft.marks[details["mark"]] = details["before"]
    draft.in_recess = details["recess"]


def _restore_turned_away(draft: Draft, entry: Entry) -> None:
    draft.turned_away -= entry.people or 0


def _restore_stop(draft: Draft, entry: Entry) -> None:
    draft.stopped_for = entry.details.get("stopped_for", "")
    draft.stopped = entry.details["kind"] == Kind.ALLOWED or bool(draft.stopped_for)


def _restore_due(draft: Draft, entry: Entry) -> None:
    draft.managers_due = entry.details["needed"]


def _restore_present(draft: Draft, entry: Entry) -> None:
    draft.managers_present = entry.details["present"]


def _restore_phase(draft: Draft, _entry: Entry) -> None:
    draft.phase = Phase.OPEN


def _restore_relocated(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.from_space is not None
    counting.count_crossing(draft, entry.space, entry.change)
    counting.count_crossing(draft, entry.from_space, entry.change)
    if entry.ticket is not None:
        claim = entry.details.get("claim", False)
        put(draft, replace(ticket_of(draft, entry), space=entry.from_space, claim=claim))
        reentry.move_seats(draft, entry.ticket, entry.from_space)


def _restore_split(draft: Draft, entry: Entry) -> None:
    """The new ticket is void and its people are again on the ticket it came from."""
    ticket = ticket_of(draft, entry)
    whole = entry.details["of"]
    if whole is None:
        assert entry.people is not None
        put(draft, replace(ticket, people=entry.people))
        return
    first = draft.tickets[whole]
    draft.tickets[whole] = replace(first, waits_people=first.waits_people + ticket.waits_people)
    put(draft, replace(ticket, state=TicketState.CANCELLED, waits_in=None, waits_people=0))


def _restore_saved(draft: Draft, entry: Entry) -> None:
    assert entry.people is not None
    hold = draft.holds[entry.details["hold"]]
    holds.shrink(draft, hold.id, entry.people)
    if hold.people == entry.people:
        catch_up(draft)
        ticket = ticket_of(draft, entry)
        passes = entry.details["passes"] or 0
        put(draft, replace(ticket, saved=None, passes=passes, first_pass=entry.details["since"]))


def _restore_limit(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, limit=entry.details["limit"])


def _restore_reserved(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, reserved=entry.details["reserved"])


def _restore_expected_end(draft: Draft, entry: Entry) -> None:
    draft.expected_end, draft.ends_at = entry.details["was"], entry.details["was_at"]


def _restore_closed(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, closed=entry.details["kind"] == Kind.SPACE_OPENED)


def _restore_deferral(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, deferred_until=None)


def _restore_count_start(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, counting_since=None, counting_change=0)


def _restore_emergency(draft: Draft, entry: Entry) -> None:
    draft.in_emergency = entry.details["kind"] == Kind.EMERGENCY_ENDED
    draft.emergency_since = entry.details.get("since")
    if draft.in_emergency:
        draft.emergency_ended = entry.details.get("ended_before")
        for hold_id, deadline in entry.details.get("out", ()):
            holds.last_until(draft, hold_id, deadline)
        # What asked for a head count before the emergency ended asks for it still.
        for name, space in draft.spaces.items():
            draft.spaces[name] = replace(space, count_asked=name in entry.details.get("asked", ()))


def _restore_cleared(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, cleared=entry.details["cleared"])


def _restore_assistance(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, assistance=entry.details["was"])


def _restore_usher(draft: Draft, entry: Entry) -> None:
    _restore_space(draft, entry, count_asked=entry.details["asked"])


def _restore_pool(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    accessible.restore_pool(draft, entry.space)


_RESTORES: Final[Mapping[Kind, Callable[[Draft, Entry], None]]] = MappingProxyType(
    {
        Kind.MOVED: _move_back,
        Kind.TAPPED: _restore_tap,
        Kind.STEPPED_OUT: _restore_tap,
        Kind.RETURNED: _restore_tap,
        Kind.COUNTED: _restore_counted,
        Kind.COUNT_STARTED: _restore_count_start,
        Kind.MARKED: _restore_mark,
        Kind.TURNED_AWAY: _restore_turned_away,
        Kind.STOPPED: _restore_stop,
        Kind.MANAGERS_DUE: _restore_due,
        Kind.MANAGERS_PRESENT: _restore_present,
        Kind.ALLOWED: _restore_stop,
        Kind.ADJOURNED: _restore_phase,
        Kind.RELOCATED: _restore_relocated,
        Kind.SPLIT: _restore_split,
        Kind.SAVED: _restore_saved,
        Kind.LIMIT_SET: _restore_limit,
        Kind.RESERVED_SET: _restore_reserved,
        Kind.SPACE_CLOSED: _restore_closed,
        Kind.SPACE_OPENED: _restore_closed,
        Kind.COUNT_DEFERRED: _restore_deferral,
        Kind.EMERGENCY: _restore_emergency,
        Kind.EMERGENCY_ENDED: _restore_emergency,
        Kind.CLEARED: _restore_cleared,
        Kind.ASSISTANCE: _restore_assistance,
        Kind.USHER_CHANGED: _restore_usher,
        Kind.POOL_OPENED: _restore_pool,
        Kind.CLAIM_SET: undo_claims.restore_claim,
        Kind.CLAIM_CALLED: undo_claims.restore_claim,
        Kind.CLAIM_TAKEN: undo_claims.restore_claim,
        Kind.FIRST_CLAIM_SET: undo_claims.restore_first_claim,
        **RESTORES,
        Kind.END_EXPECTED: _restore_expected_end,
    }
)
