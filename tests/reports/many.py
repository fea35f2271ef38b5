"""A log of as many entries as a test wants: taps at the doors of three rooms, by a seed."""

import functools
import random

from roomflow.domain.events import Entry
from roomflow.settings import Figures
from tests.domain.table import START, small_building

STEP_MS = 144
"""100,000 of them last four hours."""


@functools.cache
def many_entries(number: int) -> tuple[Entry, ...]:
    """An opening and taps, `number` entries together."""
    chance = random.Random(126)
    details = {
        "name": "Very long evening",
        "date": "2026-01-13",
        "practice": True,
        "doors_open": "17:15",
        "call_to_order": "18:00",
        "building": small_building(100, 60, 40, 36, 60).as_dict(),
        "figures": Figures().as_dict(),
    }
    entries = [Entry(1, "opened", START, START, 0, "Desk", "request-1", details=details)]
    places = {"Chamber": 100, "A": 60, "B": 40}
    inside = dict.fromkeys(places, 0)
    for seq in range(2, number + 1):
        room = chance.choice(list(places))
        door = chance.choice(("East", "West")) if room == "Chamber" else "Door"
        change = 1 if inside[room] < places[room] and (not inside[room] or chance.random() < 0.51) else -1
        inside[room] += change
        elapsed = seq * STEP_MS
        at = START + elapsed
        entries.append(
            Entry(
                seq,
                "tapped",
                at,
                at,
                elapsed,
                f"Door {room}",
                f"request-{seq}",
                space=room,
                door=door,
                people=1,
                change=change,
            )
        )
    return tuple(entries)
