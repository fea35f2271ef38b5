"""The embedded log: one SQLite file in a folder, one writer that holds the folder's lock, any number of readers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _
from roomflow.store import ballast, migrations
from roomflow.store.chain import Sealed, seal
from roomflow.store.codec import PUBLIC
from roomflow.store.disposal import dispose_of
from roomflow.store.engine import (
    ENGINE_ERRORS,
    SYNCHRONOUS_FULL,
    WAL,
    Connection,
    Engine,
    connect,
    grow_wal,
    pragma,
    prepare_writer,
    problem_of,
    this_engine,
)
from roomflow.store.journal import NO_HEAD, Batch, Behind, DiskFull, StoredAnswer, StoreProblem
from roomflow.store.lock import LOCK_NAME, FolderLock
from roomflow.store.looking import connect_reader, has_wal, let_sqlite_tidy, look, waits_in_wal
from roomflow.store.reading import HEAD, LogReading
from roomflow.whole_file import sync_folder

LOG_NAME: Final = "roomflow.db"

_INSERT_ENTRY: Final = (
    f"INSERT INTO entries (meeting, {', '.join(PUBLIC)}, private_hash, hash)"
    f" VALUES ({', '.join('?' * (len(PUBLIC) + 3))})"
)
_INSERT_PRIVATE: Final = "INSERT INTO private (meeting, seq, salt, body) VALUES (?, ?, ?, ?)"
_INSERT_ANSWER: Final = "INSERT INTO answers (meeting, request, body_hash, answer, at) VALUES (?, ?, ?, ?, ?)"

Identity = tuple[int, int]
"""Device and inode: which file a path leads to."""


class Reader(LogReading):
    """A log that is only read, beside a desk that may be writing it.

    A reader cannot help making the side files of a write-ahead log, and cannot remove them itself. `tidies` has that
    done at the end; False where a part of the log lay in them, which is not a reader's to take in.
    """

    def __init__(self, path: Path, connection: Connection, *, tidies: bool) -> None:
        super().__init__(path, connection)
        self._tidies = tidies

    def close(self) -> None:
        was_open = self._open is not None
        super().close()
        if was_open and self._tidies and has_wal(self.path):
            with suppress(*ENGINE_ERRORS):  # they say nothing of the log, which was read to the end
                let_sqlite_tidy(self.path)


class SqliteJournal(LogReading):
    """The log of a folder, open for writing. Belongs to the thread that opened it.

    `notices` are sentences for a person about what is less than it should be; they belong on the screen and in
    `roomflow doctor`.
    """

    def __init__(
        self, path: Path, connection: Connection, lock: FolderLock, engine: Engine, notices: Sequence[str]
    ) -> None:
        super().__init__(path, connection)
        self.engine = engine
        self.notices = tuple(notices)
        self._lock = lock
        self._files = {str(file): _identity(str(file)) for file in self._files_in_use()}
        self._data_version = pragma(connection, "data_version")
        self.practice = bool(self._rows("SELECT practice FROM folder")[0][0])
        """Whether the folder holds practice evenings."""

    def close(self) -> None:
        super().close()
        self._lock.release()

    def append(self, batches: Sequence[Batch]) -> list[bytes]:
        """Write all of it or nothing, in one transaction, and give each batch's new head."""
        self._must_be_in_place()
        connection = self._connection
        with self._world():
            try:
                # IMMEDIATE: a transaction that starts by reading may find the log gone on when it wants to write.
                connection.execute("BEGIN IMMEDIATE")
                heads = [self._write(batch) for batch in batches]
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has rolled back already
                    connection.execute("ROLLBACK")
                raise
        self._must_be_in_place()
        return heads

    def write(self, sql: str, values: Sequence[object]) -> None:
        """One statement on a table beside the entries, on the disk when this returns."""
        self._must_be_in_place()
        with self._world():
            self._connection.execute(sql, values)
        self._must_be_in_place()

    def dispose(self, meeting: int, at: int, reason: str) -> None:
        """Remove every byte of a meeting; that it was there, how long it was and its head stay written down."""
        self._must_be_in_place()
        with self._world():
            dispose_of(self._connection, meeting, at, reason)

    def answers(self, meeting: int, requests: Sequence[str]) -> dict[str, StoredAnswer]:
        """What these requests of a meeting were answered, by their ids; those that never came are not among them.

        Nothing is acknowledged out of a file that was moved away. A request that never came is looked at when it is
        written.
        """
        found = super().answers(meeting, requests)
        if found:
            self._must_be_in_place()
        return found

    def find_opening(self, request: str) -> tuple[int, StoredAnswer] | None:
        """The meeting a request opened, looked at in the same way."""
        found = super().find_opening(request)
        if found is not None:
            self._must_be_in_place()
        return found

    def changed(self) -> bool:
        """The door-bell: whether another connection wrote to the log since this was last asked."""
        with self._world():
            version = pragma(self._connection, "data_version")
        before, self._data_version = self._data_version, version
        return bool(before != version)

    def rest(self) -> None:
        """Give the write-ahead log of a durable desk its length: whoever starts an evening does not wait for that."""
        with self._world():
            if self.engine.journal_mode == WAL and pragma(self._connection, "synchronous") == SYNCHRONOUS_FULL:
                grow_wal(self._connection)

    def _write(self, batch: Batch) -> bytes:
        execute = self._connection.execute
        found = execute(HEAD, (batch.meeting,)).fetchall()
        last, head = found[0] if found else (0, NO_HEAD)
        if last != batch.after_seq:
            raise Behind(batch.meeting, last)
        for seq, (entry, stored) in enumerate(zip_longest(batch.entries, batch.stored), last + 1):
            if entry.seq != seq:
                raise ValueError(f"entry {entry.seq} where entry {seq} belongs")
            sealed: Sealed = seal(head, entry, stored)
            execute(_INSERT_ENTRY, (batch.meeting, *sealed.columns, sealed.private_hash, sealed.hash))
            if sealed.private:
                execute(_INSERT_PRIVATE, (batch.meeting, seq, *sealed.private))
            head = sealed.hash
        self._connection.executemany(_INSERT_ANSWER, [(batch.meeting, *answer) for answer in batch.answers])
        return head

    def _files_in_use(self) -> list[Path]:
        wal = self.path.with_name(self.path.name + "-wal")
        return [self.path, wal] if self.engine.journal_mode == WAL else [self.path]

    def _must_be_in_place(self) -> None:
        """Refuse where a file was renamed, removed or replaced under us: SQLite goes on writing to the old one, and
        nobody would ever find what it acknowledged (sqlite.org/howtocorrupt.html, 4)."""
        for path, identity in self._files.items():
            if _identity(path) != identity:
                raise StoreProblem(
                    _(
                        "The file {path} was moved, removed or replaced while the desk works with it. Nothing is "
                        "recorded any more: put it back, or close roomflow and open it again.",
                        path=path,
                    )
                )

    def _problem_of(self, error: Exception) -> StoreProblem:
        problem = super()._problem_of(error)
        if isinstance(problem, DiskFull) and ballast.throw_off(self.path.parent):
            return DiskFull(ballast.given_back(problem.sentence))
        return problem


# --- opening ------------------------------------------------------------------------------------------


def open_journal(
    folder: Path,
    *,
    practice: bool | None,
    durable: bool = True,
    engine: Engine | None = None,
) -> SqliteJournal:
    """Open the log of a folder for writing, made new where there is none.

    `practice` is for ever: a folder of the other sort is refused; None takes the sort it is, real for a new one.
    `durable=False` does not wait for the disk and
    keeps no ballast (rehearsals). Raises StoreProblem; a folder that is refused is left as it was.
    """
    engine = engine or this_engine()
    folder = folder.absolute()
    path = folder / LOG_NAME
    lock: FolderLock | None = None
    connection: Connection | None = None
    try:
        if (folder / LOCK_NAME).exists():  # else no desk was ever here, and a refusal must not make the file
            lock = FolderLock(folder)
        look(path, practice=practice)
        lock = lock or FolderLock(_made(folder))
        connection = _open_writer(path, engine, practice=practice, durable=durable)
        notices = [] if not durable or ballast.take_on(folder) else [ballast.no_room(folder)]
        return SqliteJournal(path, connection, lock, engine, notices)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if lock is not None:
            lock.release()
        if isinstance(error, ENGINE_ERRORS):
            raise problem_of(error, path) from error
        raise


def open_reader(folder: Path) -> Reader:
    """Open the log of a folder to read it, beside a desk that may be writing. Raises StoreProblem.

    What a crash left half done is taken back first. A file that is refused is left as it was, and so is one at rest.
    """
    path = folder.absolute() / LOG_NAME
    if not path.exists():
        raise StoreProblem(_("There is no log of roomflow in the folder {folder}.", folder=folder))
    return _open_to_read(path)


def open_log(place: Path) -> Reader:
    """Open a log to read it: that of a folder, or a file under whatever name, as a copy has. Raises StoreProblem."""
    if place.is_dir():
        return open_reader(place)
    if not place.exists():
        raise StoreProblem(_("There is no file {path}.", path=place))
    return _open_to_read(place.absolute())


def _open_to_read(path: Path) -> Reader:
    try:
        connection = connect_reader(path)
    except ENGINE_ERRORS as error:
        raise problem_of(error, path) from error
    return Reader(path, connection, tidies=not waits_in_wal(path))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem(
            _("The folder {folder} cannot be made ({reason}).", folder=folder, reason=error.strerror)
        ) from error
    return folder


def _open_writer(path: Path, engine: Engine, *, practice: bool | None, durable: bool) -> Connection:
    connection = connect(path, mode="rwc")
    try:
        if not migrations.is_fresh(connection):  # again, under the lock and with what a crash left taken in
            migrations.check(connection, path, practice=practice)
            migrations.refuse_other_tables(connection, path)
        prepare_writer(connection, engine, durable=durable)
        migrations.migrate(connection, practice=bool(practice))
        # Finds a file that can only be read, and another writer, now and not at the first party.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        if durable:
            sync_folder(path.parent)
            for (line,) in connection.execute("PRAGMA quick_check(1)").fetchall():
                if line != "ok":
                    raise StoreProblem(
                        _("The log {path} is damaged ({reason}); it can still be read.", path=path, reason=line)
                    )
    except BaseException:
        connection.close()
        raise
    return connection


def _identity(path: str) -> Identity | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - four times an entry, and Path's costs as much again
    except OSError:
        return None
    return found.st_dev, found.st_ino
