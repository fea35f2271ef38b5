"""Requests that are not as they should be: raw bytes, broken in every part, drawn from a seed; and those of a tool."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.web.site import CHAMBER, DEVICE, Site

METHODS = (
    b"GET",
    b"POST",
    b"PUT",
    b"DELETE",
    b"HEAD",
    b"OPTIONS",
    b"PATCH",
    b"TRACE",
    b"CONNECT",
    b"BREW",
    b"",
    b"G\x00T",
)
PATHS = (
    b"/", b"/api/taps", b"/api/ask", b"/api/pair", b"/api/pair/wait", b"/api/picture", b"/api/report/json",
    b"/api/sign-out", b"/api/local/offer", b"/openapi.json", b"/static/../server.py", b"/static/%2e%2e%2fkeys",
    b"/t/AAAAAAAAAAAAAAAAA", b"//evil.example/", b"http://evil.example/", b"*", b"", b"/\xff\xfe", b"/%00", b"/%zz",
    b"/api/%74aps", b"/api/taps/", b"/API/TAPS", b"/api/taps?lang=\xff", b"/?" + b"a=1&" * 200, b"/" + b"x" * 900,
)  # fmt: skip
VERSIONS = (b"HTTP/1.1", b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/9.9", b"HTTP/1.1\x00", b"", b"http/1.1")
HEADERS = (
    b"Content-Length: -1", b"Content-Length: 5\r\nContent-Length: 6", b"Content-Length: 99999999999999999999",
    b"Content-Length: 0x10", b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 3",
    b"Transfer-Encoding: gzip", b"Transfer-Encoding: identity, chunked", b"Content-Type: text/plain",
    b"Content-Type: application/json; charset=utf-16", b"Content-Encoding: gzip", b"Expect: 100-continue",
    b"Expect: nothing", b"Upgrade: websocket\r\nConnection: Upgrade", b"Connection: close, keep-alive",
    b"Authorization: Bearer", b"Authorization: Basic AAAA", b"Authorization: Bearer " + b"A" * 43,
    b"Authorization: Bearer \xff\xfe", b"Origin: null", b"Cookie: a=b", b"Range: bytes=0-", b"If-None-Match: *",
    b"Accept-Language: " + b"en;q=0.1," * 40, b": empty", b"no colon", b"A" * 5_000 + b": x", b"X: " + b"y" * 5_000,
    b"X\x00Y: z", b"X: \x00", b" folded", b"Sec-Fetch-Site: cross-site", b"X-Forwarded-For: 10.0.0.1",
)  # fmt: skip
NUMBERS: tuple[object, ...] = (
    0,
    -1,
    1,
    10**8,
    10**20,
    -(10**20),
    1.5,
    "1",
    None,
    True,
    [],
    {},
    "\u0000",
    "\ud800",
    "x" * 500,
    1e308,
)


def valid_bodies() -> list[dict[str, Any]]:
    """Bodies that would be taken, if somebody with a token sent them."""
    return [
        {"device": DEVICE, "items": [{"n": 1, "kind": "tap", "change": 1, "age_ms": 3}], "totals": {"in": 1, "out": 0}},
        {"request": "request-1", "command": {"type": "SendParty", "people": 2, "wish": "any"}},
        {"request": "request-1", "command": {"type": "Call", "ticket": 101, "space": CHAMBER}},
        {"secret": "x", "device": DEVICE, "name": "Phone"},
        {"waiting": "x"},
        {"role": "door", "space": CHAMBER},
    ]


def broken_body(dice: random.Random) -> bytes:
    """A body that is no valid one any more: cut, doubled, another type in one place, or no JSON at all."""
    body = dice.choice(valid_bodies())
    data = json.dumps(body).encode()
    match dice.randrange(8):
        case 0:
            return data[: dice.randrange(len(data))]
        case 1:
            return data + data
        case 2:
            return dice.randbytes(dice.randrange(300))
        case 3:
            return b"[" * dice.randrange(1, 3_000)
        case 4:
            return b"{" + b'"a":' * dice.randrange(1, 2_000)
        case 5:
            place = dice.randrange(len(data))
            return data[:place] + dice.randbytes(1) + data[place + 1 :]
        case 6:
            return json.dumps({**body, dice.choice(("extra", "device", "n")): dice.choice(NUMBERS)}).encode()
        case _:
            return json.dumps(_other_value(body, dice)).encode(errors="surrogatepass")


def _other_value(body: Any, dice: random.Random) -> Any:
    """One value somewhere in it is another."""
    if isinstance(body, dict) and body:
        key = dice.choice(list(body))
        return {**body, key: _other_value(body[key], dice)}
    if isinstance(body, list) and body:
        return [_other_value(body[0], dice), *body[1:]]
    return dice.choice(NUMBERS)


def raw_request(site: Site, dice: random.Random, *, public: bool = False) -> bytes:
    """One request as bytes."""
    place = site.web.public if public else site.web.staff
    if dice.random() < 0.1:
        return dice.randbytes(dice.randrange(1, 400))
    method = dice.choice((b"POST", b"POST", b"GET", dice.choice(METHODS)))
    version = b"HTTP/1.1" if dice.random() < 0.8 else dice.choice(VERSIONS)
    lines = [b" ".join((method, dice.choice(PATHS), version))]
    if dice.random() < 0.9:
        lines.append(f"Host: {place.host}:{place.port}".encode())
    lines += dice.sample(HEADERS, dice.randrange(4))
    body = broken_body(dice) if method == b"POST" else b""
    if body and dice.random() < 0.8:
        lines += [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    end = dice.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"))
    data = end.join([*lines, b"", b""]) + body
    return data[: dice.randrange(len(data))] if dice.random() < 0.1 else data


@dataclass
class Seen:
    """What came of many requests."""

    statuses: Counter[bytes] = field(default_factory=Counter)
    bad: list[tuple[bytes, bytes]] = field(default_factory=list)

    def note(self, request: bytes, answer: bytes) -> None:
        for head in statuses_in(answer):
            self.statuses[head] += 1
            if head.startswith(b"5") and head != b"505":
                self.bad.append((request[:300], answer[:300]))
        if b"Traceback" in answer or b".py" in answer:
            self.bad.append((request[:300], answer[:300]))


def statuses_in(answer: bytes) -> Iterator[bytes]:
    """The status of each answer; several where requests followed each other on the connection."""
    for line in answer.split(b"\n"):
        if line.startswith(b"HTTP/1.1 "):
            yield line.split(b" ")[1]


def send_malformed(site: Site, seed: int, count: int) -> Seen:
    """Send so many, to both listeners."""
    dice, seen = random.Random(seed), Seen()
    for number in range(count):
        public = number % 4 == 0
        request = raw_request(site, dice, public=public)
        seen.note(request, site.raw(request, public=public))
    return seen
