"""After a crash: the desk always opens, a reader always reads, and nothing that was acknowledged is missing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from roomflow.store import looking, sqlite
from roomflow.store.engine import ENGINE_ERRORS, TRUNCATE, WAL, Engine, connect, has_to_write
from roomflow.store.journal import NewerFile, StoreProblem
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.store.entries import contents, file_of, short_evening, tap, write
from tests.store.tool import other_tool

Tell = Callable[..., str]
KILLED = "-9"
AT_REST = {"roomflow.db", "roomflow.lock"}


def beside(folder: Path, suffix: str) -> Path:
    return file_of(folder).with_name(f"roomflow.db{suffix}")


@pytest.fixture
def hot(written: Path, tell: Tell) -> Path:
    """The short evening, with a hot journal: killed in mid-commit."""
    assert tell("half", written, TRUNCATE) == KILLED
    assert beside(written, "-journal").stat().st_size > 0
    return written


@pytest.fixture
def cut(written: Path, tell: Tell, modes: dict[str, Engine]) -> Path:
    """The short evening and 14 to 2,000 half written entries in a write-ahead log that nobody took in."""
    if WAL not in modes:
        pytest.skip("no write-ahead log here")
    assert tell("half", written, WAL) == KILLED
    assert beside(written, "-wal").stat().st_size > 0
    return written


def must_be_whole(folder: Path) -> None:
    with open_reader(folder) as reader:
        assert reader.read(1) == short_evening()
        assert [each.problem for each in reader.check(1)] == [None] * 14
        assert reader.damage() == []


# --- a hot journal ------------------------------------------------------------------------------------


def test_a_hot_journal_is_one(hot: Path) -> None:
    """What the tests below stand on: a reader may not read, and the file alone is half of two states."""
    with closing(connect(file_of(hot), mode="ro")) as plain:
        with pytest.raises(ENGINE_ERRORS) as caught:
            plain.execute("SELECT count(*) FROM entries").fetchall()
        assert has_to_write(caught.value)
    with closing(connect(file_of(hot), mode="ro", immutable=True)) as torn, pytest.raises(ENGINE_ERRORS):
        torn.execute("SELECT count(*) FROM entries").fetchall()


def test_a_desk_opens_after_a_kill_in_mid_commit(hot: Path, modes: dict[str, Engine]) -> None:
    for engine in modes.values():
        with open_journal(hot, practice=False, durable=False, engine=engine) as journal:
            assert journal.read(1) == short_evening()
    must_be_whole(hot)


def test_a_desk_that_took_the_file_alone_for_the_log_would_not_open(hot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of is_at_rest()."""
    monkeypatch.setattr(looking, "is_at_rest", lambda _path: True)
    with pytest.raises(StoreProblem, match="damaged"):
        open_journal(hot, practice=False, durable=False)


def test_a_reader_has_a_step_that_was_cut_short_taken_back(hot: Path) -> None:
    must_be_whole(hot)
    must_be_whole(hot)


def test_a_reader_that_left_the_journal_hot_could_not_read(hot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control, and what is said where nothing can be written."""
    monkeypatch.setattr(looking, "let_sqlite_tidy", lambda _path: None)
    with pytest.raises(StoreProblem, match=r"^A crash cut the last step of the log .* read the copy\.$"):
        open_reader(hot)


def test_a_journal_that_was_never_relied_on_is_no_crash(written: Path) -> None:
    """SQLite writes a zero first, and leaves such a file where it is: the log beside it is at rest."""
    beside(written, "-journal").write_bytes(bytes(512) + b"pages")
    before = contents(written)
    must_be_whole(written)
    assert contents(written) == before
    with pytest.raises(StoreProblem, match="stays so for ever"):
        open_journal(written, practice=True)
    assert contents(written) == before
    open_journal(written, practice=False, durable=False).close()


def test_a_desk_and_readers_that_come_at_once_all_get_in(hot: Path, tell: Tell) -> None:
    for _ in range(4):
        assert set(tell("rush", hot, TRUNCATE).split()) == {"0"}
        assert tell("half", hot, TRUNCATE) == KILLED


def test_a_reader_beside_a_desk_in_mid_commit_just_reads(
    folder: Path, modes: dict[str, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal with bytes in it is not hot while its writer lives; SQLite's locks tell."""

    def never(_path: Path) -> None:
        raise AssertionError

    monkeypatch.setattr(looking, "let_sqlite_tidy", never)
    with open_journal(folder, practice=False, durable=False, engine=modes[TRUNCATE]) as journal:
        write(journal, short_evening())
        journal._connection.execute("BEGIN IMMEDIATE")
        journal._connection.execute("INSERT INTO answers VALUES (1, 'a', zeroblob(32), '{}', 1)")
        assert beside(folder, "-journal").stat().st_size > 0
        must_be_whole(folder)
        journal._connection.execute("COMMIT")
        write(journal, [tap(15)])


# --- a write-ahead log --------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [False, True])
def test_a_write_ahead_log_that_nobody_took_in_is_read_and_gone_on_with(cut: Path, lost: bool) -> None:
    if lost:  # as where the folder was copied without it
        beside(cut, "-shm").unlink()
    must_be_whole(cut)
    assert not lost or set(contents(cut)) == AT_REST, "then the reader had it taken in"
    with open_journal(cut, practice=False, durable=False) as journal:
        write(journal, [tap(15)])
    with open_reader(cut) as reader:
        assert reader.head(1)[0] == 15


def test_a_reader_leaves_what_a_crash_left_to_the_desk(cut: Path) -> None:
    before = contents(cut)
    must_be_whole(cut)
    after = contents(cut)
    assert {name for name in before if before[name] != after[name]} <= {"roomflow.db-shm"}
    assert before.keys() == after.keys()


# --- a log at rest ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [WAL, TRUNCATE])
def test_reading_a_log_at_rest_leaves_nothing_behind(folder: Path, modes: dict[str, Engine], mode: str) -> None:
    if mode not in modes:
        pytest.skip("no write-ahead log here")
    with open_journal(folder, practice=False, durable=False, engine=modes[mode]) as journal:
        write(journal, short_evening())
    before = contents(folder)
    must_be_whole(folder)
    first, second = open_reader(folder), open_reader(folder)
    first.close()
    assert second.read(1) == short_evening()
    second.close()
    second.close()
    assert contents(folder) == before


def test_without_the_tidying_a_reader_leaves_side_files(
    written: Path, modes: dict[str, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    if WAL not in modes:
        pytest.skip("no write-ahead log here")
    monkeypatch.setattr(sqlite, "let_sqlite_tidy", lambda _path: None)
    with open_reader(written) as reader:
        reader.read(1)
    assert set(contents(written)) == AT_REST | {"roomflow.db-shm", "roomflow.db-wal"}


def test_a_reader_that_ends_beside_a_desk_leaves_its_files_alone(
    folder: Path, written: Path, modes: dict[str, Engine]
) -> None:
    for engine in modes.values():
        reader = open_reader(folder)
        with open_journal(folder, practice=False, durable=False, engine=_own_mode(folder, engine)) as journal:
            seq = write_one(journal)
            reader.close()
            assert write_one(journal) == seq + 1
    with open_reader(folder) as after:
        assert [each.problem for each in after.check(1) if each.problem] == []


def _own_mode(folder: Path, engine: Engine) -> Engine:
    """Another mode could not be set while somebody reads."""
    with closing(connect(file_of(folder), mode="ro")) as plain:
        (mode,) = plain.execute("PRAGMA journal_mode").fetchone()
    return Engine(engine.library, engine.version, WAL if mode == WAL else TRUNCATE)


def write_one(journal: SqliteJournal) -> int:
    seq = journal.head(1)[0] + 1
    write(journal, [tap(seq)])
    return seq


# --- a newer file -------------------------------------------------------------------------------------


def newer_is_refused_untouched(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(NewerFile):
        open_reader(folder)
    assert contents(folder) == before
    with pytest.raises(NewerFile):
        open_journal(folder, practice=False)
    assert contents(folder) == before


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_newer_file_at_rest_is_left_byte_for_byte(written: Path, mode: str) -> None:
    with other_tool(written) as tool:
        tool.execute("PRAGMA user_version = 99")
        assert tool.execute(f"PRAGMA journal_mode = {mode}").fetchone() == (mode,)
    newer_is_refused_untouched(written)


def test_a_newer_file_after_a_crash_is_left_byte_for_byte(written: Path, tell: Tell, modes: dict[str, Engine]) -> None:
    """Its version lies in the write-ahead log alone."""
    if WAL not in modes:
        pytest.skip("no write-ahead log here")
    assert tell("newer", written, WAL) == KILLED
    newer_is_refused_untouched(written)


def test_a_newer_file_with_a_hot_journal_is_left_byte_for_byte(
    written: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tell("half", written, TRUNCATE) == KILLED
    data = bytearray(file_of(written).read_bytes())
    data[60:64] = (99).to_bytes(4)  # user_version
    file_of(written).write_bytes(data)
    newer_is_refused_untouched(written)
    monkeypatch.setattr(looking, "look", lambda *_args, **_kwargs: None)
    before = contents(written)
    open_reader(written).close()
    assert contents(written) != before, "without the look it would have been written to"
