"""The views for a person who has only sqlite3: occupancy, tickets, attendance, meetings.

They use the typed columns alone, and of the first entry its building, name and date: so they check the fold, which
comes to the same figures by another way. Times are UTC, ISO 8601 with milliseconds and Z.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _time(column: str) -> str:
    """SQL for a time in ms as text; whole numbers throughout, since a fraction of a second may round."""
    return f"strftime('%Y-%m-%dT%H:%M:%S', {column} / 1000, 'unixepoch') || printf('.%03dZ', {column} % 1000)"


_STANDS: Final = (
    "NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.meeting = entries.meeting AND later.undoes = entries.seq)"
)
"""SQL: the row of `entries` was not taken back."""


def _last(condition: str) -> str:
    """SQL, among the entries of a ticket: the number of the last one that meets the condition."""
    return f"max(CASE WHEN {condition} THEN seq END)"


# Every entry has up to two legs: what it does to its space, and what to the space people come from. A tap that
# counts nobody is an exit from an empty space: proof of a missed entry, so it is kept in sight.
_LEGS: Final = """
    SELECT meeting, seq, 2 AS leg, space, door, change FROM entries
    WHERE space IS NOT NULL AND (change <> 0 OR kind = 'tapped')
    UNION ALL
    SELECT meeting, seq, 1, from_space, NULL, from_change FROM entries
    WHERE from_space IS NOT NULL AND from_change <> 0"""


def _last_set(kind: str, value: str) -> str:
    """SQL: the value that the last entry of a kind, or the last one that took it back, set for a space of `plans`."""
    return f"""(SELECT json_extract(entries.details, '$.{value}') FROM entries
                     WHERE entries.meeting = plans.meeting AND entries.space = plans.space
                       AND kind IN ('limit-set', 'reserved-set', 'undone')
                       AND coalesce(json_extract(entries.details, '$.kind'), kind) = '{kind}'
                     ORDER BY entries.seq DESC LIMIT 1)"""


_OCCUPANCY: Final = f"""
WITH legs AS (
    SELECT meeting, space, change, held FROM entries WHERE space IS NOT NULL
    UNION ALL
    SELECT meeting, from_space, from_change, from_held FROM entries WHERE from_space IS NOT NULL
), sums AS (
    SELECT meeting, space, sum(change) AS inside, sum(held) AS held FROM legs GROUP BY meeting, space
), plans AS (
    SELECT entries.meeting,
           plan.key AS place,
           json_extract(plan.value, '$.name') AS space,
           json_extract(plan.value, '$.kind') AS kind,
           json_extract(plan.value, '$.limit') AS "limit",
           json_extract(plan.value, '$.reserved') AS reserved
    FROM entries, json_each(entries.details, '$.building.spaces') AS plan
    WHERE entries.seq = 1
), now AS (
    SELECT plans.*,
           coalesce({_last_set("limit-set", "limit")}, plans."limit") AS limit_now,
           coalesce({_last_set("reserved-set", "reserved")}, plans.reserved) AS reserved_now
    FROM plans
)
SELECT now.meeting AS meeting,
       now.space AS space,
       now.kind AS kind,
       now.limit_now AS "limit",
       now.reserved_now AS reserved,
       coalesce(sums.inside, 0) AS inside,
       coalesce(sums.held, 0) AS held,
       coalesce(now.limit_now - now.reserved_now, 0) - coalesce(sums.inside, 0) - coalesce(sums.held, 0) AS free
FROM now LEFT JOIN sums ON sums.meeting = now.meeting AND sums.space = now.space
ORDER BY now.meeting, now.place"""

_TICKETS: Final = f"""
WITH steps AS (
    SELECT meeting, ticket, seq, kind, state, {_STANDS} AS stands FROM entries WHERE ticket IS NOT NULL
), last AS (
    SELECT meeting,
           ticket,
           coalesce({_last("kind = 'issued'")}, min(seq)) AS begun,  -- one on paper may be entered anew
           {_last("state IS NOT NULL")} AS stated,
           {_last("stands AND kind = 'called'")} AS called,
           {_last("stands AND kind = 'seated'")} AS seated,
           {_last("stands AND kind IN ('called', 'moved', 'seated', 'relocated', 'claim-taken')")} AS placed
    FROM steps GROUP BY meeting, ticket
)
SELECT last.meeting AS meeting,
       last.ticket AS number,
       stated.people AS party,
       stated.state AS state,
       {_time("begun.happened")} AS issued_at,
       {_time("called.happened")} AS called_at,
       {_time("seated.happened")} AS seated_at,
       CASE WHEN stated.state IN ('called', 'seated') THEN placed.space END AS space
FROM last
LEFT JOIN entries AS begun ON begun.meeting = last.meeting AND begun.seq = last.begun
LEFT JOIN entries AS stated ON stated.meeting = last.meeting AND stated.seq = last.stated
LEFT JOIN entries AS called ON called.meeting = last.meeting AND called.seq = last.called
LEFT JOIN entries AS seated ON seated.meeting = last.meeting AND seated.seq = last.seated
LEFT JOIN entries AS placed ON placed.meeting = last.meeting AND placed.seq = last.placed
ORDER BY last.meeting, last.ticket"""

_ATTENDANCE: Final = f"""
WITH legs AS ({_LEGS}
), moved AS (
    SELECT meeting, seq, leg, space, door, change,
           sum(change) OVER (PARTITION BY meeting, space ORDER BY seq, leg) AS inside
    FROM legs
)
SELECT moved.meeting AS meeting,
       moved.seq AS seq,
       {_time("entries.at")} AS at,
       moved.space AS space,
       moved.door AS door,
       moved.change AS change,
       moved.inside AS inside,
       entries.station AS station,
       entries.kind AS what
FROM moved JOIN entries ON entries.meeting = moved.meeting AND entries.seq = moved.seq
ORDER BY moved.meeting, moved.seq, moved.leg"""

_MEETINGS: Final = f"""
SELECT opened.meeting AS meeting,
       json_extract(opened.details, '$.name') AS name,
       json_extract(opened.details, '$.date') AS date,
       (SELECT practice FROM folder) AS practice,
       {_time("opened.happened")} AS opened_at,
       CASE WHEN last.kind = 'closed' THEN {_time("last.happened")} END AS closed_at,
       last.seq AS entries
FROM entries AS opened
JOIN entries AS last ON last.meeting = opened.meeting
    AND last.seq = (SELECT max(seq) FROM entries WHERE meeting = opened.meeting)
WHERE opened.seq = 1
ORDER BY opened.meeting"""

VIEWS: Final[Mapping[str, str]] = {
    "occupancy": _OCCUPANCY,
    "tickets": _TICKETS,
    "attendance": _ATTENDANCE,
    "meetings": _MEETINGS,
}
