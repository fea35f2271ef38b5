"""Where an evening is that is not in the log: practice evenings lie in a folder of their own beside it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from roomflow import paths
from roomflow.cli.errors import Stop
from roomflow.sentences import sentence as _
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import LOG_NAME, open_reader


class Elsewhere(Struct, frozen=True):
    """Tells where to look beside the log of a folder, and by which command; `words` are those behind `--data`."""

    folder: Path
    command: str
    words: tuple[str, ...] = ()

    def sentence(self, absent: str, meeting: int | None = None, head: bytes | None = None) -> str:
        """The sentence that something is not here, and where it is if it lies among the practice evenings."""
        practice = paths.practice_folder(self.folder)
        if not self._has(practice, meeting, head):
            return absent
        words = [*self.words, *(["--meeting", str(meeting)] if meeting is not None else [])]
        command = shlex.join(["roomflow", self.command, "--data", str(practice), *words])
        return _("{absent} It is among the practice evenings: {command}", absent=absent, command=command)

    @contextmanager
    def or_there(self, meeting: int | None = None) -> Iterator[None]:
        """Says so where the folder has no log at all."""
        try:
            yield
        except StoreProblem as problem:
            if (self.folder / LOG_NAME).exists():
                raise
            raise Stop(self.sentence(problem.sentence, meeting)) from problem

    def _has(self, practice: Path, meeting: int | None, head: bytes | None) -> bool:
        if not (practice / LOG_NAME).exists():
            return False
        try:
            with open_reader(practice) as reader:
                if head is not None:
                    return bool(reader.rows("SELECT 1 FROM entries WHERE hash = :head", {"head": head}))
                numbers = [line.number for line in reader.meetings() if line.disposed_at is None]
        except StoreProblem:
            return False
        return bool(numbers) and (meeting is None or meeting in numbers)
