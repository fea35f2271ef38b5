"""The audit of seats on deck: held only as wanted and in the step that frees a place, taken only by speakers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase
from roomflow.domain.spaces import Space
from roomflow.sentences import sentence as _

SPEAKER: Final = "speaker"
_PASSES: Final = (Kind.SENT, Kind.CALLED, Kind.SEATED, Kind.MOVED, Kind.RELOCATED)


def on_deck_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with an entry about seats on deck, on the meeting before it."""
    if entry.request != (draft.recent[-1].request if draft.recent else entry.request):
        yield from _between_requests(draft)
    before = draft.recent[-1] if draft.recent else entry
    if before.kind == Kind.RELEASED and before.ticket is not None and "on_deck" not in entry.details:
        yield _("rule 8: places saved for a ticket are given back while it waits")
    if entry.kind == Kind.ON_DECK_SET:
        yield from _set(draft, entry)
    elif entry.kind == Kind.ON_DECK:
        yield from _held(draft, entry)
    elif entry.kind == Kind.SPEAKER_SEATED and "on_deck" not in entry.details:
        yield _("rule 11: a speaker is seated and takes no seat on deck")
    if "on_deck" in entry.details and entry.kind != Kind.UNDONE:
        yield from _taken(draft, entry)
    elif entry.kind in _PASSES and entry.details.get("reason") == SPEAKER and "override" not in entry.details:
        yield _("rule 9: it passes somebody for a speaker and takes no seat on deck")


def _seats(draft: Draft) -> list[Hold]:
    return [hold for hold in draft.holds.values() if hold.kind is HoldKind.ON_DECK]


def _chamber(draft: Draft) -> Space | None:
    rooms = [space for space in draft.spaces.values() if space.kind is SpaceKind.CHAMBER]
    return rooms[0] if rooms else None


def _between_requests(draft: Draft) -> Iterator[str]:
    """Every request leaves on deck what is wanted, as far as places are free."""
    chamber, held = _chamber(draft), len(_seats(draft))
    if chamber is None:
        return
    invites = draft.phase is Phase.OPEN and not (draft.stopped or draft.in_emergency or chamber.closed)
    if held > draft.on_deck:
        yield _("{held} seats are on deck and {wanted} are wanted", held=held, wanted=draft.on_deck)
    if invites and held < draft.on_deck and chamber.free > chamber.pool:
        yield _(
            "{room} has {free} places free while {wanted} are wanted on deck",
            room=chamber.name,
            free=chamber.free,
            wanted=draft.on_deck - held,
        )
    if draft.on_deck and (chamber.closed or draft.phase is not Phase.OPEN):
        yield _("seats are wanted on deck where nobody speaks any more")


def _set(draft: Draft, entry: Entry) -> Iterator[str]:
    seats = entry.details["seats"]
    chamber = _chamber(draft)
    if chamber is None or entry.space != chamber.name:
        yield _("seats are on deck in no chamber")
    if entry.details["was"] != draft.on_deck or seats == draft.on_deck or seats < 0:
        yield _("it changes nothing about the seats on deck")


def _held(draft: Draft, entry: Entry) -> Iterator[str]:
    chamber = _chamber(draft)
    if chamber is None or entry.space != chamber.name or chamber.closed:
        yield _("a seat is on deck in no chamber, or in a closed one")
    elif chamber.free < entry.held:
        yield _(
            "rule 2: {room} has {free} places free, this holds {held} on deck",
            room=chamber.name,
            free=chamber.free,
            held=entry.held,
        )
    if not entry.people == entry.held == 1 or entry.change:
        yield _("a seat on deck is one place")
    if len(_seats(draft)) >= draft.on_deck:
        yield _("more seats are on deck than are wanted")
    if draft.stopped or draft.in_emergency or draft.phase is not Phase.OPEN:
        yield _("rule 16: a seat is held on deck while nobody is invited")


def _taken(draft: Draft, entry: Entry) -> Iterator[str]:
    """As many seats as people, in the chamber; the whole line that stands before is named, for a speaker."""
    details, people = entry.details, entry.people or 0
    ids = [hold for hold, _ in details["on_deck"]]
    known = [draft.holds[hold] for hold in ids if hold in draft.holds]
    if len(set(ids)) != people or len(known) != people or any(hold.kind is not HoldKind.ON_DECK for hold in known):
        yield _("rule 8: a speaker's party takes other seats than are on deck")
    if entry.held != -people or any(hold.space != entry.space for hold in known):
        yield _("rule 8: a speaker's party takes seats of another room, or other places than its seats")
    if entry.change != (0 if details.get("already_counted") else people):
        yield _("a speaker's party counts other people than are seated")
    if entry.kind == Kind.SEATED and entry.ticket is not None:
        ticket = draft.tickets[entry.ticket]
        if ticket.state not in (TicketState.WAITING, TicketState.MISSED) or ticket.saved is not None:
            yield _("rule 8: a speaker's party keeps what was promised elsewhere")
    if details.get("passed") and details.get("reason") != SPEAKER:
        yield _("rule 9: a speaker passes somebody for another reason")
