"""Keeps Python from looking for garbage while a long log is read."""

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
