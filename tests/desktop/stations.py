"""A network that stands still, for pictures and for the cards of the Stations section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from roomflow.computer import Settings
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.network import Network
from roomflow.desktop.computer.network_shown import OfferShown, ParkedShown, StationShown, WaitingShown
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.domain.refusals import Refusal
from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.web.hosted import OfferLine, ParkedLine, StationLine, WaitingLine

STAFF = "http://192.168.1.20:8126"


@dataclass
class StillServer:
    """Says what it was given, and notes what it is asked."""

    staff: str = STAFF
    public: str = "http://192.168.1.20:8127"
    problem: str = ""
    now_ms: int = 0
    asked: list[tuple[object, ...]] = field(default_factory=list)
    is_full: bool = True

    def start(self) -> str:
        self.asked.append(("start",))
        return self.problem

    def stop(self) -> None:
        self.asked.append(("stop",))

    def listen(self, _listener: Callable[[], None]) -> Callable[[], None]:
        return lambda: None

    def stations(self, _meeting: int) -> Sequence[StationShown]:
        if not self.is_full:
            return ()
        return (
            StationLine(1, "Usher North", "door", "Commission Chamber", "North door", True, self.now_ms, 0),
            StationLine(2, "Usher A", "door", "Overflow A", None, True, self.now_ms, -2),
            StationLine(3, "Hallway screen", "display", None, None, False, self.now_ms - 240_000, 0),
            StationLine(4, "Second desk", "desk", None, None, False, None, 0),
        )

    def offered(self) -> OfferShown | None:
        return OfferLine(f"{STAFF}/pair#{'k' * 32}", "580598", 47) if self.is_full else None

    def waiting(self) -> Sequence[WaitingShown]:
        return (WaitingLine("w1", "Phone 48", "door", "Overflow B", "East door"),) if self.is_full else ()

    def parked(self, _meeting: int) -> Sequence[ParkedShown]:
        if not self.is_full:
            return ()
        refusal = Refusal("already-seated", {"ticket": 131})
        return (ParkedLine("f" * 32, 7, "North door (1f0a)", self.now_ms - 60_000, refusal),)

    def offer(self, *asked: object) -> str:
        self.asked.append(("offer", *asked))
        return ""

    def withdraw(self) -> None:
        self.asked.append(("withdraw",))

    def approve(self, waiting: str, name: str) -> str:
        self.asked.append(("approve", waiting, name))
        return ""

    def refuse(self, waiting: str) -> None:
        self.asked.append(("refuse", waiting))

    def revoke(self, number: int) -> str:
        self.asked.append(("revoke", number))
        return ""

    def see(self, device: str, n: int) -> str:
        self.asked.append(("see", device, n))
        return ""


def network_of(server: StillServer, kept: KeptSettings, *, practice: bool = False) -> Network:
    """A network that has this server as soon as the settings say so."""
    nothing = cast("Desk", None), cast("Clock", None)
    errors: list[BaseException] = []
    return Network(*nothing, Path(), kept, lambda *_: server, errors.append, practice=practice)


def still_computer(now_ms: int) -> ThisComputer:
    """A computer whose network has everything that can be shown; nothing of it moves."""
    kept = KeptSettings()
    kept.settings = Settings(serves=True, serve_address="192.168.1.20")
    server = StillServer(now_ms=now_ms)
    network = network_of(server, kept)
    network._server = server
    network._parked = tuple(server.parked(1))
    network.show_meeting(1)
    assert network._worker is not None
    network._worker.shutdown(wait=True)
    return ThisComputer(kept, Path("/var/lib/roomflow"), None, network)
