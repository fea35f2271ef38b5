"""Many desks at once: no number twice, no place promised twice, and a log that does not depend on luck."""

import random
from collections.abc import Callable
from concurrent.futures import Future
from threading import Barrier, Thread

from roomflow.domain.audit import Audit
from roomflow.domain.commands import CallNext, Command, NoteClock, Scan, SendParty, Tap
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Meeting, Picture
from roomflow.domain.requests import Request, Stamp
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from tests.service.evening import SECONDS, SIX_PM, Gate, Station, desk_on, elsewhere, opened
from tests.service.memory import MemoryLog, at_once

STATIONS = 4
ASKED_EACH = 40


def at_once_from_each(desk: Desk, command: Callable[[], Command]) -> list[Answer]:
    """Let each station ask on a thread of its own, all from the same moment, and gather the answers."""
    barrier = Barrier(STATIONS)
    futures: list[Future[Answer]] = []

    def ask(name: str) -> None:
        station = Station(desk, name)
        barrier.wait(SECONDS)
        futures.extend([station.ask(command()) for _ in range(ASKED_EACH)])

    threads = [Thread(target=ask, args=(f"desk {n}",)) for n in range(STATIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    return [future.result(SECONDS) for future in futures]


def violations(log: MemoryLog) -> list[str]:
    audit = Audit(1)
    return [sentence for entry in log.entries[1] for sentence in audit.step(entry)]


def test_stations_that_ask_at_once_get_no_number_twice_and_no_place_twice(
    log: MemoryLog, desk: Desk, station: Station, seed: int
) -> None:
    dice = random.Random(seed)
    sizes = iter([dice.randint(1, 4) for _ in range(STATIONS * ASKED_EACH)])
    answers = at_once_from_each(desk, lambda: SendParty(next(sizes)))
    assert all(answer.is_done for answer in answers)
    numbers = [entry.ticket for entry in log.entries[1] if entry.kind == Kind.ISSUED]
    assert numbers == list(range(101, 101 + len(numbers)))
    assert len(numbers) > STATIONS * ASKED_EACH / 2
    meeting = desk.meeting(1)
    assert meeting is not None
    assert all(space.free >= 0 for space in meeting.spaces.values() if space.is_room)
    assert violations(log) == []


def test_deciding_on_a_picture_that_is_not_the_latest_sells_places_twice(log: MemoryLog, clock: SimulatedClock) -> None:
    """Negative control: the same stations, decided on the last published picture instead of the draft."""
    desks: list[Desk] = []

    def stale(picture: Picture, request: Request, stamp: Stamp) -> list[Entry]:
        published = desks[0].meeting(1)
        if published is None or not isinstance(request.command, SendParty):
            return decide(picture, request, stamp)
        entries = decide(published, request, stamp)
        return [entry._replace(seq=picture.seq + place) for place, entry in enumerate(entries, start=1)]

    desks.append(Desk(log.journal, clock, SeededMint(1), decide=stale))
    gate = Gate()
    try:
        station = opened(desks[0])
        log.before_commit = gate
        held = station.ask(Tap("Hallway", 1))
        assert gate.reached.wait(SECONDS)
        futures = [Station(desks[0], name).ask(SendParty(6, space="Chamber")) for name in ("one", "two")]
        gate.let_go()
        assert held.result(SECONDS).is_done
        assert all(future.result(SECONDS).is_done for future in futures), "twelve promised, of ten"
    finally:
        log.before_commit = at_once
        desks[0].stop()
    assert any("rule 2" in sentence for sentence in violations(log))


def test_decided_on_the_draft_only_one_of_the_same_two_is_sent(log: MemoryLog, desk: Desk, station: Station) -> None:
    gate = Gate()
    log.before_commit = gate
    station.ask(Tap("Hallway", 1))
    assert gate.reached.wait(SECONDS)
    futures = [Station(desk, name).ask(SendParty(6, space="Chamber")) for name in ("one", "two")]
    gate.let_go()
    assert [future.result(SECONDS).is_done for future in futures] == [True, False]
    assert violations(log) == []


def test_two_stations_never_call_the_same_ticket(log: MemoryLog, desk: Desk, station: Station) -> None:
    for _ in range(5):
        station.do(Tap("Chamber", 2))
    station.do(Tap("Room A", 6))
    for _ in range(8):
        station.do(SendParty(2))
    for _ in range(4):
        station.do(Tap("Chamber", -2))
    at_once_from_each(desk, CallNext)
    called = [entry.ticket for entry in log.entries[1] if entry.kind == Kind.CALLED]
    assert called == [101, 102, 103, 104]
    assert violations(log) == []


def test_a_listener_never_sees_a_picture_older_than_the_one_before(desk: Desk, station: Station) -> None:
    seen: list[int] = []

    def told(meeting: Meeting) -> None:
        published = desk.meeting(1)
        assert published is not None
        assert published.seq == meeting.seq
        seen.append(meeting.seq)

    desk.listen(told)
    at_once_from_each(desk, lambda: Tap("Chamber", 1))
    desk.wake().result(SECONDS)
    assert seen == sorted(set(seen))
    assert seen[-1] == 1 + STATIONS * ASKED_EACH


# --- the same requests, the same log -------------------------------------------------------------------

Step = tuple[int, Command]


def script(seed: int) -> list[Step]:
    """An evening of parties, taps and calls after one long pause, each with the ms since the one before."""
    dice = random.Random(seed)
    steps: list[Step] = []
    for _ in range(150):
        commands: list[Command] = [
            SendParty(dice.randint(1, 6), accessible=dice.random() < 0.2),
            CallNext(),
            Tap("Chamber", dice.choice([-2, -1, 1, 2])),
            Tap("Room A", 1),
            Scan("no code"),
            NoteClock(5_000),
        ]
        steps.append((dice.randint(0, 40_000), dice.choice(commands)))
    # The first party does not come: nothing is asked for longer than its places are held.
    steps[:0] = [(0, SendParty(1)), (400_000, CallNext())]
    return steps


def played(steps: list[Step], *, in_one_batch: bool, seed: int = 126) -> MemoryLog:
    log, clock, gate = MemoryLog(), SimulatedClock(SIX_PM), Gate()
    desk = desk_on(log, clock, seed)
    try:
        station = opened(desk)
        if in_one_batch:
            log.before_commit = gate
        futures = [station.ask(Tap("Hallway", 1))]
        assert not in_one_batch or gate.reached.wait(SECONDS)
        for ms, command in steps:
            if not in_one_batch:
                futures[-1].result(SECONDS)
            clock.advance(ms)
            futures.append(station.ask(command))
        gate.let_go()
        for future in futures:
            future.result(SECONDS)
    finally:
        gate.let_go()
        desk.stop()
    return log


def test_the_same_requests_give_the_same_log_however_they_are_gathered_into_batches(seed: int) -> None:
    steps = script(seed)
    one_by_one, together = (played(steps, in_one_batch=together) for together in (False, True))
    assert len(together.commits) < 5 < len(one_by_one.commits)
    assert {entry.kind for entry in together.entries[1]} >= {Kind.SENT, Kind.EXPIRED, Kind.ISSUED}
    assert repr(one_by_one.entries) == repr(together.entries)
    assert one_by_one.heads == together.heads
    assert violations(together) == []


def test_another_seed_gives_another_log(seed: int) -> None:
    steps = script(seed)
    first, other = (played(steps, in_one_batch=True, seed=mint) for mint in (1, 2))
    assert first.heads != other.heads


def test_openings_in_one_batch_get_numbers_of_their_own(station: Station) -> None:
    futures = [station.ask(elsewhere(n)) for n in range(5)]
    assert sorted(future.result(SECONDS).meeting or 0 for future in futures) == [2, 3, 4, 5, 6]
