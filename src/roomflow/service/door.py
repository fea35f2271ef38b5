"""The one door where an unknown error is caught, so that one asker's bug does not end the desk for all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from roomflow.service.inbox import Item

Result = TypeVar("Result")


def at_the_door(act: Callable[[], Result]) -> tuple[Result | None, BaseException | None]:
    """What an act gave, or what it raised: that goes to the asker's future, or to `on_error` where nobody asked.

    SystemExit too: on the desk's thread it would end the desk without a word.
    """
    try:
        return act(), None
    except BaseException as error:  # noqa: BLE001 - handed on, see above
        return None, error


def resolve(item: Item, answer: Any, error: BaseException | None) -> None:
    """Give an asker the answer, or what was raised in its place."""
    if error is not None:
        item.future.set_exception(error)
    else:
        item.future.set_result(answer)


def log_error(error: BaseException) -> None:
    """Where nobody takes the errors that no asker gets."""
    logging.getLogger(__name__).error("the desk went on after an error", exc_info=error)
