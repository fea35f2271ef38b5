"""Answers of the desk's thread come to the loop all at once, each to who waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Thread

import pytest

from roomflow.domain.commands import CallNext
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.service.inbox import Awaiting
from roomflow.web.handover import Handover
from tests.web.loops import in_a_loop


def nobody(_asked: Sequence[tuple[Request, Awaiting]], _once_answered: Callable[[], object]) -> None:
    raise AssertionError("nothing is asked")


def asked(number: int) -> Request:
    return Request(f"request-{number}", "Desk", CallNext(), 1)


def run_with(answers: list[Future[int]], act: object) -> tuple[list[object], int]:
    """What each got, and how often the loop was woken for it."""
    woken = 0

    async def wait() -> list[object]:
        nonlocal woken
        loop, handover = asyncio.get_running_loop(), Handover(nobody)
        wake = loop.call_soon_threadsafe

        def counted(*words: object) -> object:
            nonlocal woken
            woken += 1
            return wake(*words)  # type: ignore[arg-type]

        loop.call_soon_threadsafe = counted  # type: ignore[assignment,method-assign]
        waiting = [asyncio.create_task(handover.wait(answer)) for answer in answers]
        await asyncio.sleep(0)
        desk = Thread(target=act)  # type: ignore[arg-type]
        desk.start()
        desk.join()  # the loop stands still meanwhile, as it does while the desk has the interpreter
        return await asyncio.gather(*waiting, return_exceptions=True)

    return in_a_loop(wait()), woken


def test_a_whole_commit_wakes_the_loop_once_and_everybody_gets_its_own_answer() -> None:
    answers: list[Future[int]] = [Future() for _ in range(8)]

    def settle() -> None:
        for number, answer in enumerate(answers):
            answer.set_result(number)

    assert run_with(answers, settle) == (list(range(8)), 1)


def test_an_answer_that_is_an_error_is_raised_where_it_is_waited_for() -> None:
    answers: list[Future[int]] = [Future(), Future()]
    error = ValueError("a rule has a bug")

    def settle() -> None:
        answers[0].set_exception(error)
        answers[1].set_result(2)

    assert run_with(answers, settle)[0] == [error, 2]


def test_who_does_not_wait_any_more_has_not_asked() -> None:
    async def wait() -> Future[int]:
        asked: Future[int] = Future()
        waiting = asyncio.create_task(Handover(nobody).wait(asked))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return asked

    assert in_a_loop(wait()).cancelled()


def test_who_went_before_the_desk_took_the_request_has_not_asked_and_who_stays_has() -> None:
    taken: list[bool] = []

    async def ask() -> str:
        put: list[Awaiting] = []
        wakes: list[Callable[[], object]] = []

        def ask_all(together: Sequence[tuple[Request, Awaiting]], once_answered: Callable[[], object]) -> None:
            put.extend(awaiting for _, awaiting in together)
            wakes.append(once_answered)

        handover = Handover(ask_all)
        going, staying = (asyncio.create_task(handover.ask(asked(number))) for number in range(2))
        while len(put) < 2:
            await asyncio.sleep(0)
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
        taken.extend(awaiting.set_running_or_notify_cancel() for awaiting in put)
        put[1].set_result(Answer("stays", 1))
        wakes[0]()
        return (await staying).request

    assert in_a_loop(ask()) == "stays"
    assert taken == [False, True]


def test_an_error_of_the_desk_is_raised_where_it_was_asked() -> None:
    def ask_all(together: Sequence[tuple[Request, Awaiting]], once_answered: Callable[[], object]) -> None:
        for _, awaiting in together:
            awaiting.set_exception(ValueError("a rule has a bug"))
            assert awaiting.done()
        once_answered()

    with pytest.raises(ValueError, match="a rule has a bug"):
        in_a_loop(Handover(ask_all).ask(asked(1)))


def test_what_is_asked_in_one_turn_of_the_loop_is_put_before_the_desk_at_once_and_in_order() -> None:
    heard: list[list[str]] = []

    def ask_all(together: Sequence[tuple[Request, Awaiting]], once_answered: Callable[[], object]) -> None:
        heard.append([request.id for request, _ in together])
        for request, awaiting in together:
            assert awaiting.set_running_or_notify_cancel()
            awaiting.set_result(Answer(request.id, 1))
        once_answered()

    async def ask() -> list[str]:
        handover = Handover(ask_all)
        together = await asyncio.gather(*(handover.ask(asked(number)) for number in range(3)))
        later = await handover.ask(asked(3))
        return [answer.request for answer in (*together, later)]

    ids = [asked(number).id for number in range(4)]
    assert in_a_loop(ask()) == ids
    assert heard == [ids[:3], ids[3:]]


def test_a_name_that_no_log_can_hold_fails_its_own_request_and_no_other() -> None:
    def ask_all(together: Sequence[tuple[Request, Awaiting]], once_answered: Callable[[], object]) -> None:
        for _, awaiting in together:
            awaiting.set_result(Answer("whole", 1))
        once_answered()

    async def ask() -> list[object]:
        handover = Handover(ask_all)
        broken = Request("zero\0", "Desk", CallNext(), 1)
        return [*await asyncio.gather(handover.ask(broken), handover.ask(asked(1)), return_exceptions=True)]

    first, second = in_a_loop(ask())
    assert isinstance(first, ValueError)
    assert second == Answer("whole", 1)
