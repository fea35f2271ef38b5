"""The ballast: a file that keeps a reserve of disk, thrown overboard when the disk is full in mid-meeting."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from roomflow.sentences import sentence as _

BALLAST_NAME: Final = "roomflow.ballast"
BALLAST_BYTES: Final = 16 * 1024 * 1024
DISK_BYTES_MIN: Final = 4 * BALLAST_BYTES
"""With less than this free the ballast itself would be what fills the disk."""
_BLOCK_BYTES: Final = 1024 * 1024


def take_on(folder: Path) -> bool:
    """Make sure that the ballast is there; False where the disk has no room to spare for it."""
    ballast = folder / BALLAST_NAME
    try:
        if ballast.exists() and ballast.stat().st_size == BALLAST_BYTES:
            return True
        if shutil.disk_usage(folder).free < DISK_BYTES_MIN:
            return False
        # Random bytes, since some file systems store zeros as nothing, and a reserve of nothing is none.
        block = os.urandom(_BLOCK_BYTES)
        with ballast.open("wb") as file:
            for _block in range(BALLAST_BYTES // _BLOCK_BYTES):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        throw_off(folder)
        return False
    return True


def throw_off(folder: Path) -> bool:
    """Give the reserve to the disk; True where there was one."""
    try:
        (folder / BALLAST_NAME).unlink()
    except OSError:
        return False
    return True


def no_room(folder: Path) -> str:
    """What a person reads where there is no ballast."""
    return _(
        "The disk with {folder} is nearly full: there is no room for the reserve of 16 MiB. Please make room now.",
        folder=folder,
    )


def given_back(problem: str) -> str:
    """What a person reads of a full disk, behind its problem, once the ballast was thrown off."""
    return _(
        "{problem} roomflow gave back the 16 MiB it keeps for this case, so the evening can go on: please do it "
        "again, and make room on the disk now.",
        problem=problem,
    )
