"""The crowd of the web benchmarks, in a process of its own: it must not share the server's interpreter.

usage: python -m tests.bench.web_crowd streams HOST PORT TOKEN COUNT
       python -m tests.bench.web_crowd bare HOST PORT COUNT BYTES
       python -m tests.bench.web_crowd pages HOST PORT SECONDS EVERY CODE…
       python -m tests.bench.web_crowd ushers HOST PORT TOKEN COUNT SECONDS
       python -m tests.bench.web_crowd tickets HOST PORT TOKEN CLIENTS COUNT

Says `ready`, waits for a line, and answers with one line of JSON. Moments are ns of the system's monotonic clock, which
all processes share.
"""

from __future__ import annotations

import asyncio
import json
import re
import selectors
import socket
import sys
import time

READ = 65_536
SECONDS_MAX = 60.0
TAP_SECONDS = 0.2
LENGTH = re.compile(rb"content-length: (\d+)")
TICKET = re.compile(rb'"ticket":{"number":(\d+)')


def say(words: object) -> None:
    sys.stdout.write((words if isinstance(words, str) else json.dumps(words)) + "\n")
    sys.stdout.flush()


def heard_by_all(sockets: list[socket.socket], wanted: bytes, count: int = 1) -> list[int]:
    """When each socket had read `wanted` (or so many bytes where it is empty)."""
    selector = selectors.DefaultSelector()
    tails: dict[socket.socket, bytes] = {}
    had: dict[socket.socket, int] = {}
    for one in sockets:
        one.setblocking(False)
        selector.register(one, selectors.EVENT_READ)
    by_number = {one.fileno(): one for one in sockets}
    moments: list[int] = []
    while len(moments) < len(sockets):
        ready = selector.select(SECONDS_MAX)
        if not ready:
            break
        for key, _events in ready:
            one = by_number[key.fd]
            data = one.recv(READ)
            now = time.monotonic_ns()
            had[one] = had.get(one, 0) + len(data)
            text = tails.get(one, b"") + data
            if (wanted in text) if wanted else had[one] >= count:
                moments.append(now)
                selector.unregister(one)
            tails[one] = text[-64:]
    return moments


def summed(moments: list[int]) -> dict[str, int]:
    return {"count": len(moments), "first": min(moments), "last": max(moments)}


def streams(host: str, port: int, token: str, count: int) -> None:
    head = f"GET /api/stream HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    sockets = []
    for _ in range(count):
        one = socket.create_connection((host, port))
        one.sendall(head)
        sockets.append(one)
    heard_by_all(sockets, b"event: picture")
    for line in sys.stdin:
        if line.strip() == "end":
            return
        say("ready")
        say(summed(heard_by_all(sockets, b"event: call")))


def bare(host: str, port: int, count: int, size: int) -> None:
    sockets = [socket.create_connection((host, port)) for _ in range(count)]
    say("ready")
    say(summed(heard_by_all(sockets, b"", size)))


async def _one_page(
    host: str, port: int, code: str, until: float, every: float, wait: float, took: list[float], bad: list[str]
) -> None:
    await asyncio.sleep(wait)
    reader, writer = await asyncio.open_connection(host, port)
    head = f"GET /t/{code}.json HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    while time.monotonic() < until:
        began = time.monotonic()
        writer.write(head)
        status = await reader.readline()
        body = await _body_of(reader)
        took.append(time.monotonic() - began)
        if b" 200 " not in status or b'"ticket"' not in body:
            bad.append(status.decode())
        await asyncio.sleep(max(0.0, every - (time.monotonic() - began)))
    writer.close()


async def pages(host: str, port: int, seconds: float, every: float, codes: list[str]) -> None:
    took: list[float] = []
    bad: list[str] = []
    until = time.monotonic() + seconds
    each = [
        _one_page(host, port, code, until, every, every * number / len(codes), took, bad)
        for number, code in enumerate(codes)
    ]
    say("ready")
    await asyncio.gather(*each)
    took.sort()
    say({"count": len(took), "bad": len(bad), "p50": took[len(took) // 2], "p99": took[int(len(took) * 0.99)]})


async def _one_usher(host: str, port: int, token: str, device: str, until: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    n = 0
    while time.monotonic() < until:
        n += 1
        body = b'{"device":"%s","items":[{"n":%d,"kind":"tap","change":%d}]}' % (device.encode(), n, 1 if n % 2 else -1)
        began = time.monotonic()
        writer.write(_post("/api/taps", host, port, token, body))
        answer = json.loads(await _body_of(reader))
        took.append(time.monotonic() - began)
        assert answer["acknowledged"] == n, answer
        await asyncio.sleep(TAP_SECONDS)
    writer.close()


async def ushers(host: str, port: int, token: str, count: int, seconds: float) -> None:
    took: list[float] = []
    until = time.monotonic() + seconds
    say("ready")
    await asyncio.gather(*(_one_usher(host, port, token, f"{one:032x}", until, took) for one in range(count)))
    took.sort()
    say({"count": len(took), "p50": took[len(took) // 2], "p99": took[int(len(took) * 0.99)]})


async def _body_of(reader: asyncio.StreamReader) -> bytes:
    length = 0
    while (line := await reader.readline()) not in (b"\r\n", b""):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return await reader.readexactly(length)


def _post(path: str, host: str, port: int, token: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Client:
    """Asks for tickets, each as soon as it has the one before; as little work as can be, for it shares the cores."""

    def __init__(self, host: str, port: int, token: str, name: int) -> None:
        self.socket = socket.create_connection((host, port))
        self._whole = _post("/api/ask", host, port, token, self._asked(name, 0))
        self._name = name
        self._n = 0
        self._heard = b""

    @staticmethod
    def _asked(name: int, n: int) -> bytes:
        return b'{"request":"bench-%d-%08d","command":{"type":"SendParty","people":6}}' % (name, n)

    def ask(self) -> None:
        body = self._asked(self._name, self._n)
        self._n += 1
        self.socket.sendall(self._whole[: -len(body)] + body)

    def hear(self) -> int | None:
        """The number of the ticket, -1 where there is none; None while the answer is not whole."""
        self._heard += self.socket.recv(READ)
        head, there, body = self._heard.partition(b"\r\n\r\n")
        if not there or len(body) < int(LENGTH.findall(head)[0]):
            return None
        self._heard = b""
        found = TICKET.search(body)
        return int(found[1]) if found else -1


def tickets(host: str, port: int, token: str, clients: int, count: int) -> None:
    there = [Client(host, port, token, one) for one in range(clients)]
    selector = selectors.DefaultSelector()
    for one in there:
        selector.register(one.socket, selectors.EVENT_READ, one)
    numbers: list[int] = []
    say("ready")
    began = time.monotonic()
    for one in there:
        one.ask()
    asked = clients
    while len(numbers) < count:
        for key, _events in selector.select(SECONDS_MAX):
            number = key.data.hear()
            if number is not None:
                numbers.append(number)
                if asked < count:
                    asked += 1
                    key.data.ask()
    took = time.monotonic() - began
    issued = sorted(number for number in numbers if number > 0)
    gaps = issued[-1] - issued[0] + 1 - len(set(issued))
    say({"issued": len(issued), "different": len(set(issued)), "gaps": gaps, "asked": asked, "seconds": took})


def main(kind: str, host: str, port: str, *more: str) -> None:
    match kind:
        case "streams":
            streams(host, int(port), more[0], int(more[1]))
        case "bare":
            bare(host, int(port), int(more[0]), int(more[1]))
        case "pages":
            asyncio.run(pages(host, int(port), float(more[0]), float(more[1]), list(more[2:])))
        case "tickets":
            tickets(host, int(port), more[0], int(more[1]), int(more[2]))
        case "ushers":
            asyncio.run(ushers(host, int(port), more[0], int(more[1]), float(more[2])))
        case _:
            sys.exit(f"there is no {kind}")


if __name__ == "__main__":
    main(*sys.argv[1:])
