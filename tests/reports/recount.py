"""The figures of an evening counted again in SQL, with nothing of ours but the columns docs/data.md describes."""

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

STANDS = "NOT EXISTS (SELECT 1 FROM entries AS u WHERE u.meeting = e.meeting AND u.undoes = e.seq) AND e.undoes IS NULL"
LEGS = """
    legs AS (
        SELECT seq, 2 AS leg, elapsed, happened, space, change, held FROM entries
        WHERE meeting = 1 AND space IS NOT NULL
        UNION ALL
        SELECT seq, 1, elapsed, happened, from_space, from_change, from_held FROM entries
        WHERE meeting = 1 AND from_space IS NOT NULL
    ), running AS (
        SELECT seq, space, elapsed, happened,
               sum(change) OVER w AS inside, sum(change + held) OVER w AS taken,
               lead(elapsed) OVER w AS until, lead(seq) OVER w AS next
        FROM legs WINDOW w AS (PARTITION BY space ORDER BY seq, leg)
    )"""


def recount(log: Path) -> dict[str, Any]:
    """Of meeting 1, whose limits did not change."""
    with contextlib.closing(sqlite3.connect(log)) as connection:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        plans = json.loads(rows("SELECT details FROM entries WHERE meeting = 1 AND seq = 1")[0][0])["building"][
            "spaces"
        ]
        places = {plan["name"]: plan["limit"] - plan["reserved"] for plan in plans if plan["limit"] is not None}
        rooms = [plan["name"] for plan in plans if plan["kind"] in ("chamber", "overflow")]
        return {
            "spaces": _spaces(rows, places),
            "rooms_peak": _rooms_peak(rows, rooms),
            "tickets": dict(rows("SELECT state, count(*) FROM tickets WHERE meeting = 1 GROUP BY state")),
            "people": dict(rows("SELECT state, sum(party) FROM tickets WHERE meeting = 1 GROUP BY state")),
            "sent": rows(f"SELECT count(*), sum(people) FROM entries AS e WHERE kind = 'sent' AND {STANDS}")[0],
            "calls": rows(f"SELECT count(*) FROM entries AS e WHERE kind = 'called' AND {STANDS}")[0][0],
            "waits": [row[0] for row in rows(_WAITS)],
            "turned_away": rows(_TURNED_AWAY),
            "head_counts": rows(_HEAD_COUNTS),
            "doors": rows(_DOORS),
            "door_sums": rows(_DOOR_SUMS),
        }


_WAITS = f"""
    SELECT e.elapsed - (SELECT i.elapsed FROM entries AS i
                        WHERE i.meeting = 1 AND i.kind = 'issued' AND i.ticket = e.ticket)
    FROM entries AS e WHERE e.meeting = 1 AND e.kind = 'seated' AND e.ticket IS NOT NULL AND {STANDS} ORDER BY 1"""
_TURNED_AWAY = f"""
    SELECT happened, people, json_extract(details, '$.reason') FROM entries AS e
    WHERE meeting = 1 AND kind = 'turned-away' AND {STANDS} ORDER BY seq"""
_HEAD_COUNTS = f"""
    SELECT happened, space, people, json_extract(details, '$.was'), change FROM entries AS e
    WHERE meeting = 1 AND kind = 'counted' AND {STANDS} ORDER BY seq"""
_DOORS = f"""
    SELECT space, door, sum(max(change, 0)), sum(max(-change, 0) + coalesce(json_extract(details, '$.unmatched'), 0)),
        sum(coalesce(json_extract(details, '$.unmatched'), 0)),
        (SELECT coalesce(sum(people), 0) FROM entries AS u WHERE u.meeting = 1 AND u.kind = 'tapped'
            AND u.space = e.space AND u.door = e.door
            AND EXISTS (SELECT 1 FROM entries AS b WHERE b.meeting = 1 AND b.undoes = u.seq))
    FROM entries AS e
    WHERE meeting = 1 AND door IS NOT NULL AND {STANDS} GROUP BY space, door ORDER BY space, door"""
_DOOR_SUMS = f"""
    WITH counted AS (
        SELECT space AS name, door, kind, change,
            iif(door IS NULL, 0, coalesce(json_extract(details, '$.unmatched'), 0)) AS unmatched
        FROM entries AS e WHERE meeting = 1 AND space IS NOT NULL AND {STANDS}
        UNION ALL
        SELECT from_space, NULL, kind, from_change, 0 FROM entries AS e
        WHERE meeting = 1 AND from_space IS NOT NULL AND {STANDS}
    )
    SELECT name, sum(iif(door IS NOT NULL, change, 0) - unmatched),
        sum(iif(door IS NULL AND kind <> 'counted', change, 0) + unmatched),
        sum(iif(kind = 'counted', change, 0)), sum(change)
    FROM counted GROUP BY name ORDER BY name"""


def _spaces(rows: Any, places: dict[str, int]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    end = rows("SELECT max(elapsed) FROM entries WHERE meeting = 1")[0][0]
    for space, limit in places.items():
        name = space.replace("'", "''")
        peaks = rows(
            f"WITH {LEGS} SELECT inside, happened FROM running WHERE space = '{name}' ORDER BY inside DESC, seq LIMIT 1"
        )
        peak, at = peaks[0] if peaks and peaks[0][0] else (0, None)
        full = rows(
            f"WITH {LEGS} SELECT coalesce(sum(coalesce(until, {end}) - elapsed), 0) FROM running "
            f"WHERE space = '{name}' AND taken >= {limit} AND {limit} > 0"
        )[0][0]
        admissions = rows(
            f"SELECT coalesce(sum(max(change, 0)), 0) FROM entries AS e WHERE meeting = 1 AND space = '{name}' "
            f"AND kind IN ('tapped', 'seated') AND {STANDS}"
        )[0][0]
        over = rows(
            f"WITH {LEGS} SELECT coalesce(max(max(inside - {limit}, 0)), 0) FROM running WHERE space = '{name}'"
        )[0][0]
        found[space] = {"peak": peak, "peak_at": at, "full_ms": full, "admissions": admissions, "over": over}
    return found


def _rooms_peak(rows: Any, rooms: list[str]) -> tuple[int, int]:
    named = ", ".join("'" + room.replace("'", "''") + "'" for room in rooms)
    found: tuple[int, int] = rows(
        f"""WITH {LEGS}, sums AS (
                SELECT seq, max(happened) AS happened, sum(change) AS change FROM legs
                WHERE space IN ({named}) GROUP BY seq
            ), summed AS (SELECT seq, happened, sum(change) OVER (ORDER BY seq) AS inside FROM sums)
            SELECT inside, happened FROM summed ORDER BY inside DESC, seq LIMIT 1"""
    )[0]
    return found
