"""Reading the small files a rehearsal is made of: bounded, and every failure a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _

FILE_BYTES_MAX: Final = 4_000_000
"""An evening of 100,000 parties; nothing of ours is larger."""


class RehearsalError(ValueError):
    """A rehearsal cannot be played from these files; the text is a full sentence for a person."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file a person named; raises RehearsalError."""
    if path.is_dir():
        raise RehearsalError(_("{path} is a folder; name a file.", path=path))
    try:
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES_MAX + 1)
    except FileNotFoundError as error:
        raise RehearsalError(_("There is no file {path}.", path=path)) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise RehearsalError(
            _("The file {path} cannot be read: {reason}.", path=path, reason=reason or _("its name cannot be used"))
        ) from error
    if len(data) > FILE_BYTES_MAX:
        raise RehearsalError(_("The file {path} is larger than {n} MB.", path=path, n=FILE_BYTES_MAX // 1_000_000))
    return data


def as_text(data: bytes, what: str) -> str:
    """Text out of bytes; `what` begins the sentence of the RehearsalError, like “The arrivals file”."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise RehearsalError(_("{file} is empty.", file=what))
    if b"\0" in data:
        raise RehearsalError(_("{file} is not a text file.", file=what))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RehearsalError(_("{file} is not text in UTF-8 (line {line}).", file=what, line=line)) from error
