"""A window that stands still is noticed, once, with what it was doing; the clock is moved by hand."""

import threading

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.lateness import LATE_MS, NOTES_MAX, Lateness, Watch


class Hand:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def noted() -> list[str]:
    return []


@pytest.fixture
def watch(hand: Hand, noted: list[str]) -> Watch:
    return Watch(hand, lambda: "in act", noted.append)


@pytest.fixture
def busy(hand: Hand, noted: list[str]) -> Watch:
    """A window that stands still in another place each time."""
    places = iter(range(10_000))
    return Watch(hand, lambda: f'  File "a.py", line {next(places)}, in act', noted.append)


def test_a_standstill_is_noted_once_with_its_stack(watch: Watch, hand: Hand, noted: list[str]) -> None:
    hand.now += (LATE_MS + 10) / 1_000
    watch.look()
    hand.now += 1
    watch.look()
    assert noted == [f"the window stands still for {LATE_MS + 10} ms, here:\nin act"]


def test_a_window_that_beats_in_time_is_never_noted(watch: Watch, hand: Hand, noted: list[str]) -> None:
    for _ in range(100):
        hand.now += LATE_MS / 1_000 - 0.001
        watch.look()
        watch.beat()
    assert noted == []


def test_the_next_standstill_is_noted_again_and_not_without_end(busy: Watch, hand: Hand, noted: list[str]) -> None:
    for _ in range(NOTES_MAX + 20):
        hand.now += 1
        busy.look()
        busy.beat()
    assert len(noted) == NOTES_MAX


def test_one_place_fills_no_log_it_is_noted_once_and_then_counted(watch: Watch, hand: Hand, noted: list[str]) -> None:
    for _ in range(250):
        hand.now += 1
        watch.look()
        watch.beat()
    assert [note.split(" at ")[0] for note in noted[1:]] == [
        "the window stood still 10 times",
        "the window stood still 100 times",
    ]


def test_the_stack_is_that_of_the_gui_thread(hand: Hand, noted: list[str], qtbot: QtBot) -> None:
    lateness = Lateness(noted.append, hand)
    waited = threading.Event()

    def another_thread() -> None:
        hand.now += 1
        lateness.watch.look()
        waited.set()

    def stand_still() -> None:
        thread = threading.Thread(target=another_thread)
        thread.start()
        waited.wait()
        thread.join()

    QTimer.singleShot(0, stand_still)
    qtbot.waitUntil(waited.is_set)
    assert len(noted) == 1
    assert "stand_still" in noted[0]
    lateness.deleteLater()


def test_it_begins_and_ends_without_leaving_a_thread(noted: list[str], qtbot: QtBot) -> None:
    lateness = Lateness(noted.append)
    lateness.begin()
    lateness.begin()
    assert [thread.name for thread in threading.enumerate()].count("roomflow-lateness") == 1
    lateness.end()
    assert "roomflow-lateness" not in [thread.name for thread in threading.enumerate()]
    lateness.deleteLater()
