"""Moments of drawn evenings in which the rooms are full and people are called, and which never stand still for long."""

import random
from collections.abc import Iterator

from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import (
    AllowInvitations,
    Authority,
    CallNext,
    Command,
    EndEmergency,
    OpenSpace,
    SaveHeadCount,
    Tap,
)
from roomflow.domain.events import Entry, Wish
from roomflow.domain.meeting import Phase, Picture, publish
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space, waits_for_count
from tests.domain.table import Table, small_building
from tests.domain.test_random_evenings import _any_command

SEEDS = tuple(range(301, 311))
TURNS = 200
ACCESSIBLE = ((0, 0, 0), (1, 1, 0), (2, 2, 1))


def moments(every: int) -> Iterator[tuple[Table, Picture, str]]:
    """The evenings as they stand after every so many requests, with where that was."""
    for seed in SEEDS:
        yield from _of_one(seed, every)


def _of_one(seed: int, every: int) -> Iterator[tuple[Table, Picture, str]]:
    chance = random.Random(seed)
    sizes = (6, 4, 3) if seed % 2 else (20, 12, 11)
    table = Table(small_building(*sizes, accessible=ACCESSIBLE[seed % 3]), seed=seed)
    for name in ("Chamber", "A", "B"):
        table.ask(SaveHeadCount(name, table.space(name).places))
    for turn in range(TURNS):
        try:
            if chance.random() < 0.1:
                table.undo()
            else:
                table.ask(_next_command(table, chance))
        except Refused:
            pass
        if chance.random() < 0.5:
            table.wait(seconds=chance.choice((0.5, 3, 20, 140, 400)))
        if turn % every == 0:
            yield table, publish(table.draft), f"seed {seed}, turn {turn}"


def entries_of(seed: int) -> list[Entry]:
    *_, (table, _, _) = _of_one(seed, TURNS - 1)
    return table.entries


def _next_command(table: Table, chance: random.Random) -> Command:
    """Any, but an evening that stands still is not left so for long, and people are called more often."""
    if chance.random() < 0.3:
        if table.draft.in_emergency:
            return EndEmergency(Authority("clerk", "safety"))
        closed = next((space.name for space in table.draft.spaces.values() if space.closed), None)
        if table.draft.stopped:
            return Tap("Stairs", -table.space("Stairs").inside) if table.space("Stairs").inside else AllowInvitations()
        return CallNext() if closed is None else OpenSpace(closed)
    return _any_command(table, chance, on_paper=False)


def rooms_of(picture: Picture, wish: Wish) -> list[Space]:
    kinds = (SpaceKind.CHAMBER,) if wish is Wish.CHAMBER else (SpaceKind.CHAMBER, SpaceKind.OVERFLOW)
    return [space for space in picture.spaces.values() if space.kind in kinds]


def invites(picture: Picture) -> bool:
    return not picture.stopped and not picture.in_emergency and picture.phase is Phase.OPEN


def takes(picture: Picture, room: Space, now: int) -> bool:
    return not room.closed and not waits_for_count(room, picture.figures, now)
