"""SIGKILL at random moments of a rehearsal that writes: what is left is a log that verification accepts."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from roomflow.domain.commands import Adjourn, Close
from roomflow.domain.meeting import Phase
from roomflow.reports.verify import verify
from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import LOG_NAME, open_journal, open_reader
from tests.service.evening import Station

PARTS = 10
KILLS_A_PART = 20
KILLS_IN_EVERY_RUN = 10
NO_LOG_YET = "There is no log of roomflow"

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def command(folder: Path, seed: int) -> list[str]:
    return [sys.executable, "-m", "roomflow", "rehearse", "--json", "--seed", str(seed), "--data", str(folder)]


def seconds_of_one_evening(folder: Path) -> float:
    began = time.monotonic()
    subprocess.run(command(folder, 1), check=True, capture_output=True)
    return time.monotonic() - began


def killed_after(seconds: float, folder: Path, seed: int) -> bool:
    """Start a rehearsal and kill it at that moment; whether it was still running."""
    with subprocess.Popen(command(folder, seed), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert process.returncode in (0, -signal.SIGKILL), said
    return process.returncode == -signal.SIGKILL


def entries_left(folder: Path) -> int:
    """How many entries are left; fails where verification finds anything wrong with them."""
    if not (folder / LOG_NAME).exists():
        return 0
    try:
        reader = open_reader(folder)
    except StoreProblem as problem:
        if NO_LOG_YET not in problem.sentence:
            raise
        return 0
    with reader:
        report = verify(reader)
    assert report.first_bad is None, report
    assert report.violations == 0
    return report.entries


def kill_many(kills: int, seed: int, folder: Path) -> list[int]:
    """Kill so many rehearsals, each in a folder of its own; how many entries each left."""
    chance = random.Random(seed)
    whole = seconds_of_one_evening(folder / "whole")
    left = []
    for number in range(kills):
        mine = folder / str(number)
        moment = chance.uniform(0, whole)
        was_running = killed_after(moment, mine, seed=number)
        left.append(entries_left(mine))
        assert was_running or left[-1] > 0
    return left


def test_a_rehearsal_killed_at_ten_random_moments_leaves_logs_that_are_accepted(tmp_path: Path, seed: int) -> None:
    assert len(kill_many(KILLS_IN_EVERY_RUN, seed, tmp_path)) == KILLS_IN_EVERY_RUN


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_a_rehearsal_killed_at_two_hundred_random_moments_leaves_logs_that_are_accepted(
    tmp_path: Path, seed: int, part: int
) -> None:
    left = kill_many(KILLS_A_PART, seed + part, tmp_path)
    # Not only before the first entry and after the last one.
    assert sum(0 < entries < 900 for entries in left) > KILLS_A_PART // 10


def end_what_was_left(folder: Path) -> None:
    """The rooms belong to the meeting that was killed until its log is closed."""
    desk = Desk(lambda: open_journal(folder, practice=True, durable=False), SystemClock(), SystemMint())
    desk.start()
    try:
        for meeting in desk.meetings():
            station = Station(desk, "clerk", meeting=meeting.number)
            if meeting.phase is Phase.OPEN:
                assert station.do(Adjourn()).is_done
            if meeting.phase is not Phase.CLOSED:
                assert station.do(Close()).is_done
    finally:
        desk.stop()


def test_a_log_that_a_kill_left_can_be_gone_on_with(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    whole = seconds_of_one_evening(tmp_path / "whole")
    folder = tmp_path / "log"
    killed_after(whole * chance.uniform(0.5, 0.9), folder, seed=2)
    end_what_was_left(folder)
    before = entries_left(folder)
    subprocess.run(command(folder, 3), check=True, capture_output=True)
    assert entries_left(folder) > before
