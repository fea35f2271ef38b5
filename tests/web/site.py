"""A desk with an open meeting and its web server on this computer, and a plain client for it."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from roomflow.assets import resource
from roomflow.domain.building import read_building
from roomflow.domain.commands import Command, OpenMeeting
from roomflow.domain.meeting import Meeting
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.clock import Clock, SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.sqlite import open_journal
from roomflow.web.access import Role
from roomflow.web.limits import LIMITS, Limits
from roomflow.web.server import WebOptions, WebServer

ADDRESS = "127.0.0.1"
ANSWER_SECONDS_MAX = 30.0
CHAMBER = "Commission Chamber"
DEVICE = "0123456789abcdef0123456789abcdef"

# Tests come from one address and in crowds; the rates have tests of their own.
UNHURRIED = replace(
    LIMITS,
    staff_per_second=1e6,
    staff_at_once=1_000_000,
    public_per_second=1e6,
    public_at_once=1_000_000,
    refused_per_minute=1_000_000,
)


@dataclass(frozen=True)
class Reply:
    """An answer of the server."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    """A desk and its server. `errors` has what went to the crash notes: nothing."""

    desk: Desk
    web: WebServer
    folder: Path
    clock: Clock
    errors: list[BaseException] = field(default_factory=list)
    asked: int = 0

    @property
    def meeting(self) -> Meeting:
        meeting = self.desk.meeting(1)
        assert meeting is not None
        return meeting

    def do(self, command: Command, meeting: int | None = 1) -> Answer:
        """Ask the desk as its own window does."""
        self.asked += 1
        answer = self.desk.ask(Request(f"site-{self.asked}", "Desk", command, meeting)).result(ANSWER_SECONDS_MAX)
        assert answer.is_done, answer
        return answer

    def token(self, role: str, space: str = "", door: str = "", meeting: int | None = None) -> str:
        """A token of a new station, as `roomflow pair` gets it."""
        from roomflow.web.local import read_file

        served = read_file(self.folder)
        assert served is not None
        body = {"role": role, "space": space, "door": door, "name": f"{role} {self.asked}"}
        if meeting is not None:
            body |= {"meeting": meeting}  # type: ignore[dict-item]
        reply = self.post("/api/local/offer", body, served.secret)
        assert reply.status == 200, reply
        return str(reply.json["token"])

    # --- HTTP

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        public: bool = False,
    ) -> Reply:
        """One request on a connection of its own."""
        place = self.web.public if public else self.web.staff
        connection = http.client.HTTPConnection(place.host, place.port, timeout=ANSWER_SECONDS_MAX)
        sent = dict(headers or {})
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, data, sent)
            reply = connection.getresponse()
            return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def get(self, path: str, token: str | None = None, **more: Any) -> Reply:
        return self.ask("GET", path, None, token, **more)

    def post(self, path: str, body: object, token: str | None = None, **more: Any) -> Reply:
        return self.ask("POST", path, body, token, **more)

    def raw(self, data: bytes, *, public: bool = False, seconds: float = ANSWER_SECONDS_MAX) -> bytes:
        """Bytes as they are; what comes back until the server closes or says nothing more."""
        place = self.web.public if public else self.web.staff
        with socket.create_connection((place.host, place.port), timeout=seconds) as there:
            heard = b""
            try:
                there.sendall(data)
                there.shutdown(socket.SHUT_WR)
                while piece := there.recv(65_536):
                    heard += piece
            except OSError:
                pass
            return heard


class Stream:
    """An open stream of events."""

    def __init__(self, site: Site, token: str, path: str = "/api/stream") -> None:
        place = site.web.staff
        self._connection = http.client.HTTPConnection(place.host, place.port, timeout=ANSWER_SECONDS_MAX)
        self._connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        self.reply = self._connection.getresponse()

    def next(self) -> tuple[str, Any]:
        """The next event and its data; raises EOFError where the server ended the stream."""
        name = ""
        while True:
            try:
                line = self.reply.readline().decode().rstrip("\n")
            except (http.client.HTTPException, OSError) as error:
                raise EOFError from error
            if not line and self.reply.isclosed():
                raise EOFError
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                return name, json.loads(line.removeprefix("data: "))

    def until(self, wanted: str) -> Any:
        """The data of the next event of this name."""
        while True:
            name, data = self.next()
            if name == wanted:
                return data

    def close(self) -> None:
        self._connection.close()


def evening() -> OpenMeeting:
    building = read_building(resource("samples", "building.toml").read_bytes())
    return OpenMeeting("Board meeting", "2026-01-13", building, practice=True)


@contextmanager
def site_in(
    folder: Path,
    limits: Limits = UNHURRIED,
    *,
    durable: bool = False,
    tickets: bool = False,
    opened: OpenMeeting | None = None,
    **options: Any,
) -> Iterator[Site]:
    """A desk on a log of its own, with a meeting (the evening where none is `opened`), and its server."""
    clock = SystemClock()
    errors: list[BaseException] = []
    desk = Desk(
        lambda: open_journal(folder, practice=True, durable=durable), clock, SystemMint(), on_error=errors.append
    )
    try:
        desk.start()
        web = WebServer(
            desk, clock, folder, WebOptions(ADDRESS, 0, tickets_on=tickets, limits=limits, **options), errors.append
        )
        site = Site(desk, web, folder, clock, errors)
        if desk.meeting(1) is None:
            site.do(opened or evening(), None)
        web.start()
        try:
            yield site
        finally:
            web.stop()
        assert errors == []
    finally:
        desk.stop()


ROLES = tuple(role.value for role in Role)
