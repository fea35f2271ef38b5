"""A log in memory, written and read by the store's own codec and chain, that fails when it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from roomflow.domain.events import Entry, Kind
from roomflow.store.chain import Sealed, seal
from roomflow.store.codec import entry_of
from roomflow.store.journal import (
    NO_HEAD,
    NO_MEETING,
    Batch,
    Behind,
    DiskFull,
    MeetingLine,
    StoredAnswer,
    StoreProblem,
)


class Fault(Enum):
    """What goes wrong at the next commit; a crash ends the desk, all else it has to live with."""

    BEFORE = auto()
    DISK_FULL = auto()
    AFTER = auto()
    """It was written, and the desk is told that it was not."""
    BEHIND = auto()
    READ = auto()
    """Nothing can be read either, so that no draft can be folded."""
    CRASH_BEFORE = auto()
    CRASH_AFTER = auto()


CRASHES = (Fault.CRASH_BEFORE, Fault.CRASH_AFTER)


class Crash(Exception):  # noqa: N818 - the end of the program, which no handler of it sees
    """The desk is gone. Its own door catches this; the simulation lets it do nothing more."""


@dataclass(slots=True)
class Log:
    """What is on the disk, and what will go wrong with it."""

    sealed: dict[int, list[Sealed]] = field(default_factory=dict)
    answers: dict[tuple[int, str], StoredAnswer] = field(default_factory=dict)
    openings: dict[str, int] = field(default_factory=dict)
    fault: Fault | None = None
    struck: Fault | None = None
    """The fault that struck since this was last looked at."""
    commits: list[Sequence[Batch]] = field(default_factory=list)
    forgets: str = ""
    """Seeded bugs: "answers", "refusals" and "entries" are what it forgets."""

    def head(self, meeting: int) -> bytes:
        sealed = self.sealed.get(meeting)
        return sealed[-1].hash if sealed else NO_HEAD

    def entries(self, meeting: int, after: int = 0) -> list[Entry]:
        """Read back from what was written, as after a restart."""
        return [_entry(sealed) for sealed in self.sealed.get(meeting, ())[after:]]

    def strike(self, *faults: Fault) -> bool:
        """Whether one of these faults strikes now; it does so once."""
        if self.fault is None or self.fault not in faults:
            return False
        self.struck, self.fault = self.fault, None
        return True

    def add(self, batches: Sequence[Batch]) -> list[bytes]:
        for batch in batches:
            if batch.after_seq != len(self.sealed.get(batch.meeting, ())):
                raise Behind(batch.meeting, len(self.sealed.get(batch.meeting, ())))
        self.commits.append(batches)
        return [self._add(batch) for batch in batches]

    def _add(self, batch: Batch) -> bytes:
        head = self.head(batch.meeting)
        sealed = []
        for entry in batch.entries:
            sealed.append(seal(head, entry))
            head = sealed[-1].hash
        forgotten = self.forgets == "entries" and len(self.sealed.get(batch.meeting, ())) % 50 == 0
        if batch.meeting != NO_MEETING and not forgotten:
            self.sealed.setdefault(batch.meeting, []).extend(sealed)
        for stored in batch.answers:
            refused = stored.answer.startswith('{"refused"')
            if batch.entries and batch.entries[0].kind == Kind.OPENED:
                self.openings.setdefault(batch.entries[0].request, batch.meeting)
            elif batch.meeting == NO_MEETING:
                self.openings.setdefault(stored.request, NO_MEETING)
            if self.forgets != "answers" and not (refused and self.forgets == "refusals"):
                assert (batch.meeting, stored.request) not in self.answers, "an answer is stored over"
                self.answers[batch.meeting, stored.request] = stored
        return head


def _entry(sealed: Sealed) -> Entry:
    return entry_of(sealed.columns, sealed.private)


class FaultyJournal:
    """The log as one desk has it open."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.is_open = True

    def meetings(self) -> list[MeetingLine]:
        self._look()
        return [self._line(number, sealed) for number, sealed in self._log.sealed.items()]

    def _line(self, number: int, sealed: Sequence[Sealed]) -> MeetingLine:
        details = _entry(sealed[0]).details
        closed = _entry(sealed[-1]).kind == Kind.CLOSED
        head = sealed[-1].hash.hex()
        return MeetingLine(number, details["name"], details["date"], details["practice"], closed, len(sealed), head)

    def read(self, meeting: int, after: int = 0) -> list[Entry]:
        self._look()
        return self._log.entries(meeting, after)

    def head(self, meeting: int) -> tuple[int, bytes]:
        self._look()
        return len(self._log.sealed.get(meeting, ())), self._log.head(meeting)

    def answers(self, meeting: int, requests: Sequence[str]) -> dict[str, StoredAnswer]:
        self._look()
        there = self._log.answers
        return {request: there[meeting, request] for request in requests if (meeting, request) in there}

    def find_opening(self, request: str) -> tuple[int, StoredAnswer] | None:
        self._look()
        meeting = self._log.openings.get(request)
        stored = None if meeting is None else self._log.answers.get((meeting, request))
        return None if meeting is None or stored is None else (meeting, stored)

    def _look(self) -> None:
        assert self.is_open
        if self._log.strike(Fault.READ):
            raise StoreProblem("The disk cannot be read.")

    def append(self, batches: Sequence[Batch]) -> list[bytes]:
        self._look()
        if self._log.strike(Fault.BEFORE):
            raise StoreProblem("The disk said no.")
        if self._log.strike(Fault.DISK_FULL):
            raise DiskFull("The disk is full.")
        if self._log.strike(Fault.BEHIND):
            raise Behind(batches[0].meeting, batches[0].after_seq)
        if self._log.strike(Fault.CRASH_BEFORE):
            raise Crash
        heads = self._log.add(batches)
        if self._log.strike(Fault.AFTER):
            raise StoreProblem("The disk said no, after it had written.")
        if self._log.strike(Fault.CRASH_AFTER):
            raise Crash
        return heads

    def changed(self) -> bool:
        return False

    def rest(self) -> None:
        """Nothing was left for later."""

    def close(self) -> None:
        self.is_open = False
