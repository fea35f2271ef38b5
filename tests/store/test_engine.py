"""Which SQLite is used and how, and the same store on the SQLite that comes with Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils

from roomflow.store import engine
from roomflow.store.engine import TRUNCATE, WAL, Engine, can_corrupt_wal, driver, problem_of, this_engine
from roomflow.store.journal import DiskFull, StoreProblem

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False),
        ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 0), True), ((3, 51, 2), True),
        ((3, 51, 3), False), ((3, 52, 0), False), ((3, 53, 4), False), ((4, 0, 0), False),
    ],
)  # fmt: skip
def test_the_versions_that_can_damage_a_write_ahead_log_are_known(version: tuple[int, ...], bad: bool) -> None:
    assert can_corrupt_wal(version) is bad


@pytest.mark.parametrize(("version", "mode"), [((3, 53, 4), WAL), ((3, 40, 1), TRUNCATE), ((3, 51, 2), TRUNCATE)])
def test_such_a_version_gets_a_rollback_journal_and_says_so(
    version: tuple[int, ...], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "sqlite_version_info", version)
    found = this_engine()
    assert found.journal_mode == mode
    assert ("can damage" in found.sentence) is (mode == TRUNCATE)
    assert ".".join(map(str, version)) in found.sentence


def test_a_sqlite_without_strict_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreProblem, match="too old"):
        this_engine()


def test_sqlite_utils_uses_the_library_that_is_used_here() -> None:
    """Two libraries on one file in one process drop each other's locks."""
    used = sqlite_utils.utils.sqlite3  # type: ignore[attr-defined]
    assert used.Connection is driver.Connection
    assert engine.Connection is driver.Connection


def test_a_bug_of_ours_is_no_problem_of_the_world(tmp_path: Path) -> None:
    with pytest.raises(driver.OperationalError):
        raise problem_of(driver.OperationalError("near 'SELEC': syntax error"), tmp_path)


def test_each_problem_of_the_world_is_a_sentence(tmp_path: Path) -> None:
    for code in engine.Code:
        for extended in (code, code | 2 << 8):
            error = driver.OperationalError("words of SQLite")
            error.sqlite_errorcode = extended
            problem = problem_of(error, tmp_path / "roomflow.db")
            assert problem.sentence.endswith(".")
            assert isinstance(problem, DiskFull) is (code is engine.Code.FULL)


def test_only_one_module_connects() -> None:
    files = [path for path in (HERE.parents[1] / "src" / "roomflow").rglob("*.py") if path.name != "engine.py"]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("sqlite3.connect", "import sqlite3", "pysqlite3", "Database(str")), (
            path
        )


def test_the_engine_says_which_library_it_is() -> None:
    assert Engine("x", (3, 53, 4), WAL).sentence == "SQLite 3.53.4 (x), with a write-ahead log, synced at every commit."
    assert this_engine().library in ("pysqlite3", "sqlite3")


PLAIN = """
import sys
sys.modules["pysqlite3"] = None  # as where no wheel of it exists
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


PLAIN_TOO = (
    "test_contract.py", "test_views.py", "test_engine.py", "test_chain.py", "test_crash.py", "test_killed_writers.py",
)  # fmt: skip


@pytest.mark.skipif(this_engine().library == "sqlite3", reason="it is what all tests here use")
def test_the_store_does_the_same_on_the_sqlite_of_python() -> None:
    tests = [str(HERE / name) for name in PLAIN_TOO]
    run = subprocess.run(
        [sys.executable, "-c", PLAIN, *tests, "-m", "not bench and not proof"],
        cwd=HERE.parents[1], check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
