"""Puts the parts of roomflow together: which folder, which window; Qt is imported only when a window opens."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Final

from roomflow import paths

LOG_FOLDER_KEY: Final = "log_folder"
WITHOUT_DISPLAY: Final = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
"""Qt platforms that need no display server."""


def display_available() -> bool:
    """Whether a window can open here. Asked before Qt is imported: Qt ends the process where there is no display."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.partition(":")[0] in WITHOUT_DISPLAY:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def log_folder_in_use() -> Path:
    """The log folder of this computer: the one chosen at first start, else the default."""
    try:
        values = tomllib.loads(paths.config_file().read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return paths.log_folder()
    chosen = values.get(LOG_FOLDER_KEY)
    return Path(chosen) if isinstance(chosen, str) and chosen else paths.log_folder()


def remember_log_folder(folder: Path) -> None:
    """Keep the folder chosen at first start; written whole or not at all."""
    file = paths.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_name(f"{file.name}.new")
    with written.open("w", encoding="utf-8") as stream:
        # A JSON text of these characters is a TOML text too.
        stream.write(f"{LOG_FOLDER_KEY} = {json.dumps(str(folder), ensure_ascii=False)}\n")
        stream.flush()
        os.fsync(stream.fileno())
    written.replace(file)


def run_desk(data: Path | None, quit_after_ms: int | None = None) -> int:
    """Open the window on a folder's log, the one of this computer where `data` is None; gives the exit code."""
    from roomflow.desktop.opening import Parts
    from roomflow.desktop.start import run

    if data is not None:
        return run(Parts(data.absolute(), window_file=paths.window_file()), quit_after_ms)
    parts = Parts(
        log_folder_in_use(),
        may_change_folder=True,
        remember_folder=remember_log_folder,
        window_file=paths.window_file(),
    )
    return run(parts, quit_after_ms)
