"""What was done with the record of an evening: exports, copies, legal hold, how long it is kept, its disposal.

It lies beside the log in `keeping.jsonl`, one JSON object a line: the log of an evening ends when it is closed, and the
desk alone may write it. Any program of ours may append a line here at any moment; only a disposal takes some away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from roomflow.sentences import sentence as _
from roomflow.store.journal import StoreProblem

KEEPING_NAME: Final = "keeping.jsonl"
LINE_BYTES_MAX: Final = 64 * 1024
KEPT_BYTES_MAX: Final = 16 * 1024 * 1024

EXPORTED: Final = "exported"
COPIED: Final = "copied"
HELD: Final = "held"
RELEASED: Final = "released"
KEEP_UNTIL: Final = "keep-until"
MEMBERS: Final = "members"
DISPOSED: Final = "disposed"


class Kept(NamedTuple):
    """One line: when (UTC ms), about which meeting (0: all of the folder), what, and the rest by what it is."""

    at: int
    meeting: int
    what: str
    values: Mapping[str, Any]


def keep(folder: Path, line: Kept) -> None:
    """Append a line, on the disk when this returns. Raises StoreProblem."""
    data = _text(line)
    if len(data) > LINE_BYTES_MAX:
        raise StoreProblem(_("That is too long to be kept in {file}.", file=KEEPING_NAME))
    path = folder / KEEPING_NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            if _was_cut_short(descriptor):
                data = b"\n" + data
            os.write(descriptor, data)  # one write, so that two programs never mix their lines
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StoreProblem(
            _("The file {path} cannot be written ({reason}).", path=path, reason=error.strerror)
        ) from error


def copied(at: int, place: Path, meetings: Sequence[int]) -> Kept:
    """The line that says that a copy of the log lies in a folder, and which meetings it holds; `at` in UTC ms."""
    return Kept(at, 0, COPIED, {"path": str(place.absolute()), "meetings": list(meetings)})


def kept_lines(folder: Path) -> list[Kept]:
    """Every line in order; one that a crash cut short is left out. Raises StoreProblem."""
    path = folder / KEEPING_NAME
    try:
        if path.stat().st_size > KEPT_BYTES_MAX:
            raise StoreProblem(_("The file {path} is larger than {most} bytes.", path=path, most=KEPT_BYTES_MAX))
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreProblem(_("The file {path} cannot be read ({reason}).", path=path, reason=error.strerror)) from error
    return list(_read(lines))


def forget(folder: Path, what: str, meeting: int) -> None:
    """Write the file anew without the lines of one sort about one meeting; with every desk closed. StoreProblem."""
    path = folder / KEEPING_NAME
    kept = [line for line in kept_lines(folder) if (line.what, line.meeting) != (what, meeting)]
    new = path.with_name(f"{KEEPING_NAME}.new")
    try:
        with new.open("wb") as stream:
            stream.write(b"".join(map(_text, kept)))
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except OSError as error:
        raise StoreProblem(
            _("The file {path} cannot be written ({reason}).", path=path, reason=error.strerror)
        ) from error


def _text(line: Kept) -> bytes:
    values = {"at": line.at, "meeting": line.meeting, "what": line.what, **line.values}
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _read(lines: list[bytes]) -> Iterator[Kept]:
    for line in lines:
        try:
            values = json.loads(line)
            yield Kept(int(values.pop("at")), int(values.pop("meeting")), str(values.pop("what")), values)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _was_cut_short(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    if size == 0:
        return False
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) != b"\n"
