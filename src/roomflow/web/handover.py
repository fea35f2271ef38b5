"""The handover: requests of a loop given to the desk's thread, and its answers back, all that come together at once.

Each wake-up of another thread is a system call, and a moment in which both threads want the interpreter. What a loop
heard in one turn is put before the desk in one go, and so becomes one commit; the desk answers a whole commit in a row,
so the first answer wakes the loop and the others lie beside it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.inbox import check

Result = TypeVar("Result")
AskAll = Callable[[Sequence[Request]], list[Future[Answer]]]


class Handover:
    """Of one loop; whoever asks or waits does so on it."""

    def __init__(self, ask_all: AskAll) -> None:
        self._ask_all = ask_all
        self._asking: list[tuple[Request, asyncio.Future[Answer]]] = []
        self._lock = threading.Lock()
        self._handed: list[tuple[asyncio.Future[Any], Future[Any]]] = []

    async def ask(self, request: Request) -> Answer:
        """Put a request before the desk, together with those of the others; its answer when it is on the disk."""
        check(request)
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Answer] = loop.create_future()
        self._asking.append((request, waiter))
        if len(self._asking) == 1:
            loop.call_soon(self._put, loop)
        return await waiter

    def _put(self, loop: asyncio.AbstractEventLoop) -> None:
        asking, self._asking = self._asking, []
        there = [(request, waiter) for request, waiter in asking if not waiter.done()]
        for asked, (_, waiter) in zip(self._ask_all([request for request, _ in there]), there, strict=True):
            self._give_back(loop, asked, waiter)

    async def wait(self, asked: Future[Result]) -> Result:
        """What a future of the desk has, or raises. Who does not wait any more has not asked, if it was not begun."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Result] = loop.create_future()
        self._give_back(loop, asked, waiter)
        return await waiter

    def _give_back(self, loop: asyncio.AbstractEventLoop, asked: Future[Any], waiter: asyncio.Future[Any]) -> None:
        asked.add_done_callback(lambda done: self._hand(loop, waiter, done))
        waiter.add_done_callback(lambda done: asked.cancel() if done.cancelled() else None)

    def _hand(self, loop: asyncio.AbstractEventLoop, waiter: asyncio.Future[Any], done: Future[Any]) -> None:
        """On the desk's thread."""
        with self._lock:
            is_told = bool(self._handed)
            self._handed.append((waiter, done))
        if not is_told:
            try:
                loop.call_soon_threadsafe(self._deliver)
            except RuntimeError:  # the loop has ended, and with it all who waited
                return

    def _deliver(self) -> None:
        with self._lock:
            handed, self._handed = self._handed, []
        for waiter, done in handed:
            if waiter.done():
                continue
            if done.cancelled():
                waiter.cancel()
            elif (error := done.exception()) is not None:
                waiter.set_exception(error)
            else:
                waiter.set_result(done.result())
