"""Which SQLite this computer has, how a connection to it is opened, and what its errors mean to a person.

The one place that names a database library. Two libraries on one file in one process drop each other's locks, so
nothing else may connect (lint holds that), and sqlite-utils is handed a connection that was opened here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from roomflow.sentences import sentence as _
from roomflow.store.journal import DiskFull, StoreProblem

if TYPE_CHECKING:
    # Neither library knows the other, but they are the same interface, and only one of them has types.
    import sqlite3 as driver
    from sqlite3 import Connection
else:
    try:
        from pysqlite3 import dbapi2 as driver
    except ImportError:  # no ready-made wheel for this system
        import sqlite3 as driver
    Connection = driver.Connection

__all__ = [
    "ENGINE_ERRORS", "SYNCHRONOUS_FULL", "TRUNCATE", "WAL", "Connection", "Engine", "can_corrupt_wal", "connect",
    "driver", "grow_wal", "has_to_write", "pragma", "prepare_reader", "prepare_writer", "problem_of", "this_engine",
]  # fmt: skip

ENGINE_ERRORS: Final = (driver.Error, UnicodeDecodeError)
"""What a connection raises. The second: a damaged schema makes a message that the driver cannot read itself."""
SQLITE_MIN: Final = (3, 37, 0)
"""STRICT tables came with it."""
TRUSTED_SCHEMA_OFF_MIN: Final = (3, 51, 3)
BUSY_MS_MAX: Final = 5_000
JOURNAL_BYTES_KEPT: Final = 16 * 1024 * 1024
"""What a write-ahead log that once grew larger is cut back to."""

WAL_BYTES_GROWN: Final = 4_718_592
"""A little more than the thousand pages after which SQLite begins its write-ahead log anew from the front."""
GROWN_AT_ONCE_BYTES: Final = 65_536

WAL: Final = "wal"
TRUNCATE: Final = "truncate"
SYNCHRONOUS_OFF: Final = 0
SYNCHRONOUS_FULL: Final = 2


class Code(IntEnum):
    """Primary result codes (sqlite.org/rescode.html); the extended ones hold them in their last byte."""

    PERM = 3
    BUSY = 5
    LOCKED = 6
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    NOTADB = 26


def can_corrupt_wal(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the WAL-reset bug (sqlite.org/wal.html#walresetbug): 3.7.0 to 3.51.2, but not
    3.50.7 and 3.44.6 and what follows them in their lines."""
    if version[:2] == (3, 50):
        return version < (3, 50, 7)
    if version[:2] == (3, 44):
        return version < (3, 44, 6)
    return (3, 7, 0) <= version < (3, 51, 3)


class Engine(Struct, frozen=True):
    """The SQLite of this process and the journal mode it is used with."""

    library: str
    version: tuple[int, ...]
    journal_mode: str

    @property
    def sentence(self) -> str:
        """What `roomflow doctor` says."""
        version = ".".join(map(str, self.version))
        if self.journal_mode == WAL:
            return f"SQLite {version} ({self.library}), with a write-ahead log, synced at every commit."
        reason = "; this version can damage a write-ahead log" if can_corrupt_wal(self.version) else ""
        return f"SQLite {version} ({self.library}), with a rollback journal, synced at every commit{reason}."


def this_engine() -> Engine:
    """The SQLite that is used here; raises StoreProblem where it is too old."""
    version = driver.sqlite_version_info
    if version < SQLITE_MIN:
        raise StoreProblem(
            _("SQLite {version} is too old for the log; 3.37 or later is needed.", version=driver.sqlite_version)
        )
    library = driver.Connection.__module__.split(".", maxsplit=1)[0]
    return Engine(library, version, TRUNCATE if can_corrupt_wal(version) else WAL)


def connect(path: Path, *, mode: str, immutable: bool = False, readonly_shm: bool = False) -> Connection:
    """Open a log file; `mode` is SQLite's rwc, rw or ro. No transaction begins by itself.

    `immutable` (no locks, no side files) is for a file that nobody writes meanwhile; `readonly_shm` keeps the hands
    off the -shm file that is there.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    address += "&immutable=1" * immutable + "&readonly_shm=1" * readonly_shm
    # isolation_level=None: the driver begins nothing behind our back.
    return driver.connect(address, uri=True, isolation_level=None, timeout=BUSY_MS_MAX / 1000)


def prepare_writer(connection: Connection, engine: Engine, *, durable: bool) -> None:
    """Set what a writer needs and read each setting back; a setting that does not hold is a StoreProblem."""
    settings: dict[str, int | str] = {
        "journal_mode": engine.journal_mode,
        "synchronous": SYNCHRONOUS_FULL if durable else SYNCHRONOUS_OFF,
        "journal_size_limit": JOURNAL_BYTES_KEPT,
        "secure_delete": 1,  # an emptied private part must not be left in a free page
        **_ALWAYS,
    }
    if sys.platform == "darwin":  # a plain fsync there does not reach the disk
        settings |= {"fullfsync": 1, "checkpoint_fullfsync": 1}
    _set(connection, settings)


def grow_wal(connection: Connection) -> None:
    """Give the write-ahead log its length once, by a step that is taken back.

    A commit that lengthens the file has to put its new length on the disk too, which costs as much again as what it
    writes. What is written here has no commit, so that SQLite's own recovery never reads it. Where the disk has no
    room nothing is grown: an evening is slower then, not wrong.
    """
    pages = pragma(connection, "cache_size")
    connection.execute("PRAGMA cache_size = 1")  # what does not fit goes to the log before the commit
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE grown (zeros BLOB)")
        for _ in range(WAL_BYTES_GROWN // GROWN_AT_ONCE_BYTES):
            connection.execute("INSERT INTO grown VALUES (zeroblob(?))", (GROWN_AT_ONCE_BYTES,))
    except driver.Error as error:
        if _code_of(error) != Code.FULL:
            raise
    finally:
        if connection.in_transaction:  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        connection.execute(f"PRAGMA cache_size = {pages}")


def prepare_reader(connection: Connection) -> None:
    """Set what a reader needs, and that it cannot write."""
    _set(connection, {**_ALWAYS, "query_only": 1})


_ALWAYS: Final[Mapping[str, int | str]] = {
    "busy_timeout": BUSY_MS_MAX,
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else INSERT OR REPLACE deletes without firing a trigger
    "cell_size_check": 1,
    # Off: functions a program adds may not be called from a file's schema. Older versions (3.40 was seen to) count
    # their own JSON functions among those, which our views and checks need.
    **({"trusted_schema": 0} if driver.sqlite_version_info >= TRUSTED_SCHEMA_OFF_MIN else {}),
}


def _set(connection: Connection, settings: Mapping[str, int | str]) -> None:
    for name, wanted in settings.items():
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        found = pragma(connection, name)
        if found != wanted:
            raise StoreProblem(
                _(
                    "The database engine does not keep a setting the log needs ({name}: {found} in place of {wanted}).",
                    name=name,
                    found=found,
                    wanted=wanted,
                )
            )


def pragma(connection: Connection, name: str) -> Any:
    """The value of a pragma."""
    return connection.execute(f"PRAGMA {name}").fetchall()[0][0]


def has_to_write(error: Exception) -> bool:
    """Whether a reader failed because a crash left something that must be taken back or in before anybody reads."""
    return _code_of(error) == Code.READONLY


def _code_of(error: Exception) -> int:
    """The primary result code; 0 where the driver gives none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


_DAMAGE: Final = ("Could not decode", "malformed", "no such table", "no such column")
"""Words of errors without a code of their own: text that is not UTF-8, broken JSON, a table or a column gone."""


def problem_of(error: Exception, path: Path) -> StoreProblem:
    """What an error of the driver means to a person. Raises the error again where it is a bug of ours."""
    match _code_of(error):
        case Code.FULL:
            return DiskFull(_("The disk with {folder} is full; nothing was recorded.", folder=path.parent))
        case Code.BUSY | Code.LOCKED:
            return StoreProblem(_("Another program keeps {path} locked; nothing was recorded.", path=path))
        case Code.PERM | Code.READONLY | Code.CANTOPEN:
            return StoreProblem(_("The log {path} cannot be opened or written; nothing was recorded.", path=path))
        case Code.IOERR:
            # A sync that failed says nothing about what reached the disk.
            return StoreProblem(
                _(
                    "The disk reported an error at {path} ({reason}); what was just done may be lost.",
                    path=path,
                    reason=error,
                )
            )
        case Code.CORRUPT:
            return StoreProblem(_("The log {path} is damaged ({reason}).", path=path, reason=error))
        case Code.NOTADB:
            return StoreProblem(_("The file {path} is not a log of roomflow.", path=path))
        case _:
            if isinstance(error, UnicodeDecodeError) or any(words in str(error) for words in _DAMAGE):
                return StoreProblem(_("The log {path} is damaged ({reason}).", path=path, reason=error))
            raise error
