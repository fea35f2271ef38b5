"""A listener: one socket, one event loop on a thread of its own, so that a crowd at one cannot starve the other."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

import uvicorn

from roomflow.sentences import sentence as _
from roomflow.web.address import WebProblem
from roomflow.web.limits import Limits
from roomflow.web.protocol import bounded

START_SECONDS_MAX: Final = 30.0
ACCEPTED_AT_ONCE: Final = 128
"""Connections that asyncio takes in one go before any of them is looked at, and may be cut off."""

App = Callable[[Any, Any, Any], Any]


class Listener:
    """Serves an ASGI app until it is stopped."""

    def __init__(
        self, name: str, bound: socket.socket, app: App, limits: Limits, tls: tuple[Path, Path] | None
    ) -> None:
        self._bound = bound
        self._limits = limits
        config = uvicorn.Config(
            app,
            http=bounded(limits),
            ws="none",
            lifespan="off",
            log_config=None,
            # uvicorn says there what malformed requests were like: no log of who asked for what.
            log_level=logging.CRITICAL,
            access_log=False,
            backlog=ACCEPTED_AT_ONCE,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=limits.idle_seconds_max,
            timeout_graceful_shutdown=1,
            ssl_certfile=None if tls is None else str(tls[0]),
            ssl_keyfile=None if tls is None else str(tls[1]),
        )
        try:
            config.load()
        except OSError as error:  # ssl.SSLError is one
            unusable = _("The certificate or its key cannot be used ({reason}).", reason=error.strerror or str(error))
            raise WebProblem(unusable) from error
        self.loop = _new_loop()
        self._server = uvicorn.Server(config)
        self._started: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name=f"roomflow-{name}", daemon=True)

    def start(self, on_loop: Callable[[], None] | None = None) -> None:
        """Serve; `on_loop` is called on the loop first."""
        self._on_loop = on_loop
        self._thread.start()
        self._started.result(START_SECONDS_MAX)

    def soon(self, act: Callable[[], object]) -> None:
        """Have something done on the loop; nothing where it has ended."""
        if not self.loop.is_closed():
            try:
                self.loop.call_soon_threadsafe(act)
            except RuntimeError:  # it ended this moment
                return

    def stop(self) -> None:
        """Close every connection and end the thread."""
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join(self._limits.stop_seconds_max)
            if self._thread.is_alive():
                self._server.force_exit = True
                self._thread.join(self._limits.stop_seconds_max)
        else:
            self._bound.close()
            self.loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._serve())
        finally:
            for task in asyncio.all_tasks(self.loop):
                task.cancel()
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()
            self._bound.close()

    async def _serve(self) -> None:
        if self._on_loop is not None:
            self._on_loop()
        self.loop.call_soon(self._started.set_result, None)
        await self._server.serve(sockets=[self._bound])


def _new_loop() -> asyncio.AbstractEventLoop:
    """The quicker loop, which writes an answer's head and body in one go; Python's own where there is none of it."""
    try:
        import uvloop
    except ImportError:  # Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
