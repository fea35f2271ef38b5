"""The handover: answers of the desk's thread given to those who wait for them on a loop, all of a commit at once.

Each wake-up of a loop from another thread is a system call, and a moment in which both threads want the interpreter.
The desk answers a whole commit in a row, so the first of them wakes the loop and the others lie beside it.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")


class Handover:
    """Of one loop; whoever waits does so on it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handed: list[tuple[asyncio.Future[Any], Future[Any]]] = []

    async def wait(self, asked: Future[Result]) -> Result:
        """What a future of the desk has, or raises. Who does not wait any more has not asked, if it was not begun."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Result] = loop.create_future()
        asked.add_done_callback(lambda done: self._hand(loop, waiter, done))
        try:
            return await waiter
        except asyncio.CancelledError:
            asked.cancel()
            raise

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
