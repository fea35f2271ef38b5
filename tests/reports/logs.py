"""Logs for tests: written by the real store, and changed with another tool."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from roomflow.domain.events import Entry
from roomflow.domain.fold import fold
from roomflow.reports.tables import Evening
from roomflow.store.journal import Batch
from roomflow.store.sqlite import LOG_NAME, open_journal


def evening_of(number: int, entries: Sequence[Entry]) -> Evening:
    """The evening of a meeting's entries, without the figures of its record."""
    return Evening(number, entries, fold(number, entries))


def write_log(folder: Path, *meetings: Sequence[Entry], practice: bool = True) -> Path:
    """A folder with these meetings, properly chained; the folder."""
    journal = open_journal(folder, practice=practice, durable=False)
    try:
        for number, entries in enumerate(meetings, 1):
            journal.append([Batch(number, 0, entries, ())])
    finally:
        journal.close()
    return folder


def tamper(folder: Path, *statements: str) -> None:
    """Change a log with another tool: past its guards, which are put back, so that nothing shows but the change."""
    with contextlib.closing(sqlite3.connect(folder / LOG_NAME)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("PRAGMA foreign_keys = 0")
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()
