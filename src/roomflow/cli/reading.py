"""The log that a command reads, and what a person is told where it cannot be read at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from roomflow.cli.errors import Stop
from roomflow.sentences import sentence as _
from roomflow.store.sqlite import Reader, open_reader

DAMAGE: Final = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What reading comes to where another tool changed the tables of a log."""


@contextmanager
def reading(folder: Path) -> Iterator[Reader]:
    """The log of a folder; one that was damaged in its structure, where no single entry can be named, is a finding."""
    try:
        with open_reader(folder) as reader:
            yield reader
    except DAMAGE as error:
        raise Stop(
            _("The log in the folder {folder} is damaged: its tables or views are not those of a log.", folder=folder),
            1,
        ) from error
