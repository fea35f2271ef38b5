"""The tables with a line for each entry as CSV, straight from the entries: a long log says the same again and again.

Byte for byte what `as_csv` writes of the tables of the same names, in a third of the time: no row of cells is made, and
what many entries share (a space with its door and change) is written once and looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from roomflow.reports.csv_file import LINE_END, as_csv, field, joined
from roomflow.reports.public import CELL_CHARACTERS_MAX, public_details
from roomflow.reports.record import Record
from roomflow.reports.record_tables import LOG_COLUMNS, tables_to_make
from roomflow.reports.tables import ATTENDANCE_COLUMNS, COUNTS, Cell, Evening, Table


class Fields(dict[Cell, str]):
    """A cell as it is written, made once."""

    def __missing__(self, cell: Cell) -> str:
        self[cell] = made = field(cell)
        return made


class Runs(dict[tuple[Cell, ...], str]):
    """Cells that stand beside each other as they are written, made once."""

    def __init__(self, words: Fields) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, cells: tuple[Cell, ...]) -> str:
        self[cells] = made = ",".join(map(self._words.__getitem__, cells))
        return made


def csv_to_make(record: Record) -> dict[str, Callable[[], str]]:
    """By the name of each table what makes its CSV."""
    texts = {name: partial(_as_csv, make) for name, make in tables_to_make(record).items()}
    straight = {"attendance": partial(attendance_as_csv, record.evening), "log": partial(log_as_csv, record.evening)}
    return {**texts, **straight}


def _as_csv(make: Callable[[], Table]) -> str:
    return as_csv(make())


def log_as_csv(evening: Evening) -> str:
    """What `as_csv(log(evening))` gives."""
    begin, seconds, words = _begin(evening), evening.seconds, Fields()
    runs = Runs(words)
    return _text(
        LOG_COLUMNS,
        [
            f"{begin},{entry[0]},{words[entry[1]]},{seconds[entry[2] // 1000]},{seconds[entry[3] // 1000]},{entry[4]},"
            f"{words[entry[5]]},{runs[entry[7:18]]},{_in_quotes(public_details(entry[18])) if entry[18] else '{}'}"
            for entry in evening.entries
        ],
    )


def attendance_as_csv(evening: Evening) -> str:
    """What `as_csv(attendance(evening))` gives."""
    begin, seconds, runs = _begin(evening), evening.seconds, Runs(Fields())
    inside = dict.fromkeys(evening.end.spaces, 0)
    lines: list[str] = []
    for entry in evening.entries:
        kind, space, change = entry.kind, entry.space, entry.change
        when = f"{begin},{entry.seq},{seconds[entry.at // 1000]},{seconds[entry.happened // 1000]}"
        if space is not None and (change or kind in COUNTS):
            inside[space] = now = inside[space] + change
            unmatched = entry.details.get("unmatched") if entry.details else None
            counted = runs[unmatched, entry.station, kind]
            lines.append(f"{when},{runs[space, entry.door, change]},{now},{counted}")
        if entry.from_change and entry.from_space is not None:
            space, change = entry.from_space, entry.from_change
            inside[space] = now = inside[space] + change
            lines.append(f"{when},{runs[space, None, change]},{now},{runs[None, entry.station, kind]}")
    return _text(ATTENDANCE_COLUMNS, lines)


def _in_quotes(details: str) -> str:
    """As `field` writes JSON of a table that is not empty: it holds quotes, and begins as no formula does."""
    if details.isascii() and details.isprintable() and len(details) <= CELL_CHARACTERS_MAX:
        return '"' + details.replace('"', '""') + '"'
    return field(details)


def _begin(evening: Evening) -> str:
    """What every line begins with."""
    return joined((evening.record, evening.number))


def _text(columns: Iterable[str], lines: Iterable[str]) -> str:
    return LINE_END.join((joined(columns), *lines, ""))
