"""The queue of calls: said one after another, each twice, and never two at once.

It knows no clock and makes no sound: whoever says the calls brings the time (ms of any clock that does not fall) and
tells when a saying was heard to its end. docs/decisions/0060 says why first sayings go before second ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from roomflow.domain.public import CalledNumber

SAYINGS: Final = 2
"""How often each call is said."""
SHOWN_MS_MIN: Final = 4_000
"""So long a number stands largest, also where nothing is heard: long enough to look up and find it."""
SAID_MS_MAX: Final = 30_000
"""A voice that never tells its end does not keep the next call waiting for ever."""


class Saying(NamedTuple):
    """A call that is said: for the first or for the second time."""

    called: CalledNumber
    time: int


class _Key(NamedTuple):
    number: int
    call: int
    turn: int


class CallQueue:
    """Takes what is called now and gives what is said now."""

    def __init__(self) -> None:
        self._known: set[_Key] | None = None
        self._waiting: list[Saying] = []
        self._saying: Saying | None = None
        self._since = 0
        self._is_heard = False
        self._shown_ms_min = SHOWN_MS_MIN
        self._largest: CalledNumber | None = None

    @property
    def saying(self) -> Saying | None:
        """What is said now."""
        return self._saying

    @property
    def waiting(self) -> tuple[Saying, ...]:
        """What is said next, in order."""
        return tuple(self._waiting)

    def take(self, called: Sequence[CalledNumber], now: int) -> None:
        """Take the newest list of called numbers; calls that are no longer in it are not said any more.

        Of what was called before the first list nothing is said: a screen that is switched on does not shout.
        """
        keys = {_key(one) for one in called}
        if self._known is None:
            self._known = keys
        new = [one for one in called if _key(one) not in self._known]
        # Known for as long as the ticket stays called: a call that was taken back and then put back is not new.
        self._known |= keys
        self._waiting = [saying for saying in self._waiting if _key(saying.called) in keys]
        for one in sorted(new, key=lambda each: (each.turn, each.call)):
            self._put(Saying(one, 1))
        if self._saying is not None and _key(self._saying.called) not in keys:
            self._saying = None
        self.advance(now)

    def heard(self, now: int, shown_ms_min: int = SHOWN_MS_MIN) -> None:
        """The saying was heard to its end; it is over when it has stood so long."""
        self._is_heard = True
        self._shown_ms_min = shown_ms_min
        self.advance(now)

    def advance(self, now: int) -> None:
        """Go on to the next saying where this one is over."""
        if self._saying is not None and not self._is_over(now):
            return
        if self._saying is not None and self._saying.time < SAYINGS:
            self._put(Saying(self._saying.called, self._saying.time + 1))
        self._saying = self._waiting.pop(0) if self._waiting else None
        if self._saying is not None:
            self._largest = self._saying.called
            self._since, self._is_heard = now, False

    def due(self) -> int | None:
        """When to call `advance` though nothing happens, on the clock of `now`; None where nothing is said."""
        if self._saying is None:
            return None
        return self._since + (self._shown_ms_min if self._is_heard else SAID_MS_MAX)

    def shown(self, called: Sequence[CalledNumber]) -> tuple[CalledNumber, ...]:
        """The called numbers as a screen shows them: first the one said now or last, then as they are, newest first."""
        largest = self._largest.number if self._largest is not None else None
        return tuple(sorted(called, key=lambda one: one.number != largest))

    def _is_over(self, now: int) -> bool:
        shown = now - self._since
        return shown >= SAID_MS_MAX or (self._is_heard and shown >= self._shown_ms_min)

    def _put(self, saying: Saying) -> None:
        """First sayings before second ones: nobody's second time lets the grace of another begin unheard."""
        after = next((index for index, other in enumerate(self._waiting) if other.time > saying.time), None)
        self._waiting.insert(len(self._waiting) if after is None else after, saying)


def _key(called: CalledNumber) -> _Key:
    return _Key(called.number, called.call, called.turn)
