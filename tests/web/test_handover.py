"""Answers of the desk's thread come to the loop all at once, each to who waits for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from threading import Thread

import pytest

from roomflow.web.handover import Handover


def run_with(answers: list[Future[int]], act: object) -> tuple[list[object], int]:
    """What each got, and how often the loop was woken for it."""
    woken = 0

    async def wait() -> list[object]:
        nonlocal woken
        loop, handover = asyncio.get_running_loop(), Handover()
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

    return asyncio.run(wait()), woken


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
        waiting = asyncio.create_task(Handover().wait(asked))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return asked

    assert asyncio.run(wait()).cancelled()
