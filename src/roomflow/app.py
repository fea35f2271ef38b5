"""Puts the parts of roomflow together: which folder, which window; Qt is imported only when a window opens."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from roomflow import paths
from roomflow.computer import Preferences
from roomflow.quiet_collector import nothing_thrown_away
from roomflow.settings_file import change_settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from roomflow.computer import Settings
    from roomflow.service.clock import Clock
    from roomflow.service.desk import Desk
    from roomflow.web.hosted import Hosted

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
    chosen = read_settings(paths.config_file()).settings.log_folder
    return Path(chosen) if chosen else paths.log_folder()


def remember_log_folder(folder: Path) -> None:
    """Keep the folder chosen at first start."""
    change_settings(paths.config_file(), log_folder=str(folder))


def remember_preferences(preferences: Preferences) -> None:
    """Keep how the screens of this computer shall be."""
    change_settings(paths.config_file(), screens=preferences)


def make_server(
    desk: Desk, clock: Clock, folder: Path, settings: Settings, on_error: Callable[[BaseException], None]
) -> Hosted:
    """The server of doors, displays and phones, as the settings have it; called on a thread, after the first paint."""
    from roomflow.web.hosted import Hosted
    from roomflow.web.server import WebOptions

    tls = (Path(settings.serve_certificate), Path(settings.serve_key))
    options = WebOptions(
        settings.serve_address,
        settings.serve_port,
        tls if settings.serve_certificate and settings.serve_key else None,
        settings.ticket_page,
    )
    return Hosted(desk, clock, folder, options, on_error)


def run_desk(data: Path | None, quit_after_ms: int | None = None) -> int:
    """Open the window on a folder's log, the one of this computer where `data` is None; gives the exit code."""
    with nothing_thrown_away():  # reading a program makes no garbage; the window looks for it once it is there
        from roomflow.desktop.computer.opening import Parts
        from roomflow.desktop.window.running import run

        parts = Parts(
            log_folder_in_use() if data is None else data.absolute(),
            may_change_folder=data is None,
            remember_folder=remember_log_folder,
            preferences=read_settings(paths.config_file()).settings.screens,
            remember_preferences=remember_preferences,
            window_file=paths.window_file(),
            settings_file=paths.config_file(),
            make_server=make_server,
        )
        return run(parts, quit_after_ms)


def run_evening(place: Path, meeting: int | None, quit_after_ms: int | None = None) -> int:
    """Show an evening of a copy of a log, or of a log folder, read-only; gives the exit code."""
    from roomflow.desktop.window.evening_window import run

    preferences = read_settings(paths.config_file()).settings.screens
    return run(place.absolute(), meeting, quit_after_ms, preferences)
