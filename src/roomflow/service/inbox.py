"""The inbox: the bounded queue before the desk, which also reads the clock as a request arrives.

The reading is made under the queue's own lock, so requests lie in the queue in the order of their times, and a
log depends on when requests came, never on how they happened to be gathered into batches.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Final, Protocol, TypeVar

from msgspec import Struct, field

from roomflow.domain.requests import Request
from roomflow.domain.timers import TIMER_IDS, TIMER_STATION
from roomflow.service.answers import DESK_BUSY, DESK_STOPPED, Answer
from roomflow.service.clock import Clock, Reading
from roomflow.store.codec import check_name
from roomflow.store.journal import Journal, StoreProblem

QUEUE_REQUESTS_MAX: Final = 4_096
BATCH_REQUESTS_MAX: Final = 256
PATIENCE_PART: Final = 4
PATIENCE_SECONDS_MAX: Final = 0.005
"""For who was answered together and may ask again together, a quarter of the time of their commit, and never more."""


class Awaiting(Protocol):
    """Where an answer goes: what the desk needs of a future, so that who asks much may bring something lighter."""

    def set_running_or_notify_cancel(self) -> bool: ...

    def set_result(self, answer: Answer, /) -> None: ...

    def set_exception(self, error: BaseException, /) -> None: ...

    def done(self) -> bool: ...


class Ask(Struct, frozen=True, eq=False):
    """A request, when it came, and where its answer goes."""

    request: Request
    reading: Reading
    future: Awaiting = field(default_factory=Future[Answer])
    once_answered: Callable[[], object] | None = None
    """Called when all of its batch have their answers: who wakes a thread before that wakes it to wait."""


class Wake(Struct, frozen=True, eq=False):
    """Nothing is asked: only what is due is done."""

    reading: Reading
    future: Future[None] = field(default_factory=Future)


class Errand(Struct, frozen=True, eq=False):
    """Nothing is asked of the rules: something is done with the log that is no entry, on the thread that owns it."""

    act: Callable[[Journal], Any]
    reading: Reading
    future: Future[Any] = field(default_factory=Future)


Item = Ask | Wake | Errand
ItemType = TypeVar("ItemType", Ask, Wake, Errand)


class Inbox:
    """Any thread puts in; the desk's thread takes out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._items: deque[Item] = deque()
        self._closed = False
        self._gate = threading.Condition()
        self._wanted = 0
        """How many are waited for before a batch is taken, and for how long; who asks alone never waits."""
        self._wakes_at = 1
        """How many have to lie here before the desk is woken: each time costs more than the rules do."""
        self._patience = 0.0
        self._taken_at = time.monotonic()

    def ask(self, request: Request) -> Future[Answer]:
        """Put in a request; where that cannot be, the future is done already, with the problem.

        Raises ValueError where its id or its station is no text that a log can hold (such a request could not be
        written, and with it none of its batch), or is one of the desk's own. Whoever made it has a bug.
        """
        future: Future[Answer] = Future()
        self.ask_all([(request, future)])
        return future

    def ask_all(
        self, asked: Sequence[tuple[Request, Awaiting]], once_answered: Callable[[], object] | None = None
    ) -> None:
        """Put in requests that came together, in their order, each with where its answer goes.

        The clock is read once for them and the desk woken once, and it takes them at once.
        """
        for request, _ in asked:
            check(request)
        with self._gate:
            reading = self._clock.read()
            problems = [self._problem_of(Ask(request, reading, future, once_answered)) for request, future in asked]
        if once_answered is not None and any(problems):
            once_answered()

    def _problem_of(self, ask: Ask) -> str | None:
        """Put it in; where that cannot be, answer why."""
        problem = self._problem()
        if problem is None:
            self._put(ask)
        else:
            ask.future.set_result(Answer(ask.request.id, ask.request.meeting, problem=problem))
        return problem

    def wake(self) -> Future[None]:
        """Put in a wake-up; where that cannot be, the future has a StoreProblem."""
        with self._gate:
            problem = self._problem()
            if problem is None:
                return self._put(Wake(self._clock.read())).future
        future: Future[None] = Future()
        future.set_exception(StoreProblem(problem))
        return future

    def errand(self, act: Callable[[Journal], Any]) -> Future[Any]:
        """Put in an errand; where that cannot be, the future has a StoreProblem."""
        with self._gate:
            problem = self._problem()
            if problem is None:
                return self._put(Errand(act, self._clock.read())).future
        future: Future[Any] = Future()
        future.set_exception(StoreProblem(problem))
        return future

    def expect(self, answered: int) -> None:
        """So many of the last batch are written and will be answered now: who asks again does so in a moment.

        They and who came meanwhile would else ask by turns for ever, in two commits in place of one.
        """
        self._wanted = answered + len(self._items)
        self._patience = min((time.monotonic() - self._taken_at) / PATIENCE_PART, PATIENCE_SECONDS_MAX)

    def take(self, seconds: float | None) -> list[Item]:
        """The next items, at most BATCH_REQUESTS_MAX: waits for the first, then takes what is there.

        Where several were answered a moment ago, the others of them have a part of the time of a commit to come too.

        After `seconds` without one, a wake-up of its own. Empty only when closed and nothing is left. An asker who
        cancelled before the desk took the request has not asked.
        """
        with self._gate:
            while True:
                if not self._wait_for(1, seconds):
                    return [Wake(self._clock.read())]
                self._wait_for(self._wanted, self._patience)
                taken = [self._items.popleft() for _ in range(min(len(self._items), BATCH_REQUESTS_MAX))]
                kept = [item for item in taken if item.future.set_running_or_notify_cancel()]
                if kept or (self._closed and not self._items):
                    self._wanted, self._taken_at = 0, time.monotonic()
                    return kept

    def _wait_for(self, count: int, seconds: float | None) -> bool:
        """Whether so many are there, or nobody can put in any more; under the gate, on the desk's thread."""
        self._wakes_at = count
        return self._gate.wait_for(lambda: len(self._items) >= count or self._closed, seconds)

    def close(self) -> None:
        """Take nothing more in; what is there can still be taken out."""
        with self._gate:
            self._closed = True
            self._gate.notify()

    def _problem(self) -> str | None:
        if self._closed:
            return DESK_STOPPED
        return DESK_BUSY if len(self._items) >= QUEUE_REQUESTS_MAX else None

    def _put(self, item: ItemType) -> ItemType:
        self._items.append(item)
        if len(self._items) >= self._wakes_at:
            self._gate.notify()
        return item


def check(request: Request) -> None:
    """Raises ValueError where a request may not be put in; see `Inbox.ask`."""
    check_name("request", request.id)
    check_name("station", request.station)
    if request.station == TIMER_STATION or request.id.startswith(TIMER_IDS):
        # Their answers are found by these ids: one used by somebody else would leave a hold without an end.
        raise ValueError(f"{request.station} {request.id}: this is how the desk asks itself")
