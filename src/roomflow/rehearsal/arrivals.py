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
from roomflow.sentences import sentence as _
from roomflow.settings import Figures

COLUMNS: Final = ("at", "people", "accessible", "wish")
ARRIVALS_MAX: Final = 100_000
PARTY_PEOPLE_MAX: Final = Figures().party_people_max
SHOWN_CHARACTERS_MAX: Final = 20
"""How much of a wrong value is repeated to the person who wrote it."""
WHAT: Final = _("The arrivals file")

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
                raise RehearsalError(_("{file} has more than {n} parties.", file=WHAT, n=ARRIVALS_MAX))
    except csv.Error as error:
        raise wrong_line(rows.line_num, _("this is not valid CSV ({error}).", error=error)) from error
    return tuple(sorted(arrivals, key=lambda arrival: arrival.second))


def wrong_line(line: int, problem: str) -> RehearsalError:
    """What is wrong with a line of the file, after where it stands."""
    return RehearsalError(_("{file}, line {line}: {problem}", file=WHAT, line=line, problem=problem))


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
            missing = _("the column “{name}” is missing; the columns are {wanted}.", name=name, wanted=wanted)
            twice = _("the column “{name}” stands there twice; the columns are {wanted}.", name=name, wanted=wanted)
            raise wrong_line(1, missing if name not in header else twice)
    for name in header:
        if name not in COLUMNS:
            # What is not asked for is not read past in silence: it may be a misspelt column, or somebody's name.
            unknown = _("there is no column “{name}”; the columns are {wanted}.", name=_shown(name), wanted=wanted)
            raise wrong_line(1, unknown)


def _arrival(line: int, header: list[str], row: list[str]) -> Arrival:
    if len(row) != len(header):
        raise wrong_line(line, _("it has {n} values instead of {wanted}.", n=len(row), wanted=len(header)))
    values = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    people = _whole(line, values, "people")
    if not 1 <= people <= PARTY_PEOPLE_MAX:
        parties = _(
            "a party has from 1 to {most} people, not {people}; write a larger group as several parties.",
            most=PARTY_PEOPLE_MAX,
            people=people,
        )
        raise wrong_line(line, parties)
    accessible = _whole(line, values, "accessible")
    if accessible > people:
        more = _("{n} accessible places are more than {people} people need.", n=accessible, people=people)
        raise wrong_line(line, more)
    return Arrival(line, _second(line, values["at"]), people, accessible, _wish(line, values["wish"]))


def _second(line: int, text: str) -> int:
    second = second_of(text)
    if second is None:
        raise wrong_line(line, _("“{text}” is no time; write it like 17:15:00.", text=_shown(text)))
    return second


def _whole(line: int, values: Mapping[str, str], name: str) -> int:
    if not _WHOLE.fullmatch(values[name]):
        told = _("“{text}” in the column “{name}” is no whole number.", text=_shown(values[name]), name=name)
        raise wrong_line(line, told)
    return int(values[name])


def _wish(line: int, text: str) -> Wish:
    try:
        return Wish(text)
    except ValueError as error:
        wishes = ", ".join(wish.value for wish in Wish)
        unknown = _("the wish “{text}” is not known; write one of {wishes}.", text=_shown(text), wishes=wishes)
        raise wrong_line(line, unknown) from error


def _shown(text: str) -> str:
    """A wrong value as a person may read it back: short, and nothing a terminal would obey."""
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= SHOWN_CHARACTERS_MAX else plain[:SHOWN_CHARACTERS_MAX] + "…"
