"""A deterministic simulation: the real desk, on a log that fails, asked by stations over a network that loses.

Everything happens on the test's thread and by one seed's dice: when a request arrives (dropped, twice, late, after a
later one), what the clock shows (time passes, the wall clock jumps, the computer sleeps), when the log fails and when
the desk is gone and starts again. The desk's own loop runs; only its queue and its clock are the simulation's, so
that nothing depends on threads. After every batch everything in simulation_checks is looked at.
"""

import heapq
import random
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from msgspec.structs import replace

from roomflow.domain.commands import OpenMeeting, Undo
from roomflow.domain.decide import decide as decide_by_rules
from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.drafts import Decide
from roomflow.service.inbox import Ask, Inbox, Item, Wake
from roomflow.service.mint import SeededMint
from roomflow.store.journal import StoreProblem
from tests.proof.simulation_checks import Checks, Violation
from tests.proof.simulation_commands import DESKS, STATIONS, Asker
from tests.proof.simulation_journal import CRASHES, Fault, FaultyJournal, Log
from tests.proof.simulation_stations import Station, Tally

START = 1_768_349_700_000
MEETINGS_OPEN_MAX = 3
UNANSWERED_MAX = 4
"""A station asks no more while so many of its requests wait."""
PATIENCE_TURNS = 12
"""A station that has no answer by then asks again, with the same id."""
FRESH_TURNS = 6
RUSH_TURNS, ROUND_TURNS = 30, 120
DRAIN_TURNS_MAX = 5_000

DROPPED, TWICE, LATE, ANSWER_LOST, IMPOSTOR = 0.08, 0.08, 0.2, 0.08, 0.004
FAULTY = 0.012
"""Shares of requests and of batches to which this happens."""
GATHERED = 0.015
"""Share of turns in which a crowd asks at once."""
CROWD_REQUESTS_MAX = 12
ARRIVALS_MAX = 16
"""In one turn; what is more comes in the next."""


class World(Inbox):
    """One evening by one seed. It stands where the desk's queue stands: each `take` is one turn."""

    def __init__(self, seed: int, requests: int, decide: Decide = decide_by_rules, forgets: str = "") -> None:
        self.seed = seed
        self.clock = SimulatedClock(START)
        super().__init__(self.clock)
        self.log = Log(forgets=forgets)
        self.checks = Checks(self.log)
        self.tally = Tally()
        self._requests = requests
        self._decide = decide
        self._dice = random.Random(seed)
        self._asker = Asker(self._dice)
        self._mint = SeededMint(seed)
        stations = [Station(name) for name in STATIONS]
        # Most of what the rules have to say is asked at the desks.
        self._stations = stations + [station for station in stations if station.name in DESKS] * 2
        self._network: list[tuple[int, int, Station, Request, bool]] = []
        self._ties = count()
        self._turn = 0
        self._batch: list[tuple[Item, Station | None, bool]] = []
        self._answered_together = 0
        self._seen: dict[int, Meeting] = {}
        self._desk: Desk | None = None
        self._over = False
        self._is_down = False
        self._told_early = ""
        self._drain_from: int | None = None

    # --- running ----------------------------------------------------------------------------------------

    def run(self) -> Tally:
        """Play to the end: as many requests as wanted, then without faults until everybody has an answer."""
        while not self._over:
            self._start_desk()
        self._fail_if(self.checks.end())
        self.tally.entries = self.checks.entries
        self.tally.open_at_once = self.checks.open_at_once
        self.tally.kinds, self.tally.refusals = self.checks.kinds, self.checks.refusals
        self.tally.meetings = len(self.log.sealed)
        self.tally.hashes = [self.checks.hash()]
        return self.tally

    def _start_desk(self) -> None:
        desk = Desk(lambda: FaultyJournal(self.log), self.clock, self._mint, decide=self._decide, on_error=self._bug)
        self._desk = desk
        desk._inbox = self
        self._is_down = False
        desk.listen(self._hear)
        desk._run()
        error = desk._ready.exception()
        if error is not None and not isinstance(error, StoreProblem):
            self._bug(error)
        # What is left of a desk that crashed: nobody gets its answers.
        self._batch = []

    def _bug(self, error: BaseException) -> None:
        self._fail_if([f"{type(error).__name__}: {error}"])

    def _fail_if(self, wrong: Iterable[str]) -> None:
        for sentence in wrong:
            self._over = True
            raise Violation(f"{sentence} (seed {self.seed}, request {self.tally.requests}, turn {self._turn})")

    def _hear(self, meeting: Meeting) -> None:
        """Rule 3: nothing is told before it is on the disk."""
        if meeting.seq > len(self.log.sealed.get(meeting.number, ())):
            # Raised here it would be an error of a listener, which the desk goes on after.
            self._told_early = f"entry {meeting.seq} is told and not written"
        self._seen[meeting.number] = meeting

    # --- the queue --------------------------------------------------------------------------------------

    def close(self) -> None:
        """The desk gives up its queue; the network has it all."""

    def expect(self, answered: int) -> None:
        """Who was answered together may ask together again: the same crowd, in the next turn, while no time passes."""
        self._answered_together = answered

    def take(self, seconds: float | None) -> list[Item]:
        if self._over or self._is_down:
            return []
        struck, self.log.struck = self.log.struck, None
        self._look(struck)
        if struck in CRASHES:
            self.tally.crashes += 1
            self._is_down = True
            return []
        while True:
            self._turn += 1
            self._pass_time()
            for _ in range(self._crowd()):
                self._ask_more()
            if self._over:
                break
            if self._arrivals():
                if self._drain_from is None and self._dice.random() < FAULTY:
                    self.tally.faults += 1
                    self.log.fault = self._dice.choice(list(Fault))
                return super().take(seconds)
        return []

    def _crowd(self) -> int:
        """How many ask in this turn: one, or several whose requests the desk decides and commits together."""
        answered, self._answered_together = self._answered_together, 0
        if self._drain_from is not None or self._dice.random() >= (0.3 if answered > 2 else GATHERED):
            return 1
        return self._dice.randrange(2, CROWD_REQUESTS_MAX)

    def _look(self, struck: Fault | None) -> None:
        self._fail_if([self._told_early] if self._told_early else [])
        asks = [(item, station, odd) for item, station, odd in self._batch if isinstance(item, Ask)]
        self.tally.gathered += len(asks) > 2
        self.tally.gathered_in_vain += len(asks) > 2 and struck is not None
        self._fail_if(self.checks.together([ask for ask, _, _ in asks]) if struck not in CRASHES else ())
        source = self.clock.read().elapsed_source
        self._fail_if(self.checks.batch([ask for ask, _, _ in asks], source))
        desk = self._desk
        assert desk is not None
        if struck not in CRASHES:
            for ask, station, odd in asks:
                assert station is not None
                self._answered(ask, station, odd, struck)
            if struck is None:
                for meeting in desk.meetings():
                    if meeting.phase is not Phase.CLOSED or self._dice.random() < 0.02:
                        elapsed = desk.elapsed(meeting.number) if self._batch else None
                        self._fail_if(self.checks.live(meeting, elapsed))
        self._batch = []

    def _answered(self, ask: Ask, station: Station, odd: bool, struck: Fault | None) -> None:
        future: Any = ask.future
        if not future.done():
            self._fail_if([f"{ask.request.id} has no answer"])
        error = future.exception()
        if error is not None:
            self._fail_if([f"{type(error).__name__}: {error} at {ask.request.command}"])
        answer = future.result()
        if answer.problem is not None:
            if struck is None:
                self._fail_if([f"{ask.request.id}: {answer.problem}"])
            return
        self._fail_if(self.checks.answer(ask, answer, odd))
        if odd:
            return
        if station.waits.get(ask.request.id) is None:
            self.tally.repeated += 1
        elif self._drain_from is None and self._dice.random() < ANSWER_LOST:
            self.tally.answers_lost += 1
        else:
            self._learn(station, ask.request, answer)

    def _learn(self, station: Station, request: Request, answer: Answer) -> None:
        del station.waits[request.id]
        if answer.is_done:
            self.tally.done += 1
            if not isinstance(request.command, Undo | OpenMeeting):
                station.last, station.fresh = request.id, self._turn + FRESH_TURNS
        else:
            self.tally.refused += 1

    # --- time and network -------------------------------------------------------------------------------

    def _pass_time(self) -> None:
        """In a rush no time passes, so that much is asked before the next undo comes too late."""
        if self._turn % ROUND_TURNS < RUSH_TURNS:
            return
        roll = self._dice.random()
        if roll < 0.5:
            self.clock.advance(int(self._dice.choice((40, 500, 500, 2_000, 20_000)) * (0.5 + self._dice.random())))
        elif roll < 0.53:
            self.clock.advance(self._dice.choice((140_000, 400_000)))
        elif roll < 0.534:
            self.tally.jumps += 1
            hours = self._dice.choice((-3, -1, 1, 3))
            self.clock.set_wall(hours * 3_600_000)
        elif roll < 0.536:
            self.tally.jumps += 1
            self.clock.suspend(self._dice.randrange(3_600_000))

    def _ask_more(self) -> None:
        """Somebody asks something new, or again what is not answered; at the end only again."""
        if self.tally.requests >= self._requests and self._drain_from is None:
            self._drain_from = self._turn
        station = self._dice.choice(self._stations)
        for request, made in list(station.waits.values()):
            if self._turn - made >= PATIENCE_TURNS:
                older = replace(request, age_ms=request.age_ms + 5_000)
                station.waits[request.id] = (older, self._turn)
                self._send(station, older)
        if self._drain_from is not None:
            self._over = not any(station.waits for station in self._stations) and not self._network
            if self._turn - self._drain_from > DRAIN_TURNS_MAX:
                self._fail_if(["a request gets no answer although nothing fails any more"])
        elif len(station.waits) < UNANSWERED_MAX:
            self._ask_new(station)

    def _ask_new(self, station: Station) -> None:
        request = self._new_request(station)
        self.tally.ids += 1
        self.tally.commands.add(type(request.command).__name__)
        station.waits[request.id] = (request, self._turn)
        self._send(station, request)
        if self._dice.random() < IMPOSTOR:
            other = replace(request, station="Somebody else")
            self._post(station, other, self._dice.randrange(30, 60), odd=True)

    def _new_request(self, station: Station) -> Request:
        station.asked += 1
        name = f"{station.name}-{station.asked}"
        open_now = [meeting for meeting in self._seen.values() if meeting.phase is not Phase.CLOSED]
        wants = not open_now or (len(open_now) < MEETINGS_OPEN_MAX and self._dice.random() < 0.03)
        if wants and station.name in DESKS:
            return Request(name, station.name, self._asker.opening(name, open_now))
        if not self._seen:
            return Request(name, station.name, Undo("none"), 99)
        meetings = open_now if open_now and self._dice.random() < 0.97 else list(self._seen.values())
        meeting = meetings[int(self._dice.random() * len(meetings))]
        undoes = self._dice.random() < (0.25 if self._turn < station.fresh else 0.05)
        command = Undo(station.last) if undoes else self._asker.command(station.name, meeting)
        age = int(self._dice.random() * 30_000) if self._dice.random() < 0.1 else 0
        return Request(name, station.name, command, meeting.number, age)

    def _send(self, station: Station, request: Request) -> None:
        if self._drain_from is not None:
            self._post(station, request, 0)
            return
        if self._dice.random() < DROPPED:
            self.tally.dropped += 1
            return
        late = self._dice.random() < LATE
        self.tally.late += late
        self._post(station, request, self._dice.randrange(1, 20) if late else 0)
        if self._dice.random() < TWICE:
            self.tally.twice += 1
            self._post(station, request, self._dice.randrange(40))

    def _post(self, station: Station, request: Request, turns: int, odd: bool = False) -> None:
        heapq.heappush(self._network, (self._turn + turns, next(self._ties), station, request, odd))

    def _arrivals(self) -> bool:
        """Put what arrives in this turn into the queue, as one batch; sometimes nothing but the timer's moment."""
        reading = self.clock.read()
        while self._network and self._network[0][0] <= self._turn and len(self._batch) < ARRIVALS_MAX:
            _, _, station, request, odd = heapq.heappop(self._network)
            if odd and request.id not in self.checks.book:
                continue  # who comes first is no impostor
            self.tally.requests += 1
            self._batch.append((Ask(request, reading), station, odd))
        if not self._batch and self._dice.random() < 0.5:
            self._batch.append((Wake(reading), None, False))
        self._items.extend(item for item, _, _ in self._batch)
        return bool(self._batch)


def simulate(seed: int, requests: int, each: int, make: Callable[[int, int], World] = World) -> Tally:
    """As many evenings as it takes, each by a seed of its own that its failure prints."""
    total = Tally()
    evening = 0
    while total.requests < requests:
        total.add(make(seed + evening, min(each, requests - total.requests)).run())
        evening += 1
    return total
