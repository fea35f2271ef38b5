"""Keeps Python from looking for garbage while there is none: while a program is read, and a long log."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Python does not look, again and again, for rings of garbage: among the millions of cells of a long log are none.

    Its search stops every thread for most of a second there. Afterwards it looks again where it did before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def nothing_thrown_away_ever() -> Iterator[None]:
    """The same, and what was made meanwhile is never looked at: a program's modules stay as long as it runs.

    Else Python would look at all of them as soon as it may again, which takes 3 ms of a start.
    """
    with nothing_thrown_away():
        yield
        gc.freeze()
