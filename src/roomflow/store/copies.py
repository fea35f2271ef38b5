"""Copies of a log in a second folder: made by SQLite's own backup, checked, and put in place whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from roomflow.sentences import sentence as _
from roomflow.store import migrations
from roomflow.store.engine import ENGINE_ERRORS, WAL, Connection, connect, pragma, prepare_reader, problem_of
from roomflow.store.journal import StoreProblem
from roomflow.store.looking import connect_reader
from roomflow.store.sqlite import LOG_NAME
from roomflow.whole_file import sync_folder

PLACES_MAX: Final = 50
"""So many different logs may have their copies in one folder."""
_HEADS: Final = """
    SELECT entries.meeting, entries.seq, entries.hash FROM entries
    JOIN (SELECT meeting, max(seq) AS seq FROM entries GROUP BY meeting) USING (meeting, seq) ORDER BY 1"""
_ENTRY: Final = "SELECT hash FROM entries WHERE meeting = ? AND seq = ?"

Heads = list[tuple[int, int, bytes]]
"""The last entry of each meeting: its number in the log, the entry's number and hash."""


class Copied(NamedTuple):
    """A copy that holds all the log had when it was begun. `place` is a folder that can be opened as a log folder."""

    place: Path
    entries: int
    meetings: tuple[int, ...] = ()


def copy_log(folder: Path, to: Path) -> Copied:
    """Copy the log of a folder into a folder of its own below `to`, beside a desk that goes on writing.

    The copy of this log that lies there is brought up to date; the copy of another log is never touched. Raises
    StoreProblem with a sentence.
    """
    path = folder.absolute() / LOG_NAME
    if not to.is_dir():
        raise StoreProblem(_("The folder for copies, {folder}, is not there.", folder=to))
    if folder.absolute() == to.absolute() or folder.absolute() in to.absolute().parents:
        raise StoreProblem(
            _("The folder for copies, {folder}, is the log’s own; choose one on another disk.", folder=to)
        )
    with _worded(path, to), closing(connect_reader(path)) as source:
        heads = _heads(source)
        practice = bool(source.execute("SELECT practice FROM folder").fetchall()[0][0])
        place, there = _place(source, to, practice=practice)
        if there != heads:
            place.mkdir(exist_ok=True)
            _copy(source, heads, place / LOG_NAME)
    return Copied(place, sum(seq for _, seq, _ in heads), tuple(meeting for meeting, _, _ in heads))


def _place(source: Connection, to: Path, *, practice: bool) -> tuple[Path, Heads | None]:
    """The folder of this log's copies, and what the copy that is there holds."""
    name = "roomflow-practice-copy" if practice else "roomflow-copy"
    for number in range(1, PLACES_MAX + 1):
        place = to / (name if number == 1 else f"{name}-{number}")
        if not (place / LOG_NAME).exists():
            return place, None
        there = _heads_at(place / LOG_NAME)
        if there is not None and all(_has(source, head) for head in there):
            return place, there
    raise StoreProblem(_("The folder for copies, {folder}, is full of copies of other logs.", folder=to))


def _has(source: Connection, head: tuple[int, int, bytes]) -> bool:
    meeting, seq, found = head
    return [(found,)] == source.execute(_ENTRY, (meeting, seq)).fetchall()


def _heads_at(copy: Path) -> Heads | None:
    """What a copy holds; None where it cannot be read, and so is not ours to replace."""
    try:
        # Immutable: nobody writes a copy, and a medium that is only read must not need side files.
        with closing(connect(copy, mode="ro", immutable=True)) as connection:
            prepare_reader(connection)
            migrations.check(connection, copy, practice=None)
            return _heads(connection)
    except (*ENGINE_ERRORS, StoreProblem):
        return None


def _heads(connection: Connection) -> Heads:
    return [(int(meeting), int(seq), bytes(found)) for meeting, seq, found in connection.execute(_HEADS).fetchall()]


def _copy(source: Connection, heads: Heads, copy: Path) -> None:
    """Write the copy beside the old one, check it, and put it in its place."""
    new = copy.with_name(f"{copy.name}.new")
    new.unlink(missing_ok=True)
    try:
        if pragma(source, "journal_mode") == WAL:
            _back_up(source, heads, new)
        else:
            # Without a write-ahead log the desk waits while a copy reads, so that is done on the fast disk.
            with tempfile.TemporaryDirectory() as near:
                _back_up(source, heads, Path(near) / LOG_NAME)
                shutil.copyfile(Path(near) / LOG_NAME, new)
                _sync(new)
        new.replace(copy)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    sync_folder(copy.parent)


def _back_up(source: Connection, heads: Heads, to: Path) -> None:
    with closing(connect(to, mode="rwc")) as copy:
        source.backup(copy, pages=-1)  # in one piece: a copy in steps begins again at each commit of the desk
        # One file alone: a copy with a write-ahead log would want side files where it is read.
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        bad = [line for (line,) in copy.execute("PRAGMA quick_check(1)").fetchall() if line != "ok"]
        if bad or not all(_has(copy, head) for head in heads):
            raise StoreProblem(_("The copy {path} does not hold what the log holds; the older copy was kept.", path=to))


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def _worded(path: Path, to: Path) -> Iterator[None]:
    """Turns what the world says into a sentence."""
    try:
        yield
    except ENGINE_ERRORS as error:
        raise problem_of(error, path) from error
    except OSError as error:
        raise StoreProblem(
            _("The folder for copies, {folder}, cannot be written ({reason}).", folder=to, reason=error.strerror)
        ) from error
