"""Every table of a record made again in SQL, from the columns that docs/data.md describes: nothing of ours is asked.

Of meeting 1 of a log, in Denver in 2026. Temporary tables are built on each other; each table of the record is then one
question.
"""

import contextlib
import math
import sqlite3
from pathlib import Path
from typing import Any, Final

from tests.reports import sql_counts, sql_line, sql_spaces

Rows = list[dict[str, Any]]
_DURATIONS: Final = ("full", "median_wait", "p90_wait", "longest_wait")
_OFF: Final = ((0, 0), (20, 2), (40, 3), (80, 5), (160, 7))
DST: Final = "at BETWEEN 1772960400000 AND 1793519999999"
"""Daylight time, from 8 March 2026, 09:00 UTC, to 1 November 2026, 08:00 UTC."""

_BASE: Final = """
CREATE TEMP TABLE lines AS
    SELECT *, max(happened) OVER (ORDER BY seq) AS latest,
        undoes IS NULL AND NOT EXISTS (SELECT 1 FROM main.entries AS u WHERE u.meeting = 1 AND u.undoes = e.seq)
            AS stands,
        (SELECT min(seq) FROM main.entries AS u WHERE u.meeting = 1 AND u.undoes = e.seq) AS undone_by
    FROM main.entries AS e WHERE meeting = 1;
CREATE INDEX temp.by_space ON lines (space, kind);
CREATE INDEX temp.by_ticket ON lines (ticket, kind);
CREATE INDEX temp.by_seq ON lines (seq);
CREATE TEMP TABLE plans AS
    SELECT key AS place, json_extract(value, '$.name') AS space, json_extract(value, '$.kind') AS kind,
        json_extract(value, '$.limit') AS "limit", json_extract(value, '$.reserved') AS reserved,
        json_extract(value, '$.kind') IN ('chamber', 'overflow') AS is_room, json_extract(value, '$.doors') AS doors
    FROM main.entries, json_each(main.entries.details, '$.building.spaces') WHERE meeting = 1 AND seq = 1;
CREATE TEMP TABLE legs AS
    SELECT seq, 2 AS leg, space, door, change, held, stands, kind FROM lines WHERE space IS NOT NULL
    UNION ALL
    SELECT seq, 1, from_space, NULL, from_change, from_held, stands, kind FROM lines WHERE from_space IS NOT NULL;
CREATE INDEX temp.legs_of ON legs (space, seq);
CREATE TEMP TABLE limits AS
    SELECT 1 AS seq, space, "limit", reserved FROM plans
    UNION ALL
    SELECT seq, space, json_extract(details, '$.limit'), json_extract(details, '$.reserved') FROM lines
    WHERE coalesce(json_extract(details, '$.kind'), kind) IN ('limit-set', 'reserved-set');
"""
_OCCUPANCY: Final = """
    WITH RECURSIVE ends AS (
        SELECT min(happened) / 300000 AS first, (max(happened) + 299999) / 300000 AS last FROM lines
    ), points(n) AS (SELECT first FROM ends UNION ALL SELECT n + 1 FROM points, ends WHERE n < last),
    until AS (SELECT n, (SELECT max(seq) FROM lines WHERE latest <= n * 300000) AS seq FROM points),
    rows AS (
        SELECT n, place, space, kind,
            coalesce((SELECT "limit" FROM limits AS l WHERE l.space = plans.space AND l.seq <= until.seq
                AND "limit" IS NOT NULL ORDER BY seq DESC LIMIT 1), plans."limit") AS "limit",
            coalesce((SELECT reserved FROM limits AS l WHERE l.space = plans.space AND l.seq <= until.seq
                AND reserved IS NOT NULL ORDER BY seq DESC LIMIT 1), plans.reserved) AS reserved,
            (SELECT coalesce(sum(change), 0) FROM legs WHERE legs.space = plans.space AND seq <= until.seq) AS inside,
            (SELECT coalesce(sum(held), 0) FROM legs WHERE legs.space = plans.space AND seq <= until.seq) AS held
        FROM until, plans
    )
    SELECT local(n * 300000) AS at, space, kind, "limit", reserved, "limit" - reserved AS places, inside, held,
        "limit" - reserved - inside - held AS free
    FROM rows ORDER BY n, place"""
_ATTENDANCE: Final = """
    WITH both AS (
        SELECT seq, 1 AS leg, space, door, change, json_extract(details, '$.unmatched') AS unmatched FROM lines
        WHERE space IS NOT NULL AND (change OR kind IN ('tapped', 'counted'))
        UNION ALL
        SELECT seq, 2, from_space, NULL, from_change, NULL FROM lines WHERE from_space IS NOT NULL AND from_change
    )
    SELECT both.seq, local(at) AS at, local(happened) AS happened, both.space, both.door, both.change,
        sum(both.change) OVER (PARTITION BY both.space ORDER BY both.seq) AS inside, unmatched, station, kind AS what
    FROM both JOIN lines ON lines.seq = both.seq ORDER BY both.seq, leg"""
_LOG: Final = """
    SELECT seq, kind, local(at) AS at, local(happened) AS happened, elapsed AS elapsed_ms, station, space, door, ticket,
        people, state, change, held, from_space, from_change, from_held, undoes,
        CASE WHEN details LIKE '%"reason":"%accessible%' THEN json_replace(
            details, '$.reason', 'withheld', '$.override.reason', 'withheld', '$.override.words', 'withheld')
        WHEN json_extract(details, '$.reason') = 'kept' THEN json_replace(details, '$.reason', 'withheld')
        ELSE details END AS details
    FROM lines ORDER BY seq"""

_ASKED: Final = {
    "spaces": sql_spaces.SPACES,
    "occupancy": _OCCUPANCY,
    "tickets": sql_line.TICKETS,
    "turned-away": sql_line.TURNED_AWAY,
    "head-counts": sql_counts.HEAD_COUNTS,
    "doors": sql_counts.DOORS,
    "agenda": sql_counts.AGENDA,
    "decisions": sql_counts.DECISIONS,
    "fairness": sql_line.FAIRNESS,
    "attendance": _ATTENDANCE,
    "log": _LOG,
}


def tables_in_sql(log: Path) -> dict[str, Rows]:
    """Every table of the record of meeting 1."""
    with contextlib.closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as connection:
        connection.executescript(_with_times(_BASE + sql_spaces.VIEWS + sql_counts.VIEWS + sql_line.VIEWS))
        found = {name: _asked(connection, sql) for name, sql in _ASKED.items()}
        figures = _asked(connection, sql_spaces.SUMMARY) + _asked(connection, sql_line.SUMMARY)
        found["summary"] = sorted(figures, key=lambda row: str(row["figure"]))
    return _in_units_of_the_files(found)


def _in_units_of_the_files(found: dict[str, Rows]) -> dict[str, Rows]:
    """Durations in whole seconds, and by how many people a count may be off after so many crossings (the brief's)."""
    for row in found["summary"]:
        if row["figure"] in _DURATIONS and row["value"] is not None:
            row["value"] = round(round(row["value"]) / 1000)
    for row in found["spaces"]:
        row["full_s"] = round(row["full_s"] / 1000)
        crossings = row["may_be_off"]
        off = next((people for most, people in _OFF if crossings <= most), math.ceil(7 * math.sqrt(crossings / 160)))
        row["may_be_off"] = None if row["counted_at"] is None else off
    for row in found["agenda"]:
        into = row["recording_s"]
        row["recording_s"] = None if into is None or into < 0 else round(into / 1000)
    found["doors"] = [{name: row[name] for name in row if name not in ("place", "nth")} for row in found["doors"]]
    return found


def _asked(connection: sqlite3.Connection, sql: str) -> Rows:
    cursor = connection.execute(_with_times(sql))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _with_times(sql: str) -> str:
    """Put SQL for a moment in local time in the place of each `local(…)`."""
    while (begin := sql.find("local(")) >= 0:
        depth, end = 1, begin + len("local(")
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        at = f"({sql[begin + len('local(') : end - 1]})"
        dst = DST.replace("at", at, 1)
        text = f"""strftime('%Y-%m-%dT%H:%M:%S', {at} / 1000 - iif({dst}, 21600, 25200), 'unixepoch')
            || iif({at} IS NULL, NULL, iif({dst}, '-06:00', '-07:00'))"""
        sql = f"{sql[:begin]}({text}){sql[end:]}"
    return sql
