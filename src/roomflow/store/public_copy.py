"""The copy of a log that is handed on: made by SQLite beside a desk that writes, without what is private, verified."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _
from roomflow.store.engine import ENGINE_ERRORS, connect, prepare_reader, problem_of
from roomflow.store.journal import StoreProblem
from roomflow.store.reading import LogReading

_FIRST: Final = "PRAGMA secure_delete = 1"
"""A copy is handed on: what is emptied must not be left in a free page of it."""
_EMPTY: Final = (
    "UPDATE private SET salt = NULL, body = NULL WHERE body IS NOT NULL",
    "PRAGMA journal_mode = DELETE",
    "VACUUM",
)


_STATIONS: Final = ("stations", "parked")
"""Whose token it was, and what was no fact, is nothing to hand on. A file of an older version lacks both."""


def copy_without_private(log: LogReading, path: Path) -> None:
    """Copy a log into a file that is not there yet or empty, empty its private parts, and read it all again.

    The chain stays whole: it covers a hash of each private part. Raises StoreProblem; the file is then worth nothing.
    """
    log.copy_into(path)
    try:
        with closing(connect(path, mode="rw")) as connection:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema").fetchall()}
            without = [f"DELETE FROM {table}" for table in _STATIONS if table in there]
            for statement in (_FIRST, *without, *_EMPTY):
                connection.execute(statement).fetchall()
        connection = connect(path, mode="ro")
        prepare_reader(connection)
    except ENGINE_ERRORS as error:
        raise problem_of(error, path) from error
    with LogReading(path, connection) as copy:
        _must_be_whole(copy)


def _must_be_whole(copy: LogReading) -> None:
    for line in copy.meetings():
        for checked in copy.check(line.number):
            if checked.problem is not None:
                raise StoreProblem(
                    _(
                        "The copy of the log is not whole. Meeting {meeting}: {problem}",
                        meeting=line.number,
                        problem=checked.problem,
                    )
                )
            if checked.entry is not None and checked.entry.private is not None:
                raise StoreProblem(_("The copy of the log still holds what is private; nothing was written."))
    damage = copy.damage()
    if damage:
        raise StoreProblem(_("The copy of the log is not whole. {problem}", problem=damage[0]))
