"""The version of a log file: made new, brought up to date step by step, refused where it is newer than this program.

The version is SQLite's `user_version`, and `application_id` says that the file is ours. sqlite-utils does the work
here, and only here: it costs 60 ms to import, so a log that is up to date never asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import roomflow
from roomflow.sentences import sentence as _
from roomflow.store import schema
from roomflow.store.engine import Connection, driver, pragma
from roomflow.store.journal import NewerFile, StoreProblem
from roomflow.store.schema import FORMAT, INDEXES
from roomflow.store.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID: Final = int.from_bytes(b"rmfl")
"""Marks a SQLite file as a log of roomflow; `file` shows it."""


def _first(database: Database) -> None:
    tables, triggers = schema.STEPS[0]
    for sql in (*tables.values(), *INDEXES.values(), *triggers.values()):
        database.execute(sql.strip())


def _second(database: Database) -> None:
    """What a disposal leaves, and the guards that let one through."""
    tables, triggers = schema.STEPS[1]
    for sql in tables.values():
        database.execute(sql.strip())
    for name, sql in triggers.items():
        database.execute(f"DROP TRIGGER IF EXISTS {name}")
        database.execute(sql.strip())


def _third(database: Database) -> None:
    """Who is on the building's network, and what waits for the clerk."""
    tables, triggers = schema.STEPS[2]
    for sql in (*tables.values(), *triggers.values()):
        database.execute(sql.strip())


STEPS: Final[Sequence[Callable[[Database], None]]] = (_first, _second, _third)
"""Step n brings a file from version n - 1 to n. A released step is never changed."""
VERSION: Final = len(STEPS)


def is_fresh(connection: Connection) -> bool:
    """Whether nothing was ever written: a new file, or one whose making was cut short."""
    return (
        pragma(connection, "application_id") == 0
        and not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
    )


def check(connection: Connection, path: Path, *, practice: bool | None) -> None:
    """Refuse a file that is not ours, newer, or of the other sort (`practice` None: either will do).

    Reads only; raises StoreProblem.
    """
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise StoreProblem(_("The file {path} is not a log of roomflow.", path=path))
    refuse_newer(connection, path)
    found = bool(connection.execute("SELECT practice FROM folder").fetchall()[0][0])
    if practice is not None and found is not practice:
        if found:
            raise StoreProblem(
                _(
                    "The folder {folder} holds practice meetings, and stays so for ever; "
                    "choose another folder for real ones.",
                    folder=path.parent,
                )
            )
        raise StoreProblem(
            _(
                "The folder {folder} holds real meetings, and stays so for ever; "
                "choose another folder for practice ones.",
                folder=path.parent,
            )
        )


def refuse_other_tables(connection: Connection, path: Path) -> None:
    """Raise StoreProblem where a table of a log is missing or is not what roomflow made it. For whoever writes to it.

    What a missing guard or view means `verify` says: nothing is lost by writing on.
    """
    if pragma(connection, "user_version") != VERSION:
        return  # an older one, which is brought up to date
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    there = {name: str(sql).split() for name, sql in rows}
    other = [name for name, sql in schema.TABLES.items() if there.get(name) != sql.split()]
    if other:
        raise StoreProblem(
            _(
                "The log {path} is damaged: the table “{table}” in it was not made by roomflow. Nothing was recorded; "
                "“roomflow verify” says what can still be read.",
                path=path,
                table=other[0],
            )
        )


def refuse_newer(connection: Connection, path: Path) -> None:
    """Raise NewerFile where the file is ours and newer. Needs nothing but the file's first page."""
    version = pragma(connection, "user_version")
    if version > VERSION and pragma(connection, "application_id") == APPLICATION_ID:
        raise NewerFile(
            _(
                "The log {path} was written by a newer roomflow (format {version}; this one knows {known}). "
                "Nothing was changed: please use the newer roomflow.",
                path=path,
                version=version,
                known=VERSION,
            )
        )


def migrate(connection: Connection, *, practice: bool) -> None:
    """Bring a file that was checked, or a fresh one, to this version, in one transaction. Reads where it is there."""
    version = pragma(connection, "user_version")
    if version == VERSION:
        return
    from sqlite_utils import Database

    # The default runs any plugin somebody installed; and recursive_triggers was set and read back already.
    database = Database(connection, execute_plugins=False, recursive_triggers=False)
    assert isinstance(database.conn, driver.Connection), "sqlite-utils speaks to another library"
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version:]:
            step(database)
        for name, sql in VIEWS.items():
            database.create_view(name, sql.strip(), replace=True)
        if version == 0:
            database.execute(
                "INSERT INTO folder (one, practice, format, made_with) VALUES (1, ?, ?, ?)",
                (int(practice), FORMAT, f"roomflow {roomflow.__version__}"),
            )
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise
