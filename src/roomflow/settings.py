"""The figures of roomflow, every one a setting, in one frozen record, with what each may be.

A meeting carries the figures it was opened with in its first entry, so a log explains itself alone.
Times are whole milliseconds of the meeting's own clock; shares are whole percent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

MINUTE_MS = 60_000
SECOND_MS = 1_000


class Figures(Struct, frozen=True):
    """What a building may tune; the defaults are those of the brief."""

    party_people_max: int = 6
    """People on one ticket; a larger group is split."""
    group_people_max: int = 20
    """A group larger than this is refused at once, as a slip of the finger."""
    first_ticket: int = 101
    filling_percent: int = 80
    nearly_full_percent: int = 90
    undo_ms: int = 10_000
    on_the_way_ms: int = 5 * MINUTE_MS
    call_grace_ms: int = 5 * MINUTE_MS
    recall_first_ms: int = 2 * MINUTE_MS
    recall_second_ms: int = 4 * MINUTE_MS
    count_deferral_ms: int = 5 * MINUTE_MS
    """A room at nearly full waits for a head count; a supervisor may put that off once, so long."""
    passes_max: int = 3
    passed_ms: int = 10 * MINUTE_MS
    """After so many passes, or so long after the first, places are saved for the party."""
    saved_ms: int = 10 * MINUTE_MS
    on_deck_seats: int = 5
    """Chamber seats held for speakers once comment opens, taken from places as they free; 0 for none."""
    on_deck_ms: int = 10 * MINUTE_MS
    """A seat on deck that stays empty so long goes on to the line, and is wanted no more."""
    on_deck_remind_ms: int = 5 * MINUTE_MS
    """From here on the desk is reminded of a seat on deck that stays empty."""
    stepped_out_ms: int = 10 * MINUTE_MS
    stepped_out_in_recess_ms: int = 15 * MINUTE_MS
    """In a recess, in an emergency, and for those who are out when an emergency ends, from its end."""
    head_count_crossings: int = 40
    head_count_ms: int = 30 * MINUTE_MS
    crowd_manager_people: int = 250
    """One crowd manager for each so many people, at least one; at least two above 500."""
    crowd_manager_two_above: int = 500
    report_grid_minutes: int = 5

    @property
    def recalls_ms(self) -> tuple[int, ...]:
        """Moments of the re-calls, counted from the call."""
        return (self.recall_first_ms, self.recall_second_ms)

    def as_dict(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Figures:
        """Figures of a log; one this version does not know is left out, a missing one has its default."""
        return cls(**{name: int(value) for name, value in values.items() if name in cls.__struct_fields__})


class Unit(StrEnum):
    """In what a person reads a figure; a time is stored in ms."""

    PEOPLE = "people"
    TIMES = "times"
    NUMBER = "number"
    PERCENT = "percent"
    SECONDS = "seconds"
    MINUTES = "minutes"

    @property
    def size(self) -> int:
        """How much of what is stored is one of what is read."""
        return {"seconds": SECOND_MS, "minutes": MINUTE_MS}.get(self.value, 1)


class Bounds(NamedTuple):
    """From where to where a figure may go, in what a person reads."""

    low: int
    high: int
    unit: Unit


BOUNDS: Final[Mapping[str, Bounds]] = MappingProxyType(
    {
        "party_people_max": Bounds(1, 9, Unit.PEOPLE),
        "group_people_max": Bounds(1, 100, Unit.PEOPLE),
        "first_ticket": Bounds(1, 9_000, Unit.NUMBER),
        "filling_percent": Bounds(1, 99, Unit.PERCENT),
        "nearly_full_percent": Bounds(1, 100, Unit.PERCENT),
        "undo_ms": Bounds(1, 60, Unit.SECONDS),
        "on_the_way_ms": Bounds(1, 60, Unit.MINUTES),
        "call_grace_ms": Bounds(1, 60, Unit.MINUTES),
        "recall_first_ms": Bounds(1, 60, Unit.MINUTES),
        "recall_second_ms": Bounds(1, 60, Unit.MINUTES),
        "count_deferral_ms": Bounds(1, 30, Unit.MINUTES),
        "passes_max": Bounds(1, 20, Unit.TIMES),
        "passed_ms": Bounds(1, 120, Unit.MINUTES),
        "saved_ms": Bounds(1, 60, Unit.MINUTES),
        "on_deck_seats": Bounds(0, 50, Unit.PEOPLE),
        "on_deck_ms": Bounds(1, 60, Unit.MINUTES),
        "on_deck_remind_ms": Bounds(1, 60, Unit.MINUTES),
        "stepped_out_ms": Bounds(1, 120, Unit.MINUTES),
        "stepped_out_in_recess_ms": Bounds(1, 120, Unit.MINUTES),
        "head_count_crossings": Bounds(5, 1_000, Unit.PEOPLE),
        "head_count_ms": Bounds(5, 240, Unit.MINUTES),
        "crowd_manager_people": Bounds(10, 1_000, Unit.PEOPLE),
        "crowd_manager_two_above": Bounds(10, 5_000, Unit.PEOPLE),
        "report_grid_minutes": Bounds(1, 60, Unit.NUMBER),
    }
)

PROBLEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no-figure": "Enter a whole number from {low} to {high}.",
        "filling-below": "Filling begins below nearly full ({percent} %).",
        "group-below": "A party may have {people} people, so a group may too.",
        "recalls-in-order": "The second re-call comes after the first ({minutes} min).",
        "recall-in-grace": "A re-call comes within the grace ({minutes} min).",
        "remind-before": "The reminder comes before the seat goes on ({minutes} min).",
        "recess-longer": "In a recess or after an emergency no less than at other times ({minutes} min).",
    }
)
"""Why a figure cannot be, as templates that can be translated."""


class Slip(NamedTuple):
    """Why a figure cannot be: a key of PROBLEMS and the values of its sentence."""

    key: str
    values: Mapping[str, int]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        return translate(PROBLEMS[self.key]).format(**self.values)


def slips_in(figures: Figures) -> dict[str, Slip]:
    """For each figure that cannot be, why; empty where all can be used."""
    found: dict[str, Slip] = {}
    for name, (low, high, unit) in BOUNDS.items():
        stored = getattr(figures, name)
        if stored % unit.size or not low <= stored // unit.size <= high:
            found[name] = Slip("no-figure", {"low": low, "high": high})
    if found:
        return found
    if figures.filling_percent >= figures.nearly_full_percent:
        found["filling_percent"] = Slip("filling-below", {"percent": figures.nearly_full_percent})
    if figures.group_people_max < figures.party_people_max:
        found["group_people_max"] = Slip("group-below", {"people": figures.party_people_max})
    if figures.recall_second_ms <= figures.recall_first_ms:
        minutes = figures.recall_first_ms // MINUTE_MS
        found["recall_second_ms"] = Slip("recalls-in-order", {"minutes": minutes})
    elif figures.recall_second_ms >= figures.call_grace_ms:
        found["recall_second_ms"] = Slip("recall-in-grace", {"minutes": figures.call_grace_ms // MINUTE_MS})
    if figures.on_deck_remind_ms >= figures.on_deck_ms:
        found["on_deck_remind_ms"] = Slip("remind-before", {"minutes": figures.on_deck_ms // MINUTE_MS})
    if figures.stepped_out_in_recess_ms < figures.stepped_out_ms:
        minutes = figures.stepped_out_ms // MINUTE_MS
        found["stepped_out_in_recess_ms"] = Slip("recess-longer", {"minutes": minutes})
    return found
