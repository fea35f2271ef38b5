"""Disposal of a meeting: every byte of it leaves the file, and one row stays that says that it was here."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _
from roomflow.store import migrations
from roomflow.store.engine import ENGINE_ERRORS, WAL, Connection, connect, pragma, problem_of
from roomflow.store.journal import StoreProblem

_WRITE_DOWN: Final = """
    INSERT INTO disposed (meeting, at, date, entries, head, reason)
    SELECT meeting, :at, (
        SELECT coalesce(json_extract(details, '$.date'), '') FROM entries WHERE meeting = :meeting AND seq = 1
    ), seq, hash, :reason
    FROM entries WHERE meeting = :meeting ORDER BY seq DESC LIMIT 1"""


def dispose_of(connection: Connection, meeting: int, at: int, reason: str) -> None:
    """Remove a meeting by a connection that may write; nobody else may have the file open.

    One transaction: a plug that is pulled leaves all of it or nothing. Then the file is written anew without the pages
    that were freed, and what lay in the write-ahead log is taken in and cut off. Doing it again does the second half
    again. Raises ENGINE_ERRORS, and StoreProblem where there is no such meeting.
    """
    execute = connection.execute
    execute("PRAGMA secure_delete = 1").fetchall()
    execute("BEGIN IMMEDIATE")
    try:
        if not execute("SELECT 1 FROM disposed WHERE meeting = ?", (meeting,)).fetchall():
            if not execute("SELECT 1 FROM entries WHERE meeting = ? LIMIT 1", (meeting,)).fetchall():
                raise StoreProblem(_("There is no meeting {meeting} in this log.", meeting=meeting))
            execute(_WRITE_DOWN, {"meeting": meeting, "at": at, "reason": reason})
            for table in ("private", "answers", "parked", "stations", "entries"):
                execute(f"DELETE FROM {table} WHERE meeting = ?", (meeting,))
        execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            execute("ROLLBACK")
        raise
    _write_anew(connection)


def dispose_in_copy(path: Path, meeting: int, at: int, reason: str) -> None:
    """Remove a meeting from a copy of a log, whatever its name. Raises StoreProblem."""
    try:
        with closing(connect(path, mode="rw")) as connection:
            migrations.check(connection, path, practice=None)
            migrations.migrate(connection, practice=_is_practice(connection))
            if connection.execute("SELECT 1 FROM entries WHERE meeting = ? LIMIT 1", (meeting,)).fetchall():
                dispose_of(connection, meeting, at, reason)
            else:
                _write_anew(connection)
    except ENGINE_ERRORS as error:
        raise problem_of(error, path) from error


def _is_practice(connection: Connection) -> bool:
    return bool(connection.execute("SELECT practice FROM folder").fetchall()[0][0])


def _write_anew(connection: Connection) -> None:
    connection.execute("VACUUM")
    if pragma(connection, "journal_mode") == WAL:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
