"""Holds in the draft: places promised begin, are taken person by person, move and end exactly once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from roomflow.domain.meeting import Draft, Hold, HoldKind, Picture


def begin(draft: Draft, hold: Hold) -> None:
    assert hold.id not in draft.holds, hold.id
    draft.holds[hold.id] = hold


def end(draft: Draft, hold_id: str) -> Hold:
    """End a hold; a second end is a bug and stops here."""
    return draft.holds.pop(hold_id)


def take(draft: Draft, hold_id: str, people: int) -> None:
    """So many people of a hold came in; the last one ends it."""
    hold = draft.holds[hold_id]
    assert 0 < people <= hold.people, (hold, people)
    if people == hold.people:
        end(draft, hold_id)
    else:
        draft.holds[hold_id] = hold._replace(people=hold.people - people)


def on_the_way(picture: Picture, space: str) -> list[Hold]:
    """The parties on the way to a space, oldest first."""
    waiting = [h for h in picture.holds.values() if h.space == space and h.kind is HoldKind.ON_THE_WAY]
    return sorted(waiting, key=lambda hold: (hold.deadline, hold.began, _age(hold.id)))


def _age(hold_id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in hold_id.split("."))


PEOPLE: Final = 2
"""Where a row of a hold has its people."""


def as_row(hold: Hold) -> list[Any]:
    """A hold as plain values, for the details of an entry that ends it."""
    return [hold.kind.value, hold.space, hold.people, hold.ticket, hold.began, hold.deadline, hold.recalled]


def from_row(hold_id: str, row: Iterable[Any]) -> Hold:
    kind, space, people, ticket, began, deadline, recalled = row
    return Hold(hold_id, HoldKind(kind), space, people, ticket, began, deadline, recalled)
