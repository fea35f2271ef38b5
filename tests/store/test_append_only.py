"""The guards of the file: no statement changes what was recorded, and each guard is what stops it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from roomflow.store.journal import Batch
from roomflow.store.schema import TRIGGERS
from roomflow.store.sqlite import open_journal
from tests.store.entries import answer, opening, short_evening
from tests.store.tool import other_tool

COLUMNS = (
    "meeting, seq, kind, at, happened, elapsed, station, request, space, door, ticket, people, state, change, held,"
    " from_space, from_change, from_held, undoes, details, private_hash, hash"
)


def _row(meeting: int = 1, seq: int = 3, kind: str = "tapped", request: str = "new") -> str:
    return (
        f"({meeting}, {seq}, '{kind}', 1, 1, 1, 'x', '{request}', NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0, 0, NULL,"
        " '{}', zeroblob(32), zeroblob(32))"
    )


def _copy(seq: str, where: str = "seq = 3") -> str:
    rest = COLUMNS.removeprefix("meeting, seq, ")
    return f"SELECT meeting, {seq}, {rest} FROM entries WHERE {where}"


INTO = f"INTO entries ({COLUMNS})"
ENTRIES = (
    "UPDATE entries SET change = 9 WHERE seq = 3",
    "UPDATE entries SET change = change",
    "UPDATE OR IGNORE entries SET change = 9",
    "UPDATE OR REPLACE entries SET seq = 4 WHERE seq = 3",
    "UPDATE OR REPLACE entries SET seq = 99 WHERE seq = 14",
    "UPDATE OR ROLLBACK entries SET details = '{}'",
    "UPDATE OR FAIL entries SET hash = zeroblob(32)",
    "UPDATE entries SET change = 9 FROM answers WHERE entries.seq = 3",
    "UPDATE entries SET meeting = 2",
    "WITH one AS (SELECT 3 AS n) UPDATE entries SET people = 0 WHERE seq = (SELECT n FROM one)",
    "UPDATE entries SET people = 1 WHERE seq = 3 RETURNING seq",
    "DELETE FROM entries",
    "DELETE FROM entries WHERE seq = 14",
    "DELETE FROM entries WHERE seq > 4 RETURNING seq",
    f"INSERT {INTO} VALUES {_row()}",
    f"INSERT OR REPLACE {INTO} VALUES {_row()}",
    f"REPLACE {INTO} VALUES {_row()}",
    f"REPLACE {INTO} VALUES {_row(seq=1, kind='opened')}",
    f"INSERT OR IGNORE {INTO} VALUES {_row()}",
    f"INSERT OR FAIL {INTO} VALUES {_row()}",
    f"INSERT OR ROLLBACK {INTO} VALUES {_row()}",
    f"INSERT {INTO} VALUES {_row()} ON CONFLICT DO NOTHING",
    f"INSERT {INTO} VALUES {_row()} ON CONFLICT (meeting, seq) DO UPDATE SET change = 9",
    f"INSERT {INTO} VALUES {_row(seq=16)}",
    f"INSERT {INTO} VALUES {_row(seq=0)}",
    f"INSERT {INTO} VALUES {_row(seq=-1)}",
    f"INSERT {INTO} VALUES {_row(seq=15)}, {_row(seq=15)}",
    f"INSERT OR REPLACE {INTO} VALUES {_row(seq=15)}, {_row(seq=14)}",
    f"INSERT OR REPLACE {INTO} {_copy('seq')}",
    f"INSERT OR REPLACE {INTO} {_copy('seq + 1', 'seq > 0')}",
    f"INSERT {INTO} VALUES {_row(meeting=3, seq=1, kind='opened')}",
    f"INSERT {INTO} VALUES {_row(meeting=2, seq=2)}",
    f"INSERT OR REPLACE {INTO} VALUES {_row(meeting=2, seq=1, kind='opened', request='r1')}",
    f"INSERT {INTO} VALUES {_row(seq=15, kind='opened')}",
    f"INSERT {INTO} VALUES {_row(meeting=2, seq=1)}",
    f"INSERT {INTO} VALUES ({_row(seq=15)[1:-1].replace(' 0, 0, NULL, 0, 0,', ' 0.5, 0, NULL, 0, 0,', 1)})",
    f"INSERT {INTO} VALUES ({_row(seq=15)[1:-1].replace('zeroblob(32)', 'zeroblob(31)', 1)})",
)  # fmt: skip
ANSWERS = (
    "UPDATE answers SET answer = '{}'",
    "UPDATE answers SET at = at",
    "UPDATE OR IGNORE answers SET answer = '{}'",
    "UPDATE OR REPLACE answers SET request = 'r2' WHERE request = 'r1'",
    "UPDATE OR FAIL answers SET meeting = 2",
    "UPDATE OR ROLLBACK answers SET body_hash = zeroblob(32)",
    "UPDATE answers SET answer = '{}' FROM entries WHERE entries.seq = 1",
    "UPDATE answers SET answer = '{}' WHERE request = 'r1' RETURNING request",
    "WITH one AS (SELECT 'r1' AS n) UPDATE answers SET at = 0 WHERE request = (SELECT n FROM one)",
    "DELETE FROM answers",
    "DELETE FROM answers WHERE request = 'r2'",
    "DELETE FROM answers WHERE request = 'r1' RETURNING request",
    "INSERT INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1)",
    "INSERT OR REPLACE INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1)",
    "REPLACE INTO answers VALUES (1, 'r2', zeroblob(32), '{}', 1)",
    "INSERT OR IGNORE INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1)",
    "INSERT OR FAIL INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1)",
    "INSERT OR ROLLBACK INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1)",
    "INSERT INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1) ON CONFLICT DO NOTHING",
    "INSERT INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1) ON CONFLICT DO UPDATE SET answer = '{}'",
    "INSERT INTO answers VALUES (1, 'r9', zeroblob(32), '{}', 1), (1, 'r9', zeroblob(32), '{}', 1)",
    "INSERT OR REPLACE INTO answers SELECT meeting, request, body_hash, '{}', at FROM answers",
    "INSERT INTO answers VALUES (1, 'r9', zeroblob(32), 'not JSON', 1)",
    "INSERT INTO answers VALUES (1, 'r9', zeroblob(31), '{}', 1)",
    "INSERT INTO answers VALUES (1, 'r9', 'text', '{}', 1)",
)  # fmt: skip
PRIVATE = (
    "UPDATE private SET body = '{}' WHERE seq = 4",
    "UPDATE private SET salt = x'00' WHERE seq = 4",
    "UPDATE private SET salt = NULL WHERE seq = 4",
    "UPDATE private SET salt = salt, body = body",
    "UPDATE private SET seq = 9, salt = NULL, body = NULL WHERE seq = 8",
    "UPDATE OR REPLACE private SET seq = 4 WHERE seq = 5",
    "INSERT INTO private VALUES (1, 3, x'00', '{}')",
    "INSERT INTO private VALUES (1, 4, x'00', '{}')",
    "INSERT OR REPLACE INTO private VALUES (1, 4, x'00', '{}')",
    "INSERT INTO private VALUES (1, 4, x'00', '{}') ON CONFLICT DO UPDATE SET body = '{}'",
    "INSERT INTO private VALUES (1, 15, x'00', '{}')",
    "INSERT INTO private VALUES (2, 1, x'00', '{}')",
)
FOLDER = (
    "UPDATE folder SET practice = 1",
    "DELETE FROM folder",
    "INSERT INTO folder VALUES (2, 1, '', '')",
    "INSERT OR REPLACE INTO folder VALUES (1, 1, '', '')",
    "REPLACE INTO folder VALUES (1, 1, '', '')",
    "INSERT INTO folder VALUES (1, 1, '', '') ON CONFLICT DO UPDATE SET practice = 1",
)


@pytest.fixture
def answered(folder: Path) -> Path:
    with open_journal(folder, practice=False, durable=False) as journal:
        journal.append([Batch(1, 0, short_evening(), [answer("r1"), answer("r2")])])
    return folder


def everything(tool: sqlite3.Connection) -> list[list[object]]:
    names = ("folder", "entries", "private", "answers", "disposed", "stations")
    return [tool.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names]


def test_there_are_forms_enough() -> None:
    assert min(len(set(ENTRIES)), len(set(ANSWERS))) >= 20


@pytest.mark.parametrize("recursive", [0, 1])
@pytest.mark.parametrize("sql", [*ENTRIES, *ANSWERS, *PRIVATE, *FOLDER])
def test_no_statement_changes_what_was_recorded(answered: Path, sql: str, recursive: int) -> None:
    with other_tool(answered) as tool:
        tool.execute(f"PRAGMA recursive_triggers = {recursive}")
        before = everything(tool)
        with pytest.raises(sqlite3.Error):
            tool.execute(sql).fetchall()
        assert everything(tool) == before


NEEDED = {
    "entries_no_update": "UPDATE entries SET change = 9 WHERE seq = 3",
    "entries_no_delete": "DELETE FROM entries WHERE seq = 14",
    "entries_follow": f"INSERT OR REPLACE {INTO} VALUES {_row()}",
    "private_only_emptied": "UPDATE private SET body = '{}' WHERE seq = 4",
    "private_with_entry": "INSERT OR REPLACE INTO private VALUES (1, 4, x'00', '{}')",
    "answers_once": "INSERT OR REPLACE INTO answers VALUES (1, 'r1', zeroblob(32), '{}', 1)",
    "answers_no_update": "UPDATE answers SET answer = '{}'",
    "answers_no_delete": "DELETE FROM answers",
    "folder_no_update": "UPDATE folder SET practice = 1",
    "folder_no_delete": "DELETE FROM folder",
    "folder_no_second": "INSERT OR REPLACE INTO folder VALUES (1, 1, '', '')",
    "disposed_true": "INSERT INTO disposed VALUES (1, 1, '2026-01-13', 14, zeroblob(32), 'r')",
    "disposed_no_update": "UPDATE disposed SET reason = 'another'",
    "disposed_no_delete": "DELETE FROM disposed",
    "stations_only_revoked": "UPDATE stations SET role = 'desk', space = NULL",
}
WITH_A_STATION = ("stations_only_revoked",)
STATION = "INSERT INTO stations VALUES (1, 1, 'North', 'door', 'Chamber', 'North', zeroblob(32), 1, NULL)"
AFTER_A_DISPOSAL = ("disposed_no_update", "disposed_no_delete")


@pytest.mark.parametrize("guard", TRIGGERS)
def test_without_its_guard_the_same_statement_passes(answered: Path, guard: str) -> None:
    """The negative control of each trigger: it is this one that stops the statement."""
    if guard in AFTER_A_DISPOSAL:
        with open_journal(answered, practice=False, durable=False) as journal:
            journal.dispose(1, 1, "kept long enough")
    with other_tool(answered) as tool:
        if guard in WITH_A_STATION:
            tool.execute(STATION)
        with pytest.raises(sqlite3.Error):
            tool.execute(NEEDED[guard])
        before = everything(tool)
    with other_tool(answered, guard) as tool:
        tool.execute(NEEDED[guard])
        assert everything(tool) != before


def test_without_its_third_question_a_meeting_could_be_opened_over_another(answered: Path) -> None:
    """An opening that repeats a request is stopped by the guard, not by an index that REPLACE would obey."""
    with other_tool(answered, "entries_follow") as tool:
        tool.execute(f"INSERT {INTO} VALUES {_row(meeting=2, seq=1, kind='opened', request='r1')}")
        assert tool.execute("SELECT count(*) FROM entries WHERE seq = 1").fetchone() == (2,)


def test_strict_tables_and_checks_hold_without_any_trigger(answered: Path) -> None:
    with other_tool(answered, *TRIGGERS) as tool:
        for column, value in [
            ("at", "'noon'"), ("at", "-1"), ("change", "0.5"), ("kind", "NULL"), ("details", "'{'"),
            ("hash", "x'00'"), ("space", "''"), ("people", "-1"), ("undoes", "seq"), ("kind", "'opened'"),
            ("state", "'seated'"), ("space", "NULL"), ("from_change", "1"),
        ]:  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError):
                tool.execute(f"UPDATE entries SET {column} = {value} WHERE seq = 3")


def test_an_ordinary_entry_of_the_next_number_is_taken(answered: Path) -> None:
    """The other control: the guards refuse forms, not everything."""
    with other_tool(answered) as tool:
        tool.execute(f"INSERT {INTO} VALUES {_row(seq=15)}")
        tool.execute("INSERT INTO private VALUES (1, 15, x'00', '{}')")
        tool.execute(f"INSERT {INTO} VALUES {_row(meeting=2, seq=1, kind='opened')}")
        tool.execute("INSERT INTO answers VALUES (0, 'r1', zeroblob(32), '{}', 1)")


def test_a_request_opens_one_meeting_only(answered: Path) -> None:
    with open_journal(answered, practice=False, durable=False) as journal:
        with pytest.raises(Exception, match="opened a meeting already"):
            journal.append([Batch(2, 0, [opening()], [])])
        assert len(journal.meetings()) == 1
