"""Who arrives when: a CSV with the columns at, people, accessible and wish, one party a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from roomflow.domain.events import Wish
from roomflow.rehearsal.files import RehearsalError, as_text
from roomflow.settings import Figures

COLUMNS: Final = ("at", "people", "accessible", "wish")
ARRIVALS_MAX: Final = 100_000
PARTY_PEOPLE_MAX: Final = Figures().party_people_max
SHOWN_CHARACTERS_MAX: Final = 20
"""How much of a wrong value is repeated to the person who wrote it."""
WHAT: Final = "The arrivals file"

_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")


class Arrival(Struct, frozen=True):
    """One party at the entrance. `second` is of the day, in the building's zone; `line` is where the file says it."""

    line: int
    second: int
    people: int
    accessible: int
    """How many of them asked for an accessible place."""
    wish: Wish


def read_arrivals(data: bytes) -> tuple[Arrival, ...]:
    """The parties in the order of their times; raises RehearsalError with a sentence that names the line.

    Nothing below the first line is an evening to which nobody comes.
    """
    rows = csv.reader(io.StringIO(as_text(data, WHAT), newline=""), strict=True)
    arrivals: list[Arrival] = []
    try:
        header = [name.strip() for name in next(rows, [])]
        _check_header(header)
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            arrivals.append(_arrival(rows.line_num, header, row))
            if len(arrivals) > ARRIVALS_MAX:
                raise RehearsalError(f"{WHAT} has more than {ARRIVALS_MAX} parties.")
    except csv.Error as error:
        raise RehearsalError(f"{WHAT}, line {rows.line_num}: this is not valid CSV ({error}).") from error
    return tuple(sorted(arrivals, key=lambda arrival: arrival.second))


def second_of(text: str) -> int | None:
    """The second of the day of HH:MM or HH:MM:SS, None where it is neither."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _check_header(header: list[str]) -> None:
    wanted = ", ".join(COLUMNS)
    for name in COLUMNS:
        if header.count(name) != 1:
            many = "is missing" if name not in header else "stands there twice"
            raise RehearsalError(f"{WHAT}, line 1: the column “{name}” {many}; the columns are {wanted}.")
    for name in header:
        if name not in COLUMNS:
            # What is not asked for is not read past in silence: it may be a misspelt column, or somebody's name.
            raise RehearsalError(f"{WHAT}, line 1: there is no column “{_shown(name)}”; the columns are {wanted}.")


def _arrival(line: int, header: list[str], row: list[str]) -> Arrival:
    if len(row) != len(header):
        raise RehearsalError(f"{WHAT}, line {line}: this line has {len(row)} values instead of {len(header)}.")
    values = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    people = _whole(line, values, "people")
    if not 1 <= people <= PARTY_PEOPLE_MAX:
        raise RehearsalError(
            f"{WHAT}, line {line}: a party has from 1 to {PARTY_PEOPLE_MAX} people, not {people}; "
            "write a larger group as several parties."
        )
    accessible = _whole(line, values, "accessible")
    if accessible > people:
        raise RehearsalError(f"{WHAT}, line {line}: {accessible} accessible places are more than {people} people need.")
    return Arrival(line, _second(line, values["at"]), people, accessible, _wish(line, values["wish"]))


def _second(line: int, text: str) -> int:
    second = second_of(text)
    if second is None:
        raise RehearsalError(f"{WHAT}, line {line}: “{_shown(text)}” is no time; write it like 17:15:00.")
    return second


def _whole(line: int, values: Mapping[str, str], name: str) -> int:
    if not _WHOLE.fullmatch(values[name]):
        raise RehearsalError(
            f"{WHAT}, line {line}: “{_shown(values[name])}” in the column “{name}” is no whole number."
        )
    return int(values[name])


def _wish(line: int, text: str) -> Wish:
    try:
        return Wish(text)
    except ValueError as error:
        wishes = " or ".join(wish.value for wish in Wish)
        raise RehearsalError(f"{WHAT}, line {line}: the wish “{_shown(text)}” is not known; write {wishes}.") from error


def _shown(text: str) -> str:
    """A wrong value as a person may read it back: short, and nothing a terminal would obey."""
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= SHOWN_CHARACTERS_MAX else plain[:SHOWN_CHARACTERS_MAX] + "…"
