"""The tables of an evening: attendance, tickets, occupancy over time, doors, fairness. Nothing private is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from roomflow.domain.building import SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Ticket
from roomflow.reports.fairness import Fairness, Giving
from roomflow.reports.figures import Occupancy, building_of, moment
from roomflow.reports.plain import public_reason
from roomflow.reports.series import Series, series_of
from roomflow.settings import MINUTE_MS

Cell = str | int | None
Row = tuple[Cell, ...]

GRID_POINTS_MAX: Final = 2_000
"""A week of five minutes. A meeting left open for longer is shown in wider steps, not in a file without end."""
REAL: Final = "log"
PRACTICE: Final = "PRACTICE"
ATTENDANCE_COLUMNS: Final = (
    "record", "meeting", "seq", "at", "happened", "space", "door", "change", "inside", "unmatched", "station", "what",
)  # fmt: skip
TICKETS_COLUMNS: Final = (
    "record", "meeting", "number", "party", "wish", "state", "issued_at", "called_at", "seated_at", "space",
)  # fmt: skip
FAIRNESS_COLUMNS: Final = (
    "record", "meeting", "seq", "at", "happened", "what", "ticket", "party", "space", "before", "passed", "reason",
    "role", "without_reason", "taken_back",
)  # fmt: skip
_SECONDS: Final = len("2026-01-13T17:15:")
"""Where a moment has its seconds."""
_TWO_DIGITS: Final = tuple(f"{number:02}" for number in range(60))
COUNTS: Final = frozenset((Kind.TAPPED.value, Kind.COUNTED.value))
"""A tap or a head count that changes nothing is still one."""


class Table(Struct, frozen=True):
    """One table: its name, its columns, and its rows, each as long as the columns. Times are ISO with offset."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Moments(dict[int, str]):
    """Each second of an evening (UTC) as text, made once: a long log has few of them, and says each again and again.

    The seconds of a minute share what stands around them, as no zone has been off by a part of a minute since 1972.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._around: dict[int, tuple[str, str]] = {}

    def __missing__(self, second: int) -> str:
        minute, rest = divmod(second, 60)
        if minute not in self._around:
            text = moment(minute * MINUTE_MS, self._zone)
            self._around[minute] = text[:_SECONDS], text[_SECONDS + 2 :]
        before, behind = self._around[minute]
        self[second] = made = before + _TWO_DIGITS[rest] + behind
        return made


class Evening:
    """What the tables of one meeting are made of. `end` is the meeting as its last entry leaves it."""

    def __init__(self, number: int, entries: Sequence[Entry], end: Draft) -> None:
        self.number = number
        self.entries = entries
        self.end = end
        self.zone = ZoneInfo(end.building.timezone)
        self.seconds = Moments(self.zone)

    @property
    def record(self) -> str:
        """Stands in every row: a practice evening never looks real."""
        return PRACTICE if self.end.practice else REAL

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """How full each space with a limit was at every moment; found when somebody first asks."""
        return series_of(self.entries)

    def moment(self, at: int | None) -> str | None:
        return None if at is None else self.seconds[at // 1000]


def attendance(evening: Evening) -> Table:
    """Every entry that counted people in a space: what changed, and how many were inside after it."""
    sort, number, seconds = evening.record, evening.number, evening.seconds
    inside = dict.fromkeys(evening.end.spaces, 0)
    rows: list[Row] = []
    for entry in evening.entries:
        kind, space, change = entry.kind, entry.space, entry.change
        if space is not None and (change or kind in COUNTS):
            inside[space] += change
            # Rule 6: an exit from an empty space changes nothing, and proves that an entry was missed.
            unmatched = entry.details.get("unmatched") if entry.details else None
            at, happened = seconds[entry.at // 1000], seconds[entry.happened // 1000]
            counted = (change, inside[space], unmatched, entry.station, kind)
            rows.append((sort, number, entry.seq, at, happened, space, entry.door, *counted))
        if entry.from_change and entry.from_space is not None:
            space = entry.from_space
            inside[space] += entry.from_change
            at, happened = seconds[entry.at // 1000], seconds[entry.happened // 1000]
            counted = (entry.from_change, inside[space], None, entry.station, kind)
            rows.append((sort, number, entry.seq, at, happened, space, None, *counted))
    return Table("attendance", ATTENDANCE_COLUMNS, tuple(rows))


def tickets(evening: Evening) -> Table:
    """Every ticket by its number, never by its code; whether a party asked for an accessible place is private."""
    rows: list[Row] = []
    for ticket in in_order(evening):
        times = [evening.moment(at) for at in (ticket.issued_at, ticket.called_at, ticket.seated_at)]
        party = (ticket.number, ticket.people, ticket.wish.value, ticket.state.value)
        rows.append((evening.record, evening.number, *party, *times, ticket.space))
    return Table("tickets", TICKETS_COLUMNS, tuple(rows))


def in_order(evening: Evening) -> list[Ticket]:
    """Every ticket of an evening by its number."""
    return sorted(evening.end.tickets.values(), key=attrgetter("number"))


def occupancy(evening: Evening) -> Table:
    """How full every space was, on a grid of whole 5 minutes from before the first entry to after the last."""
    columns = ("record", "meeting", "at", "space", "kind", "limit", "reserved", "places", "inside", "held", "free")
    spaces = building_of(evening.entries).spaces
    now = Occupancy(spaces)
    rows: list[Row] = []
    points = iter(_grid(evening))
    point = next(points)
    latest = 0
    for entry in evening.entries:
        # `happened` of a late tap lies before the entry ahead of it; the grid never runs back.
        if entry.happened > latest:
            latest = entry.happened
            while latest > point:
                rows += _at_point(evening, point, spaces, now)
                point = next(points)
        now.take(entry)
    for last in (point, *points):
        rows += _at_point(evening, last, spaces, now)
    return Table("occupancy", columns, tuple(rows))


def _grid(evening: Evening) -> range:
    """Moments (UTC, ms) from at or before the first entry to at or after the last one."""
    first = evening.entries[0].happened
    last = max(entry.happened for entry in evening.entries)
    step = evening.end.figures.report_grid_minutes * MINUTE_MS
    while (last - first) // step > GRID_POINTS_MAX:
        step *= 2
    return range(first // step * step, -(-last // step) * step + 1, step)


def _at_point(evening: Evening, point: int, spaces: Sequence[SpacePlan], now: Occupancy) -> Iterator[Row]:
    for space in spaces:
        name = space.name
        limits = (now.limits[name], now.reserved[name], now.places(name))
        counts = (now.inside[name], now.held[name], now.free(name))
        yield (evening.record, evening.number, evening.moment(point), name, space.kind.value, *limits, *counts)


def fairness_table(evening: Evening, found: Fairness) -> Table:
    """Every giving of places: who stood before, whom it passed and by which reason; tickets by their numbers."""
    rows: list[Row] = []
    for giving in found.givings:
        times = (evening.moment(giving.at), evening.moment(giving.happened))
        rows.append((evening.record, evening.number, giving.seq, *times, giving.what, *line_of(giving)))
    return Table("fairness", FAIRNESS_COLUMNS, tuple(rows))


def line_of(giving: Giving) -> Row:
    """What the line says of a giving: the cells from its ticket on."""
    passed, silently = _numbers(giving.passed), _numbers(giving.silently)
    reason = None if giving.reason is None else public_reason(giving.reason)
    why = (passed, reason, giving.role, silently, "yes" if giving.taken_back else None)
    return (giving.ticket, giving.people, giving.space, len(giving.before), *why)


def _numbers(tickets: Sequence[int]) -> str | None:
    return " ".join(map(str, tickets)) if tickets else None
