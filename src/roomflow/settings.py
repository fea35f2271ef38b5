"""The default figures of roomflow, every one a setting, in one frozen record.

A meeting carries the figures it was opened with in its first entry, so a log explains itself alone.
Times are whole milliseconds of the meeting's own clock; shares are whole percent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Figures:
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
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Figures:
        """Figures of a log; one this version does not know is left out, a missing one has its default."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: int(value) for name, value in values.items() if name in known})
