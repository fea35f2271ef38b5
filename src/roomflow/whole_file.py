"""Writes a small file whole or not at all: synced beside the old one, then put in its place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

MODE: Final = 0o644


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that a pulled plug leaves the old one or the new one; makes its folder. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp lets nobody else read; what was readable before stays so.
        Path(written).chmod(file.stat().st_mode & 0o777 if file.exists() else MODE)
        Path(written).replace(file)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last as well; Windows keeps them by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
