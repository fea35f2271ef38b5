"""Undo of moves between rooms and of claims on the chamber: what to ask, and what an `undone` entry puts back."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from roomflow.domain import counting, guards
from roomflow.domain.events import Entry, FirstClaim, Kind, TicketState
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.reentry import move_seats
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import put, ticket_of
from roomflow.domain.undo_on_deck import rows_taken

Columns = dict[str, Any]
_SEATED = TicketState.SEATED.value


def need_inside(picture: Picture, entry: Entry) -> None:
    """Who was counted in is counted out again only while so many are inside."""
    if entry.space is not None and picture.spaces[entry.space].inside < entry.change:
        raise Refused("cannot-undo")


def passed_again(entry: Entry) -> Columns:
    return {"passed": entry.details["passed"]} if "passed" in entry.details else {}


def relocated(picture: Picture, entry: Entry) -> Columns:
    need_inside(picture, entry)
    assert entry.from_space is not None
    if picture.spaces[entry.from_space].free < -entry.from_change:
        raise Refused("places-gone", space=entry.from_space)
    ticket = picture.tickets[entry.ticket] if entry.ticket is not None else None
    if ticket is not None and (ticket.space != entry.space or ticket.hold is not None):
        raise Refused("went-on", ticket=ticket.number)
    state = _SEATED if ticket is not None else None
    details = {**passed_again(entry), "claim": entry.details.get("claim", False), "begins": rows_taken(entry)}
    return {"state": state, "details": details}


def claim_set(picture: Picture, entry: Entry) -> Columns:
    """The claim is as before; a call that ended with it is held again, where its places were not given on."""
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if (ticket.state, ticket.claim, ticket.hold) != (TicketState.SEATED, entry.details["claim"], None):
        raise Refused("went-on", ticket=ticket.number)
    details: Columns = {"claim": not entry.details["claim"]}
    if "hold" in entry.details:
        assert entry.space is not None
        room = picture.spaces[entry.space]
        guards.need_open(room)
        if room.free < -entry.held:
            raise Refused("places-gone", space=room.name)
        details["begins"] = [list(entry.details["held"])]
    return {"state": _SEATED, "details": details}


def claim_called(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.hold != str(entry.seq):
        raise Refused("went-on", ticket=ticket.number)
    return {"state": _SEATED, "details": {"ends": [ticket.hold], "claim": True, **passed_again(entry)}}


def claim_taken(picture: Picture, entry: Entry) -> Columns:
    """Back in its seat, and its places in the chamber are held again with their old deadline."""
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    assert entry.space is not None
    assert entry.from_space is not None
    if (ticket.state, ticket.space, ticket.claim) != (TicketState.SEATED, entry.space, False):
        raise Refused("went-on", ticket=ticket.number)
    chamber, left = picture.spaces[entry.space], picture.spaces[entry.from_space]
    need_inside(picture, entry)
    guards.need_open(chamber)
    for room, again in ((left, -entry.from_change), (chamber, -entry.held - entry.change)):
        if again > 0 and room.free < again:
            raise Refused("places-gone", space=room.name)
    details = {"claim": True, "begins": [list(entry.details["held"])], "unmatched": entry.details.get("unmatched", 0)}
    return {"state": _SEATED, "details": details}


def restore_claim(draft: Draft, entry: Entry) -> None:
    """The ticket as it was before: its claim, and the call that this entry began anew."""
    ticket = ticket_of(draft, entry)
    hold = f"{entry.seq}.0" if entry.details.get("begins") else None
    put(draft, replace(ticket, claim=entry.details["claim"], hold=hold, changed_at=entry.happened))
    if entry.details["kind"] == Kind.CLAIM_TAKEN:
        assert entry.space is not None
        assert entry.from_space is not None
        counting.count_crossing(draft, entry.space, entry.change)
        counting.count_crossing(draft, entry.from_space, entry.change, -entry.details["unmatched"])
        put(draft, replace(ticket_of(draft, entry), space=entry.from_space))
        move_seats(draft, ticket.number, entry.from_space)


def restore_first_claim(draft: Draft, entry: Entry) -> None:
    draft.first_claim = FirstClaim(entry.details["first"])
