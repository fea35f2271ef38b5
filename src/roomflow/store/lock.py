"""The lock on a folder: one desk writes in it at a time. The system lets go of it even after a kill."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _
from roomflow.store.journal import OtherDesk, StoreProblem

LOCK_NAME: Final = "roomflow.lock"

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # flock belongs to the open file: it also keeps out a second desk of the same process, and closing some
        # other descriptor of the file does not drop it, as it would a lock of fcntl's or lockf's.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FolderLock:
    """Held from construction to release(); raises OtherDesk where another desk holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            # Never removed: two desks could then hold two files of one name.
            self._descriptor: int | None = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreProblem(
                _("Nothing can be written in the folder {folder} ({reason}).", folder=folder, reason=error.strerror)
            ) from error
        if not _try_lock(self._descriptor):
            self.release()
            raise OtherDesk(_("Another desk works in the folder {folder}; only one can.", folder=folder))

    def release(self) -> None:
        """Let go; may be called twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
