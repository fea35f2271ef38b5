"""Taps: the phone's own numbers, no gap, nothing lost, nothing doubled, nothing dropped."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest

from roomflow.domain.commands import CallNext, Leave, Miss, SaveHeadCount, SendParty, StartHeadCount, Tap
from roomflow.domain.events import Wish
from roomflow.domain.meeting import HoldKind
from roomflow.web.taps import Device
from tests.web.site import CHAMBER, DEVICE, Site, site_in

OTHER_DEVICE = "f" * 32


def tap(n: int, change: int = 1, **more: Any) -> dict[str, Any]:
    return {"n": n, "kind": "tap", "change": change, **more}


@pytest.fixture
def token(site: Site) -> str:
    return site.token("door", CHAMBER, "main doors" if "main doors" in _doors(site) else _doors(site)[0])


def _doors(site: Site) -> tuple[str, ...]:
    return site.meeting.spaces[CHAMBER].plan.doors


def send(site: Site, token: str, *items: dict[str, Any], device: str = DEVICE, **more: Any) -> Any:
    return site.post("/api/taps", {"device": device, "items": list(items), **more}, token).json


def inside(site: Site) -> int:
    return site.meeting.spaces[CHAMBER].inside


def test_what_comes_behind_a_gap_is_not_taken_before_the_gap_is_filled(site: Site, token: str) -> None:
    assert send(site, token, tap(1), tap(3))["acknowledged"] == 1
    assert inside(site) == 1
    assert send(site, token, tap(2), tap(3))["acknowledged"] == 3
    assert inside(site) == 3


def test_600_taps_of_a_phone_that_was_away_are_taken_at_once(site: Site, token: str) -> None:
    assert send(site, token, *(tap(n) for n in range(1, 601)))["acknowledged"] == 600
    assert inside(site) == 600


def test_taps_in_any_order_doubled_and_cut_come_to_the_same(site: Site, token: str, seed: int) -> None:
    """A network that loses answers, repeats requests and holds them up."""
    dice = random.Random(seed)
    wanted, acknowledged = 200, 0
    items = [tap(n, dice.choice((1, 1, 2, 3))) for n in range(1, wanted + 1)]
    while acknowledged < wanted:
        first = max(0, acknowledged - dice.randrange(5))
        some = items[first : first + dice.randrange(1, 30)]
        dice.shuffle(some)
        answer = send(site, token, *some)
        if dice.random() < 0.5:  # half of the answers are lost
            acknowledged = answer["acknowledged"]
    assert inside(site) == sum(item["change"] for item in items)


def test_without_the_phones_numbers_a_repeated_tap_counts_twice(site: Site) -> None:
    """The negative control: it is the id that makes twice once."""
    for _ in range(2):
        site.do(Tap(CHAMBER, 1))
    assert inside(site) == 2


def test_two_tabs_that_send_the_same_at_once_count_once(site: Site, token: str) -> None:
    items = [tap(n) for n in range(1, 51)]
    threads = [threading.Thread(target=send, args=(site, token, *items)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside(site) == 50


def test_a_restart_of_the_server_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with site_in(tmp_path) as site:
        token = site.token("door", CHAMBER, _doors(site)[0])
        send(site, token, tap(1, 3), tap(2, -1), {"n": 3, "kind": "withdrawn"}, tap(4, 2))
    with site_in(tmp_path) as site:
        answer = send(site, token, tap(4, 2), tap(5), totals={"in": 6, "out": 1})
        assert (answer["acknowledged"], answer["totals"], answer["differs"]) == (5, {"in": 6, "out": 1}, 0)
        assert inside(site) == 5


def test_the_running_totals_show_a_loss(site: Site, token: str) -> None:
    answer = send(site, token, tap(1, 2), totals={"in": 5, "out": 0})
    assert answer["differs"] == -3
    assert site.web.stations()[0].differs == -3


def test_a_called_ticket_is_seated_at_the_door_and_taken_back(site: Site, token: str) -> None:
    ticket = _called(site)
    before = inside(site)
    answer = send(site, token, {"n": 1, "kind": "seat", "ticket": ticket, "change": 2})
    assert (answer["parked"], inside(site)) == ([], before + 2)
    answer = send(site, token, {"n": 2, "kind": "undo", "of": 1, "change": -2})
    assert (answer["parked"], inside(site), answer["totals"]) == ([], before, {"in": 2, "out": 2})


def test_what_the_desk_refuses_is_counted_as_the_people_it_was_and_waits_for_the_clerk(site: Site, token: str) -> None:
    ticket = _called(site)
    site.do(Miss(ticket))
    before = inside(site)
    answer = send(site, token, {"n": 1, "kind": "undo", "of": 9, "change": -3}, {"n": 2, "kind": "back", "change": 8})
    assert answer["acknowledged"] == 2
    assert [one["n"] for one in answer["parked"]] == [1, 2]
    assert inside(site) == before - 3 + 8
    assert send(site, token, {"n": 2, "kind": "back", "change": 8})["parked"] == answer["parked"][1:]
    assert inside(site) == before + 5, "asked again, counted once"
    assert [one.n for one in site.web.parked(1)] == [1, 2]
    site.web.see(site.web.parked(1)[0])
    assert [one.n for one in site.web.parked(1)] == [2]


def _called(site: Site) -> int:
    """Fill the building and call one party of two to the chamber."""
    while not site.meeting.line.parties():
        site.do(SendParty(6))
    for hold in list(site.meeting.holds.values()):
        site.do(Tap(hold.space, hold.people))
    for number in list(site.meeting.line.in_order()):
        site.do(Leave(number))
    site.do(SendParty(2, wish=Wish.CHAMBER))
    site.do(StartHeadCount(CHAMBER))
    site.do(SaveHeadCount(CHAMBER, 20))
    site.do(CallNext())
    return max(site.meeting.tickets)


def test_people_step_out_and_come_back_at_the_door(site: Site, token: str) -> None:
    send(site, token, tap(1, 4), {"n": 2, "kind": "step-out", "change": -2})
    assert inside(site) == 2
    (hold,) = [hold for hold in site.meeting.holds.values() if hold.kind is HoldKind.STEPPED_OUT]
    answer = send(site, token, {"n": 3, "kind": "back", "hold": hold.id, "change": 2})
    assert (answer["parked"], inside(site)) == ([], 4)


def test_a_head_count_is_begun_and_saved_at_the_door(site: Site, token: str) -> None:
    send(site, token, tap(1, 4), {"n": 2, "kind": "count-start"}, {"n": 3, "kind": "count-save", "counted": 7})
    assert inside(site) == 7


def test_an_old_tap_has_the_age_the_phone_says(site: Site, token: str) -> None:
    send(site, token, tap(1, 1, age_ms=600_000))
    entry = site.meeting.recent[-1]
    assert 600_000 <= entry.at - entry.happened <= 601_000


def test_phones_at_one_door_are_told_apart_in_the_log(site: Site, token: str) -> None:
    send(site, token, tap(1))
    send(site, token, tap(1), device=OTHER_DEVICE)
    stations = {entry.station for entry in site.meeting.recent if entry.kind == "tapped"}
    assert len(stations) == 2
    assert inside(site) == 2


def test_a_picture_says_how_far_it_has_what_the_phone_did() -> None:
    device = Device(done={1: 10, 2: 11, 4: 12})
    assert [device.applied(seq) for seq in (9, 10, 11, 12)] == [0, 1, 2, 2]
    device.done[3] = 13
    assert [device.applied(seq) for seq in (12, 13)] == [2, 4]


def test_a_phone_counts_on_where_an_older_copy_of_the_log_was_put_back(tmp_path: Path) -> None:
    """It has let go of what the newer log had: what it says next is counted, and the clerk hears what is missing."""
    with site_in(tmp_path / "old") as site:
        token = site.token("door", CHAMBER, _doors(site)[0])
        send(site, token, tap(1), tap(2))
    with site_in(tmp_path / "old") as site:
        answer = send(site, token, tap(8, 3), acknowledged=7, totals={"in": 10, "out": 0})
        assert (answer["acknowledged"], answer["parked"], answer["differs"]) == (8, [], -5)
        assert inside(site) == 5
        (parked,) = site.web.parked(1)
        assert (parked.n, parked.reason["values"]) == (7, {"first": 3, "last": 7})
        assert send(site, token, tap(8, 3), tap(9), acknowledged=7)["acknowledged"] == 9
        assert len(site.web.parked(1)) == 1
    with site_in(tmp_path / "old") as site:
        assert send(site, token, tap(10), acknowledged=9)["acknowledged"] == 10
        assert inside(site) == 7
        assert len(site.web.parked(1)) == 1, "after a restart it is known, and not said again"


def test_a_number_far_behind_all_others_costs_no_memory_and_no_time(tmp_path: Path) -> None:
    with site_in(tmp_path) as site:
        token = site.token("door", CHAMBER, _doors(site)[0])
        assert send(site, token, tap(1), acknowledged=99_999_998)["acknowledged"] == 99_999_998
        assert send(site, token, tap(99_999_999), acknowledged=99_999_998)["acknowledged"] == 99_999_999
    with site_in(tmp_path) as site:
        assert send(site, token)["acknowledged"] == 99_999_999
