"""The log is asked once for all requests of a commit, and each of them still gets the answer it got before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from roomflow.domain.commands import Tap
from roomflow.domain.requests import Request
from roomflow.service.earlier import Earlier
from roomflow.store.journal import StoredAnswer
from tests.service.evening import Station, gather
from tests.service.memory import MemoryJournal, MemoryLog

Asked = list[tuple[int, tuple[str, ...]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the log was asked for: a meeting, and ids of requests."""
    heard: Asked = []
    answers = MemoryJournal.answers

    def listening(journal: MemoryJournal, meeting: int, requests: Sequence[str]) -> dict[str, StoredAnswer]:
        heard.append((meeting, tuple(requests)))
        return answers(journal, meeting, requests)

    monkeypatch.setattr(MemoryJournal, "answers", listening)
    return heard


def tap(name: str, meeting: int | None = 1) -> Request:
    return Request(name, "desk 1", Tap("Chamber", 1), meeting)


def test_the_log_is_asked_once_for_all_requests_of_a_commit(log: MemoryLog, station: Station, asked: Asked) -> None:
    first = station.do(Tap("Chamber", 1), id="before")
    asked.clear()
    wanted = ["before", *(f"new {number}" for number in range(20))]
    answers = gather(log, station, lambda: [station.ask(Tap("Chamber", 1), id=name) for name in wanted])
    assert asked[-1] == (1, tuple(wanted))
    assert len(asked) == 2, "for the one that was held, and for the others together"
    assert answers[0] == first
    assert [answer.request for answer in answers if answer.is_done] == wanted


def test_what_was_found_for_one_batch_is_asked_for_again_in_the_next(log: MemoryLog, asked: Asked) -> None:
    earlier = Earlier(log.journal())
    earlier.look_up([tap("a"), tap("b", 2), tap("c"), tap("d", None)])
    assert asked == [(1, ("a", "c")), (2, ("b",))]
    assert earlier.answer(1, "a") is None
    assert len(asked) == 2
    log.answers[1, "a"] = kept = StoredAnswer("a", bytes(32), "{}", 1)
    assert earlier.answer(1, "a") is None
    earlier.look_up([tap("a")])
    assert earlier.answer(1, "a") == kept


def test_what_the_desk_asks_itself_within_a_batch_is_asked_for_alone(log: MemoryLog, asked: Asked) -> None:
    earlier = Earlier(log.journal())
    earlier.look_up([tap("a")])
    assert earlier.answer(1, "expire:7") is None
    assert earlier.answer(1, "expire:7") is None
    assert asked[1:] == [(1, ("expire:7",))]
