"""The bounds of a connection, before anything of ours has a request: how many, how long and how large a head may be."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar, Final

from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from roomflow.web.limits import Limits
from roomflow.web.rates import network_of

TRANSPORT: Final = "roomflow.transport"
"""Where a request's scope has its connection: a stream is written to it directly."""
CONNECTION: Final = "roomflow.connection"
"""Where it has the protocol of that connection, to be told that a token came on it."""
CYCLE: Final = "roomflow.cycle"
"""Where it has what uvicorn knows of the request and its answer."""
TRAILERS_MAX: Final = 16


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's own, which has no bound of these."""

    limits: ClassVar[Limits]
    of_address: ClassVar[Counter[str]]
    strangers: ClassVar[dict[BoundedProtocol, None]]
    """Connections on which no token came that holds, the oldest first."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head_bytes = 0
        self._is_in_head = True
        self._address = network_of(self.client[0]) if self.client else ""
        self.of_address[self._address] += 1
        self._slow: asyncio.TimerHandle | None = self.loop.call_later(self.limits.head_seconds_max, self._give_up)
        if self.of_address[self._address] > self.limits.connections_of_one_max:
            transport.abort()
            return
        self.strangers[self] = None
        if len(self.connections) > self.limits.connections_max:
            self._give_way()

    def _give_way(self) -> None:
        """Every place is taken: the stranger that is here longest goes, so that who comes now is heard at all.

        It may be an usher: a crowd from many addresses must not keep anybody out who has a token.
        """
        oldest = next(iter(self.strangers))
        del self.strangers[oldest]
        oldest.transport.abort()

    def now_known(self) -> None:
        """A token came on it that holds."""
        self.strangers.pop(self, None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_here()
        self.strangers.pop(self, None)
        self.of_address[self._address] -= 1
        if self.of_address[self._address] <= 0:
            del self.of_address[self._address]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._is_in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if not self._is_in_head or not self._head_bytes:
            return
        if self._head_bytes > self.limits.head_bytes_max:
            self.transport.abort()
        elif self._slow is None:  # most heads come whole, and nobody has to wait for them
            self._slow = self.loop.call_later(self.limits.head_seconds_max, self._give_up)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._is_in_head = True
        self.scope[TRANSPORT] = self.transport  # type: ignore[typeddict-unknown-key]
        self.scope[CONNECTION] = self  # type: ignore[typeddict-unknown-key]

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(self.headers) > self.limits.headers_max + TRAILERS_MAX:
            raise ValueError("too many headers")  # the parser makes a refusal of it
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_is_here()
        if not self.url.startswith(b"/"):
            raise ValueError("a request names a path, and no other server")
        super().on_headers_complete()
        self.scope[CYCLE] = self.cycle  # type: ignore[typeddict-unknown-key]

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._is_in_head = True
        self._head_bytes = 0

    def _head_is_here(self) -> None:
        self._is_in_head = False
        self._head_bytes = 0
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _give_up(self) -> None:
        self._slow = None
        self.transport.abort()


def is_whole(cycle: RequestResponseCycle | None) -> bool:
    """Whether the body of a request is here already, and nobody has to wait for it."""
    return cycle is not None and not cycle.more_body


async def write_whole(cycle: RequestResponseCycle, answer: Response, head_of_all: bytes) -> None:
    """Write head and body in one go: by uvicorn's own way each of them wakes the client, and costs a system call."""
    if cycle.flow.write_paused and not cycle.disconnected:
        await cycle.flow.drain()
    if cycle.disconnected:
        return
    head = [*cycle.default_headers, *answer.raw_headers]
    if (b"connection", b"close") in head:
        cycle.keep_alive = False
    elif not cycle.keep_alive:
        head.append((b"connection", b"close"))
    lines = b"".join([name + b": " + value + b"\r\n" for name, value in head])
    if lines.count(b"\n") != len(head) or lines.count(b"\r") != len(head):
        raise ValueError("a header of an answer is one line")
    body = b"" if cycle.scope["method"] == "HEAD" else answer.body
    cycle.response_started = cycle.response_complete = True
    cycle.transport.write(b"".join((STATUS_LINE[answer.status_code], lines, head_of_all, b"\r\n", body)))
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()


def bounded(limits: Limits) -> type[Any]:
    """The protocol of one listener, with its own count of addresses."""
    return type("ListenerProtocol", (BoundedProtocol,), {"limits": limits, "of_address": Counter(), "strangers": {}})
