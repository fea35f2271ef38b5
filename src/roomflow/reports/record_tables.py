"""The tables of the clerk's record: what every file holds, cell by cell the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Final

from roomflow.domain.events import Entry
from roomflow.reports.agenda_words import mark_words
from roomflow.reports.plain import WITHHELD, Translate, english, public_reason
from roomflow.reports.public import public_details, public_table
from roomflow.reports.record import Record
from roomflow.reports.summary import certainty, seconds, summary_table
from roomflow.reports.tables import (
    Cell,
    Evening,
    Row,
    Table,
    attendance,
    fairness_table,
    occupancy,
    tickets,
)

LOG_COLUMNS: Final = (
    "record", "meeting", "seq", "kind", "at", "happened", "elapsed_ms", "station", "space", "door", "ticket",
    "people", "state", "change", "held", "from_space", "from_change", "from_held", "undoes", "details",
)  # fmt: skip


def record_tables(record: Record, say: Translate = english) -> list[Table]:
    """Every table in the order a person reads them; nothing private is in any, and every text is plain."""
    return [public_table(make()) for make in tables_to_make(record, say).values()]


def tables_to_make(record: Record, say: Translate = english) -> dict[str, Callable[[], Table]]:
    """By its name what makes each table, its texts as they were typed: for who makes them plain on the way."""
    evening = record.evening
    return {
        "summary": lambda: summary_table(record, say),
        "spaces": lambda: spaces(record),
        "occupancy": lambda: occupancy(evening),
        "tickets": lambda: tickets(evening),
        "turned-away": lambda: turned_away(record),
        "head-counts": lambda: head_counts(record),
        "doors": lambda: doors(record),
        "agenda": lambda: agenda(record, say),
        "decisions": lambda: decisions(record),
        "fairness": lambda: fairness_table(evening, record.fairness),
        "attendance": lambda: attendance(evening),
        "log": lambda: log(evening),
    }


def spaces(record: Record) -> Table:
    """Every space in the building's order."""
    columns = (
        "space", "kind", "limit", "reserved", "places", "admissions", "exits", "peak", "peak_at", "peak_certainty",
        "reached_at", "full_at", "full_s", "over", "over_at", "past_posted", "inside_at_end", "held_at_end",
        "counted_at", "may_be_off",
    )  # fmt: skip
    moment = record.evening.moment
    rows: list[Row] = []
    for each in record.spaces:
        limits = (each.limit, each.reserved, each.places, each.admissions, each.exits)
        sure = certainty(each.peak_verified) if each.peak else None
        peak = (each.peak, moment(each.peak_at), sure, moment(each.reached_at))
        full = (moment(each.full_at), seconds(each.full_ms), each.over, moment(each.over_at), each.past_posted)
        end = (each.inside, each.held, moment(each.counted_at), each.drift)
        rows.append((each.name, each.kind, *limits, *peak, *full, *end))
    return _table(record.evening, "spaces", columns, rows)


def turned_away(record: Record) -> Table:
    """Who was sent home, when and why; `free` is how many places were free in all rooms then."""
    moment = record.evening.moment
    rows = [(moment(each.at), each.people, each.reason, each.free) for each in record.line.turned_away]
    return _table(record.evening, "turned-away", ("at", "people", "reason", "free"), rows)


def head_counts(record: Record) -> Table:
    """Every head count that stands, with what it found."""
    columns = ("at", "space", "counted", "meanwhile", "was", "difference", "crossings", "station")
    rows = [(record.evening.moment(each.at), *each[1:]) for each in record.head_counts]
    return _table(record.evening, "head-counts", columns, rows)


def doors(record: Record) -> Table:
    """Every door, and a row without a door for each space: doors + without a door + head counts = inside."""
    counted = ("in", "out", "balance", "unmatched", "taken_back", "drift")
    columns = ("space", "door", *counted, "without_door", "head_counts", "inside")
    return _table(record.evening, "doors", columns, record.doors)


def agenda(record: Record, say: Translate = english) -> Table:
    """The marks of the agenda, and how far into the recording each lies, in seconds."""
    moment = record.evening.moment
    rows = [(moment(each.at), each.mark, mark_words(each, say), seconds(each.offset_ms)) for each in record.agenda]
    return _table(record.evening, "agenda", ("at", "mark", "words", "recording_s"), rows)


def decisions(record: Record) -> Table:
    """Overrides, limits, closings and stops, with who authorised them."""
    columns = ("seq", "at", "what", "space", "ticket", "people", "value", "was", "role", "reason", "words")
    rows: list[Sequence[Cell]] = []
    for each in record.decisions:
        reason = public_reason(each.reason)
        words = WITHHELD if reason == WITHHELD and each.words else each.words
        about = (each.what, each.space, each.ticket, each.people, each.value, each.was)
        rows.append((each.seq, record.evening.moment(each.at), *about, each.role, reason, words))
    return _table(record.evening, "decisions", columns, rows)


def log(evening: Evening) -> Table:
    """Every entry with its public columns, but the id of its request, which says nothing to a person."""
    # Column by column: of a log of 100,000 entries each step is one call for all of them.
    fields = dict(zip(Entry._fields, zip(*evening.entries, strict=True), strict=True))
    fields |= {name: [evening.seconds[at // 1000] for at in fields[name]] for name in ("at", "happened")}
    fields["details"] = tuple(public_details(details) if details else "{}" for details in fields["details"])
    fields["elapsed_ms"] = fields["elapsed"]
    begin = (repeat(evening.record), repeat(evening.number))
    return Table("log", LOG_COLUMNS, tuple(zip(*begin, *(fields[name] for name in LOG_COLUMNS[2:]), strict=False)))


def _table(evening: Evening, name: str, columns: tuple[str, ...], rows: Iterable[Sequence[Cell]]) -> Table:
    """Every row begins with what it belongs to: a practice evening never looks real."""
    begin = (evening.record, evening.number)
    return Table(name, ("record", "meeting", *columns), tuple((*begin, *row) for row in rows))
