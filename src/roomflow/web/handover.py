"""The handover: requests of a loop given to the desk's thread, and its answers back, all that come together at once.

Each wake-up of another thread is a system call, and a moment in which both threads want the interpreter. What a loop
heard in one turn is put before the desk in one go, and so becomes one commit; the desk answers a whole commit in a row,
and the loop is woken when the last of them has its answer: woken at the first it would only wait for the interpreter.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.inbox import Awaiting, check

Result = TypeVar("Result")
AskAll = Callable[[Sequence[tuple[Request, Awaiting]], Callable[[], object]], None]


class Awaited:
    """What the desk gives its answer to: a future of a loop whose result comes from another thread, and no lock of
    its own, for nobody waits for it but the loop."""

    __slots__ = ("_hand", "_is_done", "error", "result", "waiter")

    def __init__(self, waiter: asyncio.Future[Any], hand: Callable[[Awaited], None]) -> None:
        self.waiter = waiter
        self.result: Any = None
        self.error: BaseException | None = None
        self._hand = hand
        self._is_done = False

    def set_running_or_notify_cancel(self) -> bool:
        """Who does not wait any more has not asked."""
        return not self.waiter.done()

    def set_result(self, result: Any) -> None:
        self.result, self._is_done = result, True
        self._hand(self)

    def set_exception(self, error: BaseException) -> None:
        self.error, self._is_done = error, True
        self._hand(self)

    def done(self) -> bool:
        return self._is_done


class Handover:
    """Of one loop; whoever asks or waits does so on it."""

    def __init__(self, ask_all: AskAll) -> None:
        self._ask_all = ask_all
        self._loop: asyncio.AbstractEventLoop
        self._asking: list[tuple[Request, Awaited]] = []
        self._lock = threading.Lock()
        self._handed: list[Awaited] = []
        self._is_woken = False

    async def ask(self, request: Request) -> Answer:
        """Put a request before the desk, together with those of the others; its answer when it is on the disk."""
        check(request)
        awaited = self._awaited()
        self._asking.append((request, awaited))
        if len(self._asking) == 1:
            self._loop.call_soon(self._put)
        answer: Answer = await awaited.waiter
        return answer

    def _put(self) -> None:
        asking, self._asking = self._asking, []
        self._ask_all([(request, awaited) for request, awaited in asking if not awaited.waiter.done()], self._wake)

    async def wait(self, asked: Future[Result]) -> Result:
        """What a future of the desk has, or raises. Who does not wait any more has not asked, if it was not begun."""
        awaited = self._awaited()
        asked.add_done_callback(lambda done: self._pass_on(done, awaited))
        awaited.waiter.add_done_callback(lambda done: asked.cancel() if done.cancelled() else None)
        result: Result = await awaited.waiter
        return result

    def _awaited(self) -> Awaited:
        self._loop = asyncio.get_running_loop()
        return Awaited(self._loop.create_future(), self._hand)

    def _pass_on(self, done: Future[Any], awaited: Awaited) -> None:
        error = asyncio.CancelledError() if done.cancelled() else done.exception()
        if error is not None:
            awaited.set_exception(error)
        else:
            awaited.set_result(done.result())
        self._wake()

    def _hand(self, awaited: Awaited) -> None:
        """On the desk's thread; the loop is woken when all that come together are here."""
        with self._lock:
            self._handed.append(awaited)

    def _wake(self) -> None:
        """On the desk's thread."""
        with self._lock:
            is_woken, self._is_woken = self._is_woken, True
        if not is_woken:
            try:
                self._loop.call_soon_threadsafe(self._deliver)
            except RuntimeError:  # the loop has ended, and with it all who waited
                return

    def _deliver(self) -> None:
        with self._lock:
            handed, self._handed, self._is_woken = self._handed, [], False
        for awaited in handed:
            if awaited.waiter.done():
                continue
            if awaited.error is not None:
                awaited.waiter.set_exception(awaited.error)
            else:
                awaited.waiter.set_result(awaited.result)
