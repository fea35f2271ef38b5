"""An answer leaves in one piece, head and body, and keeps what uvicorn keeps when it writes them by itself."""

from __future__ import annotations

import asyncio
import gc
import http.client
import json
from typing import Any

import pytest
from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from roomflow.web.guards import SECURITY, json_reply
from roomflow.web.protocol import write_whole
from tests.web.loops import in_a_loop
from tests.web.site import Site


class Transport:
    """What was written to a connection, and whether it was closed."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self) -> None:
        self.is_closed = True


class Flow:
    """A client that reads slowly: what is written waits until it goes on."""

    def __init__(self) -> None:
        self.write_paused = False
        self.waited = 0

    async def drain(self) -> None:
        self.waited += 1


class Cycle:
    """What uvicorn knows of a request and its answer."""

    def __init__(self, method: str = "GET") -> None:
        self.scope = {"method": method}
        self.transport = Transport()
        self.flow = Flow()
        self.message_event = asyncio.Event()
        self.default_headers = [(b"date", b"now")]
        self.disconnected = self.response_started = self.response_complete = False
        self.keep_alive = True
        self.answered = 0

    def on_response(self) -> None:
        self.answered += 1


def written(cycle: Any, answer: Response, head: bytes = b"x: y\r\n") -> list[bytes]:
    in_a_loop(write_whole(cycle, answer, head))
    found: list[bytes] = cycle.transport.written
    return found


def test_head_and_body_are_written_at_once() -> None:
    cycle = Cycle()
    (data,) = written(cycle, json_reply({"a": 1}))
    head, _, body = data.partition(b"\r\n\r\n")
    assert body == b'{"a":1}'
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 OK",
        b"date: now",
        b"cache-control: no-store",
        b"content-length: 7",
        b"content-type: application/json",
        b"x: y",
    ]
    assert (cycle.response_started, cycle.response_complete, cycle.answered) == (True, True, 1)
    assert (cycle.message_event.is_set(), cycle.transport.is_closed) == (True, False)


def test_to_head_there_is_no_body() -> None:
    (data,) = written(Cycle("HEAD"), json_reply({"a": 1}))
    assert b"content-length: 7" in data
    assert data.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("who", ["answer", "client"])
def test_a_connection_ends_where_the_answer_or_the_client_says_so(who: str) -> None:
    cycle = Cycle()
    cycle.keep_alive = who == "answer"
    reply = json_reply({}, 403, connection="close") if who == "answer" else json_reply({})
    (data,) = written(cycle, reply)
    assert data.count(b"connection: close\r\n") == 1
    assert cycle.transport.is_closed


def test_a_client_that_reads_slowly_is_waited_for_and_one_that_went_gets_nothing() -> None:
    cycle = Cycle()
    cycle.flow.write_paused = True
    assert len(written(cycle, json_reply({}))) == 1
    assert cycle.flow.waited == 1
    cycle = Cycle()
    cycle.disconnected = True
    assert written(cycle, json_reply({})) == []
    assert cycle.answered == 0


@pytest.mark.parametrize("value", ["a\r\nset-cookie: b", "a\nb", "a\rb"])
def test_a_header_that_is_more_than_one_line_is_never_written(value: str) -> None:
    cycle = Cycle()
    with pytest.raises(ValueError, match="one line"):
        written(cycle, Response(b"", headers={"content-disposition": value}))
    assert cycle.transport.written == []


def test_over_the_network_it_is_the_same_answer(site: Site) -> None:
    reply = site.get("/api/picture", site.token("desk"))
    assert reply.status == 200
    assert {name.decode(): value.decode() for name, value in SECURITY}.items() <= reply.headers.items()
    assert int(reply.headers["content-length"]) == len(reply.body)
    head = site.ask("HEAD", "/api/picture", token=site.token("desk"))
    assert (head.status, head.body) == (200, b"")


def test_a_request_that_was_answered_leaves_no_ring_for_the_collector(site: Site) -> None:
    """Each ring waits for a search through everything, which keeps everybody waiting."""
    connection = http.client.HTTPConnection(site.web.staff.host, site.web.staff.port)
    head = {"Authorization": f"Bearer {site.token('desk')}", "Content-Type": "application/json"}
    gc.collect()
    gc.disable()
    try:
        for number in range(20):
            body = {"request": f"a-ring-{number:08}", "command": {"type": "SendParty", "people": 2}}
            connection.request("POST", "/api/ask", json.dumps(body), head)
            assert json.loads(connection.getresponse().read())["done"]
        left = sum(type(each) is RequestResponseCycle for each in gc.get_objects())
    finally:
        gc.enable()
        connection.close()
    # A connection keeps its last request, and the one on which the token came may not be gone yet.
    assert left <= 3
