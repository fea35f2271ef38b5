"""The tables of an evening: attendance, tickets, occupancy over time, doors, fairness. Nothing private is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from roomflow.domain.balance import balance_of
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Draft
from roomflow.reports.fairness import Giving
from roomflow.reports.fairness import fairness as fairness_of
from roomflow.reports.figures import after_each, building_of, moment
from roomflow.settings import MINUTE_MS

Cell = str | int | None
Row = tuple[Cell, ...]

GRID_POINTS_MAX: Final = 2_000
"""A week of five minutes. A meeting left open for longer is shown in wider steps, not in a file without end."""
REAL: Final = "log"
PRACTICE: Final = "PRACTICE"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns, and its rows, each as long as the columns. Times are ISO with offset."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Evening:
    """What the tables of one meeting are made of."""

    number: int
    entries: Sequence[Entry]
    end: Draft
    """The meeting as its last entry leaves it."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.end.building.timezone)

    @property
    def record(self) -> str:
        """Stands in every row: a practice evening never looks real."""
        return PRACTICE if self.end.practice else REAL

    def moment(self, at: int | None) -> str | None:
        return None if at is None else moment(at, self.zone)


def evening_of(number: int, entries: Sequence[Entry]) -> Evening:
    """The evening of a meeting's entries, all of them."""
    return Evening(number, entries, fold(number, entries))


def all_tables(evening: Evening) -> list[Table]:
    return [attendance(evening), tickets(evening), occupancy(evening), doors(evening), fairness(evening)]


def attendance(evening: Evening) -> Table:
    """Every entry that counted people in a space: what changed, and how many were inside after it."""
    counts = ("change", "inside", "unmatched")
    columns = ("record", "meeting", "seq", "at", "happened", "space", "door", *counts, "station", "what")
    rows: list[Row] = []
    for entry, now in after_each(evening.entries):
        for space, change in _changes(entry):
            door = entry.door if space == entry.space else None
            times = (evening.moment(entry.at), evening.moment(entry.happened))
            # Rule 6: an exit from an empty space changes nothing, and proves that an entry was missed.
            counted = (space, door, change, now.inside[space], entry.details.get("unmatched"))
            rows.append((evening.record, evening.number, entry.seq, *times, *counted, entry.station, entry.kind))
    return Table("attendance", columns, tuple(rows))


def _changes(entry: Entry) -> Iterator[tuple[str, int]]:
    """Where an entry counts people; a tap or a head count that changes nothing is still one."""
    if entry.space is not None and (entry.change or entry.kind in (Kind.TAPPED, Kind.COUNTED)):
        yield entry.space, entry.change
    if entry.from_space is not None and entry.from_change:
        yield entry.from_space, entry.from_change


def tickets(evening: Evening) -> Table:
    """Every ticket by its number, never by its code; whether a party asked for an accessible place is private."""
    columns = ("record", "meeting", "number", "party", "wish", "state", "issued_at", "called_at", "seated_at", "space")
    rows: list[Row] = []
    for ticket in sorted(evening.end.tickets.values(), key=lambda ticket: ticket.number):
        times = [evening.moment(at) for at in (ticket.issued_at, ticket.called_at, ticket.seated_at)]
        party = (ticket.number, ticket.people, ticket.wish.value, ticket.state.value)
        rows.append((evening.record, evening.number, *party, *times, ticket.space))
    return Table("tickets", columns, tuple(rows))


def occupancy(evening: Evening) -> Table:
    """How full every space was, on a grid of whole 5 minutes from before the first entry to after the last."""
    columns = ("record", "meeting", "at", "space", "kind", "limit", "reserved", "places", "inside", "held", "free")
    spaces = building_of(evening.entries).spaces
    counts = dict.fromkeys((space.name for space in spaces), (0, 0))
    rows: list[Row] = []
    points = iter(_grid(evening))
    point = next(points)
    latest = 0
    for entry, now in after_each(evening.entries):
        # `happened` of a late tap lies before the entry ahead of it; the grid never runs back.
        latest = max(latest, entry.happened)
        while latest > point:
            rows += _at_point(evening, point, spaces, counts)
            point = next(points)
        counts = {space.name: (now.inside[space.name], now.held[space.name]) for space in spaces}
    for last in (point, *points):
        rows += _at_point(evening, last, spaces, counts)
    return Table("occupancy", columns, tuple(rows))


def _grid(evening: Evening) -> range:
    """Moments (UTC, ms) from at or before the first entry to at or after the last one."""
    first = evening.entries[0].happened
    last = max(entry.happened for entry in evening.entries)
    step = evening.end.figures.report_grid_minutes * MINUTE_MS
    while (last - first) // step > GRID_POINTS_MAX:
        step *= 2
    return range(first // step * step, -(-last // step) * step + 1, step)


def _at_point(
    evening: Evening, point: int, spaces: Sequence[SpacePlan], counts: dict[str, tuple[int, int]]
) -> Iterator[Row]:
    for space in spaces:
        inside, held = counts[space.name]
        places = None if space.limit is None else space.limit - space.reserved
        free = None if places is None else places - inside - held
        numbers = (space.limit, space.reserved, places, inside, held, free)
        yield (evening.record, evening.number, evening.moment(point), space.name, space.kind.value, *numbers)


def doors(evening: Evening) -> Table:
    """What each door counted; a row without a door for each space, with the rest and what head counts found."""
    sums = ("without_door", "head_counts", "inside")
    columns = ("record", "meeting", "space", "door", "in", "out", "balance", *sums)
    rows: list[Row] = []
    for space in evening.end.spaces.values():
        if space.kind is SpaceKind.OUTSIDE:
            continue
        balance = balance_of(space)
        for door in balance.doors:
            counted = (door.door, door.into, door.out, door.balance)
            rows.append((evening.record, evening.number, space.name, *counted, None, None, None))
        into, out = sum(door.into for door in balance.doors), sum(door.out for door in balance.doors)
        rest = (balance.without_door, balance.head_counts, space.inside)
        rows.append((evening.record, evening.number, space.name, None, into, out, balance.by_doors, *rest))
    return Table("doors", columns, tuple(rows))


def fairness(evening: Evening) -> Table:
    """Every giving of places: who stood before, whom it passed and by which reason; tickets by their numbers."""
    line = ("ticket", "party", "space", "before", "passed", "reason", "role", "without_reason", "taken_back")
    columns = ("record", "meeting", "seq", "at", "happened", "what", *line)
    rows: list[Row] = []
    for giving in fairness_of(evening.entries).givings:
        times = (evening.moment(giving.at), evening.moment(giving.happened))
        rows.append((evening.record, evening.number, giving.seq, *times, giving.what, *_line_of(giving)))
    return Table("fairness", columns, tuple(rows))


def _line_of(giving: Giving) -> Row:
    passed, silently = (" ".join(map(str, numbers)) or None for numbers in (giving.passed, giving.silently))
    why = (passed, giving.reason, giving.role, silently, "yes" if giving.taken_back else None)
    return (giving.ticket, giving.people, giving.space, len(giving.before), *why)
