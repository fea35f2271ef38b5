"""The rules of conftest.py do fail a test: each is switched on here by a test that breaks it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

BREAKS = """
import logging, threading, warnings
import pytest
from PySide6.QtCore import qWarning

HALT = threading.Event()

def test_a_warning():
    warnings.warn("old", DeprecationWarning)

def test_a_logged_warning():
    logging.getLogger("roomflow.store").warning("the disk is nearly full")

def test_a_logged_warning_of_another_thread():
    thread = threading.Thread(target=lambda: logging.warning("late"))
    thread.start()
    thread.join()

def test_a_log_that_was_expected_and_did_not_come(expect_log):
    expect_log("nearly full")

def test_a_warning_of_qt(qapp):
    qWarning("QPainter not active")

def test_a_thread_left_over():
    import tests.conftest
    tests.conftest.LEFT_OVER_SECONDS_MAX = 0.01
    threading.Thread(target=HALT.wait, name="desk").start()

def test_an_error_in_a_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_an_error_in_a_slot(qtbot):
    from PySide6.QtCore import QTimer
    with qtbot.waitSignal((timer := QTimer(singleShot=True)).timeout):
        timer.timeout.connect(lambda: 1 / 0)
        timer.start(0)

def test_end_of_the_thread():
    HALT.set()
"""

HOLDS = """
import logging

def test_an_expected_log(expect_log):
    expect_log("nearly .* full")
    logging.getLogger("roomflow.store").warning("the disk is nearly quite full")

def test_a_quiet_one(seed):
    logging.getLogger("roomflow.store").info("opened")
    assert 0 <= seed < 2**32
"""


def run(folder: Path, text: str, *words: str) -> str:
    file = folder / "test_written_here.py"
    file.write_text(text, encoding="utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-p", "no:cacheprovider"]
    # With CI set there is nothing to roll.
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "-p", "tests.conftest", "-rA", *words, str(file)],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    return run(tmp_path_factory.mktemp("breaks"), BREAKS, "--seed", "4711")


@pytest.mark.parametrize(
    "name", [name for name in re.findall(r"def (test_\w+)", BREAKS) if name != "test_end_of_the_thread"]
)
def test_a_broken_rule_fails(broken: str, name: str) -> None:
    assert re.search(rf"^(FAILED|ERROR) .*::{name}\b", broken, re.MULTILINE), broken


def test_what_keeps_the_rules_passes(tmp_path: Path) -> None:
    assert "2 passed" in run(tmp_path, HOLDS)


def test_a_failure_says_the_seed(broken: str) -> None:
    assert "repeat with: --seed 4711" in broken


def test_every_worker_has_the_seed_that_was_rolled(tmp_path: Path) -> None:
    fails = "".join(f"def test_{name}(seed):\n    assert seed is None\n\n" for name in "abcd")
    said = run(tmp_path, fails, "-n", "2", "--dist", "load")
    assert "2 workers" in said, said
    (rolled,) = re.findall(r"^seed: (\d+)", said, re.MULTILINE)
    assert re.findall(r"repeat with: --seed (\d+)", said) == [rolled] * 4
