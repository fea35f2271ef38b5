"""The summary of a rehearsal as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

from roomflow.tongues import Tongue

NAME_WIDTH: Final = 28
COLUMN_WIDTHS: Final = (7, 6, 8, 9)
"""At the least; a longer heading has a blank before it."""
WIDTH: Final = 92


def in_words(result: Mapping[str, Any], building: str, tongue: Tongue) -> list[str]:
    """What `rehearse` prints without --json; `result` is the object of summary(), `building` its name."""
    _, both = tongue.text, tongue.both
    people, tickets, waits = result["people"], result["tickets"], result["wait_minutes"]
    parties = _of(result["parties"], both("{n} party", "{n} parties"))
    arrived = _of(people["arrived"], both("{n} person", "{n} people"))
    heading = _("PRACTICE EVENING at {building}: {parties}, {people}.")
    lines = [heading.format(building=building, parties=parties, people=arrived), ""]
    lines += [f"  {people[outcome]:5d} {_of(people[outcome], words)}" for outcome, words in _outcomes(tongue).items()]
    issued = _of(tickets["issued"], both("{n} ticket", "{n} tickets"))
    states = _("{seated} seated, {missed} missed, {left} left, {waiting} waiting").format_map(tickets)
    lines += ["", f"  {issued}: {states}"]
    if waits["median"] is not None:
        lines += ["  " + _("minutes of waiting: median {median}, p90 {p90}, longest {max}").format_map(waits)]
    spaces = [space for space in result["spaces"] if space["limit"]]
    lines += ["", *_table(spaces, tongue)]
    if any(space["peak"] > space["places"] for space in spaces):
        lines += ["", *_above(tongue)]
    entries = _of(result["entries"], both("{n} entry", "{n} entries"))
    lines += ["", f"  {entries}, {_violations(result, tongue)}"]
    return [*lines, f"  {_overtaken(result, tongue)}", "  " + _("head {head}").format(head=result["head"])]


def many_in_words(result: Mapping[str, Any], tongue: Tongue) -> list[str]:
    """What `rehearse --seeds N` prints without --json; `result` is the object of Evenings.as_dict()."""
    _, both = tongue.text, tongue.both
    counted = (
        _of(result["evenings"], both("{n} evening", "{n} evenings")),
        _of(result["people"], both("{n} person", "{n} people")),
        _of(result["tickets"], both("{n} ticket", "{n} tickets")),
        _of(result["entries"], both("{n} entry", "{n} entries")),
    )
    not_adding_up = both(
        "{n} evening in which the people do not add up", "{n} evenings in which the people do not add up"
    )
    return [
        _("PRACTICE EVENING: {counted}.").format(counted=", ".join(counted)),
        "",
        f"  {_violations(result, tongue)}",
        f"  {_of(result['do_not_add_up'], not_adding_up)}",
        f"  {_overtaken(result, tongue)}",
    ]


def _of(n: int, words: tuple[str, str]) -> str:
    """What is said of one, or of none and many."""
    return words[n != 1].format(n=n)


def _outcomes(tongue: Tongue) -> Mapping[str, tuple[str, str]]:
    """What is said behind the number of people of each outcome (`summary.OUTCOMES`)."""
    both = tongue.both
    return {
        "seated_directly": both(
            "person was sent to a room without a ticket", "people were sent to a room without a ticket"
        ),
        "seated_from_line": both("person was seated from the line", "people were seated from the line"),
        "left_line": both("person left the line", "people left the line"),
        "waiting_at_end": both("person still waited at the end", "people still waited at the end"),
        "turned_away": both("person went home without a ticket", "people went home without a ticket"),
    }


def _violations(result: Mapping[str, Any], tongue: Tongue) -> str:
    return _of(result["violations"], tongue.both("{n} violation of the rules", "{n} violations of the rules"))


def _overtaken(result: Mapping[str, Any], tongue: Tongue) -> str:
    words = tongue.both("{n} ticket overtaken without a reason", "{n} tickets overtaken without a reason")
    return _of(result["overtaken_without_reason"], words)


def _table(spaces: list[Mapping[str, Any]], tongue: Tongue) -> Iterator[str]:
    _ = tongue.text
    heads: tuple[str, ...] = (_("places"), _("peak"), _("at"), _("full at"))
    widths = [max(least, len(head) + 1) for least, head in zip(COLUMN_WIDTHS, heads, strict=True)]
    rows = [(_("space"), heads)]
    for space in spaces:
        figures = (space["places"], space["peak"], _hour(space["peak_at"]), _hour(space["full_at"]))
        rows.append((space["space"], tuple(map(str, figures))))
    for name, cells in rows:
        yield f"  {name:<{NAME_WIDTH}}" + "".join(f"{cell:>{wide}}" for cell, wide in zip(cells, widths, strict=True))


def _above(tongue: Tongue) -> list[str]:
    _ = tongue.text
    said = _(
        "A peak above the places is people that were missed at the doors and found by a head count; nobody was invited "
        "past the places."
    )
    return textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _hour(moment: str | None) -> str:
    return "–" if moment is None else moment[11:16]
