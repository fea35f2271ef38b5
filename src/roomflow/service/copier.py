"""The copier: a thread of its own that keeps a copy of the log in a second folder, on an interval and at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from roomflow.service.clock import Clock
from roomflow.settings import MINUTE_MS
from roomflow.store.copies import Copied, copy_log
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import copied, keep

STOP_SECONDS_MAX: Final = 120.0

Copy = Callable[[Path, Path], Copied]


class CopyState(Struct, frozen=True):
    """How it stands with the copies: `at` is when the last one was known to be whole (UTC ms), `problem` a sentence."""

    folder: Path
    at: int | None = None
    problem: str = ""


class Copier:
    """Copies the log of a folder to another; `tell` hears of every new state on the copier's thread."""

    def __init__(
        self,
        folder: Path,
        to: Path,
        minutes: int,
        clock: Clock,
        tell: Callable[[CopyState], None],
        *,
        after: Copier | None = None,
        copy: Copy = copy_log,
    ) -> None:
        """`after` is the copier this one takes over from: two never write at once."""
        self._folder, self._to, self._minutes = folder, to, minutes
        self._clock, self._tell, self._copy = clock, tell, copy
        self._after = after
        self._wanted = threading.Event()
        self._is_stopped = False
        self._state = CopyState(to)
        self._made: tuple[Copied, int] | None = None
        """The newest copy, and when it was whole (UTC ms)."""
        self._kept: tuple[Path, tuple[int, ...]] | None = None
        """What is kept in mind of the copies: where, and which meetings."""
        self._thread = threading.Thread(target=self._run, name="roomflow-copier", daemon=False)

    def start(self) -> None:
        """Make the first copy now, and further ones from time to time."""
        self._thread.start()

    def copy_now(self) -> None:
        """Make a copy as soon as the one that runs is done."""
        self._wanted.set()

    def end(self) -> None:
        """Make one last copy and end; nobody waits for it."""
        self._is_stopped = True
        self._wanted.set()

    def stop(self) -> None:
        """Make one last copy and end. Raises TimeoutError where the medium takes longer than STOP_SECONDS_MAX."""
        self.end()
        self._thread.join(STOP_SECONDS_MAX)
        if self._thread.is_alive():
            raise TimeoutError(f"The copy to {self._to} did not end within {STOP_SECONDS_MAX:.0f} seconds.")

    def _run(self) -> None:
        if self._after is not None:
            self._after.stop()
            self._after = None
        is_last = False
        while True:
            self._make_copy()
            if is_last:
                self._keep_in_mind()
                return
            self._wanted.wait(self._clock.seconds_for(self._minutes * MINUTE_MS))
            self._wanted.clear()
            is_last = self._is_stopped

    def _make_copy(self) -> None:
        try:
            made = self._copy(self._folder, self._to)
            self._made = (made, self._clock.read().at)
            if self._kept != (made.place, made.meetings):
                self._keep_in_mind()
        except StoreProblem as problem:
            self._state = CopyState(self._to, self._state.at, problem.sentence)
        else:
            self._state = CopyState(self._to, self._made[1])
        self._tell(self._state)

    def _keep_in_mind(self) -> None:
        """Write down beside the log where its copies lie, so that a disposal finds or lists them: once for each place
        and meeting, and at the end with the date of the last copy."""
        if self._made is None:
            return
        made, at = self._made
        with suppress(StoreProblem):  # the copy is whole all the same; the log's own disk says what is wrong with it
            keep(self._folder, copied(at, made.place, made.meetings))
            self._kept = (made.place, made.meetings)
