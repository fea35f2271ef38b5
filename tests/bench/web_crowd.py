"""The crowd of the web benchmarks, in a process of its own: it must not share the server's interpreter.

usage: python -m tests.bench.web_crowd streams HOST PORT TOKEN COUNT
       python -m tests.bench.web_crowd bare HOST PORT COUNT BYTES
       python -m tests.bench.web_crowd pages HOST PORT SECONDS EVERY CODE…
       python -m tests.bench.web_crowd tickets HOST PORT TOKEN CLIENTS COUNT

Says `ready`, waits for a line, and answers with one line of JSON. Moments are ns of the system's monotonic clock, which
all processes share.
"""

from __future__ import annotations

import asyncio
import json
import selectors
import socket
import sys
import time

READ = 65_536
SECONDS_MAX = 60.0


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
        length = 0
        while (line := await reader.readline()) not in (b"\r\n", b""):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        body = await reader.readexactly(length)
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


async def _one_client(host: str, port: int, token: str, client: int, count: int, numbers: list[int]) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for n in range(count):
        body = b'{"request":"bench-%d-%d","command":{"type":"SendParty","people":6}}' % (client, n)
        head = (
            f"POST /api/ask HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        length = 0
        while (line := await reader.readline()) not in (b"\r\n", b""):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer = json.loads(await reader.readexactly(length))
        numbers.append(answer["ticket"]["number"] if answer.get("ticket") else -1)
    writer.close()


async def tickets(host: str, port: int, token: str, clients: int, count: int) -> None:
    numbers: list[int] = []
    say("ready")
    began = time.monotonic()
    await asyncio.gather(*(_one_client(host, port, token, one, count // clients, numbers) for one in range(clients)))
    took = time.monotonic() - began
    issued = [number for number in numbers if number > 0]
    say({"issued": len(issued), "different": len(set(issued)), "asked": len(numbers), "seconds": took})


def main(kind: str, host: str, port: str, *more: str) -> None:
    match kind:
        case "streams":
            streams(host, int(port), more[0], int(more[1]))
        case "bare":
            bare(host, int(port), int(more[0]), int(more[1]))
        case "pages":
            asyncio.run(pages(host, int(port), float(more[0]), float(more[1]), list(more[2:])))
        case "tickets":
            asyncio.run(tickets(host, int(port), more[0], int(more[1]), int(more[2])))
        case _:
            sys.exit(f"there is no {kind}")


if __name__ == "__main__":
    main(*sys.argv[1:])
