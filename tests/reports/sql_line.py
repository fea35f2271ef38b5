"""The line in SQL, over the views of sql_tables.py: tickets, waits, who was turned away, who stood before whom."""

from typing import Final

VIEWS: Final = """
CREATE TEMP TABLE begun AS
    -- Each ticket with the one that was issued: a part of a split party keeps its place and its time. A paper ticket
    -- stands behind the last number a desk had given when it was handed out; entered by mistake and taken back it may
    -- be entered again, which `until` says.
    WITH RECURSIVE lives AS (
        SELECT *, lead(seq, 1, 1e12) OVER (PARTITION BY ticket ORDER BY seq) AS until FROM lines WHERE kind = 'issued'
    ), parts(ticket, seq, happened, until, root) AS (
        SELECT ticket, seq, happened, until, seq FROM lives
        UNION
        SELECT s.ticket, s.seq, s.happened, 1e12, parts.root FROM lines AS s
            JOIN parts ON json_extract(s.details, '$.of') = parts.ticket AND s.seq BETWEEN parts.seq AND parts.until
        WHERE s.kind = 'split'
    ), given AS (
        SELECT seq, ticket, happened FROM lives WHERE json_extract(details, '$.paper') IS NULL
        UNION ALL SELECT seq, ticket, happened FROM lines
            WHERE kind = 'split' AND json_extract(details, '$.of') IS NOT NULL
    )
    SELECT parts.*, i.elapsed - (i.at - i.happened) AS elapsed, json_extract(i.details, '$.wish') AS wish,
        1000000000 + iif(json_extract(i.details, '$.paper'), i.ticket / 10000.0 + coalesce((SELECT max(ticket)
            FROM given WHERE given.seq < i.seq AND given.happened <= i.happened), 0), i.ticket) AS place
    FROM parts JOIN lives AS i ON i.seq = parts.root;
CREATE TEMP TABLE steps AS
    SELECT seq, ticket, state, lead(seq) OVER (PARTITION BY ticket ORDER BY seq) AS until FROM lines
    WHERE ticket IS NOT NULL AND state IS NOT NULL;
CREATE TEMP TABLE backs AS
    -- A party that came back and is split then: its parts stand where it stood.
    WITH RECURSIVE wholes(ticket, whole, until) AS (
        SELECT DISTINCT ticket, ticket, 1e12 FROM begun
        UNION
        SELECT wholes.ticket, json_extract(s.details, '$.of'), s.seq FROM wholes JOIN lines AS s
            ON s.kind = 'split' AND s.ticket = wholes.whole AND json_extract(s.details, '$.of') IS NOT NULL
    )
    SELECT b.seq, wholes.ticket, b.undone_by FROM wholes JOIN lines AS b ON b.kind = 'back' AND b.ticket = whole
    WHERE b.seq < until;
CREATE TEMP TABLE givings AS
    SELECT g.*, coalesce((SELECT s.state FROM steps AS s WHERE s.ticket = g.ticket AND s.seq < g.seq
        ORDER BY s.seq DESC LIMIT 1), '') AS prior
    FROM lines AS g
    WHERE kind IN ('sent', 'called', 'moved', 'relocated', 'claim-called', 'speaker-seated', 'seated');
DELETE FROM givings WHERE kind = 'seated' AND (ticket IS NULL OR prior = 'called');
CREATE TEMP TABLE stood AS
    -- For each giving every ticket that waited then, with its place in line: first those that came back.
    SELECT g.seq, b.ticket, b.wish,
        coalesce((SELECT max(k.seq) FROM backs AS k WHERE k.ticket = b.ticket AND k.seq < g.seq
            AND (k.undone_by IS NULL OR k.undone_by > g.seq)), b.place) AS place
    FROM givings AS g JOIN begun AS b JOIN steps AS s
        ON s.ticket = b.ticket AND s.state = 'waiting' AND s.seq < g.seq AND coalesce(s.until, 1e12) >= g.seq
    WHERE b.seq < g.seq AND b.until > g.seq;
CREATE TEMP TABLE own AS
    -- Where the party of a giving stands itself: a newcomer, and who moves, behind everybody.
    SELECT g.seq, CASE
        WHEN g.ticket IS NULL OR g.kind = 'relocated' THEN 2000000000
        WHEN g.kind = 'claim-called' AND coalesce((SELECT json_extract(f.details, '$.first') FROM lines AS f
            WHERE f.seq < g.seq AND coalesce(json_extract(f.details, '$.kind'), f.kind) = 'first-claim-set'
            ORDER BY f.seq DESC LIMIT 1), 'hallway') = 'hallway' THEN 2000000000
        WHEN g.prior = 'missed' THEN g.seq
        ELSE coalesce((SELECT max(k.seq) FROM backs AS k WHERE k.ticket = g.ticket AND k.seq < g.seq
            AND (k.undone_by IS NULL OR k.undone_by > g.seq)),
            (SELECT place FROM begun AS b WHERE b.ticket = g.ticket AND b.seq < g.seq AND b.until > g.seq)) END AS place
    FROM givings AS g;
CREATE TEMP TABLE earlier AS
    SELECT o.seq, o.ticket FROM stood AS o JOIN own USING (seq) JOIN givings AS g USING (seq)
    JOIN plans ON plans.space = g.space
    WHERE o.ticket IS NOT g.ticket AND o.place < own.place AND (o.wish = 'any' OR plans.kind = 'chamber')
    ORDER BY o.seq, o.ticket;
CREATE TEMP TABLE took_nobodys AS
    -- A newcomer who was given places when there were enough for all who stood before: what is free and not saved.
    SELECT g.seq FROM givings AS g WHERE (g.ticket IS NULL OR g.kind = 'relocated') AND
        (SELECT "limit" FROM limits AS l WHERE l.space = g.space AND l.seq < g.seq AND "limit" IS NOT NULL
            ORDER BY l.seq DESC LIMIT 1)
        - (SELECT reserved FROM limits AS l WHERE l.space = g.space AND l.seq < g.seq AND reserved IS NOT NULL
            ORDER BY l.seq DESC LIMIT 1)
        - (SELECT coalesce(sum(change), 0) + coalesce(sum(held), 0) FROM legs
            WHERE legs.space = g.space AND legs.seq < g.seq)
        - (SELECT coalesce(sum((SELECT people FROM lines AS p WHERE p.ticket = o.ticket AND p.seq < g.seq
                AND p.kind IN ('issued', 'split') ORDER BY p.seq DESC LIMIT 1)), 0)
            FROM earlier AS o WHERE o.seq = g.seq)
        + (SELECT coalesce(sum(people), 0) FROM lines AS s
            WHERE s.kind = 'saved' AND s.space = g.space AND s.seq < g.seq
                AND (s.undone_by IS NULL OR s.undone_by > g.seq)
                AND NOT EXISTS (SELECT 1 FROM lines AS e WHERE e.ticket = s.ticket AND e.seq > s.seq AND e.seq < g.seq
                    AND e.kind IN ('called', 'seated', 'left', 'unserved', 'expired', 'released')))
        >= g.people;
CREATE TEMP TABLE given AS
    -- Whom an entry names as passed; of a party that had been tapped in before, all whose places it took.
    SELECT g.*, json_extract(details, '$.already_counted') AND seq NOT IN took_nobodys AS already_counted,
        (SELECT count(*) FROM earlier AS o WHERE o.seq = g.seq) AS before,
        iif(json_extract(details, '$.already_counted') AND seq NOT IN took_nobodys,
            (SELECT group_concat(ticket, ' ') FROM earlier AS o WHERE o.seq = g.seq),
            (SELECT group_concat(value, ' ') FROM (
                SELECT value FROM json_each(g.details, '$.passed') ORDER BY value))) AS passed
    FROM givings AS g;
"""
TICKETS: Final = """
    SELECT v.number, v.party, b.wish, v.state, local(b.happened) AS issued_at,
        (SELECT local(happened) FROM lines AS e WHERE e.ticket = v.number AND kind = 'called' AND stands
            ORDER BY seq DESC LIMIT 1) AS called_at,
        (SELECT local(happened) FROM lines AS e WHERE e.ticket = v.number AND kind = 'seated' AND stands
            ORDER BY seq DESC LIMIT 1) AS seated_at,
        v.space
    FROM main.tickets AS v JOIN begun AS b ON b.ticket = v.number AND b.until = 1e12 WHERE v.meeting = 1
    ORDER BY v.number"""
TURNED_AWAY: Final = """
    SELECT local(happened) AS at, people, json_extract(details, '$.reason') AS reason,
        (SELECT sum(max(0, "limit" - reserved - inside - held)) FROM (
            SELECT (SELECT "limit" FROM limits AS l WHERE l.space = plans.space AND l.seq <= t.seq
                    AND "limit" IS NOT NULL ORDER BY l.seq DESC LIMIT 1) AS "limit",
                (SELECT reserved FROM limits AS l WHERE l.space = plans.space AND l.seq <= t.seq
                    AND reserved IS NOT NULL ORDER BY l.seq DESC LIMIT 1) AS reserved,
                (SELECT coalesce(sum(change), 0) FROM legs WHERE legs.space = plans.space AND seq <= t.seq) AS inside,
                (SELECT coalesce(sum(held), 0) FROM legs WHERE legs.space = plans.space AND seq <= t.seq) AS held
            FROM plans WHERE is_room)) AS free
    FROM lines AS t WHERE kind = 'turned-away' AND stands ORDER BY seq"""
FAIRNESS: Final = """
    SELECT seq, local(at) AS at, local(happened) AS happened, kind AS what, ticket, people AS party, space, before,
        passed,
        CASE WHEN passed IS NULL THEN NULL WHEN already_counted THEN 'already-counted'
            WHEN json_extract(details, '$.reason') IN ('accessible-need', 'kept') THEN 'withheld'
            ELSE json_extract(details, '$.reason') END AS reason,
        json_extract(details, '$.override.role') AS role, NULL AS without_reason,
        iif(undone_by IS NULL, NULL, 'yes') AS taken_back
    FROM given ORDER BY seq"""
SUMMARY: Final = """
    WITH states AS (
        SELECT column1 AS state FROM (VALUES ('seated'), ('missed'), ('left'), ('cancelled'), ('unserved'), ('waiting'),
            ('called'))
    ), waits AS (
        SELECT row_number() OVER (ORDER BY ms) AS nth, count(*) OVER () AS n, ms FROM (
            SELECT max(e.elapsed) - b.elapsed AS ms FROM lines AS e
            JOIN begun AS b ON b.ticket = e.ticket AND b.until = 1e12
            WHERE e.kind = 'seated' AND e.stands GROUP BY e.ticket)
    )
    SELECT 'sent' AS figure, (SELECT count(*) FROM lines WHERE kind = 'sent' AND stands) AS value
    UNION ALL SELECT 'sent_people', (SELECT coalesce(sum(people), 0) FROM lines WHERE kind = 'sent' AND stands)
    UNION ALL SELECT 'issued', (SELECT count(*) FROM main.tickets WHERE meeting = 1)
    UNION ALL SELECT 'issued_people', (SELECT coalesce(sum(party), 0) FROM main.tickets WHERE meeting = 1)
    UNION ALL SELECT state, (SELECT count(*) FROM main.tickets AS t WHERE meeting = 1 AND t.state = states.state)
        FROM states
    UNION ALL SELECT state || '_people',
        (SELECT coalesce(sum(party), 0) FROM main.tickets AS t WHERE meeting = 1 AND t.state = states.state) FROM states
    UNION ALL SELECT 'calls', (SELECT count(*) FROM lines WHERE kind = 'called' AND stands)
    UNION ALL SELECT 'median_wait', (SELECT avg(ms) FROM waits WHERE nth IN ((n + 1) / 2, (n + 2) / 2))
    UNION ALL SELECT 'p90_wait', (SELECT ms FROM waits WHERE nth * 10 >= n * 9 ORDER BY nth LIMIT 1)
    UNION ALL SELECT 'longest_wait', (SELECT max(ms) FROM waits)
    UNION ALL SELECT 'turned_away',
        (SELECT coalesce(sum(people), 0) FROM lines WHERE kind = 'turned-away' AND stands)
    UNION ALL SELECT 'head_counts', (SELECT count(*) FROM lines WHERE kind = 'counted' AND stands)
    UNION ALL SELECT 'largest_difference', coalesce((SELECT change FROM lines WHERE kind = 'counted' AND stands
        ORDER BY abs(change) DESC, seq LIMIT 1), 0)
    UNION ALL SELECT 'taken_back', (SELECT count(*) FROM lines WHERE undoes IS NOT NULL)
    UNION ALL SELECT 'overrides', (SELECT count(*) FROM lines WHERE stands
        AND json_extract(details, '$.override') IS NOT NULL)
    UNION ALL SELECT 'passes', (SELECT coalesce(sum(length(passed) - length(replace(passed, ' ', '')) + 1), 0)
        FROM given WHERE undone_by IS NULL)
    UNION ALL SELECT 'overtaken', 0
    UNION ALL SELECT 'clock_jumps', (SELECT count(*) FROM lines WHERE kind = 'clock-noted')"""
