"""Races through the real desk and the real store: two threads want what only one can have, at points we choose.

No thread sleeps. Where one stops it waits for an event that another sets: while the desk decides, or before or after
it commits, or while it tells, the second asker's request is put into its queue. Without a point both run freely from
a barrier, and the system's own dice decide.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

from roomflow.domain.decide import decide as decide_by_rules
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Meeting, Picture
from roomflow.domain.requests import Request, Stamp
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.drafts import Decide
from roomflow.service.mint import SeededMint
from roomflow.store.journal import Batch
from roomflow.store.sqlite import SqliteJournal, open_journal
from tests.service.evening import OPENING, SECONDS, SIX_PM, Station


class Point(Enum):
    """Where the first of two is held while the second asks."""

    FREE = auto()
    """Nowhere: both run from a barrier."""
    QUEUE = auto()
    """In the queue, so that both come in one batch."""
    DECIDE = auto()
    COMMIT = auto()
    WRITTEN = auto()
    """On the disk, and nobody was answered yet."""
    TOLD = auto()


class Pauses:
    """Holds the desk's thread once, at the point it was armed for."""

    def __init__(self) -> None:
        self._armed: Point | None = None
        self.reached, self._go = Event(), Event()

    def arm(self, point: Point) -> None:
        self.reached, self._go = Event(), Event()
        self._armed = point

    def here(self, point: Point) -> None:
        if self._armed is point:
            self._armed = None
            self.reached.set()
            assert self._go.wait(SECONDS), f"nobody let the desk go on from {point}"

    def let_go(self) -> None:
        self._armed = None
        self._go.set()


class PausedJournal:
    """The real journal, with a point before and one behind every commit."""

    def __init__(self, journal: SqliteJournal, pauses: Pauses) -> None:
        self._journal = journal
        self._pauses = pauses

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def append(self, batches: Sequence[Batch]) -> list[bytes]:
        self._pauses.here(Point.COMMIT)
        heads = self._journal.append(batches)
        self._pauses.here(Point.WRITTEN)
        return heads


Act = Callable[[], Answer | None]
"""What one of the two does: asks, or lets time pass and wakes the desk (then there is no answer)."""


@dataclass(slots=True)
class Course:
    """A desk, its clock and its points; each race has a meeting of its own."""

    desk: Desk
    clock: SimulatedClock
    pauses: Pauses
    dice: random.Random
    asked: int = 0

    def meeting(self) -> Station:
        self.asked += 1
        number = Station(self.desk, "clerk").do(OPENING, id=f"open {self.asked}").meeting
        return Station(self.desk, f"desk {number}", number)

    def other(self, station: Station) -> Station:
        return Station(self.desk, f"other {station.meeting}", station.meeting)

    def picture(self, station: Station) -> Meeting:
        assert station.meeting is not None
        picture = self.desk.meeting(station.meeting)
        assert picture is not None
        return picture

    def run(self, first: Act, second: Act) -> tuple[Answer | None, Answer | None]:
        """Both at once; which is first, and where it is held, the dice say. Gives their answers in this order."""
        point = self.dice.choice(list(Point))
        if self.dice.random() < 0.5:
            return self._race(first, second, point)
        answers = self._race(second, first, point)
        return answers[1], answers[0]

    def _race(self, first: Act, second: Act, point: Point) -> tuple[Answer | None, Answer | None]:
        if point is Point.FREE:
            barrier = Barrier(2)
            threads = [_Asker(first, barrier), _Asker(second, barrier)]
            return threads[0].answer(), threads[1].answer()
        self.pauses.arm(Point.COMMIT if point is Point.QUEUE else point)
        blocker = self.meeting_of_nobody() if point is Point.QUEUE else None
        held = _Asker(first) if blocker is None else blocker
        assert self.pauses.reached.wait(SECONDS), point
        queued = [_Asker(first)] if blocker is not None else [held]
        if blocker is not None:
            self._wait_until_queued(1)
        queued.append(_Asker(second))
        self._wait_until_queued(len(queued) if blocker is not None else 1)
        self.pauses.let_go()
        if blocker is not None:
            blocker.answer()
        return queued[0].answer(), queued[1].answer()

    def meeting_of_nobody(self) -> _Asker:
        """A commit that has nothing to do with the race and holds the desk."""
        self.asked += 1
        name = f"open {self.asked}"
        return _Asker(lambda: Station(self.desk, "clerk").do(OPENING, id=name))

    def _wait_until_queued(self, number: int) -> None:
        inbox = self.desk._inbox
        with inbox._gate:
            assert inbox._gate.wait_for(lambda: len(inbox._items) >= number, SECONDS)


class _Asker(Thread):
    """One of the two, on a thread of its own."""

    def __init__(self, act: Act, barrier: Barrier | None = None) -> None:
        super().__init__(name="asker")
        self._act, self._barrier = act, barrier
        self._answer: Answer | None = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            if self._barrier is not None:
                self._barrier.wait(SECONDS)
            self._answer = self._act()
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is asked for
            self._error = error

    def answer(self) -> Answer | None:
        self.join(SECONDS)
        assert not self.is_alive(), "no answer"
        if self._error is not None:
            raise self._error
        return self._answer


@contextmanager
def course(folder: Path, seed: int, decide: Decide = decide_by_rules) -> Iterator[Course]:
    """A desk on a log in that folder. It does not wait for the disk: what a crash leaves is proved elsewhere."""
    pauses = Pauses()

    def paused(picture: Picture, request: Request, stamp: Stamp) -> Sequence[Entry]:
        pauses.here(Point.DECIDE)
        return decide(picture, request, stamp)

    clock = SimulatedClock(SIX_PM)
    desk = Desk(
        lambda: PausedJournal(open_journal(folder, practice=False, durable=False), pauses),
        clock,
        SeededMint(seed),
        decide=paused,
    )
    desk.listen(lambda _meeting: pauses.here(Point.TOLD))
    desk.start()
    try:
        yield Course(desk, clock, pauses, random.Random(seed))
    finally:
        pauses.let_go()
        desk.stop()
