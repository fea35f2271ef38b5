"""Emergency: everything stops, each space is ticked as cleared, and at the end everything is counted again (rule 7).

A public crowd has no roll: rooms are swept and reported cleared, with the number of people who need help to leave.
Counting goes on throughout, for a tap is a fact. Who is out keeps the place until some time after its end (rule 8).
"""

from __future__ import annotations

from msgspec.structs import replace

from roomflow.domain import holds
from roomflow.domain.building import LIMIT_PEOPLE_MAX
from roomflow.domain.commands import Authority, ChangeUsher, MarkCleared, NoteAssistance
from roomflow.domain.events import Entry, Kind
from roomflow.domain.guards import countable_named
from roomflow.domain.limits import need_authority
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.recess import kept_longer
from roomflow.domain.refusals import Refused


def begin_emergency(picture: Picture, pen: Pen) -> None:
    if picture.in_emergency:
        raise Refused("in-emergency")
    pen.write(Kind.EMERGENCY)


def mark_cleared(picture: Picture, command: MarkCleared, pen: Pen) -> None:
    _need_emergency(picture)
    space = countable_named(picture, command.space)
    if space.cleared == command.cleared:
        raise Refused("already-marked")
    pen.write(Kind.CLEARED, space=space.name, details={"cleared": command.cleared})


def note_assistance(picture: Picture, command: NoteAssistance, pen: Pen) -> None:
    """How many people in a space need help to leave; a number, never who."""
    _need_emergency(picture)
    space = countable_named(picture, command.space)
    if not 0 <= command.people <= LIMIT_PEOPLE_MAX:
        raise Refused("bad-figure", most=LIMIT_PEOPLE_MAX)
    pen.write(Kind.ASSISTANCE, space=space.name, people=command.people, details={"was": space.assistance})


def end_emergency(picture: Picture, authority: Authority, pen: Pen) -> None:
    """Invitations may go on; every room asks for a head count, and who is out has the time to come back in."""
    _need_emergency(picture)
    asked = [space.name for space in picture.spaces.values() if space.count_asked]
    before = {"asked": asked, "since": picture.emergency_since, "ended_before": picture.emergency_ended}
    out = kept_longer(picture, pen.stamp.elapsed + picture.figures.stepped_out_in_recess_ms)
    pen.write(Kind.EMERGENCY_ENDED, details=need_authority(authority) | before | ({"out": out} if out else {}))


def _need_emergency(picture: Picture) -> None:
    if not picture.in_emergency:
        raise Refused("no-emergency")


def change_usher(picture: Picture, command: ChangeUsher, pen: Pen) -> None:
    """Errors are worst where one shift ends and another begins, so the room asks for a head count."""
    space = countable_named(picture, command.space)
    if command.door is not None and command.door not in space.plan.doors:
        raise Refused("unknown-door", space=space.name, door=command.door)
    pen.write(Kind.USHER_CHANGED, space=space.name, door=command.door, details={"asked": space.count_asked})


def apply_emergency(draft: Draft, entry: Entry) -> None:
    draft.in_emergency = True
    draft.emergency_since = entry.happened
    for name, space in draft.spaces.items():
        draft.spaces[name] = replace(space, cleared=False, assistance=0)


def apply_cleared(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], cleared=entry.details["cleared"])


def apply_assistance(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    assert entry.people is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], assistance=entry.people)


def apply_emergency_ended(draft: Draft, entry: Entry) -> None:
    draft.in_emergency = False
    draft.emergency_since = None
    draft.emergency_ended = entry.elapsed
    for hold_id, _before in entry.details.get("out", ()):
        holds.last_until(draft, hold_id, entry.elapsed + draft.figures.stepped_out_in_recess_ms)
    for name, space in draft.spaces.items():
        draft.spaces[name] = replace(space, count_asked=space.is_room)


def apply_usher_changed(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], count_asked=True)
