"""The contract between the desk and whatever keeps its log: what is written, what is read, what can go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from roomflow.domain.events import Entry

NO_MEETING: Final = 0
"""Meeting of an answer that belongs to none: the request to open one was refused."""
NO_HEAD: Final = bytes(32)
"""Head of a meeting without entries, and what the first entry is chained to."""

Value = int | str | None
Columns = tuple[Value, ...]
"""The public columns of an entry as they are stored: `details` is its canonical text."""


class Stored(NamedTuple):
    """An entry as it is stored: its columns, and salt and text of its private part where it has one."""

    columns: Columns
    private: tuple[bytes, str] | None


class StoredAnswer(NamedTuple):
    """What a request was answered, kept so that asking twice is harmless.

    `body_hash` is SHA-256 of what was asked, `answer` canonical JSON: {"entries": [seq, …]}, or
    {"refused": key, "values": {…}}. `at` is UTC in ms.
    """

    request: str
    body_hash: bytes
    answer: str
    at: int


class Batch(NamedTuple):
    """What one transaction adds to one meeting: entries number `after_seq` + 1 and on, and answers.

    The answer to a refused request to open a meeting goes to the meeting NO_MEETING, after 0, without entries.
    """

    meeting: int
    after_seq: int
    entries: Sequence[Entry]
    answers: Sequence[StoredAnswer]
    stored: Sequence[Stored | None] = ()
    """The entries as they are stored, where whoever made them has looked at that already."""


class MeetingLine(NamedTuple):
    """One meeting of a log, without reading it all. `head` is the hash of its last entry in hex.

    Of one that was disposed of only its number, its date, how many entries it had and its head are left; `disposed_at`
    is when (UTC ms), else None.
    """

    number: int
    name: str
    date: str
    practice: bool
    closed: bool
    entries: int
    head: str
    disposed_at: int | None = None


class Checked(NamedTuple):
    """One entry read back with suspicion. `problem` is a sentence where something is wrong with it.

    `entry` is None where nothing can be made of what is stored, `hash` then is what is stored, or NO_HEAD.
    `emptied` says that its private part was removed, which is allowed and leaves the chain whole.
    """

    seq: int
    entry: Entry | None
    hash: bytes
    problem: str | None
    emptied: bool = False


class StoreProblem(Exception):  # noqa: N818 - the world is in the way, the program is right
    """The disk, the folder or another program is in the way; `sentence` tells a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NewerFile(StoreProblem):
    """The log was written by a newer roomflow; nothing was touched."""


class OtherDesk(StoreProblem):
    """Another desk works in this folder."""


class DiskFull(StoreProblem):
    """There is no room on the disk; nothing of the batch was written."""


class Behind(Exception):  # noqa: N818 - an answer: catch up and decide again
    """Somebody else wrote to the meeting first; its last entry is `seq`."""

    def __init__(self, meeting: int, seq: int) -> None:
        super().__init__(meeting, seq)
        self.meeting = meeting
        self.seq = seq

    def __str__(self) -> str:
        return f"meeting {self.meeting} has gone on to entry {self.seq}"


class Reading(Protocol):
    """What may be asked of a log. Raises StoreProblem."""

    def meetings(self) -> list[MeetingLine]:
        """Every meeting of the log, in order."""

    def read(self, meeting: int, after: int = 0) -> list[Entry]:
        """The entries of a meeting behind number `after`; none where there is no such meeting."""

    def head(self, meeting: int) -> tuple[int, bytes]:
        """Number and hash of the last entry; (0, NO_HEAD) where there is no such meeting."""

    def answers(self, meeting: int, requests: Sequence[str]) -> dict[str, StoredAnswer]:
        """What these requests of a meeting were answered, by their ids; those that never came are not among them."""

    def find_opening(self, request: str) -> tuple[int, StoredAnswer] | None:
        """The meeting a request opened (NO_MEETING where it was refused), with its answer."""

    def close(self) -> None:
        """Let go of the log; may be called twice."""


class Journal(Reading, Protocol):
    """A log that can be written. One thread owns it."""

    def append(self, batches: Sequence[Batch]) -> list[bytes]:
        """Write all of it or nothing, in one transaction, and give each batch's new head.

        What is returned is on the disk. Raises Behind where `after_seq` is not the last entry any more,
        StoreProblem for the world; in both cases nothing was written and nothing may be acknowledged.
        """

    def changed(self) -> bool:
        """The door-bell: whether somebody else wrote to the log since this was last asked."""

    def rest(self) -> None:
        """Nobody asks for the moment: do once what makes later commits quicker. No entry is written.

        Raises StoreProblem for the world; nothing is lost then.
        """
