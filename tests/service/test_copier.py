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
from roomflow.store.keeping import kept_lines
from tests.service.evening import SECONDS, SIX_PM


class Medium:
    """A second folder that may be missing."""

    def __init__(self) -> None:
        self.made: list[Path] = []
        self.problem = ""
        self.meetings: tuple[int, ...] = (1,)

    def copy(self, _folder: Path, to: Path) -> Copied:
        if self.problem:
            raise StoreProblem(self.problem)
        self.made.append(to)
        return Copied(to / "roomflow-copy", len(self.made), self.meetings)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(SIX_PM)


@pytest.fixture
def told() -> queue.Queue[CopyState]:
    return queue.Queue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The log's own; what is kept of its copies lies in it."""
    return tmp_path


@pytest.fixture
def medium() -> Medium:
    return Medium()


@pytest.fixture
def copier(folder: Path, clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium) -> Iterator[Copier]:
    copier = Copier(folder, Path("USB"), 2, clock, told.put, copy=medium.copy)
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
    copier: Copier, folder: Path, clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium
) -> None:
    told.get(timeout=SECONDS)
    copier.end()
    other = Copier(folder, Path("Disk"), 2, clock, told.put, after=copier, copy=medium.copy)
    other.start()
    assert [told.get(timeout=SECONDS).folder.name for _ in range(2)] == ["USB", "Disk"]
    other.stop()
    assert [path.name for path in medium.made] == ["USB", "USB", "Disk", "Disk"]


def test_where_copies_lie_is_kept_once_for_each_meeting_and_at_the_end_with_the_last_date(
    copier: Copier, folder: Path, clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium
) -> None:
    told.get(timeout=SECONDS)
    for minutes in (2, 4):
        medium.meetings = (1,) if minutes == 2 else (1, 2)
        clock.advance(120_000)
        copier.copy_now()
        told.get(timeout=SECONDS)
    clock.advance(120_000)
    copier.stop()
    place = str((Path("USB") / "roomflow-copy").absolute())
    after = [(line.at - SIX_PM, line.values["path"], line.values["meetings"]) for line in kept_lines(folder)]
    assert after == [(0, place, [1]), (240_000, place, [1, 2]), (360_000, place, [1, 2])]


def test_a_copy_that_never_came_about_is_not_kept(
    folder: Path, clock: SimulatedClock, told: queue.Queue[CopyState], medium: Medium
) -> None:
    medium.problem = "The folder for copies, USB, is not there."
    copier = Copier(folder, Path("USB"), 2, clock, told.put, copy=medium.copy)
    copier.start()
    told.get(timeout=SECONDS)
    copier.stop()
    assert kept_lines(folder) == []
