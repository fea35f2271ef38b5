"""Clocks: what the desk reads the time from, and how a meeting's own clock is made out of it.

Two times go into an entry. `at` is the wall clock, which a person or a time server may set back. `elapsed` is the
meeting's own clock: it comes from a source that only ever goes forward and stands still while the computer sleeps,
so a jump of the wall clock and a closed lid are both left out of it, and both show as a drift between the two.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

CLOCK_JUMP_MS_MAX: Final = 2_000
"""Wall clock and source may drift apart by so much between two readings before it is noted as a jump."""


class Reading(NamedTuple):
    """One look at the clock: UTC ms since 1970, and ms of a source that never falls and has no meaningful zero."""

    at: int
    elapsed_source: int


class Clock(Protocol):
    """Where the desk reads the time."""

    def read(self) -> Reading:
        """The time now. May be called on any thread."""
        ...

    def seconds_for(self, ms: int) -> float | None:
        """How long a thread really waits until `ms` have passed here; None where only a call moves the clock."""
        ...


class SystemClock:
    """The computer's own clocks."""

    def read(self) -> Reading:
        return Reading(time.time_ns() // 1_000_000, _awake_ms())

    def seconds_for(self, ms: int) -> float | None:
        return ms / 1_000


class SimulatedClock:
    """A clock that moves only when it is told to, for rehearsals and tests. Threads may share it."""

    def __init__(self, at: int) -> None:
        """Begin at `at`, UTC ms since 1970."""
        self._lock = threading.Lock()
        self._reading = Reading(at, 0)

    def read(self) -> Reading:
        with self._lock:
            return self._reading

    def seconds_for(self, ms: int) -> float | None:  # noqa: ARG002 - no wait of a thread moves this clock
        return None

    def advance(self, ms: int) -> None:
        """Let time pass."""
        if ms < 0:
            raise ValueError(f"time does not go back by {-ms} ms; set_wall does")
        self._move(ms, ms)

    def set_wall(self, ms: int) -> None:
        """Set the wall clock forward or (below 0) back by so much; no time passes."""
        self._move(ms, 0)

    def suspend(self, ms: int) -> None:
        """Let the computer sleep: the wall clock goes on, the source stands still."""
        if ms < 0:
            raise ValueError(f"nobody sleeps {ms} ms")
        self._move(ms, 0)

    def _move(self, wall: int, source: int) -> None:
        with self._lock:
            self._reading = Reading(self._reading.at + wall, self._reading.elapsed_source + source)


class MeetingTime(Struct, frozen=True):
    """A meeting's own clock: it showed `elapsed` ms when the source showed `source` ms."""

    elapsed: int
    source: int

    def elapsed_at(self, reading: Reading) -> int:
        """ms of the meeting's own clock at a reading; never below where it began."""
        return self.elapsed + max(0, reading.elapsed_source - self.source)


def jump_between(before: Reading, after: Reading) -> int | None:
    """By how many ms the wall clock jumped (the computer slept) between two readings; None where it did not."""
    drift = (after.at - before.at) - (after.elapsed_source - before.elapsed_source)
    return drift if abs(drift) > CLOCK_JUMP_MS_MAX else None


if sys.platform == "win32":
    import ctypes

    def _awake_ms() -> int:
        """ms since the start without sleep (Microsoft Learn, QueryUnbiasedInterruptTime: units of 100 ns).

        Python's monotonic clock counts the time a Windows computer slept; this one does not.
        """
        ticks = ctypes.c_ulonglong()
        if not ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks)):
            raise OSError("QueryUnbiasedInterruptTime failed")
        return ticks.value // 10_000

else:

    def _awake_ms() -> int:
        """ms of the monotonic clock, which stands still during sleep on Linux and macOS."""
        return time.monotonic_ns() // 1_000_000
