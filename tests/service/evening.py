"""A small evening for tests of the desk: a building of two rooms, and short words for what is asked."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import count
from threading import Event

from msgspec.structs import replace

from roomflow.domain.building import read_building
from roomflow.domain.commands import Command, OpenMeeting, TurnAway
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.journal import Batch
from tests.service.memory import MemoryLog

SECONDS = 20.0
"""No test waits longer for anything: whoever waits so long has found a bug."""
SIX_PM = 1_768_352_400_000

BUILDING = read_building(
    b"""
name = "City Hall"
timezone = "America/Denver"

[[space]]
name = "Chamber"
kind = "chamber"
limit = 12
reserved = 2
doors = ["North", "South"]

[[space]]
name = "Room A"
kind = "overflow"
limit = 6

[[space]]
name = "Hallway"
kind = "waiting"
limit = 400
"""
)
OPENING = OpenMeeting(name="Council", date="2026-01-13", building=BUILDING)


def elsewhere(number: int) -> OpenMeeting:
    """Another meeting, in rooms of its own: “Chamber 2” and so on."""
    spaces = tuple(replace(plan, name=f"{plan.name} {number}") for plan in BUILDING.spaces)
    return OpenMeeting(name=f"Council {number}", date="2026-01-13", building=replace(BUILDING, spaces=spaces))


def desk_on(log: MemoryLog, clock: Clock, seed: int = 126) -> Desk:
    return Desk(log.journal, clock, SeededMint(seed))


class Station:
    """Somebody at a desk or a door, who numbers the requests."""

    def __init__(self, desk: Desk, name: str = "desk 1", meeting: int | None = 1) -> None:
        self.desk = desk
        self.name = name
        self.meeting = meeting
        self._numbers = count(1)

    def request(self, command: Command, *, id: str | None = None, age_ms: int = 0) -> Request:  # noqa: A002
        meeting = None if isinstance(command, OpenMeeting) else self.meeting
        return Request(id or f"{self.name}-{next(self._numbers)}", self.name, command, meeting, age_ms)

    def ask(self, command: Command, *, id: str | None = None, age_ms: int = 0) -> Future[Answer]:  # noqa: A002
        return self.desk.ask(self.request(command, id=id, age_ms=age_ms))

    def do(self, command: Command, *, id: str | None = None, age_ms: int = 0) -> Answer:  # noqa: A002
        return self.ask(command, id=id, age_ms=age_ms).result(SECONDS)


def opened(desk: Desk) -> Station:
    """Start the desk, open a meeting, and stand at it."""
    desk.start()
    station = Station(desk)
    assert station.do(OPENING, id="open").is_done
    return station


class Gate:
    """Holds commits: `reached` is set when one waits, `let_go` lets it and all later ones through."""

    def __init__(self) -> None:
        self.reached = Event()
        self._free = Event()

    def __call__(self, _batches: Sequence[Batch]) -> None:
        self.reached.set()
        assert self._free.wait(SECONDS), "nobody let the commit go"

    def let_go(self) -> None:
        self._free.set()


def gather(log: MemoryLog, station: Station, asks: Callable[[], list[Future[Answer]]]) -> list[Answer]:
    """Ask several things while a commit (of one person turned away) is held, so that they come in one batch."""
    gate = Gate()
    log.before_commit = gate
    try:
        held = station.ask(TurnAway(1, "left-by-choice"))
        assert gate.reached.wait(SECONDS)
        futures = asks()
    finally:
        gate.let_go()
    held.result(SECONDS)
    return [future.result(SECONDS) for future in futures]
