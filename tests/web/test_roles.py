"""Who may do what: every route for every role, door and state of a token, each cell asserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from roomflow.domain.commands import Adjourn, Close, SendParty
from roomflow.domain.requests import defaults_of
from roomflow.web.access import Role
from roomflow.web.bodies import ASKED
from roomflow.web.local import read_file
from roomflow.web.routes import Policy, Route
from tests.web.site import CHAMBER, DEVICE, ROLES, Reply, Site, evening, site_in

# Written down apart from the table, so that a policy that was changed by mistake is found.
ANYBODY = frozenset({"", *ROLES, "local"})
MAY = {
    "GET /door": ANYBODY,
    "GET /display/calls": ANYBODY,
    "GET /display/rooms": ANYBODY,
    "GET /desk": ANYBODY,
    "GET /clerk": ANYBODY,
    "GET /pair": ANYBODY,
    "GET /static/{file}": ANYBODY,
    "GET /openapi.json": ANYBODY,
    "POST /api/pair": ANYBODY,
    "POST /api/pair/wait": ANYBODY,
    "GET /api/picture": frozenset(ROLES),
    "GET /api/stream": frozenset(ROLES),
    "POST /api/taps": frozenset({"door"}),
    "POST /api/ask": frozenset({"desk"}),
    "GET /api/report/{format}": frozenset({"clerk"}),
    "POST /api/sign-out": frozenset(ROLES),
    "POST /api/local/offer": frozenset({"local"}),
}
PUBLIC = {"GET /", "GET /status.json", "GET /t/{code}.json", "GET /t/{code}", "GET /static/{file}"}
BODIES = {
    "/api/pair": {"device": DEVICE, "secret": "x"},
    "/api/pair/wait": {"waiting": "x"},
    "/api/taps": {"device": DEVICE, "items": []},
    "/api/ask": {"request": "request-1", "command": {"type": "Find", "words": "1"}},
    "/api/local/offer": {"role": "display"},
}
ASKED_BY_DESKS = {
    "SendParty", "CallNext", "Call", "Seat", "Scan", "Miss", "Back", "Leave", "MoveHold", "ReleaseHold", "TurnAway",
    "Undo", "Tap", "Split", "SeatApart", "SetClaim", "Reprint",
}  # fmt: skip
NO_TOKEN, NOBODYS, CUT, REVOKED, CLOSED, GOOD = "no token", "nobody's", "cut", "revoked", "meeting closed", "good"
STATES = (NO_TOKEN, NOBODYS, CUT, REVOKED, CLOSED, GOOD)


@dataclass(frozen=True)
class Cell:
    route: Route
    role: str
    space: str
    door: str
    state: str


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def doors(site: Site) -> list[tuple[str, str]]:
    """Every door of every room that has doors."""
    plans = site.meeting.building.spaces
    return [(plan.name, door) for plan in plans for door in plan.doors]


def cells(site: Site) -> Iterator[Cell]:
    for route in site.web.staff_table:
        for role in (*ROLES, "local"):
            places = doors(site) if role == "door" else [("", "")]
            for space, door in places:
                for state in STATES:
                    if role != "local" or state in (NO_TOKEN, NOBODYS, CUT, GOOD):
                        yield Cell(route, role, space, door, state)


def token_of(site: Site, cell: Cell) -> str | None:
    """A token in a state; a new one each time, since some routes give it back."""
    if cell.state == NO_TOKEN:
        return None
    if cell.state == NOBODYS:
        return "A" * 43
    if cell.role == "local":
        served = read_file(site.folder)
        assert served is not None
        return served.secret[:-1] if cell.state == CUT else served.secret
    meeting = 2 if cell.state == CLOSED else 1
    row, token = site.web._new_row(meeting, Role(cell.role), cell.space or None, cell.door or None, "station")
    station = site.web.access.add(site.web.ledger.keep_station(row))
    if cell.state == REVOKED:
        site.web.revoke(station.number)
    return token[:-1] if cell.state == CUT else token


def status_of(site: Site, cell: Cell) -> int:
    path = re.sub(r"\{\w+\}", "nothing", cell.route.path)
    body = BODIES.get(cell.route.path, {} if cell.route.body is not None else None)
    token = cell.token if isinstance(cell, WithToken) else token_of(site, cell)
    if path == "/api/stream":
        from tests.web.site import Stream

        stream = Stream(site, token or "")
        stream.close()
        return stream.reply.status
    return site.ask(cell.route.method, path, body, token).status


@dataclass(frozen=True)
class WithToken(Cell):
    """A cell of a token that was made while its meeting was open."""

    token: str | None = None


def expected(cell: Cell) -> tuple[int, ...]:
    """The statuses that may come: passed on (whatever the handler then says), 401 or 403."""
    allowed = MAY[name_of(cell.route)]
    if allowed == ANYBODY:
        return PASSED
    if cell.state != GOOD or (cell.role == "local") != (allowed == {"local"}):
        return (401,)
    return PASSED if cell.role in allowed else (403,)


PASSED = (200, 400, 404, 415)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Site]:
    """A site with a second meeting, in the rooms of the first one's building under other names."""
    with site_in(tmp_path) as site:
        yield site


def close_second(site: Site, wanted: list[Cell]) -> list[Cell]:
    """Give every cell of a closed meeting its token while that is open, then close it."""
    from msgspec.structs import replace

    command = evening()
    spaces = tuple(replace(plan, name=f"{plan.name} 2") for plan in command.building.spaces)
    site.do(replace(command, name="Second", building=replace(command.building, spaces=spaces)), None)
    made: list[Cell] = []
    for cell in wanted:
        if cell.state == CLOSED:
            values = {each.name: getattr(cell, each.name) for each in fields(Cell)}
            made.append(WithToken(**values, token=token_of(site, cell)))
        else:
            made.append(cell)
    site.do(Adjourn(), 2)
    site.do(Close(), 2)
    return made


def test_every_cell_of_role_route_door_and_token_is_as_the_policy_says(two: Site) -> None:
    wrong = []
    matrix = close_second(two, list(cells(two)))
    for cell in matrix:
        # A pair that fails is the handler's own refusal: the policy let it through.
        status = status_of(two, cell)
        if name_of(cell.route) == "POST /api/pair" and status == 403:
            status = 200
        if status not in expected(cell):
            wrong.append((name_of(cell.route), cell.role, cell.door, cell.state, status))
    assert wrong == []
    assert len(matrix) > 17 * len(STATES) * len(ROLES)


def test_every_route_is_in_the_table_of_this_test(site: Site) -> None:
    assert {name_of(route) for route in site.web.staff_table} == set(MAY)
    assert {name_of(route) for route in site.web.public_table} == PUBLIC


def test_a_route_without_a_policy_cannot_be_made(site: Site) -> None:
    (route, *_more) = site.web.staff_table
    with pytest.raises(TypeError, match="policy"):
        Route(method="GET", path="/new", about="A page.", handler=route.handler)  # type: ignore[call-arg]


def test_every_policy_is_one_of_the_named_ones(site: Site) -> None:
    for route in (*site.web.staff_table, *site.web.public_table):
        assert isinstance(route.policy, Policy)
        allowed = MAY.get(name_of(route), ANYBODY)
        assert route.policy.needs_token == (allowed != ANYBODY)
        assert {role.value for role in route.policy.roles} == (allowed - {"local"} if allowed != ANYBODY else set())


def test_without_the_policy_guard_a_display_could_tap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the matrix."""
    from roomflow.web import guards

    without = tuple(guard for guard in guards.GUARDS if guard is not guards.policy_guard)
    monkeypatch.setattr(guards.Guarded.__init__, "__defaults__", (without,))
    with site_in(tmp_path) as site:
        assert site.post("/api/taps", {"device": DEVICE, "items": []}, site.token("display")).status == 200


def test_a_door_counts_at_its_own_door_only_and_the_rest_waits_for_the_clerk(site: Site) -> None:
    (chamber_door, *_more) = [door for space, door in doors(site) if space == CHAMBER]
    other, other_door = next((space, door) for space, door in doors(site) if space != CHAMBER)
    token = site.token("door", CHAMBER, chamber_door)
    item = {"n": 1, "kind": "tap", "change": 2, "space": other, "door": other_door}
    answer = site.post("/api/taps", {"device": DEVICE, "items": [item]}, token).json
    assert answer["acknowledged"] == 1
    assert other_door in answer["parked"][0]["sentence"]
    assert [space.inside for space in site.meeting.spaces.values()] == [0] * len(site.meeting.spaces)
    (parked,) = site.web.parked(1)
    assert (parked.n, parked.reason["refused"]) == (1, "other-door")


# --- commands -------------------------------------------------------------------------------------------


def filled(command: type[Any]) -> dict[str, object]:
    """A body of a command that can be read, whatever the rules say to it."""
    values = {"int": 1, "str": "x", "bool": False, "parts": [[1, "x"], [1, "y"]]}
    hints = {
        name: command.__annotations__[name] for name in command.__struct_fields__ if name not in defaults_of(command)
    }
    return {name: values.get(name, values.get(hint)) for name, hint in hints.items()}


def test_a_desk_may_ask_these_commands_and_every_other_role_none(site: Site) -> None:
    assert {command.__name__ for command in ASKED} == ASKED_BY_DESKS
    tokens = {role: site.token(role, CHAMBER if role == "door" else "") for role in ROLES}
    wrong = []
    for index, command in enumerate(ASKED):
        for role, token in tokens.items():
            body = {"type": command.__name__, **filled(command)}
            reply = site.post("/api/ask", {"request": f"request-{index}", "command": body}, token)
            if reply.status != (200 if role == "desk" else 403):
                wrong.append((command.__name__, role, reply.status, reply.body))
    assert wrong == []


@pytest.mark.parametrize("name", ["Close", "Adjourn", "SetLimit", "BeginEmergency", "OpenMeeting", "SaveHeadCount"])
def test_what_stays_at_the_desk_with_the_log_is_no_command_of_a_browser(site: Site, name: str) -> None:
    token = site.token("desk")
    assert site.post("/api/ask", {"request": "request-1", "command": {"type": name}}, token).status == 400


def test_an_override_needs_a_role_and_a_reason_of_the_lists_and_is_of_a_ticket_only(site: Site) -> None:
    while not site.meeting.line.parties():
        site.do(SendParty(6))
    token, number = site.token("desk"), max(site.meeting.tickets)
    call = {"type": "Call", "ticket": number, "space": CHAMBER}
    good = {"role": "clerk", "reason": "other"}

    def asked(request: str, command: dict[str, object]) -> Reply:
        return site.post("/api/ask", {"request": request, "command": command}, token)

    assert "refused" in asked("request-1", call).json
    for index, wrong in enumerate(({**good, "role": "mayor"}, {**good, "reason": "because"})):
        assert "refused" in asked(f"request-wrong-{index}", {**call, "authority": wrong}).json
    for index, unread in enumerate(({"role": "clerk"}, {**good, "more": 1}, "clerk", {**good, "words": "x" * 5_000})):
        assert asked(f"request-unread-{index}", {**call, "authority": unread}).status == 400
    send = {"type": "SendParty", "people": 2, "space": CHAMBER, "authority": good}
    assert asked("request-send", send).status == 400
    assert asked("request-tap", {"type": "Tap", "space": CHAMBER, "change": 1, "door": "East door"}).status == 400
    assert site.meeting.tickets[number].space is None
    assert asked("request-good", {**call, "authority": good}).json["done"]
    assert site.meeting.tickets[number].space == CHAMBER
