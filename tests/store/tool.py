"""A second tool: the file of a log as somebody with plain sqlite3 has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.store.entries import file_of


@contextmanager
def other_tool(folder: Path, *guards_off: str) -> Iterator[sqlite3.Connection]:
    """The file as somebody with sqlite3 has it, without the named triggers; committed at the end.

    Only for a log that is at rest: two libraries on one file in one process drop each other's locks.
    """
    with closing(sqlite3.connect(file_of(folder), isolation_level=None)) as connection:
        for name in guards_off:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
