"""One desk works in a folder: the lock, what stands behind it, and a kill that leaves nothing locked or lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from roomflow.store.engine import TRUNCATE, WAL, Engine, connect
from roomflow.store.journal import Batch, Behind, OtherDesk, StoreProblem
from roomflow.store.lock import FolderLock
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.store.entries import file_of, opening, tap, write

WAIT_SECONDS_MAX = 60


def test_a_second_desk_on_the_folder_is_refused(journal: SqliteJournal, folder: Path) -> None:
    write(journal, [opening()])
    with pytest.raises(OtherDesk, match=r"^Another desk works in the folder .*; only one can\.$"):
        open_journal(folder, practice=False)
    write(journal, [tap(2)])
    journal.close()
    open_journal(folder, practice=False, durable=False).close()


HOLD = """
import sys
from pathlib import Path
from roomflow.store.sqlite import open_journal
journal = open_journal(Path(sys.argv[1]), practice=False, durable=False)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_refused_and_a_kill_leaves_no_lock(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(OtherDesk):
            open_journal(folder, practice=False)
        other.kill()
        other.wait(WAIT_SECONDS_MAX)
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, [opening()])


def test_without_the_lock_a_second_desk_gets_in_and_is_told_that_it_is_behind(
    journal: SqliteJournal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the lock, and what stands behind it: no place is promised twice even then."""
    monkeypatch.setattr(FolderLock, "__init__", lambda self, _folder: setattr(self, "_descriptor", None))
    write(journal, [opening()])
    with open_journal(folder, practice=False, durable=False, engine=journal.engine) as second:
        assert second.head(1)[0] == 1
        write(journal, [tap(2)])
        assert second.changed()
        assert not second.changed()
        with pytest.raises(Behind):
            second.append([Batch(1, 1, [tap(2)], [])])
        write(second, [tap(3)])
        assert journal.changed()


def test_a_transaction_that_begins_immediate_waits_and_a_deferred_one_fails(folder: Path) -> None:
    """Why every transaction is BEGIN IMMEDIATE: read, then write, is what the desk does."""
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, [opening()])
        mode = journal.engine.journal_mode
    if mode != WAL:
        pytest.skip("a rollback journal fails in another way")
    first, second = connect(file_of(folder), mode="rw"), connect(file_of(folder), mode="rw")
    with closing(first), closing(second):
        second.execute("BEGIN")
        assert second.execute("SELECT max(seq) FROM entries").fetchall() == [(1,)]
        first.execute("INSERT INTO answers VALUES (1, 'a', zeroblob(32), '{}', 1)")
        with pytest.raises(Exception, match="locked"):
            second.execute("INSERT INTO answers VALUES (1, 'b', zeroblob(32), '{}', 1)")
        second.execute("ROLLBACK")
        second.execute("BEGIN IMMEDIATE")
        second.execute("INSERT INTO answers VALUES (1, 'b', zeroblob(32), '{}', 1)")
        second.execute("COMMIT")


def test_every_append_begins_immediate(journal: SqliteJournal) -> None:
    said: list[str] = []
    journal._connection.set_trace_callback(said.append)
    write(journal, [opening(), tap(2)])
    journal._connection.set_trace_callback(None)
    begun = [sql for sql in said if sql.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
    assert begun == ["BEGIN IMMEDIATE", "COMMIT"]


def test_a_log_that_another_program_keeps_locked_is_a_problem_and_no_crash(
    journal: SqliteJournal, folder: Path
) -> None:
    write(journal, [opening()])
    journal._connection.execute("PRAGMA busy_timeout = 1")
    with closing(connect(file_of(folder), mode="rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem, match=r"Another program keeps .* locked; nothing was recorded\.$"):
            write(journal, [tap(2)])
        other.execute("ROLLBACK")
    write(journal, [tap(2)])


def test_a_reader_that_does_not_let_go_is_a_problem_and_leaves_nothing_half_done(
    folder: Path, modes: dict[str, Engine]
) -> None:
    """With a rollback journal it is the COMMIT that fails, and the transaction is still open then."""
    with open_journal(folder, practice=False, durable=False, engine=modes[TRUNCATE]) as journal:
        head = write(journal, [opening()])
        journal._connection.execute("PRAGMA busy_timeout = 1")
        with closing(connect(file_of(folder), mode="ro")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM entries").fetchall()
            with pytest.raises(StoreProblem, match="Another program keeps"):
                write(journal, [tap(2)])
            reader.execute("ROLLBACK")
        assert journal.head(1) == (1, head)
        write(journal, [tap(2)])


def test_a_journal_belongs_to_the_thread_that_opened_it(journal: SqliteJournal) -> None:
    caught: list[Exception] = []

    def elsewhere() -> None:
        try:
            journal.read(1)
        except Exception as error:  # noqa: BLE001 - it is what is asked
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert "thread" in str(caught[0])


TAPPING = """
import sys
from pathlib import Path
from roomflow.store.sqlite import open_journal
from tests.store.entries import opening, tap, write
with open_journal(Path(sys.argv[1]), practice=False, durable=False) as journal:
    if not journal.head(1)[0]:
        write(journal, [opening()])
    seq = journal.head(1)[0]
    while True:
        seq += 1
        write(journal, [tap(seq)])
        print(seq, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_what_was_acknowledged_before_a_kill_is_there_after_it(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", TAPPING, str(folder)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        ) as desk:
            assert desk.stdout is not None
            said = [desk.stdout.readline() for _ in range(chance.randrange(1, 120))]
            desk.send_signal(signal.SIGKILL)
            said += desk.stdout.readlines()
            desk.wait(WAIT_SECONDS_MAX)
        acknowledged = int([line for line in said if line.endswith(b"\n")][-1])
        with open_reader(folder) as reader:
            assert acknowledged <= reader.head(1)[0] <= acknowledged + 1
            assert [each.problem for each in reader.check(1) if each.problem] == []
