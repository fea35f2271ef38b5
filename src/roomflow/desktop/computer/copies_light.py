"""The copies of the log while a log is open: follows the settings, and says in words how old the last copy is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from roomflow.computer import Settings
from roomflow.desktop.basis.wording import minutes_of
from roomflow.desktop.basis.words import _, ngettext, told
from roomflow.desktop.computer.kept_settings import KeptSettings

if TYPE_CHECKING:
    from roomflow.service.clock import Clock
    from roomflow.service.copier import Copier, CopyState


class CopiesLight(QObject):
    """Runs a copier where a second folder is set; `state` is None where there is none."""

    changed = Signal()
    _told = Signal(object)

    def __init__(self, folder: Path, kept: KeptSettings, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: CopyState | None = None
        self._folder, self._clock = folder, clock
        self._copier: Copier | None = None
        self._ended: Copier | None = None
        """One that was switched off, and may still be writing its last copy."""
        self._set: tuple[str, int] = ("", 0)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        kept.changed.connect(self._follow)
        self._follow(kept.settings)

    def copy_now(self) -> None:
        if self._copier is not None:
            self._copier.copy_now()

    def stop(self) -> None:
        """Make the last copy; call when the log is closed."""
        for copier in (self._copier, self._ended):
            if copier is not None:
                copier.stop()
        self._copier = self._ended = None

    def _follow(self, settings: Settings) -> None:
        wanted = (settings.copies_folder, settings.copies_minutes)
        if wanted == self._set:
            return
        self._set = wanted
        before, self._copier, self.state = self._copier or self._ended, None, None
        self._ended = None
        if before is not None:
            before.end()
        if settings.copies_folder:
            from roomflow.service.copier import Copier, CopyState

            to, minutes = Path(settings.copies_folder), settings.copies_minutes
            self.state = CopyState(to)
            self._copier = Copier(self._folder, to, minutes, self._clock, self._told.emit, after=before)
            self._copier.start()
        else:
            self._ended = before
        self.changed.emit()

    def _take(self, state: CopyState) -> None:
        if self.state is not None and state.folder == self.state.folder:
            self.state = state
            self.changed.emit()


def copies_words(state: CopyState, now_ms: int) -> str:
    """“Copies: USB, 2 min ago”; what is in the way goes before the age."""
    name = state.folder.name or str(state.folder)
    if state.problem:
        if state.at is None:
            return _("No copy in {folder}").format(folder=name)
        minutes = minutes_of(now_ms - state.at)
        return _("No copy in {folder} for {minutes} min").format(folder=name, minutes=minutes)
    if state.at is None:
        return _("Copies: {folder}, now").format(folder=name)
    minutes = minutes_of(now_ms - state.at)
    if minutes == 0:
        return _("Copies: {folder}, just now").format(folder=name)
    return _("Copies: {folder}, {minutes} min ago").format(folder=name, minutes=minutes)


def log_words(copies: CopiesLight | None, entries: int, now_ms: int) -> tuple[str, str]:
    """What the header says of the log, and what is in the way: the age of its copy; without one, how long it is."""
    state = copies.state if copies is not None else None
    if state is not None:
        return copies_words(state, now_ms), told(state.problem)
    return ngettext("{n} entry in the log", "{n} entries in the log", entries).format(n=entries), ""
