"""The server: two listeners on one address, what they share, and what a person at the desk may do with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from msgspec import Struct

from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.refusals import Refused
from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.store.stations import STATIONS_MAX, StationRow
from roomflow.web.access import Access, Heard, Role, Station, hash_of, new_token
from roomflow.web.address import DEFAULT_ADDRESS, DEFAULT_PORT, PORT_MAX, Place, WebProblem, listen_on
from roomflow.web.feed import Feed, Sight
from roomflow.web.files import bounded_by_files
from roomflow.web.guards import Gate, Guarded, Refuse
from roomflow.web.ledger import Ledger, Parked
from roomflow.web.limits import LIMITS, NAME_MAX, Limits
from roomflow.web.listener import Listener
from roomflow.web.local import Served, new_secret, remove_file, write_file
from roomflow.web.openapi import described
from roomflow.web.pages import Pages
from roomflow.web.pairing import Offer, Pairing, Waiting
from roomflow.web.public import PublicHouse
from roomflow.web.rates import Rates
from roomflow.web.routes import Route, Table, public_routes, staff_routes
from roomflow.web.shells import PagesOfBrowser
from roomflow.web.staff import Parts, StaffHouse
from roomflow.web.words import Shape, _

TAKEN_NAMES: Final = frozenset({"desk", "timer"})
"""Names the desk itself has in the log."""


class WebOptions(Struct, frozen=True):
    """Where and how it is served; the public listener has the port behind the staff's."""

    address: str = DEFAULT_ADDRESS
    port: int = DEFAULT_PORT
    tls: tuple[Path, Path] | None = None
    tickets_on: bool = False
    limits: Limits = LIMITS


class WebServer:
    """Serves a desk's meetings until it is stopped. Every method may be called on any thread but the desk's own."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        folder: Path,
        options: WebOptions,
        on_error: Callable[[BaseException], None],
        pages: PagesOfBrowser | None = None,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._folder = folder
        self._options = options
        self._on_error = on_error
        self._pages = pages or Pages()
        self._lock = threading.Lock()
        self._listeners: tuple[Callable[[], None], ...] = ()
        self.ledger = Ledger(desk, clock)
        self.access = Access(self._is_open)
        self.pairing = Pairing(lambda: clock.read().elapsed_source, options.limits)
        self.staff: Place
        self.public: Place
        self._closing = ExitStack()

    # --- starting and stopping

    def start(self, once_bound: Callable[[], None] = lambda: None) -> None:
        """Serve from now on. Raises WebProblem and StoreProblem; then nothing is left behind.

        `once_bound` is called when the ports are ours and nothing was answered yet.
        """
        try:
            self._start(once_bound)
        except BaseException:
            self._closing.close()
            raise

    def _start(self, once_bound: Callable[[], None]) -> None:
        options, limits = self._options, bounded_by_files(self._options.limits)
        self._limits = limits
        if not 0 <= options.port < PORT_MAX:
            raise WebProblem(f"A port is a number from 1 to {PORT_MAX - 1}; the one behind it is the public's.")
        self.access.load(self.ledger.stations())
        bound = self._closing.enter_context(listen_on(options.address, options.port))
        number = bound.getsockname()[1]
        public_bound = self._closing.enter_context(listen_on(options.address, number + 1 if options.port else 0))
        once_bound()
        scheme = "http" if options.tls is None else "https"
        self.staff = Place(scheme, options.address, number)
        self.public = Place(scheme, options.address, public_bound.getsockname()[1])
        secret = new_secret()
        self._feed = Feed(self._render, self._soon_staff, limits, self._on_error)
        self._house = StaffHouse(self._parts(), self._feed)
        self._public_house = PublicHouse(
            self._desk, self._clock, self._pages, limits, self._soon_public, tickets_on=options.tickets_on
        )
        self.staff_table = staff_routes(self._house)
        self.public_table = public_routes(self._public_house)
        staff_rates = (limits.staff_per_second, limits.staff_at_once)
        public_rates = (limits.public_per_second, limits.public_at_once)
        self._staff_listener = Listener(
            "staff",
            bound,
            self._guarded(self.staff, self.staff_table, staff_rates, hash_of(secret)),
            limits,
            options.tls,
        )
        self._closing.callback(self._staff_listener.stop)
        self._public_listener = Listener(
            "public",
            public_bound,
            self._guarded(self.public, self.public_table, public_rates, b""),
            limits,
            options.tls,
        )
        self._closing.callback(self._public_listener.stop)
        self._staff_listener.start(self._house.begin)
        self._closing.callback(lambda: self._staff_listener.soon(self._feed.end))
        self._public_listener.start(self._public_house.begin)
        self._closing.callback(lambda: self._public_listener.soon(self._public_house.end))
        self._closing.callback(self._desk.listen(self._hear))
        certificate = "" if options.tls is None else str(options.tls[0].absolute())
        write_file(self._folder, Served(self.staff.url, self.public.url, secret, certificate))
        self._closing.callback(remove_file, self._folder)

    def _guarded(self, place: Place, routes: tuple[Route, ...], rates: tuple[float, int], control: bytes) -> Guarded:
        limits = self._limits
        made = Rates(time.monotonic, *rates, limits.refused_per_minute, limits.addresses_max)
        gate = Gate(place, Table(routes), limits, made, self.access if control else None, control)
        return Guarded(gate, self._pages.language_of, self._on_error)

    def _parts(self) -> Parts:
        return Parts(
            desk=self._desk,
            clock=self._clock,
            access=self.access,
            pairing=self.pairing,
            ledger=self.ledger,
            pages=self._pages,
            limits=self._options.limits,
            changed=self._tell,
            make_station=self._make_station_soon,
            make_link=self._link,
            describe=lambda: described(self.staff_table),
            folder=self._folder,
            ticket_pages=self.public.url if self._options.tickets_on else "",
        )

    def stop(self) -> None:
        """Close every connection, the phones' too, and end; twice is harmless."""
        self._closing.close()

    def _render(self, sight: Sight, meeting: Meeting) -> Shape:
        return self._house.render(sight, meeting)

    def _soon_staff(self, act: Callable[[], object]) -> None:
        self._staff_listener.soon(act)

    def _soon_public(self, act: Callable[[], object]) -> None:
        self._public_listener.soon(act)

    def _hear(self, meeting: Meeting) -> None:
        """On the desk's thread, after each commit: nothing here may wait."""
        self._feed.hear(meeting)
        self._public_house.hear(meeting)

    def _is_open(self, number: int) -> bool:
        meeting = self._desk.meeting(number)
        return meeting is not None and meeting.phase is not Phase.CLOSED

    # --- what changes beside the meeting

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Hear that stations, waiting devices or parked items changed; call what is returned to stop."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def unlisten() -> None:
            with self._lock:
                self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unlisten

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    # --- pairing, for the person at the desk

    def offer(self, meeting: int, role: Role, space: str | None, door: str | None) -> Offer:
        """A one-time secret and six digits, for a minute. Raises Refuse with a sentence."""
        try:
            number, there, at_door = self._house.place(meeting, role, space, door)
        except Refused as no:
            raise Refuse(409, no.refusal.sentence()) from no
        return self.pairing.offer(number, role, there, at_door)

    def link_of(self, offer: Offer) -> str:
        """What the QR holds: the secret stands in the fragment, which no browser sends."""
        return f"{self.staff.url}/pair#{offer.secret}"

    def approve(self, waiting: Waiting, name: str) -> Station:
        """Give a waiting device its token, by name. Raises Refuse and StoreProblem."""
        row, token = self._new_row(waiting.meeting, waiting.role, waiting.space, waiting.door, name)
        # Two people, or one who pressed twice: the first is who lets it in, and no token is made that nobody fetches.
        if not self.pairing.begin(waiting.id):
            raise Refuse(409, _("This device does not wait any more."))
        try:
            station = self.access.add(self.ledger.keep_station(row))
        except BaseException:
            self.pairing.give_back(waiting.id)
            raise
        self.pairing.settle(waiting.id, station=station, token=token)
        self._tell()
        return station

    def refuse(self, waiting: Waiting) -> None:
        """Send a waiting device away."""
        if self.pairing.begin(waiting.id):
            self.pairing.settle(waiting.id, station=None, token=None)
        self._tell()

    def revoke(self, number: int) -> None:
        """Take a token back: its streams end at once, its requests are refused. Raises StoreProblem."""
        self.access.revoke(number, self._clock.read().at)  # first, so that nothing passes while the log is written
        self._staff_listener.soon(lambda: self._feed.drop(number))
        self.ledger.revoke(number)
        self._tell()

    def stations(self, meeting: int | None = None) -> list[Heard]:
        return self.access.stations(meeting)

    def parked(self, meeting: int) -> list[Parked]:
        """What of phones waits for the clerk. Raises StoreProblem."""
        return self.ledger.parked(meeting)

    def see(self, parked: Parked) -> None:
        """The clerk has seen to it. Raises StoreProblem."""
        self.ledger.see(parked)
        self._tell()

    def _new_row(
        self, meeting: int, role: Role, space: str | None, door: str | None, name: str
    ) -> tuple[StationRow, str]:
        there = self.access.stations(meeting)
        if not self._is_open(meeting):
            raise Refuse(409, _("No meeting is open; open one first."))
        if sum(1 for heard in there if heard.revoked_at is None) >= STATIONS_MAX:
            raise Refuse(409, _("There are too many stations; revoke some first."))
        wanted = " ".join(name.split())[: NAME_MAX - 4] or role.value
        taken = {heard.station.name.lower() for heard in there} | TAKEN_NAMES
        named = next(
            made for made in (wanted, *(f"{wanted} {n}" for n in range(2, len(taken) + 3))) if made.lower() not in taken
        )
        token = new_token()
        at = self._clock.read().at
        return StationRow(0, meeting, named, role.value, space, door, hash_of(token), at), token

    async def _make_station_soon(
        self, meeting: int, role: Role, space: str | None, door: str | None, name: str
    ) -> tuple[Station, str]:
        row, token = self._new_row(meeting, role, space, door, name)
        return self.access.add(await self.ledger.keep_station_soon(row)), token

    def _link(self, meeting: int, role: Role, space: str | None, door: str | None, name: str) -> Shape:
        offer = self.pairing.offer(meeting, role, space, door, approved_as=name)
        return {
            "link": self.link_of(offer),
            "digits": offer.digits,
            "seconds": self._options.limits.secret_seconds,
            "pair": f"{self.staff.url}/pair",
        }


__all__ = ["WebOptions", "WebProblem", "WebServer"]
