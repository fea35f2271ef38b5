"""The summary of a rehearsal: where everybody ended, how the rooms filled, how long people waited."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from roomflow.domain.building import SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.domain.events import TicketState as State
from roomflow.rehearsal.arrivals import Arrival
from roomflow.reports.fairness import fairness
from roomflow.reports.figures import after_each, building_of, is_full, moment, standing

OUTCOMES = ("seated_directly", "seated_from_line", "left_line", "waiting_at_end", "turned_away")
"""Everybody who arrived is in exactly one of them."""

OUTCOME_OF_TICKET = {
    State.SEATED: "seated_from_line",
    State.MISSED: "left_line",
    State.LEFT: "left_line",
    State.CANCELLED: "left_line",
    State.WAITING: "waiting_at_end",
    State.CALLED: "waiting_at_end",
    State.UNSERVED: "waiting_at_end",
}
COUNTED_AS = {
    State.SEATED: "seated",
    State.MISSED: "missed",
    State.LEFT: "left",
    State.CANCELLED: "left",
    State.WAITING: "waiting",
    State.CALLED: "waiting",
    State.UNSERVED: "waiting",
}


def summary(
    meeting: int, entries: Sequence[Entry], arrivals: Sequence[Arrival], violations: int, head: str
) -> dict[str, Any]:
    """The object that `rehearse --json` prints; times are ISO text in the meeting's zone, waits are minutes."""
    tickets = _last_states(entries)
    return {
        "meeting": meeting,
        "entries": len(entries),
        "parties": len(arrivals),
        "people": _people(entries, tickets, arrivals),
        "tickets": _tickets(tickets),
        "spaces": _spaces(entries),
        "wait_minutes": _waits(entries),
        "violations": violations,
        "overtaken_without_reason": sum(len(giving.silently) for giving in fairness(entries).silent),
        "head": head,
    }


def _last_states(entries: Sequence[Entry]) -> dict[int, tuple[State, int]]:
    """Each ticket's last state and how many people it is for."""
    tickets: dict[int, tuple[State, int]] = {}
    for entry in entries:
        if entry.ticket is not None and entry.state is not None:
            people = entry.people if entry.people is not None else tickets[entry.ticket][1]
            tickets[entry.ticket] = (State(entry.state), people)
    return tickets


def _people(
    entries: Sequence[Entry], tickets: dict[int, tuple[State, int]], arrivals: Sequence[Arrival]
) -> dict[str, int]:
    people = dict.fromkeys(("arrived", *OUTCOMES), 0)
    people["arrived"] = sum(arrival.people for arrival in arrivals)
    for entry in standing(entries):
        if entry.kind == Kind.SENT:
            # Sent is seated, even where a tap was missed: the party went in.
            people["seated_directly"] += entry.people or 0
        elif entry.kind == Kind.TURNED_AWAY:
            people["turned_away"] += entry.people or 0
    for state, party in tickets.values():
        people[OUTCOME_OF_TICKET[state]] += party
    return people


def _tickets(tickets: dict[int, tuple[State, int]]) -> dict[str, int]:
    counted = Counter(COUNTED_AS[state] for state, _ in tickets.values())
    return {"issued": len(tickets)} | {word: counted[word] for word in ("seated", "missed", "left", "waiting")}


def _spaces(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    building = building_of(entries)
    zone = ZoneInfo(building.timezone)
    peaks: dict[str, tuple[int, int | None]] = {space.name: (0, None) for space in building.spaces}
    full: dict[str, int] = {}
    last: dict[str, tuple[int, int]] = {space.name: (0, 0) for space in building.spaces}
    for entry, occupancy in after_each(entries):
        for space in building.spaces:
            inside, held = occupancy.inside[space.name], occupancy.held[space.name]
            last[space.name] = (inside, held)
            if inside > peaks[space.name][0]:
                peaks[space.name] = (inside, entry.happened)
            if space.limit is not None and is_full(space.kind, space.limit - space.reserved - inside - held):
                full.setdefault(space.name, entry.happened)
    return [
        {
            "space": space.name,
            "kind": space.kind.value,
            "limit": space.limit,
            "places": _places(space),
            "inside": last[space.name][0],
            "held": last[space.name][1],
            "peak": peaks[space.name][0],
            "peak_at": _moment(peaks[space.name][1], zone),
            "full_at": _moment(full.get(space.name), zone),
        }
        for space in building.spaces
    ]


def _places(space: SpacePlan) -> int | None:
    return None if space.limit is None else space.limit - space.reserved


def _moment(at: int | None, zone: ZoneInfo) -> str | None:
    return None if at is None else moment(at, zone)


def _waits(entries: Sequence[Entry]) -> dict[str, float | None]:
    """From a ticket's issue to its seat, by the meeting's own clock, in minutes to one decimal."""
    issued: dict[int, int] = {}
    waits: list[int] = []
    for entry in standing(entries):
        if entry.ticket is None:
            continue
        if entry.kind == Kind.ISSUED:
            issued[entry.ticket] = entry.elapsed
        elif entry.kind == Kind.SEATED:
            waits.append(entry.elapsed - issued[entry.ticket])
    if not waits:
        return {"median": None, "p90": None, "max": None}
    waits.sort()
    ninth = waits[math.ceil(len(waits) * 0.9) - 1]
    return {"median": _minutes(statistics.median(waits)), "p90": _minutes(ninth), "max": _minutes(waits[-1])}


def _minutes(ms: float) -> float:
    return round(ms / 60_000, 1)
