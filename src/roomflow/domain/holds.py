"""Holds in the draft: places promised begin, are taken person by person, move and end exactly once."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from msgspec.structs import replace

from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Hold, HoldKind, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.pool import PartyKey

_BY_TIME: Final = attrgetter("deadline", "began")


def begin(draft: Draft, hold: Hold) -> None:
    assert hold.id not in draft.holds, hold.id
    draft.holds[hold.id] = hold
    party = party_that_asked(draft, hold)
    if party is not None:
        draft.pool.take(draft.spaces, party, hold.space, hold.people)


def end(draft: Draft, hold_id: str) -> Hold:
    """End a hold whose people do not come by it; a second end is a bug and stops here."""
    hold = draft.holds.pop(hold_id)
    party = party_that_asked(draft, hold)
    if party is not None:
        draft.pool.give_back(draft.spaces, party, hold.people)
    return hold


def grow(draft: Draft, hold_id: str, people: int) -> None:
    """So many more people are promised places by a hold."""
    hold = draft.holds[hold_id]
    draft.holds[hold_id] = replace(hold, people=hold.people + people)
    party = party_that_asked(draft, hold)
    if party is not None:
        draft.pool.take_more(draft.spaces, party, hold.space, people)


def shrink(draft: Draft, hold_id: str, people: int) -> None:
    """So many people fewer are promised places by a hold, as if it had not grown by them; the last end it."""
    hold = draft.holds[hold_id]
    left = hold.people - people
    assert left >= 0, (hold, people)
    party = party_that_asked(draft, hold)
    if party is not None:
        draft.pool.leave_for(draft.spaces, party, left)
    if left:
        draft.holds[hold_id] = replace(hold, people=left)
    else:
        del draft.holds[hold_id]


def follow(draft: Draft, hold_id: str, after: Hold) -> None:
    """A hold goes on as another for the same party: what it has of the accessible pool there stays with it."""
    before = draft.holds[hold_id]
    if before.space != after.space:
        end(draft, hold_id)
        begin(draft, after)
        return
    del draft.holds[hold_id]
    draft.holds[after.id] = replace(after, people=before.people)
    grow(draft, after.id, after.people - before.people)


def write_ended(kind: Kind, hold: Hold, pen: Pen) -> Entry:
    return pen.write(
        kind,
        space=hold.space,
        ticket=hold.ticket,
        people=hold.people,
        held=-hold.people,
        details={"hold": hold.id, "held": as_row(hold)},
    )


def last_until(draft: Draft, hold_id: str, deadline: int) -> None:
    """A hold has another deadline from now on."""
    draft.holds[hold_id] = replace(draft.holds[hold_id], deadline=deadline)


def move(draft: Draft, hold_id: str, space: str) -> Hold:
    """The places of a hold are in another room from now on."""
    hold = draft.holds[hold_id]
    party = party_that_asked(draft, hold)
    draft.holds[hold_id] = replace(hold, space=space)
    if party is not None:
        draft.pool.give_back(draft.spaces, party, hold.people)
        draft.pool.take(draft.spaces, party, space, hold.people)
    return hold


def party_that_asked(picture: Picture, hold: Hold) -> PartyKey | None:
    """Whose hold it is, where the party asked for an accessible place."""
    if hold.ticket is None:
        return picture.pool.needs.get(hold.id)
    if not picture.tickets[hold.ticket].accessible:
        return None
    # Called to the chamber it still has its accessible place where it sits.
    return f"claim {hold.ticket}" if hold.kind is HoldKind.CLAIM else hold.ticket


def end_seats(draft: Draft, entry: Entry) -> None:
    """The seats on deck that a speaker's party took."""
    for hold_id, _ in entry.details.get("on_deck", ()):
        end(draft, hold_id)


def take(draft: Draft, hold_id: str, people: int) -> None:
    """So many people of a hold came in; the last one ends it."""
    hold = draft.holds[hold_id]
    assert 0 < people <= hold.people, (hold, people)
    if people == hold.people:
        # They are in: the places they have of the accessible pool stay theirs.
        del draft.holds[hold_id]
    else:
        draft.holds[hold_id] = replace(hold, people=hold.people - people)


def on_the_way(picture: Picture, space: str) -> list[Hold]:
    """The parties on the way to a space, oldest first."""
    return of_kind(picture, space, HoldKind.ON_THE_WAY)


def of_kind(picture: Picture, space: str, kind: HoldKind) -> list[Hold]:
    """The holds of a kind in a space, the oldest first."""
    return oldest_first([hold for hold in picture.holds.values() if hold.space == space and hold.kind is kind])


def oldest_first(held: list[Hold]) -> list[Hold]:
    """Holds by their time; those of one moment stay in the order in which a picture has them, as they began."""
    return sorted(held, key=_BY_TIME) if len(held) > 1 else held


PEOPLE: Final = 2
"""Where a row of a hold has its people."""


def as_row(hold: Hold) -> list[Any]:
    """A hold as plain values, for the details of an entry that ends it."""
    return [hold.kind.value, hold.space, hold.people, hold.ticket, hold.began, hold.deadline, hold.recalled]


def from_row(hold_id: str, row: Iterable[Any]) -> Hold:
    kind, space, people, ticket, began, deadline, recalled = row
    return Hold(hold_id, HoldKind(kind), space, people, ticket, began, deadline, recalled)
