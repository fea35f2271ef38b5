"""Writers to be killed: a process that forks one for each line it is told, and kills it at the moment it is told.

Run as `python -m tests.store.writers`. A fork, so that a writer begins at once and not after Python's own start.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import sqlite_utils  # noqa: F401 - asked for when a file is made, and half of the time that takes
from msgspec.structs import replace

from roomflow.store.engine import this_engine
from roomflow.store.journal import Batch
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.store.entries import opening, tap, taps, write

RUSH_READERS = 4


def opened(folder: Path, mode: str) -> SqliteJournal:
    return open_journal(folder, practice=False, durable=False, engine=replace(this_engine(), journal_mode=mode))


def tap_for_ever(folder: Path, mode: str) -> NoReturn:
    """Open the log, made new where there is none, and tap; each number goes to a file when it is acknowledged."""
    said = os.open(folder.with_suffix(".said"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    journal = opened(folder, mode)
    seq = journal.head(1)[0]
    while True:
        seq += 1
        write(journal, [tap(seq) if seq > 1 else opening()])
        os.write(said, b"%d\n" % seq)


def die_in_mid_commit(folder: Path, mode: str) -> NoReturn:
    """Half a commit: so large that pages of it are in the files already."""
    journal = opened(folder, mode)
    journal._connection.execute("PRAGMA cache_size = 1")
    journal._connection.execute("BEGIN IMMEDIATE")
    journal._connection.execute("CREATE TABLE half (done)")  # as a migration does: it changes the first page
    seq = journal.head(1)[0]
    journal._write(Batch(1, seq, taps(seq + 1, seq + 2_000), []))
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still there")


def die_in_new_version(folder: Path, mode: str) -> NoReturn:
    """A newer roomflow that was killed before it took its write-ahead log in."""
    journal = opened(folder, mode)
    journal._connection.execute("PRAGMA user_version = 99")
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still there")


def open_as_desk(folder: Path, mode: str) -> None:
    with opened(folder, mode) as journal:
        seq = journal.head(1)[0]
        write(journal, [tap(seq + 1)])


def read_all(folder: Path, mode: str) -> None:
    with open_reader(folder) as reader:
        assert [each.problem for each in reader.check(1) if each.problem] == [], mode


def fork(act: Callable[[Path, str], object], folder: Path, mode: str) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act(folder, mode)
        code = 0
    except BaseException:  # noqa: BLE001 - a child must not go back into the parent's loop
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child: int) -> str:
    """`0`, `1` (it raised) or `-9` (killed)."""
    return str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def main() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    for line in sys.stdin:
        what, mode, seconds, folder = line.rstrip("\n").split(" ", 3)
        path = Path(folder)
        if what == "rush":
            acts = [open_as_desk, *[read_all] * RUSH_READERS]
            said = [ended(child) for child in [fork(act, path, mode) for act in acts]]
        else:
            child = fork(ACTS[what], path, mode)
            if float(seconds):
                signal.sigtimedwait({signal.SIGCHLD}, float(seconds))
                os.kill(child, signal.SIGKILL)  # not waited for yet, so it cannot be somebody else's number
            said = [ended(child)]
        while signal.sigtimedwait({signal.SIGCHLD}, 0):
            pass
        print(*said, flush=True)


ACTS: dict[str, Callable[[Path, str], object]] = {
    "tap": tap_for_ever,
    "half": die_in_mid_commit,
    "newer": die_in_new_version,
}

if __name__ == "__main__":
    main()
