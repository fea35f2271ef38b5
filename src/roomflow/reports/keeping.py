"""The keeping of a meeting's record: whether it is under legal hold, until when it is kept, where its copies are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct

from roomflow.reports.files import ReportError
from roomflow.sentences import sentence as _
from roomflow.store import keeping
from roomflow.store.keeping import Kept

REASON_CHARACTERS_MAX: Final = 200


class Place(Struct, frozen=True):
    """A file or folder that holds the record, or part of it: when it was made (UTC ms), where, as what.

    `is_there` is False where it is not found any more: moved, on a medium that is not in, or gone.
    """

    at: int
    path: Path
    kind: str
    is_there: bool


class Keeping(Struct, frozen=True):
    """How the record of one meeting is kept. `hold` is who holds it and why, empty where nobody does."""

    hold: str = ""
    held_at: int | None = None
    keep_until: str = ""
    members: str = ""
    places: tuple[Place, ...] = ()
    disposed_at: int | None = None


def keeping_of(meeting: int, lines: Iterable[Kept]) -> Keeping:
    """What the lines of a folder say of a meeting. Looks whether each place is still there."""
    hold, held_at, keep_until, members, disposed = "", None, "", "", None
    places: dict[tuple[str, str], Place] = {}
    for line in lines:
        if line.meeting not in (meeting, 0):
            continue
        values = line.values
        if line.what == keeping.COPIED and meeting not in values.get("meetings", (meeting,)):
            continue  # made before it was opened
        if line.what == keeping.HELD:
            hold, held_at = str(values.get("reason", "")) or "legal hold", line.at
        elif line.what == keeping.RELEASED:
            hold, held_at = "", None
        elif line.what == keeping.KEEP_UNTIL:
            keep_until = str(values.get("date", ""))
        elif line.what == keeping.MEMBERS:
            members = str(values.get("members", ""))
        elif line.what == keeping.DISPOSED:
            disposed = line.at
        elif line.what in (keeping.EXPORTED, keeping.COPIED):
            path, kind = Path(str(values.get("path", ""))), str(values.get("format", line.what))
            places[str(path), kind] = Place(line.at, path, kind, _is_there(path))
    return Keeping(hold, held_at, keep_until, members, tuple(places.values()), disposed)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a medium that answers no more
        return False


def held(at: int, meeting: int, reason: str) -> Kept:
    """The line that begins a legal hold; raises ReportError without a reason."""
    plain = " ".join(reason.split())[:REASON_CHARACTERS_MAX]
    if not plain:
        raise ReportError(_("A legal hold needs a reason: who asks for it, and for what."))
    return Kept(at, meeting, keeping.HELD, {"reason": plain})


def released(at: int, meeting: int, reason: str) -> Kept:
    """The line that ends a legal hold; raises ReportError without a reason."""
    plain = " ".join(reason.split())[:REASON_CHARACTERS_MAX]
    if not plain:
        raise ReportError(_("Releasing a legal hold needs a reason: who says so, and why."))
    return Kept(at, meeting, keeping.RELEASED, {"reason": plain})


def kept_until(at: int, meeting: int, date: str) -> Kept:
    """The line that sets until when the record is kept; an empty date: no period is set. Raises ReportError."""
    if date:
        try:
            dt.date.fromisoformat(date)
        except ValueError as error:
            raise ReportError(_("“{date}” is no date; write it as 2033-01-13.", date=date)) from error
    return Kept(at, meeting, keeping.KEEP_UNTIL, {"date": date})


def members_typed(at: int, meeting: int, members: str) -> Kept:
    """The line that keeps what the clerk typed as the members of the body present."""
    return Kept(at, meeting, keeping.MEMBERS, {"members": members})


def exported(at: int, meeting: int, path: Path, kind: str, sha256: str) -> Kept:
    """The line that says that a file was written."""
    return Kept(at, meeting, keeping.EXPORTED, {"path": str(path.absolute()), "format": kind, "sha256": sha256})
