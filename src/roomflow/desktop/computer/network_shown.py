"""What a window needs of the server of doors, displays and phones, and what it shows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from roomflow.computer import Settings
from roomflow.domain.refusals import Refusal

if TYPE_CHECKING:
    from roomflow.service.clock import Clock
    from roomflow.service.desk import Desk


class StationShown(Protocol):
    """A station in the list."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def space(self) -> str | None: ...
    @property
    def door(self) -> str | None: ...
    @property
    def is_online(self) -> bool: ...
    @property
    def last_heard(self) -> int | None: ...
    @property
    def differs(self) -> int: ...


class WaitingShown(Protocol):
    """A device that asks to be let in."""

    @property
    def id(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def space(self) -> str | None: ...
    @property
    def door(self) -> str | None: ...


class OfferShown(Protocol):
    """The code that stands on the screen."""

    @property
    def link(self) -> str: ...
    @property
    def digits(self) -> str: ...
    @property
    def seconds_left(self) -> int: ...


class ParkedShown(Protocol):
    """What of a phone waits for the clerk."""

    @property
    def device(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def station(self) -> str: ...
    @property
    def at(self) -> int: ...
    @property
    def refusal(self) -> Refusal: ...


class Server(Protocol):
    """What a window needs of the server."""

    staff: str
    public: str

    def start(self) -> str: ...
    def stop(self) -> None: ...
    def listen(self, listener: Callable[[], None]) -> Callable[[], None]: ...
    def stations(self, meeting: int) -> Sequence[StationShown]: ...
    def revoke(self, number: int) -> str: ...
    def offer(self, meeting: int, role: str, space: str | None, door: str | None) -> str: ...
    def offered(self) -> OfferShown | None: ...
    def withdraw(self) -> None: ...
    def waiting(self) -> Sequence[WaitingShown]: ...
    def approve(self, waiting: str, name: str) -> str: ...
    def refuse(self, waiting: str) -> None: ...
    def parked(self, meeting: int) -> Sequence[ParkedShown]: ...
    def see(self, device: str, n: int) -> str: ...


MakeServer = Callable[["Desk", "Clock", Path, Settings, Callable[[BaseException], None]], Server]


class Picture(Struct, frozen=True):
    """How it stands with the network; `problem` is a sentence."""

    is_wanted: bool = False
    is_starting: bool = False
    problem: str = ""
    staff: str = ""
    public: str = ""
    stations: tuple[StationShown, ...] = ()
    waiting: tuple[WaitingShown, ...] = ()
    offer: OfferShown | None = None
    parked: tuple[ParkedShown, ...] = ()

    @property
    def doors_online(self) -> int:
        return sum(1 for station in self.stations if station.role == "door" and station.is_online)
