"""The bridge: answers and pictures reach the window on its own thread, newest first, and nothing is lost."""

import threading
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.bridge import Bridge, new_request_id
from roomflow.domain.commands import Command, SendParty, StopInvitations, Tap
from roomflow.domain.meeting import Meeting
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from tests.service.evening import OPENING, SECONDS, Gate, Station, elsewhere
from tests.service.memory import MemoryLog

WAIT_MS = int(SECONDS * 1_000)


@pytest.fixture
def watching(bridge: Bridge, desk: Desk) -> Bridge:
    meeting = desk.meeting(1)
    assert meeting is not None
    bridge.watch(meeting)
    return bridge


def test_an_answer_comes_on_the_thread_of_the_window(watching: Bridge, qtbot: QtBot, qapp: QApplication) -> None:
    threads: list[QThread] = []
    watching.answered.connect(lambda _command, _answer: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(watching.answered, timeout=WAIT_MS):
        watching.ask(SendParty(2))
    assert threads == [qapp.thread()]


def test_listeners_of_the_desk_itself_run_elsewhere(desk: Desk, station: Station) -> None:
    """The control of the test above: without the bridge a view would be touched on the desk's thread."""
    names: list[str] = []
    desk.listen(lambda _meeting: names.append(threading.current_thread().name))
    station.do(SendParty(2))
    desk.wake().result(SECONDS)
    assert names == ["roomflow-desk"]


def test_the_request_carries_the_station_the_meeting_and_an_id_of_its_own(
    watching: Bridge, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Request] = []
    ask = desk.ask

    def note(request: Request) -> Future[Answer]:
        asked.append(request)
        return ask(request)

    monkeypatch.setattr(desk, "ask", note)
    with qtbot.waitSignals([watching.answered] * 2, timeout=WAIT_MS):
        first, second = watching.ask(SendParty(2)), watching.ask(SendParty(2))
    assert [request.id for request in asked] == [first, second]
    assert first != second
    assert {(request.station, request.meeting) for request in asked} == {("Desk", 1)}


def test_ids_are_hexadecimal_and_never_the_same() -> None:
    ids = {new_request_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in ids)


def test_the_picture_with_the_entries_is_shown_before_their_answer(watching: Bridge, qtbot: QtBot) -> None:
    shown: list[str | int] = []
    watching.meeting_changed.connect(lambda meeting: shown.append(meeting.seq))
    watching.answered.connect(lambda _command, answer: shown.append(f"answer {answer.entries[-1].seq}"))
    with qtbot.waitSignal(watching.answered, timeout=WAIT_MS):
        watching.ask(SendParty(2))
    assert shown == [2, "answer 2"]


def test_a_window_that_is_behind_is_shown_the_newest_picture_once(
    watching: Bridge, station: Station, desk: Desk, qtbot: QtBot
) -> None:
    shown: list[int] = []
    watching.meeting_changed.connect(lambda meeting: shown.append(meeting.seq))
    with qtbot.waitSignal(watching.meeting_changed, timeout=WAIT_MS):
        for _ in range(20):  # the window's loop does not run meanwhile
            station.do(Tap("Chamber", 1))
        desk.wake().result(SECONDS)
    assert shown == [21]


def test_a_picture_of_another_meeting_is_not_shown(watching: Bridge, station: Station, qtbot: QtBot) -> None:
    other = station.do(OPENING)
    shown: list[Meeting] = []
    watching.meeting_changed.connect(shown.append)
    station.meeting = other.meeting
    station.do(Tap("Chamber", 1))
    with qtbot.waitSignal(watching.answered, timeout=WAIT_MS):
        watching.ask(Tap("Chamber", 1))
    assert [meeting.number for meeting in shown] == [1]


def test_a_refusal_is_an_answer(watching: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watching.answered, timeout=WAIT_MS) as waiting:
        watching.ask(SendParty(99))
    command, answer = waiting.args
    assert command == SendParty(99)
    assert answer.refusal.key == "group-too-large"


def test_waiting_counts_until_the_store_has_answered(watching: Bridge, log: MemoryLog, qtbot: QtBot) -> None:
    gate = Gate()
    log.before_commit = gate
    watching.ask(StopInvitations())
    assert gate.reached.wait(SECONDS)
    assert watching.waiting == 1
    with qtbot.waitSignal(watching.answered, timeout=WAIT_MS):
        gate.let_go()
    assert watching.waiting == 0


def test_a_bug_of_the_desk_is_reported_and_not_swallowed(
    watching: Bridge, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken: Future[Answer] = Future()
    broken.set_exception(ZeroDivisionError("a rule"))
    monkeypatch.setattr(desk, "ask", lambda _request: broken)
    answers: list[tuple[Command, Answer]] = []
    watching.answered.connect(lambda command, answer: answers.append((command, answer)))
    with qtbot.waitSignal(watching.failed, timeout=WAIT_MS) as waiting:
        watching.ask(SendParty(1))
    assert isinstance(waiting.args[0], ZeroDivisionError)
    assert answers == []
    assert watching.waiting == 0


def test_opening_a_meeting_names_no_meeting(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.answered, timeout=WAIT_MS) as waiting:
        bridge.ask(elsewhere(2))
    assert waiting.args[1].meeting == 2


def test_the_time_is_the_desks(bridge: Bridge, clock: SimulatedClock) -> None:
    before = bridge.now_ms()
    clock.advance(1_500)
    assert bridge.now_ms() - before == 1_500
