"""Time at the desk: three times an entry, timers that are never early, jumps and sleep that are left out."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Event

import pytest
from msgspec.structs import replace

from roomflow.domain.audit import Audit
from roomflow.domain.commands import CallNext, Command, EndHold, Recall, Seat, SendParty, Tap
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Meeting, Picture
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import AGE_MS_MAX, Request, Stamp
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock, SystemClock
from roomflow.service.desk import CLOCK_LOOK_MS_MAX, REST_MS, RETRY_MS, Desk
from roomflow.service.drafts import Drafts
from roomflow.service.mint import SeededMint
from roomflow.store.journal import Batch, StoreProblem
from tests.service.evening import OPENING, SECONDS, SIX_PM, Station, desk_on, elsewhere, gather, opened
from tests.service.memory import MemoryLog, at_once

MINUTE = 60_000
HOUR = 60 * MINUTE


def times(entries: Sequence[Entry]) -> list[tuple[int, int, int]]:
    """at and happened since the start of the test, elapsed."""
    return [(entry.at - SIX_PM, entry.happened - SIX_PM, entry.elapsed) for entry in entries]


def of_kind(log: MemoryLog, *kinds: Kind) -> list[Entry]:
    return [entry for entry in log.entries[1] if entry.kind in kinds]


# --- the three times -----------------------------------------------------------------------------------


def test_an_entry_has_when_it_was_recorded_when_it_happened_and_the_meetings_own_time(
    clock: SimulatedClock, station: Station
) -> None:
    clock.advance(1_500)
    assert times(station.do(Tap("Chamber", 1), age_ms=400).entries) == [(1_500, 1_100, 1_500)]


@pytest.mark.parametrize(("age", "happened"), [(0, 0), (AGE_MS_MAX, -AGE_MS_MAX), (AGE_MS_MAX + 1, 0), (-1, 0)])
def test_an_age_that_cannot_be_is_taken_as_none(station: Station, age: int, happened: int) -> None:
    assert times(station.do(Tap("Chamber", 1), age_ms=age).entries) == [(0, happened, 0)]


def test_a_request_has_the_time_it_came_not_the_time_it_was_served(
    log: MemoryLog, clock: SimulatedClock, station: Station
) -> None:
    def asks() -> list[Future[Answer]]:
        first = station.ask(Tap("Chamber", 1))
        clock.advance(700)
        return [first, station.ask(Tap("Chamber", 1))]

    first, second = gather(log, station, asks)
    assert times([*first.entries, *second.entries]) == [(0, 0, 0), (700, 700, 700)]


def test_each_meeting_has_a_clock_of_its_own(clock: SimulatedClock, desk: Desk, station: Station) -> None:
    clock.advance(HOUR)
    station.do(elsewhere(2), id="open 2")
    clock.advance(1_000)
    assert station.do(Tap("Chamber", 1)).entries[0].elapsed == HOUR + 1_000
    assert Station(desk, meeting=2).do(Tap("Chamber 2", 1)).entries[0].elapsed == 1_000
    assert (desk.elapsed(1), desk.elapsed(2), desk.elapsed(3)) == (HOUR + 1_000, 1_000, None)


def test_after_a_restart_the_meetings_clock_goes_on_without_the_time_the_desk_was_down(
    log: MemoryLog, clock: SimulatedClock, desk: Desk
) -> None:
    station = opened(desk)
    clock.advance(MINUTE)
    station.do(Tap("Chamber", 1))
    desk.stop()
    clock.advance(HOUR)
    after = desk_on(log, clock)
    after.start()
    try:
        clock.advance(500)
        entries = Station(after, "desk 2").do(Tap("Chamber", 1)).entries
    finally:
        after.stop()
    assert times(entries) == [(HOUR + MINUTE + 500, HOUR + MINUTE + 500, MINUTE + 500)]


def test_a_restart_folds_the_same_picture(log: MemoryLog, clock: SimulatedClock, desk: Desk) -> None:
    station = opened(desk)
    for people in (4, 6, 3, 2, 5):
        station.do(SendParty(people))
    station.do(Tap("Chamber", 3))
    clock.advance(2 * MINUTE)
    station.do(Tap("Chamber", -2))
    station.do(CallNext())
    before = desk.meeting(1)
    desk.stop()
    after = desk_on(log, clock)
    after.start()
    try:
        folded = after.meeting(1)
    finally:
        after.stop()
    assert before is not None
    assert folded is not None
    for name in before.__struct_fields__:
        assert getattr(folded, name) == getattr(before, name), name


def test_a_failed_commit_does_not_stop_the_meetings_clock(
    log: MemoryLog, clock: SimulatedClock, station: Station
) -> None:
    def breaks(_batches: Sequence[Batch]) -> None:
        log.before_commit = at_once
        raise StoreProblem("The disk is full.")

    clock.advance(MINUTE)
    station.desk.wake().result(SECONDS)  # the desk has looked at the clock since the last entry
    log.before_commit = breaks
    assert station.do(Tap("Chamber", 1)).problem is not None
    clock.advance(MINUTE)
    assert station.do(Tap("Chamber", 1)).entries[0].elapsed == 2 * MINUTE


# --- jumps and sleep -----------------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [2_001, -2_001, HOUR, -HOUR])
def test_a_jump_of_the_wall_clock_is_noted_and_left_out_of_the_meetings_time(
    log: MemoryLog, clock: SimulatedClock, station: Station, jump: int
) -> None:
    station.do(Tap("Chamber", 1))
    clock.advance(10_000)
    clock.set_wall(jump)
    entry = station.do(Tap("Chamber", 1)).entries[0]
    noted = of_kind(log, Kind.CLOCK_NOTED)
    assert [note.details["jump_ms"] for note in noted] == [jump]
    assert noted[0].seq == entry.seq - 1, "before what was asked after it"
    assert (entry.at - SIX_PM, entry.elapsed) == (10_000 + jump, 10_000)
    station.do(Tap("Chamber", 1))
    assert len(of_kind(log, Kind.CLOCK_NOTED)) == 1, "once"


@pytest.mark.parametrize("jump", [2_000, -2_000])
def test_a_small_correction_of_the_wall_clock_is_not_noted(
    log: MemoryLog, clock: SimulatedClock, station: Station, jump: int
) -> None:
    clock.set_wall(jump)
    assert times(station.do(Tap("Chamber", 1)).entries) == [(jump, jump, 0)]
    assert of_kind(log, Kind.CLOCK_NOTED) == []


def test_sleep_is_noted_and_expires_nobody(log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station) -> None:
    station.do(SendParty(people=2))
    clock.advance(MINUTE)
    clock.suspend(8 * HOUR)
    desk.wake().result(SECONDS)
    assert [note.details["jump_ms"] for note in of_kind(log, Kind.CLOCK_NOTED)] == [8 * HOUR]
    assert of_kind(log, Kind.EXPIRED) == []
    clock.advance(4 * MINUTE - 1)
    desk.wake().result(SECONDS)
    assert of_kind(log, Kind.EXPIRED) == []
    clock.advance(1)
    desk.wake().result(SECONDS)
    assert [entry.elapsed for entry in of_kind(log, Kind.EXPIRED)] == [5 * MINUTE]


def test_by_the_wall_clock_sleep_would_expire_everybody(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    """Negative control: the same night as plain passing of time."""
    station.do(SendParty(people=2))
    clock.advance(8 * HOUR)
    desk.wake().result(SECONDS)
    assert len(of_kind(log, Kind.EXPIRED)) == 1


def test_a_jump_is_noted_in_every_open_meeting(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    station.do(elsewhere(2), id="open 2")
    clock.set_wall(HOUR)
    desk.wake().result(SECONDS)
    assert [log.entries[number][-1].kind for number in (1, 2)] == [Kind.CLOCK_NOTED] * 2


def test_a_jump_whose_note_was_not_written_is_noted_later(
    log: MemoryLog, clock: SimulatedClock, station: Station
) -> None:
    def breaks(_batches: Sequence[Batch]) -> None:
        log.before_commit = at_once
        raise StoreProblem("The disk is full.")

    clock.set_wall(HOUR)
    log.before_commit = breaks
    assert station.do(Tap("Chamber", 1)).problem is not None
    assert station.do(Tap("Chamber", 1)).is_done
    assert len(of_kind(log, Kind.CLOCK_NOTED)) == 1


# --- timers --------------------------------------------------------------------------------------------


def fill(station: Station) -> None:
    """Everything taken (10 and 6 places) and one party of two in line: ticket 101."""
    station.do(Tap("Chamber", 6))
    station.do(Tap("Chamber", 4))
    station.do(Tap("Room A", 6))
    issued = station.do(SendParty(people=2))
    assert [entry.kind for entry in issued.entries] == [Kind.ISSUED]


def test_a_called_ticket_is_called_again_twice_and_then_missed_each_at_its_moment(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    fill(station)
    station.do(Tap("Chamber", -2))
    clock.advance(7_000)
    called = station.do(CallNext()).entries[0]
    for _ in range(6 * 60):
        clock.advance(CLOCK_LOOK_MS_MAX)
        desk.wake().result(SECONDS)
    done = of_kind(log, Kind.RECALLED, Kind.MISSED)
    assert [(entry.kind, entry.elapsed - called.elapsed) for entry in done] == [
        (Kind.RECALLED, 2 * MINUTE), (Kind.RECALLED, 4 * MINUTE), (Kind.MISSED, 5 * MINUTE)
    ]  # fmt: skip
    assert [(entry.station, entry.request) for entry in done] == [
        ("timer", f"recall:{called.seq}:1"), ("timer", f"recall:{called.seq}:2"), ("timer", f"expire:{called.seq}")
    ]  # fmt: skip


def test_timers_are_never_early_and_at_most_a_second_late(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station, seed: int
) -> None:
    """A clock that is looked at at least every second, at odd moments, over an evening of parties that lag."""
    dice = random.Random(seed)
    station.do(Tap("Hallway", 1))
    for _ in range(900):
        clock.advance(dice.randint(1, CLOCK_LOOK_MS_MAX))
        if dice.random() < 0.15:
            tap = Tap("Chamber", dice.choice([-1, 1, 2]))
            commands: list[Command] = [SendParty(dice.randint(1, 6)), CallNext(), tap]
            station.do(dice.choice(commands))
        else:
            desk.wake().result(SECONDS)
    expired = of_kind(log, Kind.EXPIRED, Kind.MISSED)
    assert expired, "the test tests nothing"
    audit = Audit(1)
    for entry in log.entries[1]:
        if entry.kind in (Kind.EXPIRED, Kind.MISSED):
            late = entry.elapsed - audit.draft.holds[entry.details["hold"]].deadline
            assert 0 <= late <= CLOCK_LOOK_MS_MAX
        assert audit.step(entry) == []


def test_what_is_due_comes_before_the_request_that_comes_later(
    log: MemoryLog, clock: SimulatedClock, station: Station
) -> None:
    """Ten places: six held on the way until minute five. Who comes at minute five gets them."""
    station.do(SendParty(people=6, space="Chamber"))
    station.do(Tap("Room A", 6))
    clock.advance(5 * MINUTE - 1)
    assert station.do(SendParty(people=5, space="Chamber")).refusal is not None
    clock.advance(1)
    assert station.do(SendParty(people=5, space="Chamber")).is_done
    assert [entry.kind for entry in log.entries[1][-2:]] == [Kind.EXPIRED, Kind.SENT]


def test_within_a_batch_each_request_comes_after_what_was_due_by_its_own_time(
    log: MemoryLog, clock: SimulatedClock, station: Station
) -> None:
    station.do(SendParty(people=6, space="Chamber"))

    def asks() -> list[Future[Answer]]:
        clock.advance(5 * MINUTE - 1)
        before = station.ask(SendParty(people=5, space="Chamber"))
        clock.advance(1)
        return [before, station.ask(SendParty(people=5, space="Chamber"))]

    before, after = gather(log, station, asks)
    assert before.refusal is not None
    assert after.is_done


def test_a_timer_that_was_not_written_is_asked_again(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    def breaks(_batches: Sequence[Batch]) -> None:
        log.before_commit = at_once
        raise StoreProblem("The disk is full.")

    station.do(SendParty(people=2))
    clock.advance(5 * MINUTE)
    log.before_commit = breaks
    with pytest.raises(StoreProblem):
        desk.wake().result(SECONDS)
    desk.wake().result(SECONDS)
    assert len(of_kind(log, Kind.EXPIRED)) == 1


def refuses_timers(picture: Picture, request: Request, stamp: Stamp) -> list[Entry]:
    if isinstance(request.command, Recall | EndHold):
        raise Refused("no-hold")
    return decide(picture, request, stamp)


def test_a_timer_the_rules_refuse_is_asked_once_and_its_end_still_comes(log: MemoryLog, clock: SimulatedClock) -> None:
    desk = Desk(log.journal, clock, SeededMint(1), decide=refuses_timers)
    try:
        station = opened(desk)
        fill(station)
        station.do(Tap("Chamber", -2))
        seq = station.do(CallNext()).entries[0].seq
        for _ in range(10):
            clock.advance(MINUTE)
            desk.wake().result(SECONDS)
        asked = [request for _, request in log.answers if ":" in request]
        assert asked == [f"recall:{seq}:1", f"recall:{seq}:2", f"expire:{seq}"]
        asked_commits = len(log.commits)
        desk.wake().result(SECONDS)
        assert len(log.commits) == asked_commits
    finally:
        desk.stop()


def breaks_on_timers(picture: Picture, request: Request, stamp: Stamp) -> list[Entry]:
    if isinstance(request.command, Recall | EndHold):
        raise ZeroDivisionError
    return decide(picture, request, stamp)


def test_a_timer_that_meets_a_bug_is_reported_once_and_the_desk_goes_on(log: MemoryLog, clock: SimulatedClock) -> None:
    errors: list[BaseException] = []
    desk = Desk(log.journal, clock, SeededMint(1), decide=breaks_on_timers, on_error=errors.append)
    try:
        station = opened(desk)
        station.do(SendParty(people=2))
        clock.advance(HOUR)
        assert station.do(Tap("Hallway", 1)).is_done
        assert station.do(Tap("Hallway", 1)).is_done
        assert [type(error) for error in errors] == [ZeroDivisionError]
    finally:
        desk.stop()


def test_a_party_that_came_in_wants_no_timer_any_more(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    station.do(SendParty(people=2))
    station.do(Tap("Chamber", 2))
    clock.advance(HOUR)
    desk.wake().result(SECONDS)
    assert [request for _, request in log.answers if ":" in request] == []


def test_a_seated_ticket_wants_no_timer_any_more(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    fill(station)
    station.do(Tap("Chamber", -2))
    station.do(CallNext())
    station.do(Seat(101))
    clock.advance(HOUR)
    desk.wake().result(SECONDS)
    assert of_kind(log, Kind.RECALLED, Kind.MISSED) == []


class WatchedClock(SimulatedClock):
    """Keeps how long the desk last meant to sleep, in ms."""

    sleep: int | None = None

    def seconds_for(self, ms: int) -> float | None:
        self.sleep = ms
        return super().seconds_for(ms)


def test_the_desk_sleeps_until_the_next_moment_and_looks_at_the_clock_before_it_only_while_places_are_held(
    log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = WatchedClock(SIX_PM)
    desk = desk_on(log, clock)
    wait_seconds = desk._wait_seconds
    sleeps: list[int | None] = []

    def kept(drafts: Drafts) -> float | None:
        clock.sleep = None
        seconds = wait_seconds(drafts)
        sleeps.append(clock.sleep)
        return seconds

    monkeypatch.setattr(desk, "_wait_seconds", kept)

    def slept(act: Callable[[], object]) -> int | None:
        """What the desk slept after an act: one sleep before the first batch, one after each; a look is a batch."""
        act()
        desk.wake().result(SECONDS)
        batches.extend(["act", "look"])
        return sleeps[len(batches) - 1]

    batches = ["opening"]

    def breaks(_batches: Sequence[Batch]) -> None:
        log.before_commit = at_once
        raise StoreProblem("The disk is full.")

    try:
        station = opened(desk)
        assert slept(lambda: station.do(Tap("Chamber", 1))) == REST_MS, "the journal was not told of a rest yet"
        assert slept(lambda: station.do(Tap("Chamber", 1))) is None, "nothing is held: it sleeps until somebody asks"
        assert slept(lambda: station.do(SendParty(people=2))) == CLOCK_LOOK_MS_MAX
        clock.advance(5 * MINUTE - 300)
        assert slept(lambda: station.do(Tap("Hallway", 1))) == 300
        log.before_commit = breaks
        assert slept(lambda: station.do(Tap("Hallway", 1))) == RETRY_MS, "no hurry after a failed commit"
        clock.advance(300)
        assert slept(lambda: station.do(Tap("Hallway", 1))) is None
    finally:
        desk.stop()


def test_on_the_computers_own_clock_a_hold_ends_without_anybody_asking(log: MemoryLog) -> None:
    """The one test on a real clock: it waits for the desk to tell, however long that takes."""
    quick = replace(OPENING, figures=replace(OPENING.figures, on_the_way_ms=30))
    desk = Desk(log.journal, SystemClock(), SeededMint(1))
    expired = Event()

    def told(meeting: Meeting) -> None:
        if meeting.recent[-1].kind == Kind.EXPIRED:
            expired.set()

    desk.listen(told)
    desk.start()
    try:
        station = Station(desk)
        station.do(quick, id="open")
        sent = station.do(SendParty(people=2)).entries[0]
        assert expired.wait(SECONDS)
    finally:
        desk.stop()
    late = of_kind(log, Kind.EXPIRED)[0].elapsed - sent.elapsed - 30
    assert late >= 0
