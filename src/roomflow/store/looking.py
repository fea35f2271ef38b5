"""Looking at a log before it is opened: what is refused, what lies at rest, and what a crash left to be put right.

After a crash a part of the log lies beside the file: in `-wal`, or, with a rollback journal, in `-journal` what the
file held before a commit that never ended (a *hot* journal). Only a connection that may write can take it in; which
of several does, and whether a writer lives that makes the journal not hot at all, SQLite's own locks say. A folder's
lock is not asked for that: to try it is to hold it for a moment, and a desk that starts in that moment would be sent
away.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _
from roomflow.store import migrations
from roomflow.store.engine import ENGINE_ERRORS, Connection, connect, has_to_write, prepare_reader
from roomflow.store.journal import StoreProblem

_WAL: Final = "-wal"
_SHM: Final = "-shm"
_JOURNAL: Final = "-journal"


def is_at_rest(path: Path) -> bool:
    """Whether the file is all there is. With a rollback journal it is so between the commits of an open desk too."""
    return not waits_in_wal(path) and not _may_be_hot(path)


def look(path: Path, *, practice: bool | None) -> None:
    """Refuse a file before anything is written, even one of SQLite's side files.

    Raises StoreProblem; ENGINE_ERRORS where a file at rest cannot be read. After a crash the answer may depend on
    what is still to be taken in: then nothing is said here, and the file has to be checked again when it is.
    """
    if not path.exists():
        return
    if is_at_rest(path):
        # Immutable: SQLite makes no side files then, and looks at no locks. Nothing that is read here changes in a
        # log once it is made, and a desk that makes one holds the folder's lock.
        _look_through(connect(path, mode="ro", immutable=True), path, practice=practice)
        return
    with closing(connect(path, mode="ro", immutable=True)) as connection, suppress(*ENGINE_ERRORS):
        migrations.refuse_newer(connection, path)  # needs only the first page
    if waits_in_wal(path):
        # Without a -shm SQLite makes one; with one that may not be written it keeps its own in memory.
        has_shm = _beside(path, _SHM).exists()
        with suppress(*ENGINE_ERRORS):
            _look_through(connect(path, mode="ro", readonly_shm=has_shm), path, practice=practice)


def connect_reader(path: Path) -> Connection:
    """A connection that cannot write, to a log that is ours; raises StoreProblem and ENGINE_ERRORS."""
    was_cut_off = waits_in_wal(path) and not _beside(path, _SHM).exists()
    with suppress(*ENGINE_ERRORS):  # a desk may be making the file; what is really wrong shows below
        look(path, practice=None)
    if was_cut_off:
        with suppress(*ENGINE_ERRORS):  # where nothing can be written
            let_sqlite_tidy(path)
    try:
        return _checked(path, immutable=False)
    except ENGINE_ERRORS as error:
        # On a medium that cannot be written SQLite cannot make its side files; a log at rest needs none.
        if is_at_rest(path) and not os.access(path.parent, os.W_OK):
            return _checked(path, immutable=True)
        if has_to_write(error):  # or had to: another reader may have been faster
            return _checked_after_crash(path)
        raise


def let_sqlite_tidy(path: Path) -> None:
    """Open the log as a writer would, write nothing, and close it.

    SQLite undoes a commit that was cut short, and where nobody else has the log open, takes `-wal` in and removes its
    side files. Beside a desk nothing happens.
    """
    with closing(connect(path, mode="rw")) as connection:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()


def has_wal(path: Path) -> bool:
    """Whether SQLite's side files of a write-ahead log are there, be they empty."""
    return _beside(path, _WAL).exists()


def waits_in_wal(path: Path) -> bool:
    """Whether a part of the log is in the write-ahead log: a desk is at work, or a crash left it there."""
    return _bytes_in(path, _WAL)


def _checked_after_crash(path: Path) -> Connection:
    try:
        let_sqlite_tidy(path)
        return _checked(path, immutable=False)
    except ENGINE_ERRORS as error:
        if has_to_write(error):
            raise StoreProblem(
                _(
                    "A crash cut the last step of the log {path} short. It is taken back as soon as the log is opened "
                    "where it can be written: open it with the desk, or copy the whole folder and read the copy.",
                    path=path,
                )
            ) from error
        raise


def _checked(path: Path, *, immutable: bool) -> Connection:
    connection = connect(path, mode="ro", immutable=immutable)
    try:
        if migrations.is_fresh(connection):
            raise StoreProblem(_("There is no log of roomflow in the folder {folder}.", folder=path.parent))
        migrations.check(connection, path, practice=None)
        prepare_reader(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _look_through(connection: Connection, path: Path, *, practice: bool | None) -> None:
    with closing(connection):
        if not migrations.is_fresh(connection):
            migrations.check(connection, path, practice=practice)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _may_be_hot(path: Path) -> bool:
    """Whether SQLite would ask if the journal is hot: one that begins with a zero was never relied on, and may lie
    there for ever. No lock of SQLite's is on this file, so that it may be opened and closed by others."""
    try:
        with _beside(path, _JOURNAL).open("rb") as journal:
            return journal.read(1) not in (b"", b"\0")
    except FileNotFoundError:
        return False
    except OSError:  # it is there, and not ours to read
        return True


def _bytes_in(path: Path, suffix: str) -> bool:
    try:
        return _beside(path, suffix).stat().st_size > 0
    except FileNotFoundError:
        return False
