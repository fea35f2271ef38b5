"""The route table, which is the policy table: every path that is answered, by whom it may be asked, with what body."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from re import Pattern
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from starlette.routing import compile_path

from roomflow.web.access import Role
from roomflow.web.bodies import PairBody, TapsBody, WaitBody, ask_body
from roomflow.web.local import OfferBody

if TYPE_CHECKING:
    from roomflow.web.guards import Visit
    from roomflow.web.public import PublicHouse
    from roomflow.web.staff import StaffHouse

Handler = Callable[["Visit"], Awaitable[Any]]


class Policy(Struct, frozen=True):
    """Who may: `roles` are those whose token is asked for; `is_local` asks for this computer's own user."""

    roles: frozenset[Role] = frozenset()
    is_local: bool = False

    @property
    def needs_token(self) -> bool:
        return bool(self.roles) or self.is_local


ANYBODY: Final = Policy()
LOCAL: Final = Policy(is_local=True)
ANY_STATION: Final = Policy(frozenset(Role))
DOOR: Final = Policy(frozenset({Role.DOOR}))
DESK: Final = Policy(frozenset({Role.DESK}))
CLERK: Final = Policy(frozenset({Role.CLERK}))


class Route(Struct, frozen=True):
    """One row: `about` says in /openapi.json what it is for."""

    method: str
    path: str
    policy: Policy
    about: str
    handler: Handler
    body: Any = None

    @property
    def methods(self) -> tuple[str, ...]:
        return ("GET", "HEAD") if self.method == "GET" else (self.method,)


ByMethod = dict[str, Route]


class Table:
    """The rows of a listener as a request finds them: a path as it is written at once, then those with a name in it."""

    def __init__(self, rows: Iterable[Route]) -> None:
        self._written: dict[str, ByMethod] = {}
        self._named: dict[str, tuple[Pattern[str], ByMethod]] = {}
        for row in rows:
            if "{" in row.path:
                by_method = self._named.setdefault(row.path, (compile_path(row.path)[0], {}))[1]
            else:
                by_method = self._written.setdefault(row.path, {})
            by_method.update(dict.fromkeys(row.methods, row))

    def find(self, path: str) -> tuple[ByMethod, dict[str, str]]:
        """The rows of a path by method, none where there is nothing; and what stands for its names."""
        written = self._written.get(path)
        if written is not None:
            return written, {}
        for pattern, by_method in self._named.values():
            found = pattern.fullmatch(path)
            if found is not None:
                return by_method, found.groupdict()
        return {}, {}


def staff_routes(house: StaffHouse) -> tuple[Route, ...]:
    """The rows of the staff listener."""
    shells = (
        ("/door", "door"),
        ("/display/calls", "display-calls"),
        ("/display/rooms", "display-rooms"),
        ("/desk", "desk"),
        ("/clerk", "clerk"),
        ("/pair", "pair"),
    )
    return (
        *(Route("GET", path, ANYBODY, f"The page {name}, without data.", house.shell(name)) for path, name in shells),
        Route("GET", "/static/{file}", ANYBODY, "A script, the style, an icon.", house.static),
        Route("GET", "/openapi.json", ANYBODY, "This description.", house.openapi),
        Route("POST", "/api/pair", ANYBODY, "Use a one-time secret or six digits.", house.pair, PairBody),
        Route("POST", "/api/pair/wait", ANYBODY, "Ask whether the desk approved.", house.pair_wait, WaitBody),
        Route("GET", "/api/picture", ANY_STATION, "What this station's page shows.", house.picture),
        Route("GET", "/api/stream", ANY_STATION, "The same at every change, as events.", house.stream),
        Route("POST", "/api/taps", DOOR, "What a phone at a door has to say.", house.take_taps, TapsBody),
        Route("POST", "/api/ask", DESK, "A command, or a ticket to find.", house.ask, ask_body()),
        Route("GET", "/api/report/{format}", CLERK, "A file of the record.", house.report),
        Route("POST", "/api/sign-out", ANY_STATION, "Give the token back.", house.sign_out),
        Route("POST", "/api/local/offer", LOCAL, "A station for the user of this computer.", house.offer, OfferBody),
    )


def public_routes(house: PublicHouse) -> tuple[Route, ...]:
    """The rows of the public listener."""
    return (
        Route("GET", "/", ANYBODY, "What is called now, rooms and waits.", house.page),
        Route("GET", "/status.json", ANYBODY, "The same figures.", house.status),
        Route("GET", "/t/{code}.json", ANYBODY, "How it stands with a ticket.", house.ticket_json),
        Route("GET", "/t/{code}", ANYBODY, "The page of a ticket.", house.ticket_page),
        Route("GET", "/static/{file}", ANYBODY, "A script, the style, an icon.", house.static),
    )
