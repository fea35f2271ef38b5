"""The windows of other evenings beside the desk: asked for, opened, closed with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from roomflow.desktop.basis.words import _, told
from roomflow.desktop.window.evening_window import EveningWindow, meetings_at
from roomflow.store.journal import StoreProblem


class Evenings(QObject):
    """Opens any log or copy of one, read-only, each in a window of its own."""

    def __init__(self, parent: QWidget, say: Callable[[str], object], log_folder: Callable[[], Path] = Path) -> None:
        """`log_folder` is where this computer's evenings lie, which may be a folder that file dialogs hide."""
        super().__init__(parent)
        self._log_folder = log_folder
        self.windows: list[EveningWindow] = []
        self._asks_over = parent
        self._say = say

    def ask(self) -> QFileDialog:
        """Ask for the file of a log or of a copy, and show it; stops nothing meanwhile."""
        dialog = QFileDialog(self._asks_over, _("Open an evening"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Logs and copies of logs (*.db)"), _("All files (*)")])
        dialog.setDirectory(self._begins_in())
        dialog.fileSelected.connect(lambda chosen: self.open(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _begins_in(self) -> str:
        """Where evenings lie; where no log was begun yet, the documents."""
        logs = self._log_folder()
        if logs != Path() and logs.is_dir():
            return str(logs)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return folder if QDir(folder).exists() else QDir.homePath()

    def open(self, place: Path, meeting: int | None = None) -> EveningWindow | None:
        """Show a log or a copy; what is none is told. One that is shown already comes to the front."""
        for window in self.windows:
            if window.place == place and meeting is None:
                window.raise_()
                window.activateWindow()
                return window
        try:
            window = EveningWindow(place, meetings_at(place), meeting)
        except StoreProblem as problem:
            self._say(told(problem.sentence))
            return None
        # The program ends when the desk is closed, and not only when this window is too.
        window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        window.closed.connect(lambda: self._forget(window))
        self.windows.append(window)
        window.show()
        return window

    def renew(self) -> None:
        """Make them again: the application has other words, colours or sizes."""
        for worn in list(self.windows):
            lay, number, going_on = worn.saveGeometry(), worn.meeting, worn.page.give()
            worn.close()
            made = self.open(worn.place, number)
            if made is not None:
                made.restoreGeometry(lay)
                made.page.take(going_on)

    def end(self) -> None:
        """Close them all."""
        for window in list(self.windows):
            window.close()

    def _forget(self, window: EveningWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)
            window.deleteLater()
