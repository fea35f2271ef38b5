"""The head that somebody has on paper: read, and looked for in a log."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from roomflow.reports.files import ReportError
from roomflow.sentences import sentence as _
from roomflow.store.sqlite import Reader

_HEAD: Final = re.compile(r"[0-9a-f]{64}")


def read_head(text: str) -> bytes:
    """A head as it was printed; raises ReportError where it is none."""
    plain = "".join(text.split()).lower()
    if not _HEAD.fullmatch(plain):
        raise ReportError(_("A head is 64 letters and digits from 0 to 9 and a to f; copy all of it."))
    return bytes.fromhex(plain)


def meetings_of(reader: Reader) -> list[int]:
    """The numbers of the meetings, which follow each other. Asked one by one: a damaged first entry hides none.

    Of those that were disposed of nothing is left to be read.
    """
    disposed = reader.disposed()
    number = 1
    while number in disposed or reader.head(number)[0] > 0:
        number += 1
    return [each for each in range(1, number) if each not in disposed]


def disposed_with(reader: Reader, wanted: bytes) -> str | None:
    """That the evening with this head was disposed of; None where none was."""
    for number, (head, at) in reader.disposed().items():
        if head == wanted:
            day = dt.datetime.fromtimestamp(at // 1000, dt.UTC).date()
            return _(
                "Meeting {number} ended with that head; it was disposed of on {day}, and nothing of it is left.",
                number=number,
                day=day,
            )
    return None


def contained(reader: Reader, number: int, seq: int) -> str:
    """That the evening is in this log; entry `seq` of meeting `number` has its head."""
    further = reader.head(number)[0] - seq
    if not further:
        return _(
            "This log contains that evening unchanged: meeting {number} ends with that head, at entry {seq}.",
            number=number,
            seq=seq,
        )
    return _(
        "This log contains that evening unchanged (meeting {number}, up to entry {seq}), and {further} further "
        "entries.",
        number=number,
        seq=seq,
        further=further,
    )


def absent(reader: Reader, wanted: bytes) -> str:
    """That no entry has this head, and where the meetings of this log end."""
    return _(
        "No entry of this log has the head {head}…: its end was cut off, its chain was made again, or the head was "
        "mistyped; {ends}.",
        head=wanted.hex()[:12],
        ends=_ends(reader),
    )


def _ends(reader: Reader) -> str:
    words = ""
    for number in reversed(meetings_of(reader)):
        here = _("meeting {number} ends at entry {seq}", number=number, seq=reader.head(number)[0])
        words = _("{one} and {others}", one=here, others=words) if words else here
    return words or _("it has no meeting")
