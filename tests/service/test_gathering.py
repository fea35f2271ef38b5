"""Who was answered together and asks again together is taken in one batch; who asks alone waits for nobody."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from roomflow.domain.commands import CallNext
from roomflow.domain.requests import Request
from roomflow.service import inbox as inboxes
from roomflow.service.clock import SystemClock
from roomflow.service.inbox import Ask, Inbox, Item

SECONDS = 30.0


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Inbox:
    """An inbox of which one batch was taken long ago, so that its patience is longer than any test."""
    monkeypatch.setattr(inboxes, "PATIENCE_SECONDS_MAX", SECONDS)
    monkeypatch.setattr(inboxes, "PATIENCE_PART", 1)
    inbox = Inbox(SystemClock())
    inbox._taken_at = time.monotonic() - SECONDS
    return inbox


def put(inbox: Inbox, number: int) -> None:
    inbox.ask(Request(f"request-{number}", "Desk", CallNext(), 1))


def ids(items: list[Item]) -> list[str]:
    return [item.request.id for item in items if isinstance(item, Ask)]


def test_two_that_were_answered_together_are_taken_together_when_the_second_asks_again(patient: Inbox) -> None:
    patient.expect(2)
    put(patient, 1)
    with ThreadPoolExecutor(1) as desk:
        taking = desk.submit(patient.take, None)
        put(patient, 2)
        assert ids(taking.result(SECONDS)) == ["request-1", "request-2"]


def test_negative_control_where_nobody_is_expected_the_first_is_taken_alone(patient: Inbox) -> None:
    put(patient, 1)
    assert ids(patient.take(None)) == ["request-1"]


def test_who_was_answered_alone_waits_for_nobody(patient: Inbox) -> None:
    patient.expect(1)
    put(patient, 1)
    assert ids(patient.take(None)) == ["request-1"]


def test_who_came_while_the_others_were_written_is_expected_with_them(patient: Inbox) -> None:
    put(patient, 1)
    patient.expect(1)
    with ThreadPoolExecutor(1) as desk:
        taking = desk.submit(patient.take, None)
        put(patient, 2)
        assert ids(taking.result(SECONDS)) == ["request-1", "request-2"]


def test_after_a_batch_was_taken_nobody_is_expected_any_more(patient: Inbox) -> None:
    patient.expect(1)
    put(patient, 1)
    patient.take(None)
    put(patient, 2)
    assert ids(patient.take(None)) == ["request-2"]


def test_those_who_do_not_come_again_are_waited_for_a_part_of_a_commit_and_no_longer() -> None:
    inbox = Inbox(SystemClock())
    inbox.expect(2)
    assert inbox._patience <= inboxes.PATIENCE_SECONDS_MAX
    put(inbox, 1)
    assert ids(inbox.take(None)) == ["request-1"]


def test_an_inbox_that_closes_waits_for_nobody(patient: Inbox) -> None:
    patient.expect(2)
    put(patient, 1)
    threading.Thread(target=patient.close).start()
    assert ids(patient.take(None)) == ["request-1"]
