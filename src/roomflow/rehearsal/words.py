"""The summary of a rehearsal as lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PRACTICE: Final = "PRACTICE EVENING"

_PEOPLE: Final = (
    ("seated_directly", "were sent to a room without a ticket"),
    ("seated_from_line", "were seated from the line"),
    ("left_line", "left the line"),
    ("waiting_at_end", "still waited at the end"),
    ("turned_away", "went home without a ticket"),
)


def in_words(result: Mapping[str, Any], building: str) -> list[str]:
    """What `rehearse` prints without --json; `result` is the object of summary(), `building` its name."""
    people, tickets, waits = result["people"], result["tickets"], result["wait_minutes"]
    lines = [f"{PRACTICE} at {building}: {result['parties']} parties, {people['arrived']} people.", ""]
    lines += [f"  {people[outcome]:5d} people {words}" for outcome, words in _PEOPLE]
    states = ", ".join(f"{tickets[state]} {state}" for state in ("seated", "missed", "left", "waiting"))
    lines += ["", f"  {tickets['issued']} tickets: {states}"]
    if waits["median"] is not None:
        lines.append(f"  minutes of waiting: median {waits['median']}, p90 {waits['p90']}, longest {waits['max']}")
    lines += ["", f"  {'space':<28}{'places':>7}{'peak':>6}{'at':>8}{'full at':>9}"]
    lines += [_space(space) for space in result["spaces"] if space["limit"]]
    if any(space["peak"] > space["places"] for space in result["spaces"] if space["limit"]):
        lines += ["", "  A peak above the places is people that were missed at the doors and found by a head count;"]
        lines += ["  nobody was invited past the places."]
    violations, overtaken = result["violations"], result["overtaken_without_reason"]
    lines += ["", f"  {result['entries']} entries, {violations} violations of the rules"]
    lines += [f"  {overtaken} tickets overtaken without a reason", f"  head {result['head']}"]
    return lines


def many_in_words(result: Mapping[str, Any]) -> list[str]:
    """What `rehearse --seeds N` prints without --json; `result` is the object of Evenings.as_dict()."""
    counted = ", ".join(f"{result[word]} {word}" for word in ("evenings", "people", "tickets", "entries"))
    return [
        f"{PRACTICE}: {counted}.",
        "",
        f"  {result['violations']} violations of the rules",
        f"  {result['do_not_add_up']} evenings in which the people do not add up",
        f"  {result['overtaken_without_reason']} tickets overtaken without a reason",
    ]


def _space(space: Mapping[str, Any]) -> str:
    hours = f"{_hour(space['peak_at']):>8}{_hour(space['full_at']):>9}"
    return f"  {space['space']:<28}{space['places']:>7}{space['peak']:>6}{hours}"


def _hour(moment: str | None) -> str:
    return "–" if moment is None else moment[11:16]
