"""Opens the log of a folder for the window: which sort of folder it is, whether a log can lie there, its desk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from roomflow.computer import Preferences
from roomflow.desktop.basis.words import _

if TYPE_CHECKING:
    from roomflow.desktop.computer.network_shown import MakeServer
    from roomflow.domain.building import Building
    from roomflow.service.clock import Clock
    from roomflow.service.desk import Desk
    from roomflow.service.mint import Mint
    from roomflow.store.journal import Journal
    from roomflow.store.sqlite import Reader, SqliteJournal

LOG_NAME: Final = "roomflow.db"
"""As the store calls it; the store itself is imported after the first paint."""


class Opened(Struct, frozen=True):
    """A desk that works on the log of a folder.

    `notices` say what is less than it should be. `last_building` is that of the log's last meeting: the next evening
    is mostly in the same rooms.
    """

    desk: Desk
    folder: Path
    practice: bool
    notices: tuple[str, ...]
    last_building: Building | None = None


def _system_clock() -> Clock:
    from roomflow.service.clock import SystemClock

    return SystemClock()


class Parts(Struct, frozen=True):
    """What a run is made of; tests bring their own clock and chance."""

    folder: Path
    may_change_folder: bool = False
    remember_folder: Callable[[Path], None] = lambda _folder: None
    preferences: Preferences = field(default_factory=Preferences)
    remember_preferences: Callable[[Preferences], None] = lambda _preferences: None
    clock: Clock = field(default_factory=_system_clock)
    mint: Mint | None = None
    """Where ids and codes come from; None is the system. It is made with the desk, after the first paint."""
    durable: bool = True
    window_file: Path | None = None
    """What the window remembers of itself; nothing beyond its end where there is none."""
    make_server: MakeServer | None = None
    """What serves doors, displays and phones where the settings say so; None is nothing."""
    settings_file: Path | None = None
    """Where this computer's settings lie; None keeps them for this run only."""


def start_desk(folder: Path, practice: bool | None, parts: Parts, on_error: Callable[[BaseException], None]) -> Opened:
    """Start a desk on the log of a folder; `practice` None takes the sort the folder is. Raises StoreProblem.

    The store is imported here, after the first paint: its driver costs as long as the window.
    """
    from roomflow.service.desk import Desk
    from roomflow.service.mint import SystemMint
    from roomflow.store.sqlite import open_journal, open_reader

    journals: list[SqliteJournal] = []

    def journal() -> Journal:
        journals.append(open_journal(folder, practice=practice, durable=parts.durable))
        return journals[-1]

    desk = Desk(journal, parts.clock, parts.mint or SystemMint(), on_error=on_error)
    desk.start()
    try:
        last = None if practice is not None or desk.meetings() else _last_building(open_reader(folder))
    except BaseException:
        desk.stop()
        raise
    return Opened(desk, folder, journals[-1].practice, journals[-1].notices, last)


def _last_building(reader: Reader) -> Building | None:
    """The building of a log's last meeting, of which nothing but its first entry is read."""
    from roomflow.domain.building import building_from

    try:
        meetings = reader.meetings()
        first = reader.read(meetings[-1].number, to=1) if meetings else []
    finally:
        reader.close()
    details = first[0].details if first else {}
    return building_from(details.get("whole", details["building"])) if first else None


def folder_problem(folder: Path) -> str:
    """Why a log cannot be made in this folder, as a sentence; empty where nothing is in the way."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        return _("The log cannot lie in {folder}: {there} is no folder.").format(folder=folder, there=there)
    if not _can_be_written(there):
        return _("The log cannot lie in {folder}: {there} cannot be written.").format(folder=folder, there=there)
    return ""


def _can_be_written(folder: Path) -> bool:
    """Tried with a file without a name: what os.access says is not true on Windows, nor on a share."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False
