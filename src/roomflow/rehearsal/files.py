"""Reading the small files a rehearsal is made of: bounded, and every failure a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FILE_BYTES_MAX: Final = 4_000_000
"""An evening of 100,000 parties; nothing of ours is larger."""


class RehearsalError(ValueError):
    """A rehearsal cannot be played from these files; the text is a full sentence for a person."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file a person named; raises RehearsalError."""
    if path.is_dir():
        raise RehearsalError(f"{path} is a folder; name a file.")
    try:
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES_MAX + 1)
    except FileNotFoundError as error:
        raise RehearsalError(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
        raise RehearsalError(f"The file {path} cannot be read: {reason}.") from error
    if len(data) > FILE_BYTES_MAX:
        raise RehearsalError(f"The file {path} is larger than {FILE_BYTES_MAX // 1_000_000} MB.")
    return data


def as_text(data: bytes, what: str) -> str:
    """Text out of bytes; `what` begins the sentence of the RehearsalError, like “The arrivals file”."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise RehearsalError(f"{what} is empty.")
    if b"\0" in data:
        raise RehearsalError(f"{what} is not a text file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RehearsalError(f"{what} is not text in UTF-8 (line {line}).") from error
