"""Opening a log: every refusal is a sentence and leaves the folder as it was."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from roomflow.store import migrations, sqlite
from roomflow.store.engine import Engine
from roomflow.store.journal import NewerFile, StoreProblem
from roomflow.store.schema import TABLES
from roomflow.store.sqlite import open_journal, open_reader
from tests.store.entries import contents, file_of, opening, short_evening, tap, taps, write
from tests.store.tool import other_tool


def refused(folder: Path, *, practice: bool = False) -> str:
    """Why the folder is refused; fails where anything in it changed."""
    before = contents(folder)
    with pytest.raises(StoreProblem) as problem:
        open_journal(folder, practice=practice)
    assert contents(folder) == before
    sentence = problem.value.sentence
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    return sentence


# --- versions and sorts of files ----------------------------------------------------------------------


def test_a_new_folder_is_made_with_a_log_of_this_version(folder: Path) -> None:
    with open_journal(folder / "deep" / "down", practice=False, durable=False) as journal:
        assert journal.meetings() == []
    with other_tool(folder / "deep" / "down") as tool:
        assert tool.execute("PRAGMA application_id").fetchone() == (0x726D666C,)
        assert tool.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        assert tool.execute("SELECT practice FROM folder").fetchone() == (0,)


def test_a_newer_file_is_refused_and_untouched(written: Path) -> None:
    with other_tool(written) as tool:
        tool.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
        tool.execute("ALTER TABLE folder ADD COLUMN unknown TEXT")
    assert "newer roomflow" in refused(written)
    with pytest.raises(NewerFile, match="newer roomflow"):
        open_reader(written)


def test_without_the_question_a_newer_file_would_be_taken(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with other_tool(written) as tool:
        tool.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    monkeypatch.setattr(migrations, "check", lambda *_, **__: None)
    open_journal(written, practice=False, durable=False).close()


@pytest.mark.parametrize("practice", [False, True])
def test_a_folder_is_real_or_practice_for_ever(folder: Path, practice: bool) -> None:
    open_journal(folder, practice=practice, durable=False).close()
    assert "stays so for ever" in refused(folder, practice=not practice)
    open_journal(folder, practice=practice, durable=False).close()
    with open_journal(folder, practice=None, durable=False) as journal:
        assert journal.practice is practice, "who does not care takes the sort it is"


def test_a_new_folder_is_real_where_nobody_says_otherwise(folder: Path) -> None:
    with open_journal(folder, practice=None, durable=False) as journal:
        assert journal.practice is False


def test_a_database_of_somebody_else_is_refused(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(file_of(folder))) as other:
        other.execute("CREATE TABLE songs (title)")
    assert "is not a log of roomflow" in refused(folder)


@pytest.mark.parametrize("data", [b"not a database at all, but long enough to be read as one" * 20, b"\0" * 4096])
def test_a_file_that_is_no_database_is_refused(folder: Path, data: bytes) -> None:
    folder.mkdir()
    file_of(folder).write_bytes(data)
    assert "is not a log of roomflow" in refused(folder)


def test_a_file_whose_making_was_cut_short_is_made_again(folder: Path) -> None:
    folder.mkdir()
    file_of(folder).touch()
    with pytest.raises(StoreProblem, match="There is no log"):
        open_reader(folder)
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, [opening()])


def test_a_log_without_its_tables_is_refused(written: Path) -> None:
    with other_tool(written) as tool:
        tool.execute("DROP TABLE folder")
    assert "is damaged" in refused(written)


def test_a_log_without_one_of_its_columns_is_refused(written: Path) -> None:
    """One changed byte in the file's own list of its tables is enough for that."""
    with other_tool(written) as tool:
        tool.execute("ALTER TABLE folder RENAME COLUMN practice TO practise")
    assert "is damaged" in refused(written)
    with pytest.raises(StoreProblem, match="is damaged"):
        open_reader(written)


@pytest.mark.parametrize("table", TABLES)
def test_a_log_with_a_table_that_somebody_else_made_is_not_written_to(written: Path, table: str) -> None:
    with other_tool(written) as tool:
        columns = [name for _, name, *_ in tool.execute(f"PRAGMA table_info({table})")]
        tool.execute("PRAGMA legacy_alter_table = 1")
        tool.execute(f"ALTER TABLE {table} RENAME TO was")
        tool.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        tool.execute(f"INSERT INTO {table} SELECT * FROM was")
        tool.execute("DROP TABLE was")
    assert f"the table “{table}” in it was not made by roomflow" in refused(written)


def test_a_damaged_file_is_not_written_to(folder: Path) -> None:
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, [opening(), *taps(2, 3_000)])
    path = file_of(folder)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = bytes(4096)
    path.write_bytes(data)
    with pytest.raises(StoreProblem, match="is damaged"):
        open_journal(folder, practice=False)
    with open_reader(folder) as reader:
        assert reader.damage()


def test_a_step_that_fails_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(database: object) -> None:
        migrations._first(database)  # type: ignore[arg-type]
        raise OSError("in the middle")

    monkeypatch.setattr(migrations, "STEPS", (broken,))
    with pytest.raises(OSError, match="in the middle"):
        open_journal(folder, practice=False, durable=False)
    monkeypatch.undo()
    with open_journal(folder, practice=True, durable=False) as journal:
        assert journal.meetings() == []


def test_an_older_file_is_brought_up_step_by_step(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = migrations.VERSION + 1
    monkeypatch.setattr(
        migrations, "STEPS", (*migrations.STEPS, lambda database: database.table("later").create({"id": int}))
    )
    monkeypatch.setattr(migrations, "VERSION", later)
    with open_journal(written, practice=False, durable=False) as journal:
        assert journal.read(1) == short_evening()
    with other_tool(written) as tool:
        assert tool.execute("PRAGMA user_version").fetchone() == (later,)
        assert tool.execute("SELECT count(*) FROM later").fetchone() == (0,)
        assert tool.execute("SELECT count(*) FROM occupancy").fetchone() == (4,)


# --- folders ------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "cannot be made" in refused(tmp_path / "file" / "log")
    assert contents(tmp_path) == {"file": b"in the way"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that even root cannot write")
def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence() -> None:
    assert "Nothing can be written in the folder" in _sentence(Path("/proc/self"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_only_be_read_is_refused_with_a_sentence(written: Path) -> None:
    file_of(written).chmod(0o444)
    assert "cannot be opened or written" in refused(written)


def _sentence(folder: Path) -> str:
    with pytest.raises(StoreProblem) as problem:
        open_journal(folder, practice=False)
    return problem.value.sentence


def test_a_folder_without_a_log_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="There is no log of roomflow in the folder"):
        open_reader(tmp_path)
    with pytest.raises(StoreProblem, match="There is no log of roomflow in the folder"):
        open_reader(tmp_path / "nowhere")
    assert contents(tmp_path) == {}


def test_a_folder_with_blanks_and_signs_in_its_name_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Ünï 50% #1?mode=ro&x"
    with open_journal(folder, practice=False, durable=False) as journal:
        write(journal, [opening()])
        with open_reader(folder) as reader:
            assert reader.head(1)[0] == 1
    assert file_of(folder).exists()


# --- settings -----------------------------------------------------------------------------------------


def test_every_setting_is_read_back(folder: Path, modes: dict[str, Engine]) -> None:
    for mode, engine in modes.items():
        for durable in (True, False):
            with open_journal(folder / f"{mode} {durable}", practice=False, durable=durable, engine=engine) as journal:
                read = {
                    name: journal._connection.execute(f"PRAGMA {name}").fetchone()[0]
                    for name in (
                        "journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "secure_delete",
                        "trusted_schema", "cell_size_check", "busy_timeout",
                    )
                }  # fmt: skip
            assert read == {
                "journal_mode": mode, "synchronous": 2 if durable else 0, "foreign_keys": 1, "recursive_triggers": 1,
                "secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1, "busy_timeout": 5000,
            }  # fmt: skip


def test_a_setting_that_does_not_hold_is_a_problem(folder: Path) -> None:
    with pytest.raises(StoreProblem, match="does not keep a setting"):
        open_journal(folder, practice=False, durable=False, engine=Engine("x", (3, 53, 0), "nonsense"))


def test_a_log_goes_from_one_journal_mode_to_the_other_and_back(folder: Path, modes: dict[str, Engine]) -> None:
    for seq, mode in enumerate([*modes, *modes], 1):
        with open_journal(folder, practice=False, durable=False, engine=modes[mode]) as journal:
            write(journal, [tap(seq) if seq > 1 else opening()])
            assert journal.engine.journal_mode == mode
            assert [each.problem for each in journal.check(1)] == [None] * seq


def test_a_log_that_is_up_to_date_does_not_wait_for_sqlite_utils(written: Path) -> None:
    asks = (
        "import sys; from pathlib import Path; from roomflow.store.sqlite import open_journal;"
        "open_journal(Path(sys.argv[1]), practice=False, durable=False).close();"
        "print('sqlite_utils' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", asks, str(written)], check=True, capture_output=True, text=True)
    assert said.stdout == "False\n"


def test_opening_logs_nothing(written: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), open_journal(written, practice=False):
        pass
    assert caplog.records == []
    assert sqlite.LOG_NAME == "roomflow.db"
