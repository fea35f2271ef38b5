"""The server as a window has it: nothing raises, and everything is plain values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from roomflow.domain.refusals import Refusal
from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.store.journal import StoreProblem
from roomflow.web.access import Role
from roomflow.web.address import WebProblem
from roomflow.web.guards import Refuse
from roomflow.web.ledger import Parked
from roomflow.web.pairing import Offer, Waiting
from roomflow.web.server import WebOptions, WebServer


class StationLine(NamedTuple):
    """A station in a list; `last_heard` is UTC ms, None where it was not heard since the start."""

    number: int
    name: str
    role: str
    space: str | None
    door: str | None
    is_online: bool
    last_heard: int | None
    differs: int


class WaitingLine(NamedTuple):
    """A device that asks to be let in, by the name it gave itself."""

    id: str
    device: str
    role: str
    space: str | None
    door: str | None


class OfferLine(NamedTuple):
    """What stands on the screen for a minute; `seconds_left` is 0 once it was used or is over."""

    link: str
    digits: str
    seconds_left: int


class ParkedLine(NamedTuple):
    """What a phone did and the desk refused; `sentence` is in English until `translate` says it."""

    device: str
    n: int
    station: str
    at: int
    refusal: Refusal


class Hosted:
    """One server of one desk."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        folder: Path,
        options: WebOptions,
        on_error: Callable[[BaseException], None],
    ) -> None:
        self._clock = clock
        self._web = WebServer(desk, clock, folder, options, on_error)
        self._offer: Offer | None = None
        self._asking: dict[str, Waiting] = {}
        self._parked: dict[tuple[str, int], Parked] = {}
        self.staff = ""
        self.public = ""

    def start(self) -> str:
        """Serve; a sentence where that cannot be."""
        try:
            self._web.start()
        except (WebProblem, StoreProblem) as problem:
            return problem.sentence
        self.staff, self.public = self._web.staff.url, self._web.public.url
        return ""

    def stop(self) -> None:
        self._web.stop()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Hear, on any thread, that something of what is below changed."""
        return self._web.listen(listener)

    # --- stations

    def stations(self, meeting: int) -> list[StationLine]:
        """Those whose token holds."""
        now = self._clock.read().at
        return [
            StationLine(
                heard.station.number,
                heard.station.name,
                heard.station.role.value,
                heard.station.space,
                heard.station.door,
                heard.is_online(now),
                heard.last_heard,
                heard.differs,
            )
            for heard in self._web.stations(meeting)
            if heard.revoked_at is None
        ]

    def revoke(self, number: int) -> str:
        try:
            self._web.revoke(number)
        except StoreProblem as problem:
            return problem.sentence
        return ""

    # --- pairing

    def offer(self, meeting: int, role: str, space: str | None, door: str | None) -> str:
        """Make the one offer of the screen; a sentence where that cannot be."""
        self.withdraw()
        try:
            self._offer = self._web.offer(meeting, Role(role), space, door)
        except Refuse as refuse:
            return refuse.sentence
        return ""

    def offered(self) -> OfferLine | None:
        """The offer of the screen, while there is one."""
        offer = self._offer
        if offer is None:
            return None
        if not self._web.pairing.is_offered(offer):
            self._offer = None
            return None
        left = max(0, offer.ends - self._clock.read().elapsed_source)
        return OfferLine(self._web.link_of(offer), offer.digits, -(-left // 1_000))

    def withdraw(self) -> None:
        if self._offer is not None:
            self._web.pairing.withdraw(self._offer)
            self._offer = None

    def waiting(self) -> list[WaitingLine]:
        """Who asks to be let in."""
        self._asking = {each.id: each for each in self._web.pairing.waiting() if each.approved_as is None}
        return [WaitingLine(e.id, e.device, e.role.value, e.space, e.door) for e in self._asking.values()]

    def approve(self, waiting: str, name: str) -> str:
        """Let a device in by a name; a sentence where that cannot be."""
        asking = self._asking.get(waiting)
        if asking is None:
            return ""
        try:
            self._web.approve(asking, name)
        except Refuse as refuse:
            return refuse.sentence
        except StoreProblem as problem:
            return problem.sentence
        return ""

    def refuse(self, waiting: str) -> None:
        asking = self._asking.get(waiting)
        if asking is not None:
            self._web.refuse(asking)

    # --- what waits for the clerk

    def parked(self, meeting: int) -> list[ParkedLine]:
        try:
            found = self._web.parked(meeting)
        except StoreProblem:
            return []
        self._parked = {(one.device, one.n): one for one in found}
        return [
            ParkedLine(
                one.device, one.n, one.station, one.at, Refusal(str(one.reason["refused"]), one.reason["values"])
            )
            for one in found
        ]

    def see(self, device: str, n: int) -> str:
        """The clerk has seen to it."""
        one = self._parked.get((device, n))
        try:
            if one is not None:
                self._web.see(one)
        except StoreProblem as problem:
            return problem.sentence
        return ""
