"""A log in memory, a clock moved by hand, and desks that are stopped when the test ends."""

from collections.abc import Iterator

import pytest

from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from tests.service.evening import SIX_PM, Station, desk_on, opened
from tests.service.memory import MemoryLog, at_once


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog()


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(SIX_PM)


@pytest.fixture
def desk(log: MemoryLog, clock: SimulatedClock) -> Iterator[Desk]:
    """Not started yet."""
    desk = desk_on(log, clock)
    yield desk
    log.before_commit = at_once
    desk.stop()


@pytest.fixture
def station(desk: Desk) -> Station:
    """Of a desk with an open meeting, number 1."""
    return opened(desk)
