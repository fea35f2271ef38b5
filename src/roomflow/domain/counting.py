"""Counting: taps at doors and at the desk, and head counts. Facts are always taken (rules 1, 6, 11)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from msgspec.structs import replace

from roomflow.domain import holds
from roomflow.domain.building import LIMIT_PEOPLE_MAX
from roomflow.domain.commands import DeferHeadCount, SaveHeadCount, StartHeadCount, Tap
from roomflow.domain.events import Entry, Kind
from roomflow.domain.guards import countable_named, room_named
from roomflow.domain.limits import ROLES
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.recess import begin_kept, out_for_recess, places_kept
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space, moved, waits_for_count

TAP_PEOPLE_MAX: Final = 6


def tap(picture: Picture, command: Tap, pen: Pen) -> None:
    """Count people in or out; never refused for being past a limit, in a space closed or empty."""
    space = countable_named(picture, command.space)
    if command.door is not None and command.door not in space.plan.doors:
        raise Refused("unknown-door", space=space.name, door=command.door)
    if command.change == 0 or abs(command.change) > TAP_PEOPLE_MAX:
        raise Refused("bad-change", most=TAP_PEOPLE_MAX)
    write_tap(picture, space, command, pen)


def write_tap(picture: Picture, space: Space, command: Tap, pen: Pen, **details: Any) -> None:
    """Write down people in or out, however many; `details` are those of the entry beside what a tap has."""
    if command.change > 0:
        _tap_in(picture, space, command, pen, **details)
    else:
        _tap_out(picture, space, command, pen, **details)


def _tap_in(picture: Picture, space: Space, command: Tap, pen: Pen, **details: Any) -> None:
    people = command.change
    consumed: list[list[Any]] = []
    # Who walked out in the recess has sat here: they go before who is on the way for the first time.
    for hold in (*out_for_recess(picture, space.name), *holds.on_the_way(picture, space.name)):
        taken = min(hold.people, people - sum(row[1] for row in consumed))
        if taken == 0:
            break
        # The whole hold is kept, so that taking this tap back can begin it anew with its old deadline.
        consumed.append([hold.id, taken, holds.as_row(hold)])
    if consumed:
        details["consumed"] = consumed
    over = space.inside + people - space.places
    if over > 0:
        details["over"] = over
    if space.closed:
        details["closed"] = True
    pen.write(
        Kind.TAPPED,
        space=space.name,
        door=command.door,
        people=people,
        change=people,
        held=-sum(row[1] for row in consumed),
        details=details,
    )


def _tap_out(picture: Picture, space: Space, command: Tap, pen: Pen, **details: Any) -> None:
    people = -command.change
    leaving = min(people, space.inside)
    # Rule 6: an exit from an empty space proves a missed entry; kept, neither clamped away nor lost.
    if leaving < people:
        details["unmatched"] = people - leaving
    kept = places_kept(picture, space, leaving)
    pen.write(
        Kind.TAPPED,
        space=space.name,
        door=command.door,
        people=people,
        change=-leaving,
        held=kept,
        details=details,
    )


def start_head_count(picture: Picture, command: StartHeadCount, pen: Pen) -> None:
    space = countable_named(picture, command.space)
    if space.counting_since is not None:
        raise Refused("count-running", space=space.name)
    pen.write(Kind.COUNT_STARTED, space=space.name, details={"was": space.inside})


def save_head_count(picture: Picture, command: SaveHeadCount, pen: Pen) -> None:
    """The figure counted plus what taps changed since Start; without a Start, the figure as it is."""
    space = countable_named(picture, command.space)
    if not 0 <= command.counted <= LIMIT_PEOPLE_MAX:
        raise Refused("bad-figure", most=LIMIT_PEOPLE_MAX)
    since = space.counting_change if space.counting_since is not None else 0
    inside = max(0, command.counted + since)
    pen.write(
        Kind.COUNTED,
        space=space.name,
        people=command.counted,
        change=inside - space.inside,
        details={
            "was": space.inside,
            "since": since,
            "before": [space.counted_elapsed, space.counted_at, space.crossings, space.unmatched],
            "running": [space.counting_since, space.counting_change],
            "gate": space.gate_passed,
            "asked": space.count_asked,
        },
    )


def defer_head_count(picture: Picture, command: DeferHeadCount, pen: Pen) -> None:
    """Rule 7: put off once, five minutes, by a role from the list."""
    room = room_named(picture, command.space)
    if command.role not in ROLES:
        raise Refused("unknown-role")
    if room.deferred_until is not None:
        raise Refused("deferred-already", space=room.name)
    if not waits_for_count(room, picture.figures, pen.stamp.elapsed):
        raise Refused("no-count-waited-for", space=room.name)
    pen.write(Kind.COUNT_DEFERRED, space=room.name, details={"role": command.role})


def apply_count_deferred(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    until = entry.elapsed + draft.figures.count_deferral_ms
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], deferred_until=until)


def apply_tapped(draft: Draft, entry: Entry) -> None:
    details = entry.details
    if details:
        for hold_id, taken, _ in details.get("consumed", ()):
            holds.take(draft, hold_id, taken)
    if entry.held > 0:
        begin_kept(draft, entry)


def pass_door(draft: Draft, entry: Entry) -> None:
    """People came in or went out one by one: both counts of the space, its crossings and its door change at once."""
    people, name, door, change, details = entry.people, entry.space, entry.door, entry.change, entry.details
    assert people is not None
    assert name is not None
    space = draft.spaces[name]
    doors = None
    if door is not None:
        before = space.doors
        into, out = before.get(door, (0, 0))
        passed = (into + people, out) if change > 0 else (into, out + people)
        doors = MappingProxyType(before | {door: passed})
    unmatched = details.get("unmatched", 0) if details else 0
    draft.spaces[name] = moved(space, change, entry.held, people, unmatched, doors)


def post(draft: Draft, name: str, change: int, held: int) -> None:
    """Add to a space's two counts."""
    draft.spaces[name] = moved(draft.spaces[name], change, held, 0, 0, None)


def count_crossing(draft: Draft, name: str, people: int, unmatched: int = 0) -> None:
    """People passed a door of a space, which makes its count older; negative to take that back."""
    space = draft.spaces[name]
    draft.spaces[name] = replace(
        space, crossings=max(0, space.crossings + people), unmatched=max(0, space.unmatched + unmatched)
    )


def count_door(draft: Draft, entry: Entry, into: int, out: int) -> None:
    """Each door counts for itself, the space is their sum."""
    if entry.door is None or entry.space is None:
        return
    space = draft.spaces[entry.space]
    before_in, before_out = space.doors.get(entry.door, (0, 0))
    doors = MappingProxyType({**space.doors, entry.door: (before_in + into, before_out + out)})
    draft.spaces[entry.space] = replace(space, doors=doors)


def apply_count_started(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    draft.spaces[entry.space] = replace(draft.spaces[entry.space], counting_since=entry.elapsed, counting_change=0)


def apply_counted(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    space = draft.spaces[entry.space]
    nearly, was = space.places * draft.figures.nearly_full_percent, entry.details["was"]
    draft.spaces[entry.space] = replace(
        space,
        counted_elapsed=entry.elapsed,
        counted_at=entry.happened,
        crossings=0,
        unmatched=0,
        count_asked=False,
        found=space.found + entry.change,
        counting_since=None,
        counting_change=0,
        gate_passed=space.gate_passed
        or (was + space.held) * 100 >= nearly
        or (space.inside + space.held) * 100 >= nearly,
    )


def restore_count(draft: Draft, name: str, details: Any) -> None:
    """Take a head count back: the space is as verified as it was before."""
    elapsed, at, crossings, unmatched = details["before"]
    since, change = details["running"]
    space = draft.spaces[name]
    draft.spaces[name] = replace(
        space,
        counted_elapsed=elapsed,
        counted_at=at,
        crossings=crossings + space.crossings,
        unmatched=unmatched + space.unmatched,
        counting_since=since,
        # Taps between the saving and its undo belong to the count that runs again.
        counting_change=change + (space.inside - details["was"] if since is not None else 0),
        gate_passed=details["gate"],
        count_asked=details["asked"],
    )
