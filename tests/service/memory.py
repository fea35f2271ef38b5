"""A log kept in memory: what a desk needs of a journal, with a place to hold a commit or to break it."""

import hashlib
import threading
from collections.abc import Callable, Sequence

from roomflow.domain.events import Entry, Kind
from roomflow.store.journal import NO_HEAD, NO_MEETING, Batch, Behind, MeetingLine, StoredAnswer

Commit = Callable[[Sequence[Batch]], None]


def at_once(_batches: Sequence[Batch]) -> None:
    """A commit that nothing holds."""


class MemoryLog:
    """What stays when a desk stops. `commits` has what each commit wrote."""

    def __init__(self) -> None:
        self.entries: dict[int, list[Entry]] = {}
        self.heads: dict[int, bytes] = {}
        self.answers: dict[tuple[int, str], StoredAnswer] = {}
        self.commits: list[Sequence[Batch]] = []
        self.before_commit: Commit = at_once
        self.at_rest: Callable[[], None] = lambda: None
        self.forgets_answers = False

    def journal(self) -> "MemoryJournal":
        return MemoryJournal(self)

    def add(self, batches: Sequence[Batch]) -> list[bytes]:
        for batch in batches:
            seq = len(self.entries.get(batch.meeting, ()))
            if batch.after_seq != seq:
                raise Behind(batch.meeting, seq)
        for batch in batches:
            if batch.meeting != NO_MEETING:
                self.entries.setdefault(batch.meeting, []).extend(batch.entries)
            for stored in batch.answers:
                assert (batch.meeting, stored.request) not in self.answers, "stored over"
                self.answers[batch.meeting, stored.request] = stored
            for entry in batch.entries:
                before = self.heads.get(batch.meeting, NO_HEAD)
                self.heads[batch.meeting] = hashlib.sha256(before + repr(entry).encode()).digest()
        self.commits.append(batches)
        return [self.heads.get(batch.meeting, NO_HEAD) for batch in batches]


class MemoryJournal:
    """The log as its one writer has it; like a connection to SQLite it belongs to the thread that opened it."""

    def __init__(self, log: MemoryLog) -> None:
        self._log = log
        self._thread = threading.get_ident()
        self.is_open = True

    def _check(self) -> None:
        assert threading.get_ident() == self._thread, "a journal belongs to one thread"
        assert self.is_open

    def meetings(self) -> list[MeetingLine]:
        self._check()
        return [self._line(number, entries) for number, entries in self._log.entries.items()]

    def _line(self, number: int, entries: Sequence[Entry]) -> MeetingLine:
        opened = entries[0].details
        closed = entries[-1].kind == Kind.CLOSED
        head = self._log.heads[number].hex()
        return MeetingLine(number, opened["name"], opened["date"], opened["practice"], closed, len(entries), head)

    def read(self, meeting: int, after: int = 0) -> list[Entry]:
        self._check()
        return self._log.entries.get(meeting, [])[after:]

    def head(self, meeting: int) -> tuple[int, bytes]:
        self._check()
        return len(self._log.entries.get(meeting, ())), self._log.heads.get(meeting, NO_HEAD)

    def answers(self, meeting: int, requests: Sequence[str]) -> dict[str, StoredAnswer]:
        self._check()
        there = {} if self._log.forgets_answers else self._log.answers
        return {request: there[meeting, request] for request in requests if (meeting, request) in there}

    def find_opening(self, request: str) -> tuple[int, StoredAnswer] | None:
        self._check()
        for number, entries in self._log.entries.items():
            if entries[0].request == request:
                return number, self._log.answers[number, request]
        refused = self._log.answers.get((NO_MEETING, request))
        return None if refused is None else (NO_MEETING, refused)

    def append(self, batches: Sequence[Batch]) -> list[bytes]:
        self._check()
        self._log.before_commit(batches)
        return self._log.add(batches)

    def changed(self) -> bool:
        return False

    def rest(self) -> None:
        self._check()
        self._log.at_rest()

    def close(self) -> None:
        self.is_open = False
