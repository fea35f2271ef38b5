"""The guards: what every request passes before a handler has it, in this one order.

Host and Origin, sizes, rates, then the route (a path without one has no policy), token, policy. The first that says no
answers, and nothing behind it is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import Struct, field
from msgspec.structs import force_setattr
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from roomflow.store.journal import StoreProblem
from roomflow.web.access import TOKEN_CHARACTERS, Access, Station
from roomflow.web.address import Place
from roomflow.web.limits import Limits
from roomflow.web.protocol import CONNECTION, CYCLE, is_whole, write_whole
from roomflow.web.rates import Rates
from roomflow.web.routes import Table
from roomflow.web.streaming import StreamReply
from roomflow.web.words import Shape, _, told

SECURITY: Final = (
    (
        b"content-security-policy",
        (
            b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            b"font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# On plain http no browser takes it, and Chromium writes an error for it.
OVER_HTTPS: Final = ((b"cross-origin-opener-policy", b"same-origin"),)
BEARER: Final = b"Bearer "
NO_QUERY: Final = QueryParams()


class Refuse(Exception):  # noqa: N818 - an answer
    """A guard, or a handler, says no: the status and what a person reads."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Visit(Struct):
    """One request on its way through the guards; `route`, `params` and `station` are filled by them."""

    scope: Any
    query: QueryParams
    headers: dict[bytes, list[bytes]]
    """Each header by its name in lower case, with all its values."""
    address: str
    language: str
    route: Any = None
    params: dict[str, str] = field(default_factory=dict)
    station: Station | None = None
    body: Any = None

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    def given(self, name: bytes) -> list[bytes]:
        """Every value of a header, none where it was not sent."""
        return self.headers.get(name, [])

    @property
    def who(self) -> Station:
        """The station, where the policy asks for one."""
        assert self.station is not None
        return self.station


class Gate(Struct, frozen=True):
    """What the guards of one listener know."""

    place: Place
    routes: Table
    limits: Limits
    rates: Rates
    access: Access | None
    control: bytes = b""
    """The hash of the secret of this computer's own user; empty where there is none."""
    hosts: frozenset[bytes] = frozenset()
    """As the place has them, made once, as `origins`: they are asked for at each visit."""
    origins: frozenset[bytes] = frozenset()

    def __post_init__(self) -> None:
        force_setattr(self, "hosts", self.place.hosts)
        force_setattr(self, "origins", self.place.origins)


def host_guard(visit: Visit, gate: Gate) -> None:
    """Only our own names are answered: a page elsewhere that points its name at this address gets nothing."""
    hosts = visit.given(b"host")
    if len(hosts) != 1 or hosts[0].lower() not in gate.hosts:
        raise Refuse(421, _("This address is not served here."))
    origins = visit.given(b"origin")
    if origins and (len(origins) > 1 or origins[0] not in gate.origins):
        raise Refuse(403, _("Requests of other pages are not answered."))
    if visit.method != "GET" and b"cross-site" in visit.given(b"sec-fetch-site")[:1]:
        raise Refuse(403, _("Requests of other pages are not answered."))


def size_guard(visit: Visit, gate: Gate) -> None:
    limits, scope = gate.limits, visit.scope
    if len(scope["raw_path"]) > limits.path_bytes_max or len(scope["query_string"]) > limits.query_bytes_max:
        raise Refuse(414, _("The address is too long."))
    head = scope["headers"]
    if len(head) > limits.headers_max or sum([len(n) + len(v) for n, v in head]) > limits.head_bytes_max:
        raise Refuse(431, _("The request is too long."))
    lengths = visit.given(b"content-length")
    if len(lengths) > 1 or any(not length.isdigit() for length in lengths):
        raise Refuse(400, _("The request cannot be read."))
    if lengths and (len(lengths[0]) > 12 or int(lengths[0]) > limits.body_bytes_max):
        raise Refuse(413, _("The request is too long."))
    has_body = (lengths and int(lengths[0]) > 0) or b"transfer-encoding" in visit.headers
    if has_body and visit.method != "POST":
        raise Refuse(400, _("The request cannot be read."))


def rate_guard(visit: Visit, gate: Gate) -> None:
    if not gate.rates.may(visit.address):
        raise Refuse(429, _("Too many requests at once; it goes on in a moment."), retry_after="1")


def route_guard(visit: Visit, gate: Gate) -> None:
    """Which row of the table it is."""
    found, params = gate.routes.find(visit.scope["path"])
    if not found:
        raise Refuse(404, _("There is nothing here."))
    visit.route, visit.params = found.get(visit.method), params
    if visit.route is None:
        raise Refuse(405, _("That cannot be done here."))


def token_guard(visit: Visit, gate: Gate) -> None:
    """Whose token it is; the same answer for none, a wrong one, and one that was taken back or has expired."""
    if not visit.route.policy.needs_token:
        return
    given = visit.given(b"authorization")
    held = given[0].removeprefix(BEARER) if len(given) == 1 and given[0].startswith(BEARER) else b""
    token = held.decode("latin-1")
    if visit.route.policy.is_local:
        is_held = bool(gate.control) and gate.rates.is_same(token, gate.control)
    else:
        access = gate.access
        visit.station = access.find(token) if access is not None and len(token) == TOKEN_CHARACTERS else None
        is_held = visit.station is not None
    if is_held:
        return
    # Only who brings nothing that holds is told to wait: a stranger, or one phone whose token was taken back, must not
    # keep out the ushers that come from the same address.
    if not gate.rates.may_refuse(visit.address):
        raise Refuse(429, _("Too many requests at once; it goes on in a moment."), retry_after="60")
    gate.rates.note_refused(visit.address)
    raise not_paired()


def not_paired() -> Refuse:
    return Refuse(401, _("This page is not paired with the desk, or not any more."), www_authenticate="Bearer")


def policy_guard(visit: Visit, gate: Gate) -> None:  # noqa: ARG001 - every guard is asked in the same way
    station = visit.station
    if visit.route.policy.roles and (station is None or station.role not in visit.route.policy.roles):
        raise Refuse(403, _("This station is not for that."))


Guard = Callable[[Visit, Gate], None]
GUARDS: Final[tuple[Guard, ...]] = (host_guard, size_guard, rate_guard, route_guard, token_guard, policy_guard)
"""In this order, and no other."""


class Guarded:
    """The ASGI app of a listener: guards, then the handler of the route's row."""

    def __init__(
        self,
        gate: Gate,
        language_of: Callable[[str | None, str | None], str],
        on_error: Callable[[BaseException], None],
        guards: tuple[Guard, ...] = GUARDS,
    ) -> None:
        self._gate = gate
        self._language_of = language_of
        self._on_error = on_error
        self._guards = guards
        self._headers = SECURITY + (OVER_HTTPS if gate.place.scheme == "https" else ())
        self._head = b"".join(name + b": " + value + b"\r\n" for name, value in self._headers)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        # Taken out: a scope that holds its cycle, which holds the scope, is garbage that only a search finds.
        cycle = scope.pop(CYCLE, None)
        language = "en"
        reply: Response | StreamReply
        try:
            visit = self._visit(scope)
            language = visit.language
            for guard in self._guards:
                guard(visit, self._gate)
            if visit.station is not None and CONNECTION in scope:
                scope[CONNECTION].now_known()  # no crowd of strangers takes its place any more
            if visit.route.body is not None:
                visit.body = await self._body(visit, receive, is_whole(cycle))
                # A body may come slowly: a token that was taken back meanwhile does nothing any more.
                self._still_holds(visit)
            reply = await visit.route.handler(visit)
        except Refuse as refuse:
            reply = refused_reply(refuse, language)
        except ClientDisconnect:
            return
        except StoreProblem as problem:  # a disk that is full, a desk that ends: the world's, and asked again
            reply = refused_reply(Refuse(503, problem.sentence, retry_after="2"), language)
        except Exception as error:  # noqa: BLE001 - a door: a bug is written down, and nobody outside sees of it
            self._on_error(error)
            reply = refused_reply(Refuse(500, _("Something went wrong at the desk; it was written down.")), language)
        if isinstance(reply, Response):
            await write_whole(cycle, reply, self._head)
        else:
            await reply(receive, send, self._headers)

    def _visit(self, scope: Any) -> Visit:
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name, []).append(value)
        query = QueryParams(scope["query_string"]) if scope["query_string"] else NO_QUERY
        liked = headers.get(b"accept-language")
        language = self._language_of(query.get("lang"), liked[0].decode("latin-1") if liked else None)
        client = scope.get("client")
        return Visit(scope, query, headers, client[0] if client else "", language)

    def _still_holds(self, visit: Visit) -> None:
        access = self._gate.access
        if visit.station is not None and (access is None or not access.holds(visit.station)):
            raise not_paired()

    async def _body(self, visit: Visit, receive: Any, is_here: bool) -> Any:
        """The body as the record of its route."""
        limits = self._gate.limits
        most = limits.body_bytes_max if visit.route.policy.needs_token else limits.body_bytes_of_nobody_max
        kinds = visit.given(b"content-type")
        if len(kinds) != 1 or kinds[0].partition(b";")[0].strip().lower() != b"application/json":
            raise Refuse(415, _("The request is not JSON."))
        if is_here:
            data = await _received(receive, most)
        else:
            try:
                async with asyncio.timeout(limits.body_seconds_max):
                    data = await _received(receive, most)
            except TimeoutError as error:
                raise Refuse(408, _("The request came too slowly.")) from error
        try:
            return msgspec.json.decode(data, type=visit.route.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refuse(400, _("The request cannot be read.")) from error


async def _received(receive: Any, most: int) -> bytes:
    data, is_more = b"", True
    while is_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        data += message.get("body", b"")
        is_more = message.get("more_body", False)
        if len(data) > most:
            raise Refuse(413, _("The request is too long."))
    return data


def refused_reply(refuse: Refuse, language: str) -> Response:
    """The answer of a guard. The connection ends with it: what a client still sends is not read."""
    words = told(refuse.sentence, language)
    return json_reply({"sentence": words}, refuse.status, **refuse.headers, connection="close")


def json_reply(shape: Shape, status: int = 200, **headers: str) -> Response:
    """JSON that nobody keeps."""
    kept = {"cache-control": "no-store", **headers}
    return Response(msgspec.json.encode(shape), status, kept, "application/json")
