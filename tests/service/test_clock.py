"""Clocks: a source that never falls, and jumps seen as drift against it."""

import pytest

from roomflow.service.clock import (
    CLOCK_JUMP_MS_MAX,
    MeetingTime,
    Reading,
    SimulatedClock,
    SystemClock,
    jump_between,
)

YEAR_2026 = 1_767_225_600_000


def test_the_computers_clock_gives_utc_and_a_source_that_never_falls() -> None:
    clock = SystemClock()
    readings = [clock.read() for _ in range(1_000)]
    sources = [reading.elapsed_source for reading in readings]
    assert sources == sorted(sources)
    assert readings[0].at > YEAR_2026
    assert clock.seconds_for(1_500) == 1.5


def test_a_simulated_clock_moves_only_when_told() -> None:
    clock = SimulatedClock(1_000)
    assert clock.read() == clock.read() == Reading(1_000, 0)
    clock.advance(50)
    assert clock.read() == Reading(1_050, 50)
    clock.set_wall(-600)
    assert clock.read() == Reading(450, 50)
    clock.suspend(10_000)
    assert clock.read() == Reading(10_450, 50)
    assert clock.seconds_for(1_000) is None, "no wait of a thread moves it"


def test_a_simulated_clock_never_runs_backwards() -> None:
    clock = SimulatedClock(1_000)
    for move in (clock.advance, clock.suspend):
        with pytest.raises(ValueError):
            move(-1)
    assert clock.read() == Reading(1_000, 0)


def test_a_jump_is_a_drift_of_more_than_the_limit_in_either_direction() -> None:
    before = Reading(100_000, 500)
    for drift, jump in (
        (0, None),
        (CLOCK_JUMP_MS_MAX, None),
        (-CLOCK_JUMP_MS_MAX, None),
        (CLOCK_JUMP_MS_MAX + 1, CLOCK_JUMP_MS_MAX + 1),
        (-CLOCK_JUMP_MS_MAX - 1, -CLOCK_JUMP_MS_MAX - 1),
    ):
        assert jump_between(before, Reading(before.at + 60_000 + drift, before.elapsed_source + 60_000)) == jump


def test_a_meetings_time_goes_on_from_where_it_was_and_takes_only_the_source() -> None:
    time = MeetingTime(elapsed=60_000, source=500)
    assert time.elapsed_at(Reading(0, 1_500)) == 61_000
    assert time.elapsed_at(Reading(10**12, 1_500)) == 61_000
    assert time.elapsed_at(Reading(0, 400)) == 60_000
