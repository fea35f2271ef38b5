"""Crash notes of a server without a window: what nobody expected, written down where the desk writes it too."""

from __future__ import annotations

import threading
import traceback
from pathlib import Path
from typing import Final

NOTES_NAME: Final = "roomflow-errors.txt"
NOTES_BYTES_MAX: Final = 1_000_000


class Notes:
    """Appends the traceback of an error to a file of the log folder. Any thread may call."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NOTES_NAME
        self._lock = threading.Lock()
        self.count = 0

    def report(self, error: BaseException) -> None:
        """Write an error down, as far as the file may grow; a disk that is full is no further error."""
        text = "".join(traceback.format_exception(error))
        with self._lock:
            self.count += 1
            try:
                there = self._path.stat().st_size if self._path.exists() else 0
                if there + len(text) <= NOTES_BYTES_MAX:
                    with self._path.open("a", encoding="utf-8") as stream:
                        stream.write(text + "\n")
            except OSError:
                return
