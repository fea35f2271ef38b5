"""The settings of this computer while the window is open: read once, changed one by one, and told to who listens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from roomflow.computer import Settings
from roomflow.desktop.basis.words import _
from roomflow.settings_file import change_settings, read_settings


class KeptSettings(QObject):
    """`settings` is the newest record. Without a file it lasts as long as the window."""

    changed = Signal(object)
    """The new Settings."""
    problem_changed = Signal(str)
    """What is wrong with the file, as sentences; empty where nothing is."""

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        found = read_settings(file) if file is not None else None
        self.settings = found.settings if found is not None else Settings()
        self.problem = " ".join(problem.sentence(_) for problem in found.problems) if found is not None else ""

    def change(self, **changes: Any) -> bool:
        """Change some settings; what cannot be written is said and not changed."""
        if all(getattr(self.settings, name) == value for name, value in changes.items()):
            return True
        if self.file is None:
            self._take(replace(self.settings, **changes))
            return True
        try:
            settings = change_settings(self.file, **changes)
        except OSError as error:
            words = _("Not saved: {file} cannot be written ({reason}).")
            self._say(words.format(file=self.file, reason=error.strerror))
            return False
        self._say("")
        self._take(settings)
        return True

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        self.changed.emit(settings)

    def _say(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.problem_changed.emit(problem)
