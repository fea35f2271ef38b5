"""The audit of holds: how they end, for whom places are saved, and which a tap takes."""

from __future__ import annotations

from collections.abc import Iterator

from roomflow.domain.audit_pool import KeptPlaces
from roomflow.domain.audit_recess import TAKEN_BY_TAPS
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, HoldKind
from roomflow.sentences import sentence as _

_W = TicketState.WAITING


def ended_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """Rule 8: what ends a hold ends all of it, and the timer never ends it early."""
    if entry.kind not in (Kind.EXPIRED, Kind.MISSED):
        return
    hold = draft.holds.get(entry.details["hold"])
    if hold is None:
        yield _("rule 8: it ends a hold that has ended")
    elif hold.people != -entry.held:
        yield _("rule 8: it ends a part of a hold")
    elif entry.request.startswith("expire:") and entry.elapsed < hold.deadline:
        yield _("rule 8: the timer ends a hold before its deadline")


def saved_of(draft: Draft, kept: KeptPlaces, entry: Entry) -> Iterator[str]:
    """Rule 9: places are saved only for who was passed so often or so long, one party a room, ten minutes."""
    assert entry.ticket is not None
    assert entry.space is not None
    ticket, room, figures = draft.tickets[entry.ticket], draft.spaces[entry.space], draft.figures
    asked = kept.asked(entry)
    if kept.most(room, asked) < entry.held:
        yield _(
            "rule 2: {room} has {free} places free, {pool} of them kept; this saves {held}",
            room=room.name,
            free=room.free,
            pool=room.pool,
            held=entry.held,
        )
    if ticket.state is not _W or room.places < ticket.people:
        yield _(
            "rule 9: places of {room} are saved for ticket {ticket}, which cannot use them",
            room=room.name,
            ticket=ticket.number,
        )
    others = [h for h in draft.holds.values() if h.kind == HoldKind.SAVED and h.space == room.name]
    if any(hold.ticket != ticket.number for hold in others):
        yield _("rule 9: {room} saves for two parties at once", room=room.name)
    if not others:
        if room.kept and asked is False:
            yield _("rule 9: {room} saves places while it keeps accessible ones", room=room.name)
        since = None if ticket.first_pass is None else entry.elapsed - ticket.first_pass
        if ticket.passes < figures.passes_max and (since is None or since < figures.passed_ms):
            yield _("rule 9: ticket {ticket} was not passed often or long enough", ticket=ticket.number)


def tapped_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """Rules 1, 6 and 11: a tap counts everybody, and takes the places held for who was on the way."""
    assert entry.space is not None
    assert entry.people is not None
    space = draft.spaces[entry.space]
    unmatched = entry.details.get("unmatched", 0)
    if abs(entry.change) + unmatched != entry.people:
        yield _("rule 1: a tap does not count everybody")
    if unmatched and space.inside + entry.change != 0:
        yield _("rule 6: an exit is unmatched while people are inside")
    if entry.change > 0:
        waiting = sum(h.people for h in draft.holds.values() if h.space == space.name and h.kind in TAKEN_BY_TAPS)
        if -entry.held != min(entry.people, waiting):
            yield _("rule 11: a tap in does not take the places held on the way")
