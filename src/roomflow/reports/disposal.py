"""Disposing of a meeting's record: from the log, and from every file and copy that is reached; the rest is listed."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from roomflow.reports.files import ReportError, no_such_meeting
from roomflow.reports.keeping import Keeping, Place, keeping_of
from roomflow.sentences import sentence as _
from roomflow.store import keeping
from roomflow.store.disposal import dispose_in_copy
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import Kept
from roomflow.store.sqlite import LOG_NAME, open_journal, open_log

SQLITE: Final = "sqlite"
_BLOCK: Final = 1 << 20
REASON_CHARACTERS_MAX: Final = 200


class Disposed(Struct, frozen=True):
    """What became of every place that held the record. `left` has for each place why something may still lie there."""

    removed: tuple[Place, ...]
    left: tuple[tuple[Place, str], ...]


def refuse(kept: Keeping, at: int) -> None:
    """Raise ReportError where the record may not be disposed of: under a legal hold, or before its period is over.

    `at` is now in UTC ms.
    """
    today = dt.datetime.fromtimestamp(at // 1000, dt.UTC).date()
    if kept.hold:
        raise ReportError(
            _("This record is under legal hold ({reason}); nothing of it can be disposed of.", reason=kept.hold)
        )
    if kept.keep_until and dt.date.fromisoformat(kept.keep_until) > today:
        raise ReportError(
            _("This record is to be kept until {date}; nothing of it can be disposed of before.", date=kept.keep_until)
        )


def reason_to_keep(reason: str) -> str:
    """The reason on one line, whole: what stays written down for ever is not cut in silence. Raises ReportError."""
    plain = " ".join(reason.split())
    if not plain:
        raise ReportError(_("A disposal needs a reason: by which rule, and who says so."))
    if len(plain) > REASON_CHARACTERS_MAX:
        raise ReportError(
            _("A reason has at most {most} characters; this one has {n}.", most=REASON_CHARACTERS_MAX, n=len(plain))
        )
    return plain


def dispose(folder: Path, meeting: int, at: int, reason: str) -> Disposed:
    """Dispose of a meeting of a folder's log, with every desk closed; `at` is now in UTC ms.

    Doing it again is harmless. First the log, in one step; then each file and copy that was made, as far as it is
    found. Raises ReportError where it may not be done, StoreProblem where it cannot.
    """
    plain = reason_to_keep(reason)
    lines = keeping.kept_lines(folder)
    kept = keeping_of(meeting, lines)
    refuse(kept, at)
    with open_log(folder) as reader:
        numbers = {line.number: line for line in reader.meetings()}
        if meeting not in numbers:
            raise ReportError(no_such_meeting(meeting, numbers))
        practice = numbers[meeting].practice
    with open_journal(folder, practice=practice) as journal:
        journal.dispose(meeting, at, plain)
    removed: list[Place] = []
    left: list[tuple[Place, str]] = []
    for place, sha256 in _places(kept, lines):
        why = _remove(place, sha256, meeting, at, plain)
        if why:
            left.append((place, why))
        else:
            removed.append(place)
    done = Disposed(tuple(removed), tuple(left))
    _write_down(folder, lines, Kept(at, meeting, keeping.DISPOSED, _values(plain, done)))
    return done


def _places(kept: Keeping, lines: list[Kept]) -> Iterator[tuple[Place, str]]:
    """Each place, and the SHA-256 of what was last written there; empty for a copy, which goes on changing."""
    sums = {str(line.values.get("path")): str(line.values.get("sha256", "")) for line in lines}
    for place in kept.places:
        yield place, sums.get(str(place.path), "")


def _remove(place: Place, sha256: str, meeting: int, at: int, reason: str) -> str:
    """Why something of the meeting may still lie there; empty where nothing does."""
    if not place.is_there:
        return _("it was not found: moved, removed, or on a medium that is not in")
    path = place.path / LOG_NAME if place.path.is_dir() else place.path
    try:
        if place.kind in (SQLITE, keeping.COPIED):
            dispose_in_copy(path, meeting, at, reason)
            return ""
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            return _("it was changed since roomflow wrote it, so it was left alone")
        _overwrite(path)
        path.unlink()
    except StoreProblem as problem:
        return problem.sentence
    except OSError as error:
        return _("the system said no: {reason}", reason=error.strerror or error)
    return ""


def _overwrite(path: Path) -> None:
    """Write over a file before it is removed; what a disk keeps beneath is out of reach of any program."""
    with path.open("r+b") as stream:
        size = os.fstat(stream.fileno()).st_size
        for begin in range(0, size, _BLOCK):
            stream.write(bytes(min(_BLOCK, size - begin)))
        stream.flush()
        os.fsync(stream.fileno())


def _values(reason: str, done: Disposed) -> dict[str, object]:
    return {
        "reason": reason,
        "removed": [str(place.path) for place in done.removed],
        "left": [{"path": str(place.path), "made": place.at, "why": why} for place, why in done.left],
    }


def _write_down(folder: Path, lines: list[Kept], line: Kept) -> None:
    """The members that were typed belong to the record and go with it; who held it, and where it was, stays."""
    if any(each.what == keeping.MEMBERS and each.meeting == line.meeting for each in lines):
        keeping.forget(folder, keeping.MEMBERS, line.meeting)
    keeping.keep(folder, line)
