"""Report files: names nothing typed can lead astray, and writing that is whole or not there at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from roomflow.reports.tables import PRACTICE, Evening
from roomflow.sentences import sentence as _

_UNSAFE_IN_NAMES: Final = re.compile(r"[^0-9A-Za-z-]+")
DATE_CHARACTERS_MAX: Final = 20
"""A date has ten; another tool may have written the log."""


def no_such_meeting(number: int, there: Iterable[int]) -> str:
    """That a log has no meeting of this number; `there` are those it has."""
    numbers = ", ".join(map(str, there))
    if not numbers:
        return _("There is no meeting in this log.")
    return _("There is no meeting {number} in this log; it has {numbers}.", number=number, numbers=numbers)


def not_written(folder: Path, error: OSError) -> str:
    return _("The folder {folder} cannot be written: {reason}.", folder=folder, reason=error.strerror or error)


class ReportError(Exception):
    """A report cannot be written; `sentence` is a full one for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def file_name(evening: Evening, name: str, suffix: str) -> str:
    """Of the date, the meeting's number and a name of ours: nothing a person typed as text."""
    practice = f"{PRACTICE}-" if evening.end.practice else ""
    date = _UNSAFE_IN_NAMES.sub("-", evening.end.date)[:DATE_CHARACTERS_MAX]
    return f"{practice}{date}-meeting-{evening.number}-{name}.{suffix}"


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half written, also when the plug is pulled; raises OSError."""
    make_file(path, lambda temporary: _write(temporary, data))


def make_file(path: Path, make: Callable[[Path], object]) -> None:
    """Have a file made under a temporary name beside its own, sync it, and give it its name. Raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    os.close(descriptor)
    temporary = Path(name)
    try:
        make(temporary)
        _sync(temporary)
        temporary.chmod(0o644)  # mkstemp's file is for its owner alone; a report is handed on
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; Windows knows no such thing and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
