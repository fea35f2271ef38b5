"""Answers: what the desk says to a request, and the text of it that is stored under the request's id."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from roomflow.domain.events import Entry
from roomflow.domain.refusals import Refusal
from roomflow.domain.requests import Request, as_words
from roomflow.sentences import sentence as _
from roomflow.store.canonical import write_json

DESK_BUSY: Final = _("The desk is busy: too many actions wait for it. Nothing was recorded; try again.")
DESK_STOPPED: Final = _("The desk is closed. Nothing was recorded.")
DESK_OUTRUN: Final = _("Another desk was faster several times in a row. Nothing was recorded; try again.")


class Answer(Struct, frozen=True):
    """What became of a request: the entries it made, or why it was refused, or a problem of the store.

    After a refusal or a problem there are no entries. A refusal is final and stored; after a problem the same request
    may be asked again. `meeting` is the number of the meeting, the new one's after an opening. Both sentences are
    for a person; `problem` is already one.
    """

    request: str
    meeting: int | None
    entries: tuple[Entry, ...] = ()
    refusal: Refusal | None = None
    problem: str | None = None

    @property
    def is_done(self) -> bool:
        """Recorded on the disk."""
        return self.refusal is None and self.problem is None


def body_hash(request: Request) -> bytes:
    """SHA-256 of what is asked: tells a request that came twice from another one under the same id.

    The age is left out: a request that is sent again is older.
    """
    body = {"station": request.station, "meeting": request.meeting, "command": as_words(request.command)}
    return hashlib.sha256(write_json(body)).digest()


def stored_text(answer: Answer) -> str:
    """An answer as it is stored: entries by their numbers, a refusal by its word and values."""
    if answer.problem is not None:
        raise ValueError("a problem of the store is no answer to keep")
    if answer.refusal is not None:
        return write_json({"refused": answer.refusal.key, "values": dict(answer.refusal.values)}).decode()
    return write_json({"entries": [entry.seq for entry in answer.entries]}).decode()


def read_stored(text: str) -> Sequence[int] | Refusal:
    """A stored answer: the numbers of its entries, or its refusal."""
    words = msgspec.json.decode(text)
    if "refused" in words:
        return Refusal(words["refused"], words["values"])
    return [int(seq) for seq in words["entries"]]
