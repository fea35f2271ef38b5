"""Pairing: single use, a minute, six digits with few tries, and nothing without a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from roomflow.web.access import Role
from roomflow.web.limits import LIMITS
from roomflow.web.pairing import Pairing
from tests.web.site import CHAMBER, DEVICE, UNHURRIED, Site, site_in


class Hand:
    """A clock that is moved by hand, in ms."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def pairing(hand: Hand) -> Pairing:
    return Pairing(hand, LIMITS)


def test_a_secret_holds_once(pairing: Pairing) -> None:
    offer = pairing.offer(1, Role.DISPLAY, None, None)
    assert pairing.claim(offer.secret, "", "a") is not None
    assert pairing.claim(offer.secret, "", "b") is None
    assert pairing.claim("", offer.digits, "c") is None, "nor its digits"


@pytest.mark.parametrize(("ms", "holds"), [(59_999, True), (60_000, False)])
def test_a_secret_holds_for_a_minute(pairing: Pairing, hand: Hand, ms: int, holds: bool) -> None:
    offer = pairing.offer(1, Role.DISPLAY, None, None)
    hand.now = ms
    assert (pairing.claim(offer.secret, "", "a") is not None) == holds


def wrong_digits(pairing: Pairing, right: str, count: int) -> Iterator[bool]:
    for number in range(count):
        guess = f"{(int(right) + 1 + number) % 10**6:06}"
        yield pairing.claim("", guess, "a") is None


def test_six_digits_may_be_tried_five_times_a_minute_and_the_secret_still_holds(pairing: Pairing, hand: Hand) -> None:
    offer = pairing.offer(1, Role.DISPLAY, None, None)
    assert all(wrong_digits(pairing, offer.digits, 5))
    assert pairing.claim("", offer.digits, "a") is None, "not even the right ones"
    assert pairing.claim(offer.secret, "", "a") is not None
    hand.now += 60_000
    again = pairing.offer(1, Role.DISPLAY, None, None)
    assert pairing.claim("", again.digits, "a") is not None


def test_without_the_bound_the_digits_could_be_tried_for_ever(hand: Hand) -> None:
    """The negative control."""
    pairing = Pairing(hand, replace(LIMITS, digit_tries_max=10_000))
    offer = pairing.offer(1, Role.DISPLAY, None, None)
    assert all(wrong_digits(pairing, offer.digits, 50))
    assert pairing.claim("", offer.digits, "a") is not None


def test_offers_and_who_waits_are_bounded(pairing: Pairing) -> None:
    offers = [pairing.offer(1, Role.DISPLAY, None, None) for _ in range(LIMITS.offers_max + 1)]
    assert pairing.claim(offers[0].secret, "", "a") is None, "the oldest gave way"
    for _ in range(LIMITS.waiting_max):
        assert pairing.claim(pairing.offer(1, Role.DISPLAY, None, None).secret, "", "a") is not None
    assert pairing.claim(pairing.offer(1, Role.DISPLAY, None, None).secret, "", "a") is None


def test_nobody_gets_a_token_before_the_desk_approved(site: Site) -> None:
    offer = site.web.offer(1, Role.CLERK, None, None)
    waiting = site.post("/api/pair", {"secret": offer.secret, "device": DEVICE}).json["waiting"]
    for _ in range(3):
        assert site.post("/api/pair/wait", {"waiting": waiting}).json == {"state": "waiting"}
    (asked,) = site.web.pairing.waiting()
    site.web.refuse(asked)
    assert site.post("/api/pair/wait", {"waiting": waiting}).json == {"state": "refused"}
    assert site.web.stations() == []


def test_a_wrong_secret_wrong_digits_and_a_used_one_read_the_same(site: Site) -> None:
    offer = site.web.offer(1, Role.CLERK, None, None)
    site.post("/api/pair", {"secret": offer.secret, "device": DEVICE})
    bodies: tuple[dict[str, str], ...] = ({"secret": "nobody"}, {"secret": offer.secret}, {"digits": offer.digits}, {})
    replies = {site.post("/api/pair", {**body, "device": DEVICE}).body for body in bodies}
    assert len(replies) == 1


def test_names_are_told_apart_and_never_the_desks_own(site: Site) -> None:
    names = []
    for wanted in ("North", "north", "Desk", "timer"):
        offer = site.web.offer(1, Role.DOOR, CHAMBER, None)
        site.post("/api/pair", {"secret": offer.secret, "device": DEVICE})
        (asked,) = site.web.pairing.waiting()
        names.append(site.web.approve(asked, wanted).name)
        site.post("/api/pair/wait", {"waiting": asked.id})
    assert names == ["North", "north 2", "Desk 2", "timer 2"]


def test_tokens_outlive_the_server_and_are_nowhere_in_the_folder(tmp_path: Path) -> None:
    with site_in(tmp_path) as site:
        token, gone = site.token("display"), site.token("display")
        site.web.revoke(site.web.stations()[-1].station.number)
    for file in tmp_path.iterdir():
        assert token.encode() not in file.read_bytes(), file.name
    with site_in(tmp_path) as site:
        assert site.get("/api/picture", token).status == 200
        assert site.get("/api/picture", gone).status == 401


def test_a_stream_ends_when_its_station_signs_out(site: Site) -> None:
    token = site.token("display")
    assert site.post("/api/sign-out", None, token).json == {"done": True}
    assert site.get("/api/picture", token).status == 401
    (heard,) = site.web.stations()
    assert heard.revoked_at is not None


def test_a_device_is_online_while_its_stream_is_open(tmp_path: Path) -> None:
    from tests.web.site import Stream

    with site_in(tmp_path, UNHURRIED) as site:
        stream = Stream(site, site.token("display"))
        stream.until("picture")
        (heard,) = site.web.stations()
        assert heard.is_online(10**15)
        stream.close()


def test_an_answer_that_was_lost_on_the_way_is_given_again_for_a_while(site: Site) -> None:
    offer = site.web.offer(1, Role.DISPLAY, None, None)
    waiting = site.post("/api/pair", {"secret": offer.secret, "device": DEVICE, "name": "Phone"}).json["waiting"]
    (asking,) = site.web.pairing.waiting()
    site.web.approve(asking, "Screen")
    answers = [site.post("/api/pair/wait", {"waiting": waiting}).json for _ in range(2)]
    assert answers[0] == answers[1]
    assert site.get("/api/picture", answers[1]["token"]).status == 200
    assert site.web.pairing.waiting() == []


def test_a_token_is_not_given_for_ever(pairing: Pairing, hand: Hand) -> None:
    claimed = pairing.claim(pairing.offer(1, Role.DISPLAY, None, None).secret, "", "Phone")
    assert claimed is not None
    hand.now += (LIMITS.wait_seconds - 1) * 1_000
    pairing.settle(claimed.id, station=None, token="a token")
    hand.now += (LIMITS.wait_seconds - 1) * 1_000
    assert pairing.collect(claimed.id) is not None
    hand.now += 2_000
    assert pairing.collect(claimed.id) is None
