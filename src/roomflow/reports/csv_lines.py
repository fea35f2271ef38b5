"""The longest tables as CSV, straight from what they tell of: a long log says the same again and again.

Byte for byte what `as_csv` writes of the tables of the same names, in a third of the time: no row of cells is made, and
what many entries share (a space with its door and change) is written once and looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from roomflow.reports.csv_file import LINE_END, as_csv, field, joined
from roomflow.reports.fairness import Fairness
from roomflow.reports.public import CELL_CHARACTERS_MAX, public_details
from roomflow.reports.record import Record
from roomflow.reports.record_tables import LOG_COLUMNS, tables_to_make
from roomflow.reports.tables import (
    ATTENDANCE_COLUMNS,
    COUNTS,
    FAIRNESS_COLUMNS,
    TICKETS_COLUMNS,
    Cell,
    Evening,
    Table,
    in_order,
    line_of,
)


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
    evening = record.evening
    straight = {
        "tickets": partial(tickets_as_csv, evening),
        "fairness": partial(fairness_as_csv, evening, record.fairness),
        "attendance": partial(attendance_as_csv, evening),
        "log": partial(log_as_csv, evening),
    }
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
            f"{begin},{seq},{words[kind]},{seconds[at // 1000]},{seconds[happened // 1000]},{elapsed},{words[station]},"
            f"{runs[space, door]},{'' if ticket is None else ticket},"
            f"{runs[people, state, change, held, from_space, from_change, from_held, undoes]},"
            f"{_in_quotes(public_details(details)) if details else '{}'}"
            for (
                seq, kind, at, happened, elapsed, station, _, space, door, ticket, people, state, change, held,
                from_space, from_change, from_held, undoes, details, _, _,
            ) in evening.entries
        ],
    )  # fmt: skip


def attendance_as_csv(evening: Evening) -> str:
    """What `as_csv(attendance(evening))` gives."""
    begin, seconds, runs = _begin(evening), evening.seconds, Runs(Fields())
    inside = dict.fromkeys(evening.end.spaces, 0)
    lines: list[str] = []
    for (
        seq, kind, at, happened, _, station, _, space, door, _, _, _, change, _,
        other, other_change, _, _, details, _, _,
    ) in evening.entries:  # fmt: skip
        if space is not None and (change or kind in COUNTS):
            inside[space] = now = inside[space] + change
            unmatched = details.get("unmatched") if details else None
            lines.append(
                f"{begin},{seq},{seconds[at // 1000]},{seconds[happened // 1000]},{runs[space, door, change]},{now},"
                f"{runs[unmatched, station, kind]}"
            )
        if other_change and other is not None:
            inside[other] = now = inside[other] + other_change
            lines.append(
                f"{begin},{seq},{seconds[at // 1000]},{seconds[happened // 1000]},{runs[other, None, other_change]},"
                f"{now},{runs[None, station, kind]}"
            )
    return _text(ATTENDANCE_COLUMNS, lines)


def tickets_as_csv(evening: Evening) -> str:
    """What `as_csv(tickets(evening))` gives."""
    begin, moment, words = _begin(evening), evening.moment, Fields()
    runs = Runs(words)
    lines = [
        f"{begin},{ticket.number},{runs[ticket.people, ticket.wish.value, ticket.state.value]},"
        f"{moment(ticket.issued_at)},{moment(ticket.called_at) or ''},{moment(ticket.seated_at) or ''},"
        f"{words[ticket.space]}"
        for ticket in in_order(evening)
    ]
    return _text(TICKETS_COLUMNS, lines)


def fairness_as_csv(evening: Evening, found: Fairness) -> str:
    """What `as_csv(fairness_table(evening, found))` gives."""
    begin, seconds, words = _begin(evening), evening.seconds, Fields()
    runs = Runs(words)
    lines: list[str] = []
    for giving in found.givings:
        at, happened = seconds[giving.at // 1000], seconds[giving.happened // 1000]
        ticket, *line = line_of(giving)
        lines.append(f"{begin},{giving.seq},{at},{happened},{words[giving.what]},{words[ticket]},{runs[tuple(line)]}")
    return _text(FAIRNESS_COLUMNS, lines)


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
