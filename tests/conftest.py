"""The rules that hold for every test: warnings fail, logged warnings fail, nothing is left over, seeds are shown."""

import logging
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Before anything imports Qt: tests need no display. A developer who wants to watch sets it to xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test reads or writes what belongs to the person at this computer.
_HOME = tempfile.TemporaryDirectory(prefix="roomflow-tests-")
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    _folder = Path(_HOME.name, _name.lower())
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)

LEFT_OVER_SECONDS_MAX = 5.0

# CI judges every change with the same dice; whoever works here rolls new ones at each run.
IN_CI = bool(os.environ.get("CI"))
SEED_OF_CI = 126

# No deadline: CI shares its cores. A failure prints the example, and the blob that repeats it.
hypothesis.settings.register_profile("roomflow", deadline=None, print_blob=not IN_CI, derandomize=IN_CI)
hypothesis.settings.load_profile("roomflow")


# --- texts: compiled where a checkout has newer translations; a wheel brings them ----------------------


def pytest_sessionstart() -> None:
    root = Path(__file__).resolve().parents[1]
    stale = [
        file
        for file in root.glob("resources/i18n/*/LC_MESSAGES/*.po")
        if not file.with_suffix(".mo").exists() or file.stat().st_mtime_ns > file.with_suffix(".mo").stat().st_mtime_ns
    ]
    if stale:
        subprocess.run([sys.executable, root / "packaging/messages.py", "--compile"], check=True, capture_output=True)


# --- seeds: every failure says which one it had --------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, default=None, help="repeat a run: the seed its report showed")


def pytest_configure(config: pytest.Config) -> None:
    config.option.seed = getattr(config, "workerinput", {}).get("seed", config.option.seed)
    if config.option.seed is None:
        config.option.seed = SEED_OF_CI if IN_CI else random.SystemRandom().randrange(1_000_000)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Of pytest-xdist: a worker reads the command line anew, and the seed that was rolled stands nowhere in it."""
    node.workerinput["seed"] = node.config.option.seed


def pytest_report_header(config: pytest.Config) -> str:
    return f"seed: {config.option.seed} (repeat with --seed {config.option.seed})"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        report.sections.append(("seed", f"repeat with: --seed {item.config.option.seed}"))
    return report


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A number for this test's own dice: the same again with the same --seed."""
    return random.Random(f"{request.config.option.seed} {request.node.nodeid}").randrange(2**32)


# --- logged warnings fail ------------------------------------------------------------------------------


class _Warnings(logging.Handler):
    """Keeps every record from WARNING up, from any thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


ExpectLog = Callable[[str], None]


@pytest.fixture(autouse=True)
def expect_log() -> Iterator[ExpectLog]:
    """Fails a test that logs a warning it did not announce, or does not log one that it did.

    `expect_log("the log folder is .* full")` announces one: a regular expression searched for in the message.
    """
    heard = _Warnings()
    expected: list[str] = []
    logging.getLogger().addHandler(heard)
    yield expected.append
    logging.getLogger().removeHandler(heard)
    messages = [(record.levelname, record.name, record.getMessage()) for record in heard.records]
    surprises = [
        f"{level} {name}: {text}"
        for level, name, text in messages
        if not any(re.search(pattern, text) for pattern in expected)
    ]
    missing = [pattern for pattern in expected if not any(re.search(pattern, text) for _, _, text in messages)]
    if surprises or missing:
        lines = [f"logged and not expected: {line}" for line in surprises]
        lines += [f"expected and not logged: {pattern}" for pattern in missing]
        pytest.fail("\n".join(lines), pytrace=False)


# --- nothing is left over ------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_thread_left_over() -> Iterator[None]:
    """A desk that was started has to be stopped, by the test that started it."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + LEFT_OVER_SECONDS_MAX
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):
            continue  # a thread of Qt's own that once ran Python
        thread.join(max(0.0, end - time.monotonic()))
        if thread.is_alive():
            pytest.fail(f"the thread {thread.name} is still running", pytrace=False)
