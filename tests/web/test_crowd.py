"""Strangers from many addresses: they take nobody's place who has a token, and a network of addresses is one."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from msgspec.structs import replace

from roomflow.web import protocol, rates
from roomflow.web.protocol import BoundedProtocol
from roomflow.web.rates import Rates, network_of
from tests.web.site import CHAMBER, DEVICE, UNHURRIED, Site, Stream, site_in

PLACES = 16
LIMITS = replace(UNHURRIED, connections_max=PLACES, head_seconds_max=1_000.0)


@contextmanager
def strangers(site: Site, count: int) -> Iterator[None]:
    """So many connections from two addresses that begin a request and never end it."""
    place = site.web.staff
    opened: list[socket.socket] = []
    try:
        for _ in range(count):
            opened.append(socket.create_connection((place.host, place.port), timeout=30))
            opened[-1].sendall(b"GET /pair HTTP/1.1\r\nX: ")
        yield
    finally:
        for one in opened:
            one.close()


@pytest.fixture
def crowded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with few places, whose connections come from one and from another address in turn."""
    addresses = cycle(("one", "another"))
    monkeypatch.setattr(protocol, "network_of", lambda _address: next(addresses))
    with site_in(tmp_path, LIMITS) as site:
        yield site


def tap(site: Site, token: str, n: int) -> int:
    body = {"device": DEVICE, "items": [{"n": n, "kind": "tap", "change": 1}]}
    return int(site.post("/api/taps", body, token).json["acknowledged"])


def test_strangers_of_two_addresses_who_take_every_place_keep_no_usher_out(crowded: Site) -> None:
    token = crowded.token("door", CHAMBER)
    with strangers(crowded, PLACES):
        assert [tap(crowded, token, n) for n in range(1, 6)] == [1, 2, 3, 4, 5]


def test_negative_control_where_nobody_gives_way_an_usher_is_cut_off(
    crowded: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = crowded.token("door", CHAMBER)
    monkeypatch.setattr(BoundedProtocol, "_give_way", lambda self: self.transport.abort())
    with strangers(crowded, PLACES), pytest.raises((http.client.HTTPException, OSError)):
        tap(crowded, token, 1)


def test_a_phone_that_showed_its_token_stays_however_many_strangers_come(crowded: Site) -> None:
    stream = Stream(crowded, crowded.token("display"))
    stream.until("picture")
    with strangers(crowded, 3 * PLACES):
        token = crowded.token("door", CHAMBER)
        tap(crowded, token, 1)
        assert stream.until("picture")["rooms"]
    stream.close()


def test_negative_control_a_phone_that_is_not_known_by_its_token_gives_way_as_a_stranger(
    crowded: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "now_known", lambda _self: None)
    stream = Stream(crowded, crowded.token("display"))
    stream.until("picture")
    with strangers(crowded, 3 * PLACES), pytest.raises(EOFError):
        stream.until("an end of it, which never comes")
    stream.close()


def made() -> Rates:
    return Rates(lambda: 0.0, 1.0, 3, 2, 100)


SEGMENT = [f"2001:db8:1:2::{number:x}" for number in range(1, 6)]


def test_the_addresses_of_one_ipv6_network_share_their_rates() -> None:
    there = made()
    assert [there.may(address) for address in SEGMENT] == [True, True, True, False, False]
    assert there.may("2001:db8:1:3::1"), "another network has its own"
    for address in SEGMENT[:2]:
        there.note_refused(address)
    assert [there.may_refuse(address) for address in ("2001:db8:1:2::ffff", "2001:db8:1:3::1")] == [False, True]


def test_negative_control_counted_by_address_one_phone_asks_as_often_as_it_likes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rates, "network_of", lambda address: address)
    there = made()
    assert all(there.may(address) for address in SEGMENT)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.168.1.20", "192.168.1.20"),
        ("::ffff:192.168.1.20", "192.168.1.20"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_who_is_counted_as_one(address: str, network: str) -> None:
    assert network_of(address) == network
