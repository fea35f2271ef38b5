"""Tables and guards of a log file, as docs/data.md describes them.

A step of migrations.py creates exactly what stands here under its number: once a file of a version is out, its text
stays, and a change is a further step. The first made the log, the second what a disposal leaves, the third knows the
stations on the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_TABLES_1: Final[Mapping[str, str]] = {
    "folder": """
CREATE TABLE folder (
    one       INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    practice  INTEGER NOT NULL CHECK (practice IN (0, 1)),
    format    TEXT    NOT NULL,
    made_with TEXT    NOT NULL
) STRICT""",
    "entries": """
CREATE TABLE entries (
    meeting      INTEGER NOT NULL CHECK (meeting BETWEEN 1 AND 1000000000),
    seq          INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 1000000000),
    kind         TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    at           INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799999),
    happened     INTEGER NOT NULL CHECK (happened BETWEEN 0 AND 253402300799999),
    elapsed      INTEGER NOT NULL CHECK (elapsed BETWEEN 0 AND 253402300799999),
    station      TEXT    NOT NULL CHECK (length(station) BETWEEN 1 AND 200),
    request      TEXT    NOT NULL CHECK (length(request) BETWEEN 1 AND 200),
    space        TEXT             CHECK (length(space) BETWEEN 1 AND 200),
    door         TEXT             CHECK (length(door) BETWEEN 1 AND 200),
    ticket       INTEGER          CHECK (ticket BETWEEN 1 AND 1000000000),
    people       INTEGER          CHECK (people BETWEEN 0 AND 1000000),
    state        TEXT             CHECK (length(state) BETWEEN 1 AND 40),
    change       INTEGER NOT NULL CHECK (change BETWEEN -1000000 AND 1000000),
    held         INTEGER NOT NULL CHECK (held BETWEEN -1000000 AND 1000000),
    from_space   TEXT             CHECK (length(from_space) BETWEEN 1 AND 200),
    from_change  INTEGER NOT NULL CHECK (from_change BETWEEN -1000000 AND 1000000),
    from_held    INTEGER NOT NULL CHECK (from_held BETWEEN -1000000 AND 1000000),
    undoes       INTEGER          CHECK (undoes BETWEEN 1 AND seq - 1),
    details      TEXT    NOT NULL CHECK (json_valid(details) AND length(CAST(details AS BLOB)) <= 1048576),
    private_hash BLOB    NOT NULL CHECK (length(private_hash) = 32),
    hash         BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (meeting, seq),
    CHECK ((seq = 1) = (kind = 'opened')),
    CHECK (space IS NOT NULL OR (change = 0 AND held = 0)),
    CHECK (from_space IS NOT NULL OR (from_change = 0 AND from_held = 0)),
    CHECK (state IS NULL OR ticket IS NOT NULL)
) STRICT, WITHOUT ROWID""",
    "private": """
CREATE TABLE private (
    meeting INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    salt    BLOB CHECK (length(salt) BETWEEN 1 AND 64),
    body    TEXT CHECK (body IS NULL OR json_valid(body)),
    PRIMARY KEY (meeting, seq),
    FOREIGN KEY (meeting, seq) REFERENCES entries (meeting, seq),
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID""",
    "answers": """
CREATE TABLE answers (
    meeting   INTEGER NOT NULL CHECK (meeting BETWEEN 0 AND 1000000000),
    request   TEXT    NOT NULL CHECK (length(request) BETWEEN 1 AND 200),
    body_hash BLOB    NOT NULL CHECK (length(body_hash) = 32),
    answer    TEXT    NOT NULL CHECK (json_valid(answer)),
    at        INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799999),
    PRIMARY KEY (meeting, request)
) STRICT, WITHOUT ROWID""",
}

INDEXES: Final[Mapping[str, str]] = {
    # What a space or a ticket went through, without touching the table. Partial: most entries name one of them.
    "entries_space": "CREATE INDEX entries_space ON entries (meeting, space, change, held) WHERE space IS NOT NULL",
    "entries_from_space": "CREATE INDEX entries_from_space ON entries (meeting, from_space, from_change, from_held)"
    " WHERE from_space IS NOT NULL",
    "entries_ticket": "CREATE INDEX entries_ticket ON entries (meeting, ticket, seq, kind, state)"
    " WHERE ticket IS NOT NULL",
    "entries_undoes": "CREATE INDEX entries_undoes ON entries (meeting, undoes) WHERE undoes IS NOT NULL",
    "entries_limits": "CREATE INDEX entries_limits ON entries (meeting, space, seq)"
    " WHERE kind IN ('limit-set', 'reserved-set', 'undone')",
    "entries_opened": "CREATE INDEX entries_opened ON entries (request) WHERE seq = 1",
}


def _never(table: str, act: str, sentence: str) -> str:
    return f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}\nBEGIN\n    {_abort(sentence)};\nEND"


def _abort(sentence: str, when: str = "") -> str:
    return f"SELECT RAISE(ABORT, '{sentence}')" + (f"\n    WHERE {when}" if when else "")


# BEFORE INSERT is the guard that matters: with the other two alone INSERT OR REPLACE passes, since the row it
# replaces is removed without firing a trigger wherever recursive_triggers is off, SQLite's default. So each of
# them refuses every row that would meet one that is there, whatever its conflict clause.
_TRIGGERS_1: Final[Mapping[str, str]] = {
    "folder_no_second": f"""
CREATE TRIGGER folder_no_second BEFORE INSERT ON folder
BEGIN
    {_abort("a folder is real or practice for ever", "EXISTS (SELECT 1 FROM folder)")};
END""",
    "folder_no_update": _never("folder", "update", "a folder is real or practice for ever"),
    "folder_no_delete": _never("folder", "delete", "a folder is real or practice for ever"),
    "entries_follow": f"""
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
BEGIN
    {
        _abort(
            "append-only: an entry follows the last one of its meeting",
            "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries WHERE meeting = NEW.meeting)",
        )
    };
    {
        _abort(
            "append-only: a meeting follows the last one",
            "NEW.seq = 1 AND NEW.meeting IS NOT (SELECT coalesce(max(meeting), 0) + 1 FROM entries)",
        )
    };
    {
        _abort(
            "append-only: this request opened a meeting already",
            "NEW.seq = 1 AND EXISTS (SELECT 1 FROM entries WHERE seq = 1 AND request = NEW.request)",
        )
    };
END""",
    "entries_no_update": _never("entries", "update", "append-only: an entry is never changed"),
    "entries_no_delete": _never("entries", "delete", "append-only: an entry is never removed"),
    "private_with_entry": f"""
CREATE TRIGGER private_with_entry BEFORE INSERT ON private
BEGIN
    {
        _abort(
            "append-only: a private part comes with its entry",
            "NEW.seq IS NOT (SELECT max(seq) FROM entries WHERE meeting = NEW.meeting)",
        )
    };
    {
        _abort(
            "append-only: a private part is never changed",
            "EXISTS (SELECT 1 FROM private WHERE meeting = NEW.meeting AND seq = NEW.seq)",
        )
    };
END""",
    # Emptying is allowed, by UPDATE to NULL or by DELETE; so there is no private_no_delete.
    "private_only_emptied": f"""
CREATE TRIGGER private_only_emptied BEFORE UPDATE ON private
BEGIN
    {
        _abort(
            "append-only: a private part is emptied, never changed",
            "NEW.salt IS NOT NULL OR NEW.body IS NOT NULL OR NEW.meeting IS NOT OLD.meeting OR NEW.seq IS NOT OLD.seq",
        )
    };
END""",
    "answers_once": f"""
CREATE TRIGGER answers_once BEFORE INSERT ON answers
BEGIN
    {
        _abort(
            "append-only: this request was answered already",
            "EXISTS (SELECT 1 FROM answers WHERE meeting = NEW.meeting AND request = NEW.request)",
        )
    };
END""",
    "answers_no_update": _never("answers", "update", "append-only: an answer is never changed"),
    "answers_no_delete": _never("answers", "delete", "append-only: an answer is never removed"),
}

# --- the second step: disposal ------------------------------------------------------------------------

_DISPOSED: Final = "EXISTS (SELECT 1 FROM disposed WHERE meeting = OLD.meeting)"
_TABLES_2: Final[Mapping[str, str]] = {
    "disposed": """
CREATE TABLE disposed (
    meeting INTEGER NOT NULL PRIMARY KEY CHECK (meeting BETWEEN 1 AND 1000000000),
    at      INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799999),
    date    TEXT    NOT NULL CHECK (length(date) BETWEEN 1 AND 200),
    entries INTEGER NOT NULL CHECK (entries BETWEEN 1 AND 1000000000),
    head    BLOB    NOT NULL CHECK (length(head) = 32),
    reason  TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 200)
) STRICT""",
}
_TRIGGERS_2: Final[Mapping[str, str]] = {
    "entries_follow": _TRIGGERS_1["entries_follow"].replace(
        "(SELECT coalesce(max(meeting), 0) + 1 FROM entries)",
        "1 + max((SELECT coalesce(max(meeting), 0) FROM entries), (SELECT coalesce(max(meeting), 0) FROM disposed))",
    ),
    "entries_no_delete": f"""
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN
    {_abort("append-only: an entry is never removed", f"NOT {_DISPOSED}")};
END""",
    "answers_no_delete": f"""
CREATE TRIGGER answers_no_delete BEFORE DELETE ON answers
BEGIN
    {_abort("append-only: an answer is never removed", f"NOT {_DISPOSED}")};
END""",
    # What is written of a disposal is true: the head is that of the meeting as it lay here.
    "disposed_true": f"""
CREATE TRIGGER disposed_true BEFORE INSERT ON disposed
BEGIN
    {
        _abort(
            "a disposal names the head of what is disposed of",
            "NOT EXISTS (SELECT 1 FROM entries WHERE meeting = NEW.meeting AND seq = NEW.entries AND hash = NEW.head"
            " AND seq = (SELECT max(seq) FROM entries WHERE meeting = NEW.meeting))",
        )
    };
END""",
    "disposed_no_update": _never("disposed", "update", "what was disposed of stays written down"),
    "disposed_no_delete": _never("disposed", "delete", "what was disposed of stays written down"),
}

# --- the third step: stations on the building's network -------------------------------------------------

_TABLES_3: Final[Mapping[str, str]] = {
    "stations": """
CREATE TABLE stations (
    station    INTEGER NOT NULL PRIMARY KEY CHECK (station BETWEEN 1 AND 1000000000),
    meeting    INTEGER NOT NULL CHECK (meeting BETWEEN 1 AND 1000000000),
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    role       TEXT    NOT NULL CHECK (role IN ('door', 'desk', 'display', 'clerk')),
    space      TEXT             CHECK (length(space) BETWEEN 1 AND 200),
    door       TEXT             CHECK (length(door) BETWEEN 1 AND 200),
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    paired_at  INTEGER NOT NULL CHECK (paired_at BETWEEN 0 AND 253402300799999),
    revoked_at INTEGER          CHECK (revoked_at BETWEEN 0 AND 253402300799999),
    CHECK ((space IS NOT NULL) = (role = 'door'))
) STRICT""",
    "parked": """
CREATE TABLE parked (
    meeting INTEGER NOT NULL CHECK (meeting BETWEEN 1 AND 1000000000),
    device  TEXT    NOT NULL CHECK (length(device) BETWEEN 1 AND 64),
    n       INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1000000000),
    station TEXT    NOT NULL CHECK (length(station) BETWEEN 1 AND 200),
    at      INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799999),
    item    TEXT    NOT NULL CHECK (json_valid(item) AND length(CAST(item AS BLOB)) <= 4096),
    reason  TEXT    NOT NULL CHECK (json_valid(reason) AND length(CAST(reason AS BLOB)) <= 4096),
    seen_at INTEGER          CHECK (seen_at BETWEEN 0 AND 253402300799999),
    PRIMARY KEY (meeting, device, n)
) STRICT, WITHOUT ROWID""",
}
_TRIGGERS_3: Final[Mapping[str, str]] = {
    # What a token may do is settled when it is given; after that it is only taken back, once.
    "stations_only_revoked": f"""
CREATE TRIGGER stations_only_revoked BEFORE UPDATE ON stations
BEGIN
    {
        _abort(
            "a station is only ever revoked",
            "OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL OR NEW.station IS NOT OLD.station"
            " OR NEW.meeting IS NOT OLD.meeting OR NEW.name IS NOT OLD.name OR NEW.role IS NOT OLD.role"
            " OR NEW.space IS NOT OLD.space OR NEW.door IS NOT OLD.door OR NEW.token_hash IS NOT OLD.token_hash"
            " OR NEW.paired_at IS NOT OLD.paired_at",
        )
    };
END""",
}

STEPS: Final[Sequence[tuple[Mapping[str, str], Mapping[str, str]]]] = (
    (_TABLES_1, _TRIGGERS_1),
    (_TABLES_2, _TRIGGERS_2),
    (_TABLES_3, _TRIGGERS_3),
)
"""For each version the tables and the triggers it adds, or makes anew."""
TABLES: Final[Mapping[str, str]] = {**_TABLES_1, **_TABLES_2, **_TABLES_3}
TRIGGERS: Final[Mapping[str, str]] = {**_TRIGGERS_1, **_TRIGGERS_2, **_TRIGGERS_3}


def as_of(version: int) -> dict[str, str]:
    """Every table, index and trigger that a file of a version has."""
    made: dict[str, str] = dict(INDEXES)
    for tables, triggers in STEPS[:version]:
        made |= {**tables, **triggers}
    return made


FORMAT: Final = (
    "hash = SHA-256(hash of the entry before || public || private_hash), 32 zero bytes before entry 1; "
    "public = JSON of the columns seq to details with sorted keys, no blanks, UTF-8, details as the table it is; "
    "private_hash = SHA-256(salt || body), both empty where there is no private part"
)
"""How a hash comes about, for whoever has only the file (column `format` of `folder`)."""
