"""What the journal leaves for a quiet moment is done once, in one, and never before whoever asks."""

from threading import Event

import pytest

from roomflow.domain.commands import Tap
from roomflow.service import desk as desk_module
from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from tests.service.evening import SECONDS, Station, desk_on, opened
from tests.service.memory import MemoryLog


def counted(log: MemoryLog) -> list[int]:
    """Where it rested: how many commits there were by then."""
    rests: list[int] = []
    log.at_rest = lambda: rests.append(len(log.commits))
    return rests


def test_a_desk_that_is_asked_answers_and_does_not_rest(desk: Desk, log: MemoryLog) -> None:
    rests = counted(log)
    station = opened(desk)
    for _ in range(3):
        station.do(Tap("Chamber", 1))
    assert (len(log.commits), rests) == (4, [])


def test_it_rests_once_when_nobody_asks(desk: Desk, log: MemoryLog, station: Station) -> None:
    rests = counted(log)
    station.do(Tap("Chamber", 1))
    for _ in range(3):
        desk.wake().result(SECONDS)
    station.do(Tap("Chamber", 1))
    desk.wake().result(SECONDS)
    assert rests == [2]


def test_a_journal_that_cannot_rest_is_told_of_and_the_desk_goes_on(desk: Desk, log: MemoryLog) -> None:
    told: list[BaseException] = []
    desk._on_error = told.append
    station = opened(desk)

    def breaks() -> None:
        raise OSError("the disk is gone")

    log.at_rest = breaks
    desk.wake().result(SECONDS)
    assert station.do(Tap("Chamber", 1)).entries
    assert [str(error) for error in told] == ["the disk is gone"]


def test_on_the_computers_own_clock_it_rests_without_anybody_asking(
    log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested = Event()
    log.at_rest = rested.set
    monkeypatch.setattr(desk_module, "REST_MS", 1)
    desk = desk_on(log, SystemClock())
    desk.start()
    try:
        assert rested.wait(SECONDS)
    finally:
        desk.stop()
