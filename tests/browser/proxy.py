"""A bad network: a proxy that cuts, halves and delays a share of all requests, on a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

DELAY_SECONDS_MAX: Final = 0.2
PIECE_BYTES: Final = 65_536
METHODS: Final = (b"GET ", b"POST ")
NAME: Final = "desk.test"
"""A name for the server that a browser trusts no more than any other: plain http without the privileges of loopback."""
WAYS: Final = ("before", "after", "half", "late")
"""Cut before the server hears it; after it heard; in the middle of its answer; or only late."""


@dataclass
class Network:
    """What lies between browsers and the server. `share` of the requests are disturbed while `is_up`."""

    host: str
    server_port: int
    share: float
    dice: random.Random
    ways: tuple[str, ...] = WAYS
    port: int = 0
    requests: int = 0
    disturbed: int = 0
    is_up: bool = True
    """Down: every connection is cut, and no new one is taken."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _ended: asyncio.Event = field(init=False)

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def disturb(self, share: float) -> None:
        """From now on so many of the requests are disturbed; only those are counted."""
        self.share, self.requests, self.disturbed = share, 0, 0

    def go_down(self) -> None:
        self.is_up = False
        self._loop.call_soon_threadsafe(self._cut_all)

    def go_up(self) -> None:
        self.is_up = True

    def _cut_all(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a browser."""
        task = asyncio.ensure_future(self._carry(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.is_up:
            writer.transport.abort()
            return
        try:
            there_reader, there_writer = await asyncio.open_connection(self.host, self.server_port)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, there_writer}
        plan = _Plan()
        ways = (self._asked(reader, there_writer, plan), self._answered(there_reader, writer, plan))
        tasks = [asyncio.ensure_future(way) for way in ways]
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in (writer, there_writer):
            self._open.discard(one)
            one.transport.abort()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _asked(self, reader: asyncio.StreamReader, there: asyncio.StreamWriter, plan: _Plan) -> None:
        while piece := await reader.read(PIECE_BYTES):
            if piece.startswith(METHODS):
                self.requests += 1
                plan.way = self.dice.choice(self.ways) if self.dice.random() < self.share else ""
                self.disturbed += bool(plan.way)
                piece = self._named(piece)
            if plan.way == "before":
                return
            if plan.way == "late":
                await asyncio.sleep(self.dice.random() * DELAY_SECONDS_MAX)
            there.write(piece)
            await there.drain()

    async def _answered(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter, plan: _Plan) -> None:
        while piece := await there.read(PIECE_BYTES):
            if plan.way == "after":
                return
            if plan.way == "half":
                writer.write(piece[: len(piece) // 2])
                await writer.drain()
                return
            writer.write(piece)
            await writer.drain()

    def _named(self, piece: bytes) -> bytes:
        """The server takes requests to its own address only; this one stands for it."""
        there = f"{self.host}:{self.server_port}".encode()
        head, end, body = piece.partition(b"\r\n\r\n")
        for name in (self.host, NAME):
            head = head.replace(f"{name}:{self.port}".encode(), there)
        return head + end + body

    def run(self, ready: threading.Event) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.take, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._ended.wait()
        self._cut_all()
        server.close()
        await server.wait_closed()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def stop(self) -> None:
        self.is_up = False
        self._loop.call_soon_threadsafe(self._ended.set)


@dataclass
class _Plan:
    """What becomes of the request that is under way on a connection."""

    way: str = ""


@contextmanager
def network(host: str, server_port: int, share: float, seed: int) -> Iterator[Network]:
    """A network of this badness, for as long as it is needed."""
    made = Network(host, server_port, share, random.Random(seed))
    ready = threading.Event()
    thread = threading.Thread(target=made.run, args=(ready,), name="bad network")
    thread.start()
    ready.wait(10)
    try:
        yield made
    finally:
        made.stop()
        thread.join()
