"""The audit of an entry's own figures: what its columns add must be what its kind says happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from roomflow.domain.agenda import ITEM, MARKS, TURN_AWAY_REASONS
from roomflow.domain.audit_recess import TAKEN_BY_TAPS
from roomflow.domain.building import SpaceKind
from roomflow.domain.counting import TAP_PEOPLE_MAX
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.guards import FIRST_CLAIM, KEPT, TOO_LARGE
from roomflow.domain.limits import REASONS, ROLES, WORDS_CHARACTERS_MAX
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase
from roomflow.domain.paper import TALLY_PEOPLE_MAX
from roomflow.domain.timers import TIMER_STATION, recall_moment
from roomflow.sentences import sentence as _

Checks = Callable[[Draft, Entry], Iterator[str]]


def figures_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with the figures of an entry, on the meeting before it."""
    if entry.door is not None and entry.kind != Kind.UNDONE:
        plan = draft.spaces[entry.space or ""].plan
        if entry.door not in plan.doors:
            yield _("{room} has no door called {door}", room=plan.name, door=entry.door)
    if (
        "passed" in entry.details
        and entry.kind != Kind.UNDONE
        and entry.details.get("reason") not in (TOO_LARGE, KEPT, FIRST_CLAIM, *REASONS)
    ):
        yield _("rule 9: it passes somebody for no reason of the list")
    if "override" in entry.details:
        yield from _authority(entry.details["override"])
    check = _CHECKS.get(Kind(entry.kind))
    if check is not None:
        yield from check(draft, entry)


def undone_of(entry: Entry, original: Entry | None) -> Iterator[str]:
    """An `undone` entry says the opposite; of a ticket issued or back, the waiting space may count fewer by then."""
    if original is None or entry.details.get("kind") != original.kind:
        yield _("entry {undoes} is not what it says it takes back", undoes=entry.undoes)
        return
    clamped = original.kind in (Kind.ISSUED, Kind.BACK)
    legs = (entry.held, entry.from_change, entry.from_held, entry.space, entry.from_space, entry.ticket)
    opposite = (
        -original.held,
        -original.from_change,
        -original.from_held,
        original.space,
        original.from_space,
        original.ticket,
    )
    if legs != opposite or (entry.change != -original.change and not clamped):
        yield _("it is not the opposite of entry {undoes}", undoes=entry.undoes)
    if clamped and not -original.change <= entry.change <= 0:
        yield _("it takes other people out of a waiting space than entry {undoes} brought", undoes=entry.undoes)
    held = original.details.get("held") or original.details.get("row")
    seats = [list(row) for _, row in original.details.get("on_deck", ())]
    if seats and [list(row) for row in entry.details.get("begins", ())] != seats:
        yield _("seats on deck are held anew that were not taken")
    for row in entry.details.get("begins", ()):
        # A tap may have taken a part of a hold; all else of it begins anew as it was, its deadline above all.
        if held is not None and list(row[4:]) != list(held[4:]):
            yield _("a hold begins anew with another deadline")


def _authority(details: Mapping[str, Any]) -> Iterator[str]:
    words = details.get("words", "")
    if details.get("role") not in ROLES or details.get("reason") not in REASONS or len(words) > WORDS_CHARACTERS_MAX:
        yield _("rule 2: nobody with a role and a reason of the lists answers for it")


def _tapped(draft: Draft, entry: Entry) -> Iterator[str]:
    most = TALLY_PEOPLE_MAX if entry.details.get("paper") else TAP_PEOPLE_MAX
    if not 1 <= (entry.people or 0) <= most:
        yield _("a tap counts from 1 to {most} people", most=most)
    space = draft.spaces[entry.space or ""]
    over = max(0, space.inside + entry.change - space.places) if entry.change > 0 else 0
    if entry.details.get("over", 0) != over:
        yield _("a tap past the places is not marked as it is")
    consumed = entry.details.get("consumed", ())
    if min(0, entry.held) != -sum(taken for _hold, taken, _row in consumed) or (entry.change <= 0 and consumed):
        yield _("rule 11: a tap takes other places than it names")
    for hold_id, _taken, _row in consumed:
        if draft.holds[hold_id].kind not in TAKEN_BY_TAPS:
            yield _("rule 11: a tap ends the hold of somebody who was called or stepped out")


def _counted(draft: Draft, entry: Entry) -> Iterator[str]:
    assert entry.space is not None
    space = draft.spaces[entry.space]
    since = space.counting_change if space.counting_since is not None else 0
    if space.inside + entry.change != max(0, (entry.people or 0) + since):
        yield _("the count after it is not what was counted")


def _sent(draft: Draft, entry: Entry) -> Iterator[str]:
    if not 1 <= (entry.people or 0) <= draft.figures.party_people_max or entry.held != entry.people or entry.change:
        yield _("it holds other places than the party has people")


def _issued(draft: Draft, entry: Entry) -> Iterator[str]:
    if not 1 <= (entry.people or 0) <= draft.figures.party_people_max:
        yield _("a ticket is for a party of another size")
    yield from _into_waiting_space(draft, entry)


def _into_waiting_space(draft: Draft, entry: Entry) -> Iterator[str]:
    if entry.space is None:
        return
    if entry.change != entry.people or draft.spaces[entry.space].kind is not SpaceKind.WAITING:
        yield _("rule 13: the waiting space counts other people than wait")


def _out_of_waiting_space(draft: Draft, entry: Entry) -> Iterator[str]:
    assert entry.ticket is not None
    ticket = draft.tickets[entry.ticket]
    if entry.from_space != ticket.waits_in:
        yield _("rule 13: it leaves another waiting space than it waits in")
    elif ticket.waits_in is not None:
        counted = min(ticket.waits_people, draft.spaces[ticket.waits_in].inside)
        # At the close several parties leave one space in one step, together no more than are counted there.
        if not 0 <= -entry.from_change <= counted:
            yield _("rule 13: other people leave the waiting space than wait")


def _held_for(draft: Draft, entry: Entry) -> Hold | None:
    assert entry.ticket is not None
    ticket = draft.tickets[entry.ticket]
    held = ticket.hold or ticket.saved
    return None if held is None else draft.holds[held]


def _seated(draft: Draft, entry: Entry) -> Iterator[str]:
    yield from _out_of_waiting_space(draft, entry)
    expected = 0 if entry.details.get("already_counted") else entry.people
    if entry.change != expected:
        yield _("it counts other people than are seated")
    yield from _ends_its_hold(draft, entry)


def _ends_its_hold(draft: Draft, entry: Entry) -> Iterator[str]:
    hold = _held_for(draft, entry)
    if hold is None:
        if entry.held and "on_deck" not in entry.details:
            yield _("rule 8: it gives back places that were not held")
    elif (entry.details.get("hold"), entry.space, entry.held) != (hold.id, hold.space, -hold.people):
        yield _("rule 8: it does not end the hold of its ticket")


def _gone(draft: Draft, entry: Entry) -> Iterator[str]:
    yield from _out_of_waiting_space(draft, entry)
    yield from _ends_its_hold(draft, entry)


def _expired(draft: Draft, entry: Entry) -> Iterator[str]:
    hold = draft.holds[entry.details["hold"]]
    if (entry.space, -entry.held) != (hold.space, hold.people):
        yield _("rule 8: it ends a hold for other places")
    if entry.kind == Kind.EXPIRED and entry.elapsed < hold.deadline:
        yield _("rule 8: a hold ends before its deadline")


def _missed(draft: Draft, entry: Entry) -> Iterator[str]:
    yield from _gone(draft, entry)
    hold = _held_for(draft, entry)
    if hold is not None and entry.station == TIMER_STATION and entry.elapsed < hold.deadline:
        yield _("rule 8: a call is missed before its deadline")


def _recalled(draft: Draft, entry: Entry) -> Iterator[str]:
    hold = draft.holds[entry.details["hold"]]
    turn = entry.details["turn"]
    if turn <= hold.recalled or entry.elapsed < recall_moment(hold, draft.figures, turn):
        yield _("a call is repeated before its time")


def _moved(draft: Draft, entry: Entry) -> Iterator[str]:
    hold = draft.holds[entry.details["hold"]]
    legs = (entry.people, entry.held, entry.from_held, entry.from_space)
    if legs != (hold.people, hold.people, -hold.people, hold.space):
        yield _("rule 14: it moves other places than are held")


def _relocated(_draft: Draft, entry: Entry) -> Iterator[str]:
    if not entry.change == entry.people == -entry.from_change:
        yield _("rule 14: other people arrive than leave")


def _stepped_out(_draft: Draft, entry: Entry) -> Iterator[str]:
    if not -entry.change == entry.held == entry.people:
        yield _("rule 8: other places are held than people step out")


def _returned(draft: Draft, entry: Entry) -> Iterator[str]:
    hold = draft.holds[entry.details["hold"]]
    if not entry.change == -entry.held == entry.people or hold.kind is not HoldKind.STEPPED_OUT:
        yield _("rule 8: other people return than stepped out")
    room = draft.spaces[hold.space]
    if entry.details.get("over", 0) != max(0, room.inside + entry.change - room.places):
        yield _("who comes back into a room that is over is not marked")


def _split(draft: Draft, entry: Entry) -> Iterator[str]:
    if "into" in entry.details:
        assert entry.ticket is not None
        if not 0 < (entry.people or 0) < draft.tickets[entry.ticket].people == entry.details["was"]:
            yield _("rule 14: the parts are not the party")
    elif draft.recent[-1].kind != Kind.SPLIT or entry.people != (
        draft.recent[-1].details.get("was", 0) - (draft.recent[-1].people or 0)
    ):
        yield _("rule 14: the second part is not the rest of the party")


def _limit_set(draft: Draft, entry: Entry) -> Iterator[str]:
    yield from _authority(entry.details)
    space = draft.spaces[entry.space or ""]
    if space.kind in (SpaceKind.KEEP_CLEAR, SpaceKind.OUTSIDE) or entry.details["was"] != space.limit:
        yield _("it changes no limit that {space} has", space=space.name)
    if not space.reserved <= entry.details["limit"]:
        yield _("a limit is below the reserved places")


def _reserved_set(draft: Draft, entry: Entry) -> Iterator[str]:
    space = draft.spaces[entry.space or ""]
    if not 0 <= entry.details["reserved"] <= (space.limit or 0) or entry.details["was"] != space.reserved:
        yield _("more places are reserved than the limit has")


def _deferred(draft: Draft, entry: Entry) -> Iterator[str]:
    space = draft.spaces[entry.space or ""]
    if entry.details.get("role") not in ROLES or space.deferred_until is not None:
        yield _("rule 7: a head count is put off once, by a role of the list")


def _turned_away(draft: Draft, entry: Entry) -> Iterator[str]:
    free = sum(max(0, space.free) for space in draft.spaces.values() if space.is_room)
    if entry.details["reason"] not in TURN_AWAY_REASONS or entry.details["free"] != free:
        yield _("rule 13: turned away for no reason of the list, or beside other free places")


def _marked(_draft: Draft, entry: Entry) -> Iterator[str]:
    if entry.details["mark"] not in (*MARKS, ITEM) or ("words" in entry.details) != (entry.details["mark"] == ITEM):
        yield _("there is no such mark")


def _stopped(draft: Draft, entry: Entry) -> Iterator[str]:
    if draft.stopped == (entry.kind == Kind.STOPPED) and not draft.stopped_for:
        yield _("invitations were so already")


def _closed(draft: Draft, _entry: Entry) -> Iterator[str]:
    if draft.phase is not Phase.ADJOURNED:
        yield _("the log is closed before the meeting adjourned")
    if any(ticket.state in (TicketState.WAITING, TicketState.CALLED) for ticket in draft.tickets.values()):
        yield _("the log is closed while tickets wait")


def _emergency_ended(draft: Draft, entry: Entry) -> Iterator[str]:
    yield from _authority(entry.details)
    if not draft.in_emergency:
        yield _("there is no emergency to end")


_CHECKS: Final[Mapping[Kind, Checks]] = MappingProxyType(
    {
        Kind.TAPPED: _tapped,
        Kind.COUNTED: _counted,
        Kind.SENT: _sent,
        Kind.ISSUED: _issued,
        Kind.BACK: _into_waiting_space,
        Kind.SEATED: _seated,
        Kind.LEFT: _gone,
        Kind.UNSERVED: _gone,
        Kind.EXPIRED: _expired,
        Kind.RELEASED: _expired,
        Kind.MISSED: _missed,
        Kind.RECALLED: _recalled,
        Kind.MOVED: _moved,
        Kind.RELOCATED: _relocated,
        Kind.STEPPED_OUT: _stepped_out,
        Kind.RETURNED: _returned,
        Kind.SPLIT: _split,
        Kind.LIMIT_SET: _limit_set,
        Kind.RESERVED_SET: _reserved_set,
        Kind.COUNT_DEFERRED: _deferred,
        Kind.TURNED_AWAY: _turned_away,
        Kind.MARKED: _marked,
        Kind.STOPPED: _stopped,
        Kind.ALLOWED: _stopped,
        Kind.CLOSED: _closed,
        Kind.EMERGENCY_ENDED: _emergency_ended,
    }
)
