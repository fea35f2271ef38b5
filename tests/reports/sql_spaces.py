"""The figures of the spaces and of all rooms in SQL, over the views of sql_tables.py."""

from typing import Final

VIEWS: Final = """
CREATE TEMP TABLE looks AS
    -- A space after each entry that names it. No head count and nobody through a door after it: drift 0.
    WITH named AS (SELECT seq, space, sum(change) AS change, sum(held) AS held FROM legs GROUP BY seq, space)
    SELECT named.seq, named.space, plans.kind, plans.is_room, lines.happened, lines.elapsed,
        sum(named.change) OVER w AS inside, sum(named.held) OVER w AS held,
        (SELECT "limit" FROM limits AS l WHERE l.space = named.space AND l.seq <= named.seq AND "limit" IS NOT NULL
            ORDER BY l.seq DESC LIMIT 1) AS "limit",
        (SELECT reserved FROM limits AS l WHERE l.space = named.space AND l.seq <= named.seq AND reserved IS NOT NULL
            ORDER BY l.seq DESC LIMIT 1) AS reserved,
        lead(lines.elapsed) OVER w AS until,
        (SELECT max(c.seq) FROM lines AS c WHERE c.kind = 'counted' AND c.space = named.space AND c.seq <= named.seq
            AND (c.undone_by IS NULL OR c.undone_by > named.seq)) AS counted
    FROM named JOIN lines USING (seq) JOIN plans ON plans.space = named.space
    WINDOW w AS (PARTITION BY named.space ORDER BY named.seq);
CREATE TEMP TABLE passings AS
    -- People through a door of a space, by what took them.
    SELECT seq, undone_by, space, iif(kind IN ('seated', 'speaker-seated', 'claim-taken'), change, people) AS people
    FROM lines
    WHERE kind IN ('tapped', 'stepped-out', 'returned', 'seated', 'speaker-seated', 'relocated', 'claim-taken')
        AND space IS NOT NULL
    UNION ALL
    SELECT seq, undone_by, from_space, iif(kind = 'claim-taken', change, people) FROM lines
    WHERE kind IN ('relocated', 'claim-taken') AND from_space IS NOT NULL;
CREATE TEMP TABLE states AS
    SELECT looks.*, "limit" - reserved AS places, "limit" - reserved - inside - held AS free,
        "limit" - reserved - inside - held < 0 OR ("limit" - reserved - inside - held = 0 AND kind <> 'keep-clear')
            AS full,
        counted IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM passings AS p WHERE p.space = looks.space AND p.seq > counted AND p.seq <= looks.seq
            AND p.people > 0 AND (p.undone_by IS NULL OR p.undone_by > looks.seq)) AS sure
    FROM looks;
CREATE TEMP TABLE peaks AS
    SELECT space, max(inside) AS peak, max(max(inside), 0) > 0 AS any FROM states GROUP BY space;
CREATE TEMP TABLE rooms AS
    -- All rooms together after each entry: who is inside, how many places, how many of them are full.
    SELECT lines.seq, lines.happened, lines.elapsed, lead(lines.elapsed) OVER (ORDER BY lines.seq) AS until,
        (SELECT coalesce(sum(change), 0) FROM legs JOIN plans USING (space) WHERE is_room AND legs.seq <= lines.seq)
            AS inside,
        (SELECT sum((SELECT "limit" FROM limits AS l WHERE l.space = plans.space AND l.seq <= lines.seq
                AND "limit" IS NOT NULL ORDER BY l.seq DESC LIMIT 1)) FROM plans WHERE is_room) AS "limit",
        (SELECT sum((SELECT reserved FROM limits AS l WHERE l.space = plans.space AND l.seq <= lines.seq
                AND reserved IS NOT NULL ORDER BY l.seq DESC LIMIT 1)) FROM plans WHERE is_room) AS reserved,
        (SELECT min(coalesce((SELECT full FROM states AS s WHERE s.space = plans.space AND s.seq <= lines.seq
                ORDER BY s.seq DESC LIMIT 1), 0)) FROM plans WHERE is_room) AS all_full
    FROM lines;
"""
SPACES: Final = """
    WITH end AS (SELECT max(elapsed) AS elapsed FROM lines), last AS (
        SELECT * FROM states AS s WHERE seq = (SELECT max(seq) FROM states WHERE space = s.space)
    )
    SELECT plans.space, plans.kind,
        coalesce(last."limit", plans."limit") AS "limit", coalesce(last.reserved, plans.reserved) AS reserved,
        coalesce(last."limit", plans."limit") - coalesce(last.reserved, plans.reserved) AS places,
        (SELECT coalesce(sum(max(change, 0)), 0) FROM lines AS e WHERE e.space = plans.space AND stands
            AND kind IN ('tapped', 'seated')) AS admissions,
        (SELECT coalesce(sum(max(-change, 0)), 0) FROM lines AS e WHERE e.space = plans.space AND stands
            AND kind IN ('tapped', 'seated')) AS exits,
        coalesce(peak, 0) AS peak,
        iif(any, (SELECT local(happened) FROM states WHERE space = plans.space AND inside = peak
            ORDER BY seq LIMIT 1), NULL) AS peak_at,
        iif(any, iif(EXISTS (SELECT 1 FROM states WHERE space = plans.space AND inside = peak AND sure),
            'verified', 'approximately'), NULL) AS peak_certainty,
        (SELECT local(happened) FROM states WHERE space = plans.space AND inside >= places AND places > 0
            ORDER BY seq LIMIT 1) AS reached_at,
        (SELECT local(happened) FROM states WHERE space = plans.space AND full ORDER BY seq LIMIT 1) AS full_at,
        (SELECT coalesce(sum(coalesce(until, end.elapsed) - states.elapsed), 0) FROM states, end
            WHERE space = plans.space AND full) AS full_s,
        (SELECT coalesce(max(max(inside - places, 0)), 0) FROM states WHERE space = plans.space) AS over,
        (SELECT local(happened) FROM states WHERE space = plans.space AND inside > places
            ORDER BY inside - places DESC, seq LIMIT 1) AS over_at,
        (SELECT coalesce(max(max(inside + reserved - "limit", 0)), 0) FROM states WHERE space = plans.space)
            AS past_posted,
        coalesce(last.inside, 0) AS inside_at_end, coalesce(last.held, 0) AS held_at_end,
        (SELECT local(happened) FROM lines WHERE kind = 'counted' AND space = plans.space AND stands
            ORDER BY seq DESC LIMIT 1) AS counted_at,
        (SELECT coalesce(sum(p.people), 0) FROM passings AS p WHERE p.space = plans.space AND p.undone_by IS NULL
            AND p.seq > (SELECT max(seq) FROM lines WHERE kind = 'counted' AND space = plans.space AND stands))
            AS may_be_off
    FROM plans LEFT JOIN last ON last.space = plans.space LEFT JOIN peaks ON peaks.space = plans.space
    ORDER BY place"""
SUMMARY: Final = """
    WITH top AS (SELECT * FROM rooms WHERE inside > 0 ORDER BY inside DESC, seq LIMIT 1),
    present AS (SELECT max(inside + reserved) AS people FROM rooms),
    due AS (SELECT json_extract(details, '$.figures.crowd_manager_people') AS each,
        json_extract(details, '$.figures.crowd_manager_two_above') AS above FROM lines WHERE seq = 1)
    SELECT 'opened_at' AS figure, local(happened) AS value FROM lines WHERE seq = 1
    UNION ALL SELECT 'called_to_order_at', (SELECT local(happened) FROM lines WHERE stands AND kind = 'marked'
        AND json_extract(details, '$.mark') = 'called-to-order' ORDER BY seq DESC LIMIT 1)
    UNION ALL SELECT 'adjourned_at', (SELECT local(happened) FROM lines WHERE stands AND kind = 'adjourned')
    UNION ALL SELECT 'closed_at', (SELECT local(happened) FROM lines WHERE kind = 'closed')
    UNION ALL SELECT 'entries', (SELECT count(*) FROM lines)
    UNION ALL SELECT 'admissions', (SELECT coalesce(sum(max(change, 0)), 0) FROM lines JOIN plans USING (space)
        WHERE is_room AND stands AND lines.kind IN ('tapped', 'seated'))
    UNION ALL SELECT 'peak', coalesce((SELECT inside FROM top), 0)
    UNION ALL SELECT 'peak_at', (SELECT local(happened) FROM top)
    UNION ALL SELECT 'peak_places', coalesce((SELECT "limit" - reserved FROM top), 0)
    UNION ALL SELECT 'present_peak', people FROM present
    UNION ALL SELECT 'crowd_managers', max((people + each - 1) / each, iif(people > above, 2, 1)) FROM present, due
    UNION ALL SELECT 'full', coalesce(sum(coalesce(until, (SELECT max(elapsed) FROM lines)) - elapsed), 0)
        FROM rooms WHERE all_full"""
