"""How fast the web part is: a call to 2,000 displays, 2,000 ticket pages beside ushers, tickets over HTTP."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from roomflow.domain.commands import CallNext, Leave, SaveHeadCount, SendParty, StartHeadCount, Tap
from roomflow.domain.events import Wish
from roomflow.store.engine import driver
from tests.web.site import ADDRESS, CHAMBER, Site, site_in

ROOT = Path(__file__).resolve().parents[2]
VIEWERS = 2_000
POLL_SECONDS = 5.0
MEASURED_SECONDS = 20.0
TICKETS = int(os.environ.get("ROOMFLOW_BENCH_TICKETS", "10000"))
CLIENTS = 8
ROUNDS = 3
FQM_PER_SECOND = 134
"""The best published queue system that was measured here."""

pytestmark = pytest.mark.bench


@contextmanager
def crowd(*words: object) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command = [sys.executable, "-m", "tests.bench.web_crowd", *map(str, words)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdin is not None
    process.stdin.write(words + "\n")
    process.stdin.flush()


def fill(site: Site, tickets: int) -> None:
    """Every room promised, and a line."""
    while site.meeting.line.parties() < tickets:
        site.do(SendParty(6))


def one_to_call(site: Site) -> None:
    for hold in list(site.meeting.holds.values()):
        if hold.ticket is None:
            site.do(Tap(hold.space, hold.people))
    for number in list(site.meeting.line.in_order()):
        site.do(Leave(number))
    places = site.meeting.spaces[CHAMBER].places
    for counted in (places, 20):
        site.do(StartHeadCount(CHAMBER))
        site.do(SaveHeadCount(CHAMBER, counted))
        if counted == places:
            site.do(SendParty(2, wish=Wish.CHAMBER))


def bare_loop(payload: bytes) -> float:
    """ms for a Python loop of socket.send to as many readers, from its start until the last has read."""
    with (
        socket.create_server((ADDRESS, 0), backlog=VIEWERS) as server,
        crowd("bare", ADDRESS, server.getsockname()[1], VIEWERS, len(payload)) as readers,
    ):
        sockets = [server.accept()[0] for _ in range(VIEWERS)]
        assert line(readers) == "ready"
        time.sleep(0.5)
        began = time.monotonic_ns()
        for one in sockets:
            one.send(payload)
        heard = json.loads(line(readers))
        for one in sockets:
            one.close()
    assert heard["count"] == VIEWERS
    return (int(heard["last"]) - began) / 1e6


def test_2000_displays_see_a_call(tmp_path: Path) -> None:
    seen: list[float] = []
    with site_in(tmp_path, durable=True) as site:
        while not site.meeting.line.parties():
            site.do(SendParty(6))
        one_to_call(site)
        place = site.web.staff
        with crowd("streams", place.host, place.port, site.token("display"), VIEWERS) as displays:
            for _ in range(ROUNDS):
                tell(displays, "go")
                assert line(displays) == "ready"
                time.sleep(0.5)
                began = time.monotonic_ns()
                site.do(CallNext())
                heard = json.loads(line(displays))
                assert heard["count"] == VIEWERS
                seen.append((int(heard["last"]) - began) / 1e6)
                one_to_call(site)
                time.sleep(0.5)
            tell(displays, "end")
    bare = [bare_loop(b"x" * 3_000) for _ in range(ROUNDS)]
    took, loop = statistics.median(seen), statistics.median(bare)
    print(f"\n{VIEWERS} displays see a call: {took:.0f} ms with its commit (rounds {[round(s) for s in seen]});")
    print(
        f"a Python loop of socket.send to as many: {loop:.0f} ms ({[round(b) for b in bare]}): {took / loop:.2f} times"
    )


def said_of(answer: dict[str, Any]) -> str:
    return f"p50 {answer['p50'] * 1e3:.1f} ms, p99 {answer['p99'] * 1e3:.1f} ms"


def viewed(site: Site, wait: Callable[[subprocess.Popen[str]], str]) -> None:
    """2,000 ticket pages that ask every 5 s, and four ushers beside them; `wait` gives the next line of a crowd."""
    codes = [ticket.code for ticket in site.meeting.tickets.values()][:VIEWERS]
    token = site.token("door", CHAMBER)
    public, staff = site.web.public, site.web.staff
    with (
        crowd("pages", public.host, public.port, MEASURED_SECONDS, POLL_SECONDS, *codes) as pages,
        crowd("ushers", staff.host, staff.port, token, 4, MEASURED_SECONDS) as ushers,
    ):
        assert (line(pages), line(ushers)) == ("ready", "ready")
        polled: dict[str, Any] = json.loads(wait(pages))
        tapped: dict[str, Any] = json.loads(wait(ushers))
    print(f"\n{polled['count']} polls of {VIEWERS} ticket pages: {said_of(polled)}, {polled['bad']} errors;", end=" ")
    print(f"{tapped['count']} taps of 4 ushers beside them: {said_of(tapped)}")
    assert polled["bad"] == 0


def test_2000_ticket_pages_beside_ushers(tmp_path: Path) -> None:
    with site_in(tmp_path, durable=True, tickets=True) as site:
        fill(site, VIEWERS)
        viewed(site, line)


def raw_commits(folder: Path, count: int = 300) -> float:
    """Commits a second of SQLite alone, with the same settings, of one row each."""
    connection = driver.connect(folder / "raw.db", isolation_level=None)
    for sql in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE t (a INTEGER, b TEXT)"):
        connection.execute(sql).fetchall()
    began = time.monotonic()
    for number in range(count):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (?, ?)", (number, "x" * 300))
        connection.execute("COMMIT")
    took = time.monotonic() - began
    connection.close()
    return count / took


def test_tickets_over_http_at_8_clients(tmp_path: Path) -> None:
    raw = raw_commits(tmp_path)
    with site_in(tmp_path / "log", durable=True) as site:
        fill(site, 1)
        place = site.web.staff
        with crowd("tickets", place.host, place.port, site.token("desk"), CLIENTS, TICKETS) as clients:
            assert line(clients) == "ready"
            began = time.process_time()
            answer: dict[str, Any] = json.loads(line(clients))
            processor = (time.process_time() - began) / TICKETS
        assert len(site.meeting.tickets) >= answer["issued"]
    rate = answer["issued"] / answer["seconds"]
    print(
        f"\n{answer['issued']} tickets over HTTP at {CLIENTS} clients, {answer['different']} different numbers:",
        end=" ",
    )
    print(f"{rate:.0f}/s, {rate / FQM_PER_SECOND:.1f} times {FQM_PER_SECOND}/s;", end=" ")
    print(f"a raw SQLite commit in the same run: {raw:.0f}/s, ratio {rate / raw:.2f};", end=" ")
    print(f"processor time of the server: {processor * 1e6:.0f} µs a ticket")
    assert answer["issued"] == answer["different"] == answer["asked"]
    assert answer["gaps"] == 0
