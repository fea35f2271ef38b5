"""Group commit, and what happens when a commit fails: ask, decide, write, publish, answer, tell."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress

import pytest

from roomflow.domain.commands import CallNext, SendParty, Tap, TurnAway
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Meeting, Picture
from roomflow.domain.requests import Request, Stamp
from roomflow.service import desk as desk_module
from roomflow.service import inbox as inbox_module
from roomflow.service.answers import DESK_BUSY, DESK_OUTRUN, DESK_STOPPED, Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.journal import Batch, Behind, StoreProblem
from tests.proof.simulation_checks import differences
from tests.service.evening import OPENING, SECONDS, Gate, Station, desk_on, elsewhere, gather, opened
from tests.service.memory import MemoryLog, at_once

FULL = "The disk is full; nothing was recorded."


class Breaks:
    """A commit that fails with the next of these errors, then works again."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    def __call__(self, _batches: Sequence[Batch]) -> None:
        if self.errors:
            raise self.errors.pop(0)


def inside(desk: Desk, space: str = "Chamber") -> int:
    meeting = desk.meeting(1)
    assert meeting is not None
    return meeting.spaces[space].inside


# --- one commit for many -------------------------------------------------------------------------------


def test_requests_that_wait_while_a_commit_runs_are_one_commit(log: MemoryLog, station: Station) -> None:
    before = len(log.commits)
    answers = gather(log, station, lambda: [station.ask(Tap("Chamber", 1)) for _ in range(50)])
    assert all(answer.is_done for answer in answers)
    assert len(log.commits) == before + 2, "the one that was held, and one for the fifty"
    assert [entry for answer in answers for entry in answer.entries] == list(log.commits[-1][0].entries)


@pytest.mark.parametrize("error", [None, StoreProblem(FULL)])
def test_who_asked_together_is_told_once_when_all_of_them_have_their_answers(
    log: MemoryLog, station: Station, error: StoreProblem | None
) -> None:
    log.before_commit = Breaks(*([] if error is None else [error]))
    asked: list[tuple[Request, Future[Answer]]] = [
        (Request(f"together-{number}", "Phone", Tap("Chamber", 1), 1), Future()) for number in range(3)
    ]
    had: list[int] = []
    told = threading.Event()

    def once_answered() -> None:
        had.append(sum(future.done() for _, future in asked))
        told.set()

    station.desk.ask_all(asked, once_answered)
    assert told.wait(SECONDS)
    assert had == [3]
    assert {future.result().problem for _, future in asked} == {None if error is None else FULL}


def test_who_asks_a_desk_that_stopped_is_told_too(station: Station) -> None:
    station.desk.stop()
    future: Future[Answer] = Future()
    told: list[bool] = []
    station.desk.ask_all([(Request("late", "Phone", Tap("Chamber", 1), 1), future)], lambda: told.append(future.done()))
    assert told == [True]
    assert future.result().problem == DESK_STOPPED


def test_a_batch_takes_no_more_than_its_limit(
    log: MemoryLog, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "BATCH_REQUESTS_MAX", 20)
    gather(log, station, lambda: [station.ask(Tap("Chamber", 1)) for _ in range(50)])
    assert [len(commit[0].answers) for commit in log.commits[-3:]] == [20, 20, 10]


def test_two_meetings_in_one_batch_are_one_commit(log: MemoryLog, desk: Desk, station: Station) -> None:
    station.do(elsewhere(2), id="open 2")
    second = Station(desk, "desk 2", meeting=2)
    here, there = Tap("Chamber", 1), Tap("Chamber 2", 1)
    gather(log, station, lambda: [station.ask(here), second.ask(there), station.ask(here)])
    assert [(batch.meeting, len(batch.entries)) for batch in log.commits[-1]] == [(1, 2), (2, 1)]


def test_a_tap_shares_with_the_picture_before_it_what_no_tap_changes(
    log: MemoryLog, desk: Desk, station: Station
) -> None:
    def picture() -> Meeting:
        meeting = desk.meeting(1)
        assert meeting is not None
        assert differences(meeting, fold(1, log.entries[1])) == []
        return meeting

    for people in (6, 4, 5):
        station.do(SendParty(people))
    before = picture()
    station.do(Tap("Hallway", 1))
    after = picture()
    assert after.tickets is before.tickets
    assert after.line is before.line
    station.do(Tap("Chamber", 1))
    taken = picture()
    assert taken.holds != after.holds, "a tap that takes a held place is another thing"
    station.do(SendParty(1))
    assert picture().holds != taken.holds


def test_a_meeting_is_told_once_a_batch(log: MemoryLog, desk: Desk, station: Station) -> None:
    told: list[int] = []
    desk.listen(lambda meeting: told.append(meeting.seq))
    gather(log, station, lambda: [station.ask(Tap("Chamber", 1)) for _ in range(50)])
    desk.wake().result(SECONDS)
    assert told == [2, 52]


def test_a_refusal_alone_is_stored_but_no_news(log: MemoryLog, desk: Desk, station: Station) -> None:
    told: list[int] = []
    desk.listen(lambda meeting: told.append(meeting.seq))
    before = desk.meeting(1)
    assert station.do(CallNext(), id="a").refusal is not None
    desk.wake().result(SECONDS)
    assert (1, "a") in log.answers
    assert told == []
    assert desk.meeting(1) is before


# --- the order -----------------------------------------------------------------------------------------


def test_nothing_is_answered_published_or_told_before_the_commit(log: MemoryLog, desk: Desk, station: Station) -> None:
    told: list[int] = []
    desk.listen(lambda meeting: told.append(meeting.seq))
    gate = Gate()
    log.before_commit = gate
    future = station.ask(Tap("Chamber", 1))
    assert gate.reached.wait(SECONDS)
    assert not future.done()
    assert inside(desk) == 0
    assert told == []
    gate.let_go()
    assert future.result(SECONDS).is_done


def test_whoever_has_an_answer_can_read_the_picture_and_listeners_hear_after(desk: Desk, station: Station) -> None:
    order: list[str] = []
    asked: list[Future[Answer]] = []
    heard = threading.Event()

    def told(meeting: Meeting) -> None:
        order.append(f"told {meeting.spaces['Chamber'].inside}, answered {asked[0].done()}")
        heard.set()

    may_go = threading.Event()

    def holds(_meeting: Meeting) -> None:
        assert may_go.wait(SECONDS)

    blocker = desk.listen(holds)
    Station(desk, "first").do(Tap("Chamber", 1))  # answered, and now the listener holds the desk
    asked.append(station.ask(Tap("Chamber", 1)))
    asked[0].add_done_callback(lambda _future: order.append(f"answered, picture {inside(desk)}"))
    blocker()
    desk.listen(told)
    may_go.set()
    assert heard.wait(SECONDS)
    assert order == ["answered, picture 2", "told 2, answered True"]


def test_listeners_hear_in_the_order_they_came_on_the_thread_of_the_desk(desk: Desk, station: Station) -> None:
    heard: list[tuple[str, str]] = []
    for name in "abc":
        desk.listen(lambda _meeting, name=name: heard.append((name, threading.current_thread().name)))  # type: ignore[misc]
    station.do(Tap("Chamber", 1))
    desk.wake().result(SECONDS)
    assert heard == [(name, "roomflow-desk") for name in "abc"]


def test_a_listener_that_was_taken_off_hears_no_more(desk: Desk, station: Station) -> None:
    heard: list[int] = []
    stop = desk.listen(lambda meeting: heard.append(meeting.seq))
    stop()
    stop()
    station.do(Tap("Chamber", 1))
    desk.wake().result(SECONDS)
    assert heard == []


@pytest.mark.parametrize("error", [ValueError("a bug"), SystemExit(7)])
def test_a_listener_that_raises_stops_neither_the_desk_nor_the_others(
    log: MemoryLog, clock: SimulatedClock, error: BaseException
) -> None:
    errors: list[BaseException] = []
    desk = Desk(log.journal, clock, SeededMint(1), on_error=errors.append)
    heard: list[int] = []

    def breaks(_meeting: Meeting) -> None:
        raise error

    try:
        station = opened(desk)
        desk.wake().result(SECONDS)
        desk.listen(breaks)
        desk.listen(lambda meeting: heard.append(meeting.seq))
        station.do(Tap("Chamber", 1))
        station.do(Tap("Chamber", 1))
    finally:
        desk.stop()
    assert heard == [2, 3]
    assert errors == [error, error]


def test_an_error_hook_that_raises_is_logged_and_the_desk_goes_on(
    log: MemoryLog, clock: SimulatedClock, expect_log: Callable[[str], None]
) -> None:
    expect_log("the desk went on after an error")

    def breaks(_anything: object) -> None:
        raise ValueError("a bug")

    desk = Desk(log.journal, clock, SeededMint(1), on_error=breaks)
    desk.listen(breaks)
    try:
        assert opened(desk).do(Tap("Chamber", 1)).is_done
    finally:
        desk.stop()


def test_a_callback_that_ends_its_thread_keeps_nobody_from_an_answer(log: MemoryLog, clock: SimulatedClock) -> None:
    errors: list[BaseException] = []
    desk = Desk(log.journal, clock, SeededMint(1), on_error=errors.append)

    def leaves(_future: Future[Answer]) -> None:
        raise SystemExit(7)

    try:
        station = opened(desk)

        def asks() -> list[Future[Answer]]:
            futures = [station.ask(Tap("Chamber", 1)) for _ in range(3)]
            futures[0].add_done_callback(leaves)
            return futures

        assert all(answer.is_done for answer in gather(log, station, asks))
        assert station.do(Tap("Chamber", 1)).is_done
    finally:
        desk.stop()
    assert [type(error) for error in errors] == [SystemExit]


# --- failed commits ------------------------------------------------------------------------------------


def test_a_failed_commit_answers_the_whole_batch_with_the_problem(log: MemoryLog, desk: Desk, station: Station) -> None:
    gate, breaks = Gate(), Breaks(StoreProblem(FULL))

    def first_held_then_broken(batches: Sequence[Batch]) -> None:
        gate(batches)
        log.before_commit = breaks

    log.before_commit = first_held_then_broken
    held = station.ask(TurnAway(1, "left-by-choice"))
    assert gate.reached.wait(SECONDS)
    futures = [station.ask(Tap("Chamber", 1), id=f"a{n}") for n in range(5)]
    gate.let_go()
    assert held.result(SECONDS).is_done
    assert [future.result(SECONDS) for future in futures] == [Answer(f"a{n}", 1, problem=FULL) for n in range(5)]
    assert inside(desk) == 0, "the picture shows what is on the disk"
    assert all(station.do(Tap("Chamber", 1), id=f"a{n}").is_done for n in range(5)), "the same ids may be asked again"
    assert inside(desk) == 5
    assert [entry.seq for entry in log.entries[1]] == list(range(1, 8))


def test_after_a_failed_commit_the_next_is_decided_on_what_the_journal_has(
    log: MemoryLog, desk: Desk, station: Station
) -> None:
    log.before_commit = Breaks(StoreProblem(FULL))
    assert station.do(SendParty(people=6), id="lost").problem == FULL
    assert station.do(SendParty(people=6)).entries[0].space == "Chamber", "the six that were not written hold nothing"
    meeting = desk.meeting(1)
    assert meeting is not None
    assert [hold.people for hold in meeting.holds.values()] == [6]
    assert len(log.entries[1]) == 2
    assert (1, "lost") not in log.answers, "what was answered with a problem is not written later"


def test_a_commit_that_failed_and_happened_is_found_by_the_id(log: MemoryLog, desk: Desk, station: Station) -> None:
    def happens_and_fails(batches: Sequence[Batch]) -> None:
        log.before_commit = at_once
        log.add(batches)
        raise StoreProblem("The connection was cut.")

    log.before_commit = happens_and_fails
    assert station.do(Tap("Chamber", 2), id="a").problem is not None
    again = station.do(Tap("Chamber", 2), id="a")
    assert again.is_done
    assert inside(desk) == 2


def test_an_opening_whose_commit_failed_left_nothing_and_may_come_again(log: MemoryLog, station: Station) -> None:
    log.before_commit = Breaks(StoreProblem(FULL))
    assert station.do(elsewhere(2), id="second").problem == FULL
    assert sorted(log.entries) == [1]
    assert station.do(elsewhere(2), id="second").meeting == 2


def test_a_wake_that_could_not_be_written_says_so(
    log: MemoryLog, clock: SimulatedClock, desk: Desk, station: Station
) -> None:
    station.do(SendParty(people=2))
    clock.advance(5 * 60_000)
    log.before_commit = Breaks(StoreProblem(FULL))
    with pytest.raises(StoreProblem, match="full"):
        desk.wake().result(SECONDS)
    desk.wake().result(SECONDS)
    meeting = desk.meeting(1)
    assert meeting is not None
    assert not meeting.holds


def test_a_journal_that_cannot_be_read_is_a_problem_of_the_batch(
    log: MemoryLog, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.service.memory import MemoryJournal

    def breaks(_self: MemoryJournal, _meeting: int, _requests: list[str]) -> None:
        raise StoreProblem("The file was moved.")

    with monkeypatch.context() as patched:
        patched.setattr(MemoryJournal, "answers", breaks)
        assert station.do(Tap("Chamber", 1), id="a").problem == "The file was moved."
    assert station.do(Tap("Chamber", 1), id="a").is_done


def test_a_bug_in_the_journal_is_an_exception_for_the_askers_and_the_desk_goes_on(
    log: MemoryLog, station: Station
) -> None:
    log.before_commit = Breaks(KeyError("a bug"))
    with pytest.raises(KeyError):
        station.do(Tap("Chamber", 1))
    assert station.do(Tap("Chamber", 1)).is_done


# --- another desk was faster ---------------------------------------------------------------------------


def another_desk_taps(log: MemoryLog) -> None:
    """What a desk on another computer writes: one person into the chamber."""
    entries = log.entries[1]
    tapped = entries[-1]._replace(
        seq=len(entries) + 1, kind="tapped", station="desk 9", request=f"other {len(entries)}",
        space="Chamber", people=1, change=1, details={},
    )  # fmt: skip
    log.add([Batch(1, len(entries), [tapped], [])])


def test_where_another_desk_was_faster_the_batch_is_decided_again_on_what_it_wrote(
    log: MemoryLog, desk: Desk, station: Station
) -> None:
    def outrun(_batches: Sequence[Batch]) -> None:
        log.before_commit = at_once
        another_desk_taps(log)

    log.before_commit = outrun
    answer = station.do(Tap("Chamber", 2))
    assert [entry.seq for entry in answer.entries] == [3]
    assert inside(desk) == 3


def test_a_desk_that_is_always_outrun_gives_up_with_a_problem(log: MemoryLog, desk: Desk, station: Station) -> None:
    tries: list[int] = []

    def outrun(_batches: Sequence[Batch]) -> None:
        tries.append(1)
        raise Behind(1, 99)

    log.before_commit = outrun
    assert station.do(Tap("Chamber", 2)).problem == DESK_OUTRUN
    assert len(tries) == desk_module.DECISION_TRIES_MAX
    log.before_commit = at_once
    assert station.do(Tap("Chamber", 2)).is_done


# --- a rule with a bug ---------------------------------------------------------------------------------


def breaks_on_seven(picture: Picture, request: Request, stamp: Stamp) -> list[Entry]:
    """Rules with two bugs: turning seven away breaks the rule, turning six away breaks a handler half-way."""
    people = request.command.people if isinstance(request.command, TurnAway) else 0
    if people == 7:
        raise ZeroDivisionError
    if people == 6:
        good = decide(picture, request, stamp)
        return [*good, good[0]._replace(seq=good[0].seq + 1, kind="no such kind", space="Chamber", change=4)]
    return decide(picture, request, stamp)


@pytest.mark.parametrize(("people", "error"), [(7, ZeroDivisionError), (6, KeyError)])
def test_a_bug_in_a_rule_is_one_askers_exception_and_leaves_the_draft_whole(
    log: MemoryLog, clock: SimulatedClock, people: int, error: type[Exception]
) -> None:
    desk = Desk(log.journal, clock, SeededMint(1), decide=breaks_on_seven)
    try:
        station = opened(desk)

        def asks() -> list[Future[Answer]]:
            first = station.ask(Tap("Chamber", 1))
            bug = station.ask(TurnAway(people, "left-by-choice"), id="bug")
            bugs.append(bug)
            return [first, station.ask(Tap("Chamber", 2))]

        bugs: list[Future[Answer]] = []
        answers = gather(log, station, asks)
        with pytest.raises(error):
            bugs[0].result(SECONDS)
        assert [answer.is_done for answer in answers] == [True, True]
        assert [len(batch.entries) for batch in log.commits[-1]] == [2]
        meeting = desk.meeting(1)
        assert meeting is not None
        assert meeting.spaces["Chamber"].inside == 3
        assert meeting.turned_away == 1, "the one of the batch before"
        assert (1, "bug") not in log.answers
    finally:
        desk.stop()


def test_a_half_changed_draft_is_never_published(log: MemoryLog, clock: SimulatedClock) -> None:
    desk = Desk(log.journal, clock, SeededMint(1), decide=breaks_on_seven)
    try:
        station = opened(desk)

        def asks() -> list[Future[Answer]]:
            first = station.ask(Tap("Chamber", 1))
            bugs.append(station.ask(TurnAway(6, "left-by-choice")))
            return [first]

        bugs: list[Future[Answer]] = []
        gather(log, station, asks)
        with pytest.raises(KeyError):
            bugs[0].result(SECONDS)
        assert inside(desk) == 1
        assert desk.meeting(1) is not None
        assert len(log.entries[1]) == 3
    finally:
        desk.stop()


# --- limits, stop, start -------------------------------------------------------------------------------


def test_a_full_queue_is_answered_at_once_and_takes_more_later(
    log: MemoryLog, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "QUEUE_REQUESTS_MAX", 3)
    gate = Gate()
    log.before_commit = gate
    held = station.ask(Tap("Chamber", 1))
    assert gate.reached.wait(SECONDS)
    waiting = [station.ask(Tap("Chamber", 1)) for _ in range(3)]
    refused = station.ask(Tap("Chamber", 1), id="too many")
    assert refused.done()
    assert refused.result() == Answer("too many", 1, problem=DESK_BUSY)
    woken = station.desk.wake()
    assert woken.done()
    assert isinstance(woken.exception(), StoreProblem)
    gate.let_go()
    assert all(future.result(SECONDS).is_done for future in [held, *waiting])
    assert station.do(Tap("Chamber", 1), id="too many").is_done


def test_stop_finishes_what_is_queued_and_refuses_what_comes_later(
    log: MemoryLog, desk: Desk, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    log.before_commit = gate
    futures = [station.ask(Tap("Chamber", 1))]
    assert gate.reached.wait(SECONDS)
    futures += [station.ask(Tap("Chamber", 1)) for _ in range(10)]
    closed = threading.Event()
    close = desk._inbox.close

    def close_and_say() -> None:
        close()
        closed.set()

    monkeypatch.setattr(desk._inbox, "close", close_and_say)
    stopper = threading.Thread(target=desk.stop)
    stopper.start()
    assert closed.wait(SECONDS)
    late = station.ask(Tap("Chamber", 1), id="late")
    gate.let_go()
    stopper.join(SECONDS)
    assert not stopper.is_alive()
    assert late.result().problem == DESK_STOPPED
    assert all(future.result().is_done for future in futures)
    assert isinstance(desk.wake().exception(), StoreProblem)
    desk.stop()


def test_a_request_cancelled_before_the_desk_took_it_was_never_asked(log: MemoryLog, station: Station) -> None:
    gate = Gate()
    log.before_commit = gate
    held = station.ask(Tap("Chamber", 1))
    assert gate.reached.wait(SECONDS)
    assert not held.cancel(), "the desk has it already"
    withdrawn = station.ask(Tap("Chamber", 1), id="withdrawn")
    assert withdrawn.cancel()
    gate.let_go()
    assert held.result(SECONDS).is_done
    assert station.do(Tap("Chamber", 1)).is_done
    assert (1, "withdrawn") not in log.answers


def test_a_log_that_cannot_be_opened_raises_at_the_start(clock: SimulatedClock) -> None:
    def locked() -> None:
        raise StoreProblem("Another desk works in this folder.")

    desk = Desk(locked, clock, SeededMint(1))  # type: ignore[arg-type]
    early = Station(desk).ask(Tap("Chamber", 1))
    with pytest.raises(StoreProblem, match="Another desk"):
        desk.start()
    assert early.result(SECONDS).problem == DESK_STOPPED
    desk.stop()


def test_a_log_that_cannot_be_folded_raises_at_the_start_and_is_closed(log: MemoryLog, desk: Desk) -> None:
    opened(desk)
    desk.stop()
    log.entries[1][0] = log.entries[1][0]._replace(kind="of a newer program")
    after = desk_on(log, SimulatedClock(0))
    with pytest.raises(StoreProblem, match="Meeting 1 of the log cannot be read"):
        after.start()
    after.stop()


def test_a_desk_that_was_never_started_answers_what_it_was_asked(desk: Desk) -> None:
    asked = Station(desk).ask(Tap("Chamber", 1))
    desk.stop()
    assert asked.result(SECONDS).problem == DESK_STOPPED


def test_what_is_asked_before_the_start_is_answered_after_it(desk: Desk) -> None:
    asked = Station(desk).ask(OPENING, id="open")
    desk.start()
    assert asked.result(SECONDS).is_done


def test_the_thread_of_the_desk_has_a_name_and_keeps_the_program_alive(desk: Desk, station: Station) -> None:
    threads = [thread for thread in threading.enumerate() if thread.name == "roomflow-desk"]
    assert [thread.daemon for thread in threads] == [False]
    with suppress(RuntimeError):
        desk.start()
        pytest.fail("a desk starts once")
