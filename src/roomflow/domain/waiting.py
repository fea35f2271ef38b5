"""Waiting: where parties wait, who stands before them, and how they leave a waiting space (rule 13)."""

from __future__ import annotations

from typing import Any

from roomflow.domain.building import SpaceKind
from roomflow.domain.meeting import Picture, Ticket


def people_ahead(picture: Picture, number: int) -> int:
    """People of waiting tickets before this one that share a room with its wish.

    Any two wishes share the chamber, so in a building with a chamber these are all that stand before it.
    """
    return picture.line.people_before(picture.tickets[number].order)


def waiting_space_for(picture: Picture, people: int) -> str | None:
    """The first waiting space with room (rule 13); None sends people outside, where nobody is counted."""
    for space in picture.spaces.values():
        if space.kind is SpaceKind.WAITING and space.free >= people:
            return space.name
    return None


def leaving_waiting_space(picture: Picture, ticket: Ticket) -> dict[str, Any]:
    """The columns that take a party out of its waiting space, as far as that is still counted."""
    if ticket.waits_in is None:
        return {}
    people = min(ticket.waits_people, picture.spaces[ticket.waits_in].inside)
    return {"from_space": ticket.waits_in, "from_change": -people}
