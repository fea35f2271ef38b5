"""The window under a real window system: a person's paths on the platform xcb, in an X server that shows nothing.

A clean clone installs Xvfb (`packaging/linux/setup.sh --test`); on a system that has none these are left out.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.x_server import SECONDS_MAX, under_x, x_server

HERE = Path(__file__).parent
PATHS = ("test_a_new_person.py", "test_first_ten_minutes.py", "test_main_window.py", "test_leftovers.py")
PLATFORM_TEST = "test_the_platform_is_the_one_that_was_asked_for"


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own."""
    with x_server() as number:
        yield number


def run_paths(platform: str, display: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a person's paths on a platform; the tests are those that run without one too."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
        cwd=HERE.parents[1],
        env={**os.environ, "QT_QPA_PLATFORM": platform, "DISPLAY": display},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS_MAX,
    )


def test_the_platform_is_the_one_that_was_asked_for(qapp: QApplication) -> None:
    assert QGuiApplication.platformName() == os.environ["QT_QPA_PLATFORM"].partition(":")[0]


@under_x
def test_a_persons_paths_under_x(display: str, request: pytest.FixtureRequest) -> None:
    files = [str(HERE / name) for name in PATHS]
    seed = str(request.config.option.seed)
    done = run_paths("xcb", display, "--seed", seed, *files, f"{__file__}::{PLATFORM_TEST}")
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-1_000:]


@under_x
def test_negative_control_without_the_server_no_window_opens() -> None:
    done = run_paths("xcb", ":9999", f"{__file__}::{PLATFORM_TEST}")
    assert done.returncode != 0
