"""The audit of what may follow what: an entry that sets something is written only where it was not so already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from roomflow.domain.agenda import ONCE
from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, HoldKind, Phase
from roomflow.domain.spaces import waits_for_count
from roomflow.sentences import sentence as _


def states_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with an entry where the meeting stands before it."""
    check = _CHECKS.get(Kind(entry.kind))
    if check is not None and not check(draft, entry):
        yield _("there can be no {kind} as the meeting stands", kind=entry.kind)


def _goes_on(draft: Draft, _entry: Entry) -> bool:
    return draft.phase is Phase.OPEN


def _waits(draft: Draft, entry: Entry) -> bool:
    """The meeting goes on, and people are counted in a waiting space wherever one has room for them (rule 13)."""
    people = entry.people or 0
    has_room = any(s.kind is SpaceKind.WAITING and s.free >= people for s in draft.spaces.values())
    return _goes_on(draft, entry) and (entry.space is not None or not has_room)


def _recalled(draft: Draft, entry: Entry) -> bool:
    """A call is repeated where the party could still be called to: into a room that is open and not over."""
    room = draft.spaces[draft.holds[entry.details["hold"]].space]
    return not room.closed and room.free >= 0


def _released(draft: Draft, entry: Entry) -> bool:
    """A ticket's hold ends with its ticket, never alone; what was saved for it, when it takes a speaker's seat."""
    return draft.holds[entry.details["hold"]].kind is not HoldKind.CALLED


def _counting(draft: Draft, entry: Entry) -> bool:
    return draft.spaces[entry.space or ""].counting_since is None


def _counted(draft: Draft, entry: Entry) -> bool:
    return (entry.people or 0) >= 0 and entry.details["was"] == draft.spaces[entry.space or ""].inside


def _deferred(draft: Draft, entry: Entry) -> bool:
    return waits_for_count(draft.spaces[entry.space or ""], draft.figures, entry.elapsed)


def _turned_away(draft: Draft, entry: Entry) -> bool:
    return 1 <= (entry.people or 0) <= draft.figures.group_people_max


def _stepped_out(draft: Draft, entry: Entry) -> bool:
    ended, longer = draft.emergency_ended, draft.figures.stepped_out_in_recess_ms
    called_back = draft.in_emergency or (ended is not None and entry.elapsed - ended < longer)
    said = (entry.details["recess"], entry.details.get("emergency", False))
    return said == (draft.in_recess, called_back)


def _space_closed(draft: Draft, entry: Entry) -> bool:
    space = draft.spaces[entry.space or ""]
    return space.is_room and space.closed == (entry.kind == Kind.SPACE_OPENED)


def _emergency(draft: Draft, _entry: Entry) -> bool:
    return not draft.in_emergency


def _in_emergency(draft: Draft, _entry: Entry) -> bool:
    return draft.in_emergency


def _marked(draft: Draft, entry: Entry) -> bool:
    mark = entry.details["mark"]
    again = mark in ONCE and mark in draft.marks
    return draft.phase is Phase.OPEN and not again and entry.details["before"] == draft.marks.get(mark)


def _end_expected(draft: Draft, entry: Entry) -> bool:
    was = (draft.expected_end, draft.ends_at)
    return draft.phase is Phase.OPEN and (entry.details["was"], entry.details["was_at"]) == was


_CHECKS: Final[Mapping[Kind, Callable[[Draft, Entry], bool]]] = MappingProxyType(
    {
        Kind.ISSUED: _waits,
        Kind.BACK: _waits,
        Kind.RECALLED: _recalled,
        Kind.SPLIT: _goes_on,
        Kind.RELEASED: _released,
        Kind.COUNT_STARTED: _counting,
        Kind.COUNTED: _counted,
        Kind.COUNT_DEFERRED: _deferred,
        Kind.TURNED_AWAY: _turned_away,
        Kind.STEPPED_OUT: _stepped_out,
        Kind.SPACE_CLOSED: _space_closed,
        Kind.SPACE_OPENED: _space_closed,
        Kind.EMERGENCY: _emergency,
        Kind.CLEARED: _in_emergency,
        Kind.ASSISTANCE: _in_emergency,
        Kind.MARKED: _marked,
        Kind.END_EXPECTED: _end_expected,
    }
)
