"""The copier: tells of each copy, says what is in the way and goes on, and makes a last copy when it ends."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from roomflow.service.clock import SimulatedClock
from roomflow.service.copier import Copier, CopyState
from roomflow.store.copies import Copied
from roomflow.store.journal import StoreProblem
from tests.service.evening import SECONDS, SIX_PM


class Medium:
    """A second folder that may be missing."""

    def __init__(self) -> None:
        self.made: list[Path] = []
        self.problem = ""

    def copy(self, _folder: Path, to: Path) -> Copied:
        if self.problem:
            raise StoreProblem(self.problem)
        self.made.append(to)
        return Copied(to, len(self.made))


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(SIX_PM)


@pytest.fixture
def told() -> queue.Queue[CopyState]:
    return queue.Queue()


@pytest.fixture
def medium() -> Medium:
    return Medium()


@pytest.fixture
def copier(clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium) -> Iterator[Copier]:
    copier = Copier(Path("log"), Path("USB"), 2, clock, told.put, copy=medium.copy)
    copier.start()
    yield copier
    copier.stop()


def test_the_first_copy_is_made_at_once_and_the_last_at_the_end(
    copier: Copier, told: queue.Queue[CopyState], medium: Medium
) -> None:
    assert told.get(timeout=SECONDS) == CopyState(Path("USB"), SIX_PM)
    copier.stop()
    assert len(medium.made) == 2


def test_a_missing_medium_is_said_with_the_age_of_the_last_copy_and_comes_back(
    copier: Copier, clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium
) -> None:
    told.get(timeout=SECONDS)
    medium.problem = "The folder for copies, USB, is not there."
    clock.advance(120_000)
    copier.copy_now()
    assert told.get(timeout=SECONDS) == CopyState(Path("USB"), SIX_PM, medium.problem)
    medium.problem = ""
    copier.copy_now()
    assert told.get(timeout=SECONDS) == CopyState(Path("USB"), SIX_PM + 120_000)


def test_one_copier_takes_over_when_the_other_has_ended(
    copier: Copier, clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium
) -> None:
    told.get(timeout=SECONDS)
    copier.end()
    other = Copier(Path("log"), Path("Disk"), 2, clock, told.put, after=copier, copy=medium.copy)
    other.start()
    assert [told.get(timeout=SECONDS).folder.name for _ in range(2)] == ["USB", "Disk"]
    other.stop()
    assert [path.name for path in medium.made] == ["USB", "USB", "Disk", "Disk"]
