"""The guards: one order, Host and Origin first; each has a control that shows what it is for."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from roomflow.web import guards
from roomflow.web.address import Place
from tests.web.site import DEVICE, UNHURRIED, Site, site_in

FORMS = 1_000


def foreign_hosts(place: Place, seed: int) -> Iterator[bytes]:
    """Names and spellings that are not ours: of other servers, of this one in other words, cut, doubled, crafted."""
    own, port = place.host, place.port
    yield from (
        b"", b" ", b":", own.encode(), f"{own}:{port + 1}".encode(), f"{own}:80".encode(), f"{own}:{port}0".encode(),
        f"{own}:0{port}".encode(), f"{own}.:{port}".encode(), f"{own}:{port}/".encode(), f"{own}:{port}@evil.example"
        .encode(), f"evil.example@{own}:{port}".encode(), f"user:pass@{own}:{port}".encode(),
        f"http://{own}:{port}".encode(), f"{own}:{port},evil.example".encode(), f"{own}:{port} evil.example".encode(),
        f"localhost.evil.example:{port}".encode(), f"127.0.0.1.nip.example:{port}".encode(), b"evil.example",
        f"2130706433:{port}".encode(), f"0x7f000001:{port}".encode(), f"0177.0.0.1:{port}".encode(),
        f"127.1:{port}".encode(), f"127.0.0.2:{port}".encode(), f"0.0.0.0:{port}".encode(), f"[::]:{port}".encode(),
        f"[::ffff:127.0.0.1]:{port}".encode(), f"\xff{own}:{port}".encode("latin-1"), f"lOcAlHoSt:{port + 1}".encode(),
        b"null", b"*", f"{own}%00:{port}".encode(), f"xn--{own}:{port}".encode(), f"{own}:{port}#".encode(),
        f"{own}:{port}?".encode(), f"{own};{port}".encode(), f"[{own}]:{port}".encode(), f"{own}::{port}".encode(),
    )  # fmt: skip
    dice = random.Random(seed)
    letters = string.ascii_lowercase + string.digits + ".-_~%@[]/\\;"
    while True:
        name = "".join(dice.choices(letters, k=dice.randint(1, 40)))
        shape = dice.choice(("{n}", "{n}:{p}", "{n}.{o}:{p}", "{o}:{n}", "{o}.{n}:{p}", "{o}:{p}{n}", "{n}{o}:{p}"))
        made = shape.format(n=name, o=dice.choice((own, "localhost")), p=port).encode()
        if made.strip().lower() not in place.hosts:
            yield made


def first(forms: Iterator[bytes], count: int) -> list[bytes]:
    return [next(forms) for _ in range(count)]


@pytest.mark.parametrize("public", [False, True])
def test_no_foreign_host_is_answered_in_500_forms(site: Site, seed: int, public: bool) -> None:
    place = site.web.public if public else site.web.staff
    path = b"/status.json" if public else b"/openapi.json"
    accepted = []
    for host in first(foreign_hosts(place, seed), FORMS // 2):
        heard = site.raw(
            b"GET " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n", public=public
        )
        if heard.split(b" ", 2)[1:2] not in ([b"421"], [b"400"]):
            accepted.append((host, heard[:60]))
    assert accepted == []


def test_no_foreign_origin_is_answered_in_500_forms(site: Site, seed: int) -> None:
    token = site.token("desk")
    place = site.web.staff
    own = f"{place.host}:{place.port}".encode()
    accepted = []
    seq = site.meeting.seq
    body = b'{"request":"request-1","command":{"type":"SendParty","people":2}}'
    for number, name in enumerate(first(foreign_hosts(place, seed), FORMS // 2)):
        origin = (b"http://" + name, b"https://" + own, name, b"http://" + own + b"/", b"file://" + own)[number % 5]
        head = [
            b"POST /api/ask HTTP/1.1", b"Host: " + own, b"Origin: " + origin, b"Content-Type: application/json",
            b"Authorization: Bearer " + token.encode(), b"Content-Length: %d" % len(body), b"Connection: close",
        ]  # fmt: skip
        heard = site.raw(b"\r\n".join([*head, b"", body]))
        if heard.split(b" ", 2)[1:2] not in ([b"403"], [b"400"]):
            accepted.append((origin, heard[:60]))
    assert accepted == []
    assert site.meeting.seq == seq


def test_our_own_host_and_origin_are_answered(site: Site) -> None:
    """The other control: the guard refuses names, not everything."""
    token = site.token("display")
    for name in ("127.0.0.1", "localhost", "LOCALHOST"):
        host = f"{name}:{site.web.staff.port}"
        assert site.get("/api/picture", token, headers={"Host": host}).status == 200
    assert site.get("/api/picture", token, headers={"Origin": site.web.staff.url}).status == 200


def test_a_host_that_comes_twice_or_not_at_all_is_refused(site: Site) -> None:
    own = f"Host: 127.0.0.1:{site.web.staff.port}\r\n".encode()
    for head in (b"", own + own, own + b"Host: evil.example\r\n"):
        assert site.raw(b"GET /pair HTTP/1.1\r\n" + head + b"\r\n").split(b" ")[1] in (b"421", b"400")


def without_guard(monkeypatch: pytest.MonkeyPatch, guard: guards.Guard) -> None:
    kept = tuple(each for each in guards.GUARDS if each is not guard)
    monkeypatch.setattr(guards.Guarded.__init__, "__defaults__", (kept,))


def test_without_its_guard_a_foreign_host_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the two above."""
    without_guard(monkeypatch, guards.host_guard)
    with site_in(tmp_path) as site:
        assert site.get("/pair", headers={"Host": "evil.example"}).status == 200


# --- the order ------------------------------------------------------------------------------------------

WRONG: dict[Callable[..., Any], tuple[int, dict[str, str]]] = {
    guards.host_guard: (421, {"Host": "evil.example"}),
    guards.size_guard: (431, {"X-Long": "x" * 12_000, "X-Longer": "x" * 12_000}),
    guards.rate_guard: (429, {}),
    guards.route_guard: (404, {}),
    guards.token_guard: (401, {"Authorization": "Bearer nobody"}),
    guards.policy_guard: (403, {}),
}


def test_the_guards_stand_in_this_order() -> None:
    assert tuple(WRONG) == guards.GUARDS


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_of_several_guards_that_would_refuse_the_first_answers(tmp_path: Path, number: int) -> None:
    """A request that is wrong for this guard and for every later one."""
    kept = list(WRONG)[number:]
    limits = replace(UNHURRIED, staff_at_once=1, staff_per_second=0.0) if guards.rate_guard in kept else UNHURRIED
    limits = replace(limits, head_bytes_max=20_000 if number <= 1 else 65_536)
    with site_in(tmp_path, limits) as site:
        site.get("/pair")  # uses up the one request of the address
        headers = {name: value for guard in kept for name, value in WRONG[guard][1].items()}
        if guards.token_guard not in kept:
            token = _display(site)
            headers["Authorization"] = f"Bearer {token}"
        path = "/nowhere" if guards.route_guard in kept else "/api/report/json"
        if "Host" in headers and number > 0:
            del headers["Host"]
        assert site.get(path, headers=headers).status == WRONG[kept[0]][0]


def _display(site: Site) -> str:
    from roomflow.web.access import Role

    row, token = site.web._new_row(1, Role.DISPLAY, None, None, "screen")
    site.web.access.add(site.web.ledger.keep_station(row))
    return token


# --- sizes and rates ------------------------------------------------------------------------------------


def test_what_is_too_long_is_refused_before_it_is_read(site: Site) -> None:
    token = site.token("desk")
    assert site.get("/" + "x" * 2_000).status == 414
    assert site.get("/pair?" + "x" * 2_000).status == 414
    assert site.post("/api/ask", b"{" + b" " * 300_000, token).status == 413
    assert site.get("/pair", headers={f"X-{n}": "x" for n in range(70)}).status in (400, 431)


def test_without_its_guard_a_long_address_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the sizes."""
    without_guard(monkeypatch, guards.size_guard)
    with site_in(tmp_path) as site:
        assert site.get("/pair?" + "x" * 2_000).status == 200
        assert site.get("/pair", headers={"X-Long": "x" * 5_000, "X-Longer": "x" * 5_000}).status == 200


def test_without_its_guard_an_address_asks_as_often_as_it_likes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the rates."""
    without_guard(monkeypatch, guards.rate_guard)
    with site_in(tmp_path, replace(UNHURRIED, staff_per_second=0.001, staff_at_once=5)) as site:
        assert [site.get("/pair").status for _ in range(8)] == [200] * 8


def test_an_address_that_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    with site_in(tmp_path, replace(UNHURRIED, staff_per_second=0.001, staff_at_once=5)) as site:
        statuses = [site.get("/pair").status for _ in range(8)]
    assert statuses == [200] * 5 + [429] * 3


def test_who_guesses_tokens_is_soon_not_heard_any_more(tmp_path: Path) -> None:
    with site_in(tmp_path, replace(UNHURRIED, refused_per_minute=3)) as site:
        token = site.token("display")
        statuses = [site.get("/api/picture", "A" * 43).status for _ in range(5)]
        assert statuses == [401] * 3 + [429] * 2
        reply = site.get("/api/picture", token)
        assert reply.status == 200, "behind one router there are ushers too: a token that holds is never kept out"


def test_without_the_bound_tokens_are_guessed_for_ever(tmp_path: Path) -> None:
    """The negative control of the one above."""
    with site_in(tmp_path, UNHURRIED) as site:
        assert {site.get("/api/picture", "A" * 43).status for _ in range(10)} == {401}


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(site: Site) -> None:
    token = site.token("display")
    for reply in (
        site.get("/pair"),
        site.get("/api/picture", token),
        site.get("/nowhere"),
        site.get("/", public=True),
        site.get("/pair", headers={"Host": "evil.example"}),
    ):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert not {"set-cookie", "access-control-allow-origin", "server"} & reply.headers.keys()


def test_a_bug_is_written_down_and_says_nothing_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from roomflow.web.staff import StaffHouse

    def broken(*_: object) -> object:
        raise KeyError("SECRET")

    monkeypatch.setattr(StaffHouse, "render", broken)
    with site_in(tmp_path) as site:
        reply = site.get("/api/picture", site.token("display"))
        assert reply.status == 500
        assert b"SECRET" not in reply.body
        assert [type(error) for error in site.errors] == [KeyError]
        site.errors.clear()


def test_a_phone_of_another_meeting_sees_its_own_only(site: Site) -> None:
    from tests.web.site import evening

    command = evening()
    spaces = tuple(replace(plan, name=f"{plan.name} 2") for plan in command.building.spaces)
    site.do(replace(command, name="Second", building=replace(command.building, spaces=spaces)), None)
    token = site.token("display", meeting=2)
    assert site.get("/api/picture", token).json["meeting"] == "Second"
    refused = site.post("/api/taps", {"device": DEVICE, "items": []}, token)
    assert refused.status == 403


def test_small_answers_are_sent_at_once(site: Site) -> None:
    """A head and a body are two small pieces: held back until the first is acknowledged, each answer takes 40 ms."""
    import socket

    from roomflow.web.address import listen_on

    with listen_on("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP, "what asyncio asks before it switches the waiting off"
