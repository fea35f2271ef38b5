"""Head counts, doors, marks and decisions in SQL, over the views of sql_tables.py."""

from typing import Final

VIEWS: Final = """
CREATE TEMP TABLE tapped_at AS
    -- Every place where people are tapped: each door, and for each space the desk (no door).
    SELECT place, json_each.key AS nth, plans.space, json_each.value AS door FROM plans, json_each(plans.doors)
    UNION ALL SELECT place, 1000, space, NULL FROM plans;
CREATE TEMP TABLE door_counts AS
    SELECT t.place, t.nth, t.space, t.door,
        (SELECT count(*) FROM lines AS e WHERE kind = 'tapped' AND e.space = t.space AND e.door IS t.door) AS taps,
        (SELECT coalesce(sum(max(change, 0)), 0) FROM lines AS e WHERE e.space = t.space AND e.door IS t.door
            AND e.door IS NOT NULL AND stands) AS "in",
        (SELECT coalesce(sum(max(-change, 0) + coalesce(json_extract(details, '$.unmatched'), 0)), 0) FROM lines AS e
            WHERE e.space = t.space AND e.door IS t.door AND e.door IS NOT NULL AND stands) AS out,
        (SELECT coalesce(sum(json_extract(details, '$.unmatched')), 0) FROM lines AS e
            WHERE kind = 'tapped' AND e.space = t.space AND e.door IS t.door AND stands) AS unmatched,
        (SELECT coalesce(sum(people), 0) FROM lines AS e WHERE kind = 'tapped' AND e.space = t.space
            AND e.door IS t.door AND undone_by IS NOT NULL) AS taken_back,
        (SELECT count(*) FROM lines AS e WHERE kind = 'counted' AND e.space = t.space AND stands) AS counts,
        (SELECT coalesce(sum(change), 0) FROM lines AS e WHERE kind = 'counted' AND e.space = t.space AND stands)
            AS found
    FROM tapped_at AS t;
"""
HEAD_COUNTS: Final = """
    SELECT local(happened) AS at, space, people AS counted,
        json_extract(details, '$.since') AS meanwhile, json_extract(details, '$.was') AS was,
        change AS difference,
        (SELECT coalesce(sum(p.people), 0) FROM passings AS p WHERE p.space = c.space AND p.seq < c.seq
            AND (p.undone_by IS NULL OR p.undone_by > c.seq)
            AND p.seq > coalesce((SELECT max(b.seq) FROM lines AS b WHERE b.kind = 'counted' AND b.space = c.space
                AND b.seq < c.seq AND (b.undone_by IS NULL OR b.undone_by > c.seq)), 0)) AS crossings,
        station
    FROM lines AS c WHERE kind = 'counted' AND stands ORDER BY seq"""
DOORS: Final = """
    SELECT place, nth, space, door, "in", out, "in" - out AS balance, unmatched, taken_back,
        iif(counts AND taps AND (SELECT sum(o.taps > 0) FROM door_counts AS o WHERE o.space = d.space) = 1, found, NULL)
            AS drift,
        NULL AS without_door, NULL AS head_counts, NULL AS inside
    FROM door_counts AS d WHERE door IS NOT NULL
    UNION ALL
    SELECT place, nth, space, NULL, sum_in, sum_out, sum_in - sum_out, sum_unmatched, sum_taken_back, NULL,
        inside - found - (sum_in - sum_out), found, inside
    FROM (
        SELECT d.place, max(d.nth) AS nth, d.space, sum("in") AS sum_in, sum(out) AS sum_out,
            sum(d.unmatched) AS sum_unmatched, sum(taken_back) AS sum_taken_back, max(found) AS found,
            (SELECT coalesce(sum(change), 0) FROM legs WHERE legs.space = d.space) AS inside
        FROM door_counts AS d JOIN plans USING (space) WHERE plans.kind <> 'outside' GROUP BY d.space
    ) ORDER BY place, nth"""
AGENDA: Final = """
    SELECT local(happened) AS at,
        coalesce(json_extract(details, '$.mark'), kind) AS mark,
        elapsed - (SELECT min(elapsed) FROM lines WHERE kind = 'marked' AND stands
            AND json_extract(details, '$.mark') = 'recording-begins') AS recording_s
    FROM lines WHERE kind IN ('marked', 'adjourned', 'emergency', 'emergency-ended') AND stands ORDER BY seq"""
DECISIONS: Final = """
    WITH decided AS (
        SELECT *, kind AS what, '$.' AS path FROM lines WHERE stands AND kind IN (
            'limit-set', 'reserved-set', 'space-closed', 'space-opened', 'stopped', 'allowed', 'count-deferred',
            'emergency', 'emergency-ended')
        UNION ALL
        SELECT *, 'override', '$.override.' FROM lines WHERE stands AND json_extract(details, '$.override') IS NOT NULL
    )
    SELECT seq, local(happened) AS at, what, space, ticket, people,
        coalesce(json_extract(details, '$.limit'), json_extract(details, '$.reserved')) AS value,
        json_extract(details, '$.was') AS was,
        nullif(json_extract(details, path || 'role'), '') AS role,
        nullif(replace(json_extract(details, path || 'reason'), 'accessible-need', 'withheld'), '') AS reason,
        nullif(iif(json_extract(details, path || 'reason') = 'accessible-need'
            AND json_extract(details, path || 'words') <> '', 'withheld', json_extract(details, path || 'words')), '')
            AS words
    FROM decided ORDER BY seq"""
