"""The bounds of the sample evening, for one seed and for two hundred."""

from collections.abc import Iterable
from typing import Any

from roomflow.domain.events import Entry, Kind

FULL = {"Commission Chamber", "Overflow A", "Overflow B", "Overflow C"}


def problems(summary: dict[str, Any]) -> list[str]:
    """What of a played sample evening lies outside the bounds it must keep; empty where all is well."""
    people = dict(summary["people"])
    arrived = people.pop("arrived")
    found = {space["space"]: space["full_at"] for space in summary["spaces"] if space["space"] in FULL}
    bad = [f"{name} is full at {at}" for name, at in found.items() if at is None or not "17:20" <= at[11:16] <= "18:10"]
    if set(found) != FULL:
        bad.append(f"rooms {sorted(found)}")
    if (summary["parties"], arrived) != (256, 445):
        bad.append(f"{summary['parties']} parties, {arrived} people")
    if sum(people.values()) != arrived:
        bad.append(f"{sum(people.values())} people in the outcomes")
    if not 60 <= summary["tickets"]["issued"] <= 130:
        bad.append(f"{summary['tickets']['issued']} tickets")
    if summary["tickets"]["issued"] != sum(
        summary["tickets"][state] for state in ("seated", "missed", "left", "waiting")
    ):
        bad.append(f"tickets {summary['tickets']}")
    if summary["violations"]:
        bad.append(f"{summary['violations']} violations")
    return bad


def found_more(entries: Iterable[Entry]) -> int:
    """The most people that a head count found above the count."""
    return max((entry.change for entry in entries if entry.kind == Kind.COUNTED), default=0)
