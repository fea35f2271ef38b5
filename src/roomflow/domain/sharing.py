"""Several open meetings in one building: which spaces each uses, and what is asked of one and concerns them all.

A space, a waiting space too, is used by one open meeting at a time, so that its people are counted once and its limit
stands in one log. Outside, where nobody is counted, is everybody's. docs/decisions/0035 says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from msgspec.structs import replace

from roomflow.domain.building import Building, SpaceKind, SpacePlan
from roomflow.domain.commands import BeginEmergency, EndEmergency, OpenMeeting, Scan, Undo
from roomflow.domain.events import Kind
from roomflow.domain.meeting import Draft, Meeting
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import OtherMeeting, Request
from roomflow.domain.spaces import Space


def building_used(command: OpenMeeting, whole: Building, others: Iterable[OtherMeeting]) -> Building:
    """The part of the building that a new meeting uses: the spaces it names, or all that no open meeting uses."""
    taken = {name.casefold(): other for other in others for name in other.spaces}
    named = {name.casefold() for name in command.spaces}
    known = {plan.name.casefold() for plan in whole.spaces}
    for name in command.spaces:
        if name.casefold() not in known:
            raise Refused("unknown-space", space=name)
    used: list[SpacePlan] = []
    for plan in whole.spaces:
        other = None if plan.kind is SpaceKind.OUTSIDE else taken.get(plan.name.casefold())
        if other is not None and plan.name.casefold() in named:
            raise Refused("space-in-use", space=plan.name, meeting=other.name)
        if other is None and (not named or plan.name.casefold() in named):
            used.append(plan)
    if not any(plan.is_room for plan in used):
        raise Refused("no-room-left" if taken and not named else "no-room-chosen")
    return replace(whole, spaces=tuple(used))


def need_no_emergency(others: Iterable[OtherMeeting]) -> None:
    """An emergency is one of the whole building: no meeting begins in it."""
    if any(other.in_emergency for other in others):
        raise Refused("opened-in-emergency")


def unknown_code(code: str, others: Iterable[OtherMeeting]) -> Refused:
    """What a code that is none of this meeting's is: a ticket of another open one, or nobody's."""
    for other in others:
        if code in other.codes:
            return Refused("of-other-meeting", ticket=other.codes[code], meeting=other.name)
    return Refused("unknown-code")


def others_for(request: Request, drafts: Iterable[Draft]) -> tuple[OtherMeeting, ...]:
    """Of the open meetings the others, for a request that asks about more than its own."""
    if not isinstance(request.command, OpenMeeting | Scan):
        return ()
    others = (draft for draft in drafts if draft.number != request.meeting)
    return tuple(OtherMeeting(d.number, d.name, d.spaces.keys(), d.codes, d.in_emergency) for d in others)


def concerned_by(request: Request, asked_of: Draft, drafts: Iterable[Draft]) -> list[Draft]:
    """The other open meetings that a request concerns too: an emergency begins and ends in the whole building.

    Taking either back is taking it back everywhere.
    """
    return [draft for draft in drafts if draft.number != asked_of.number and _concerns(request, asked_of, draft)]


def _concerns(request: Request, asked_of: Draft, other: Draft) -> bool:
    match request.command:
        case BeginEmergency():
            return not other.in_emergency
        case EndEmergency():
            return other.in_emergency
        case Undo(request=undone):
            last = asked_of.last.get(request.station, ())
            kinds = {entry.kind for entry in last if entry.request == undone}
            return (Kind.EMERGENCY in kinds and other.in_emergency) or (
                Kind.EMERGENCY_ENDED in kinds and not other.in_emergency
            )
        case _:
            return False


def joined(meeting: Meeting, others: Iterable[Meeting]) -> Meeting:
    """A meeting's picture with the spaces of all open meetings, in the building's order, for whoever needs them all.

    Of the others' spaces the moments on the meeting's own clock are put on this meeting's clock.
    """
    spaces = dict(meeting.spaces)
    for other in others:
        later = (meeting.elapsed - meeting.at) - (other.elapsed - other.at)
        spaces |= {name: _on_clock(space, later) for name, space in other.spaces.items() if name not in spaces}
    order = {plan.name: place for place, plan in enumerate(meeting.whole.spaces)}
    listed = sorted(spaces.items(), key=lambda item: order.get(item[0], len(order)))
    return replace(meeting, spaces=MappingProxyType(dict(listed)))


def _on_clock(space: Space, later: int) -> Space:
    moments = ("counted_elapsed", "counting_since", "deferred_until")
    return replace(space, **{name: value + later for name in moments if (value := getattr(space, name)) is not None})
