"""Stations on the building's network: whose token it is, what it may do; and what of theirs waits for the clerk.

They lie in the log's file beside the entries, and are no part of the chain: a token is no fact of the evening. Only
SHA-256 of a token is kept. Everything here is called on the thread that owns the log (`Desk.errand`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from roomflow.store.sqlite import SqliteJournal

STATIONS_MAX: Final = 500
"""So many stations of one meeting may have a token."""


class StationRow(NamedTuple):
    """One station. `space` is the space of a door, `door` the door in it where it has several; times are UTC ms."""

    number: int
    meeting: int
    name: str
    role: str
    space: str | None
    door: str | None
    token_hash: bytes
    paired_at: int
    revoked_at: int | None = None


class ParkedRow(NamedTuple):
    """An item of a phone that was refused. `item` and `reason` are JSON; `seen_at` is when the clerk saw to it."""

    meeting: int
    device: str
    n: int
    station: str
    at: int
    item: str
    reason: str
    seen_at: int | None = None


LOST: Final = "lost"
"""The kind of an item that says: what a phone sent `after` a number up to its own is not in this log for good."""


class Known(NamedTuple):
    """What the log holds of a device: its highest number, and the people its taps counted in and out."""

    n: int
    people_in: int
    people_out: int


_STATIONS: Final = "SELECT * FROM stations ORDER BY station"
_PARKED: Final = "SELECT * FROM parked ORDER BY meeting, at, device, n"
_ANSWERED: Final = "SELECT request FROM answers WHERE meeting = :meeting AND request >= :first AND request < :last"
_LOST: Final = """
    SELECT n, json_extract(item, '$.after') FROM parked
    WHERE meeting = :meeting AND device = :device AND json_extract(item, '$.kind') = 'lost'"""
_COUNTED: Final = """
    SELECT request, change FROM entries WHERE meeting = :meeting AND request >= :first AND request < :last
        AND change <> 0 AND kind IN ('tapped', 'seated', 'speaker-seated', 'stepped-out', 'returned', 'undone')"""


def stations(journal: SqliteJournal) -> list[StationRow]:
    """Every station that ever had a token of a meeting of this log."""
    return [StationRow(*row) for row in journal.rows(_STATIONS)]


def keep_station(journal: SqliteJournal, row: StationRow) -> StationRow:
    """Write down a new station; gives it with its number. Raises StoreProblem."""
    (number,) = journal.rows("SELECT coalesce(max(station), 0) + 1 FROM stations")[0]
    kept = row._replace(number=number)
    journal.write("INSERT INTO stations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", kept)
    return kept


def revoke_station(journal: SqliteJournal, number: int, at: int) -> None:
    """Take a token back; twice is harmless. Raises StoreProblem."""
    journal.write("UPDATE stations SET revoked_at = ? WHERE station = ? AND revoked_at IS NULL", (at, number))


def parked(journal: SqliteJournal) -> list[ParkedRow]:
    """What waits for the clerk, and what did."""
    return [ParkedRow(*row) for row in journal.rows(_PARKED)]


def park(journal: SqliteJournal, row: ParkedRow) -> None:
    """Put an item by for the clerk; the same one again changes nothing. Raises StoreProblem."""
    journal.write("INSERT INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)


def see_parked(journal: SqliteJournal, meeting: int, device: str, n: int, at: int) -> None:
    """The clerk has seen to it. Raises StoreProblem."""
    sql = "UPDATE parked SET seen_at = ? WHERE meeting = ? AND device = ? AND n = ? AND seen_at IS NULL"
    journal.write(sql, (at, meeting, device, n))


def known_of(journal: SqliteJournal, meeting: int, prefix: str, digits: int) -> Known:
    """What the log holds of the device whose requests begin with `prefix`, with so many digits of their number.

    Its number is the highest without a gap below it: of a batch that failed in the middle, what came behind may lie
    in the log, and what is missing is still to come; but for what the phone has let go of and an older copy of the
    log has lost.
    """
    between: dict[str, object] = {"meeting": meeting, "first": prefix, "last": prefix + "~"}

    def number(request: str) -> int:
        return int(request[len(prefix) : len(prefix) + digits])

    answered = {number(request) for (request,) in journal.rows(_ANSWERED, between)}
    lost = journal.rows(_LOST, {"meeting": meeting, "device": prefix.removesuffix(":")})
    n = 0
    while True:
        behind = max((last for last, after in lost if after <= n < last), default=n)
        if behind == n and n + 1 not in answered:
            break
        n = max(behind, n + (n + 1 in answered))
    changes: dict[int, int] = {}
    for request, change in journal.rows(_COUNTED, between):
        if number(request) <= n:
            changes[number(request)] = changes.get(number(request), 0) + change
    into = sum(change for change in changes.values() if change > 0)
    return Known(n, into, into - sum(changes.values()))
