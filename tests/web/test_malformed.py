"""Malformed requests: none is a fault, none leaves a trace, none changes anything."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck

from tests.web.malformed import broken_body, send_malformed
from tests.web.site import CHAMBER, DEVICE, Site, site_in

REQUESTS = 400
SLOW_SOCKETS = 500
EXAMPLES = 15


def test_malformed_bytes_never_make_a_fault_and_change_nothing(site: Site, seed: int) -> None:
    before = (site.meeting.seq, site.meeting.head)
    seen = send_malformed(site, seed, REQUESTS)
    assert seen.bad == []
    assert sum(seen.statuses.values()) > REQUESTS / 2
    assert (site.meeting.seq, site.meeting.head) == before
    assert site.web.stations() == []
    assert site.get("/pair").status == 200
    assert site.get("/", public=True).status == 200


def test_broken_bodies_with_a_good_token_are_refused_and_change_nothing_but_what_they_ask(
    site: Site, seed: int
) -> None:
    tokens = {"/api/taps": site.token("door", CHAMBER), "/api/ask": site.token("desk")}
    dice = random.Random(seed)
    statuses = set()
    for _ in range(REQUESTS):
        path = dice.choice(list(tokens))
        statuses.add(site.post(path, broken_body(dice), tokens[path]).status)
    assert statuses <= {200, 400, 413, 415}
    assert 400 in statuses


def cases(site: Site, path: str, method: str) -> Iterator[Any]:
    """Requests that a tool makes out of our own description."""
    schema = schemathesis.openapi.from_dict(site.get("/openapi.json").json)
    found: list[Any] = []

    @hypothesis.settings(
        max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False
    )
    @hypothesis.given(case=schema[path][method].as_strategy())
    def gather(case: Any) -> None:
        found.append(case)

    gather()
    yield from found


@pytest.mark.parametrize("path", ["/api/taps", "/api/ask", "/api/pair", "/api/pair/wait", "/api/local/offer"])
def test_requests_made_from_our_own_description_make_none(site: Site, path: str) -> None:
    token = {"/api/taps": site.token("door", CHAMBER), "/api/ask": site.token("desk")}.get(path, "A" * 43)
    with httpx.Client(base_url=site.web.staff.url, timeout=30) as client:
        statuses = set()
        for case in cases(site, path, "POST"):
            reply = client.post(path, json=case.body, headers={"Authorization": f"Bearer {token}"})
            statuses.add(reply.status_code)
    assert all(status < 500 for status in statuses), statuses


def test_the_description_names_every_row_of_the_table(site: Site) -> None:
    document = site.get("/openapi.json").json
    described = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert described == {(route.path, route.method) for route in site.web.staff_table}
    assert document["paths"]["/api/taps"]["post"]["x-roles"] == ["door"]
    assert "SendParty" in document["components"]["schemas"]


def test_500_sockets_that_never_finish_their_head_keep_nobody_from_working(site: Site) -> None:
    token = site.token("door", CHAMBER)
    place = site.web.staff
    slow = []
    try:
        for number in range(SLOW_SOCKETS):
            one = socket.create_connection((place.host, place.port), timeout=30)
            one.sendall(b"POST /api/taps HTTP/1.1\r\nHost: %b\r\nX-%d: " % (place.host.encode(), number))
            slow.append(one)
        for n in range(1, 21):
            body = {"device": DEVICE, "items": [{"n": n, "kind": "tap", "change": 1}]}
            assert site.post("/api/taps", body, token).json["acknowledged"] == n
        assert site.meeting.spaces[CHAMBER].inside == 20
    finally:
        for one in slow:
            one.close()


def test_a_head_that_does_not_come_to_its_end_is_cut_off(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from tests.web.site import UNHURRIED

    with site_in(tmp_path, replace(UNHURRIED, head_seconds_max=0.2)) as site:
        place = site.web.staff
        with socket.create_connection((place.host, place.port), timeout=30) as one:
            one.sendall(b"GET /pair HTTP/1.1\r\nHost: ")
            try:
                heard = one.recv(100)
            except OSError:
                heard = b""
        assert heard == b""


@pytest.mark.parametrize(("seconds", "is_heard"), [(0.2, True), (1_000.0, False)])
def test_without_the_end_of_waiting_a_few_slow_sockets_would_take_every_place(
    tmp_path: Path, seconds: float, is_heard: bool
) -> None:
    """The negative control of the two above: as many sockets as there are places, with that bound and without it."""
    from msgspec.structs import replace

    from tests.web.site import UNHURRIED

    with site_in(tmp_path, replace(UNHURRIED, connections_of_one_max=8, head_seconds_max=seconds)) as site:
        place = site.web.staff
        slow = [socket.create_connection((place.host, place.port), timeout=30) for _ in range(8)]
        try:
            for one in slow:
                one.sendall(b"GET /pair HTTP/1.1\r\nX: ")
            if is_heard:
                for one in slow:
                    assert cut_off(one)
            request = f"GET /pair HTTP/1.1\r\nHost: {place.host}:{place.port}\r\nConnection: close\r\n\r\n"
            assert site.raw(request.encode()).startswith(b"HTTP/1.1 200") == is_heard
        finally:
            for one in slow:
                one.close()


def cut_off(one: socket.socket) -> bool:
    """Waits for the other side to end the connection."""
    try:
        return one.recv(100) == b""
    except OSError:
        return True


def test_a_body_that_does_not_come_to_its_end_is_refused(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from tests.web.site import UNHURRIED

    with site_in(tmp_path, replace(UNHURRIED, body_seconds_max=0.2)) as site:
        place = site.web.staff
        head = f"POST /api/pair HTTP/1.1\r\nHost: {place.host}:{place.port}\r\nContent-Type: application/json\r\n"
        with socket.create_connection((place.host, place.port), timeout=30) as one:
            one.sendall(head.encode() + b"Content-Length: 100\r\n\r\n{")
            assert one.recv(100).startswith(b"HTTP/1.1 408")


def test_more_connections_than_the_bound_are_cut_off_and_the_first_go_on(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from tests.web.site import UNHURRIED

    with site_in(tmp_path, replace(UNHURRIED, connections_of_one_max=5)) as site:
        place = site.web.staff
        kept = [socket.create_connection((place.host, place.port), timeout=30) for _ in range(5)]
        try:
            host = f"{place.host}:{place.port}".encode()
            kept[0].sendall(b"GET /pair HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
            assert kept[0].recv(100).startswith(b"HTTP/1.1 200")
            with socket.create_connection((place.host, place.port), timeout=30) as sixth:
                try:
                    sixth.sendall(b"GET /pair HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
                    heard = sixth.recv(100)
                except OSError:
                    heard = b""
            assert heard == b""
        finally:
            for one in kept:
                one.close()
