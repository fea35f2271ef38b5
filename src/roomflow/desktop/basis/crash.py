"""The last door: an error nobody expected is written down and shown, on whichever thread it happened."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)

NOTES_NAME: Final = "roomflow-errors.txt"
NOTES_BYTES_MAX: Final = 1_000_000
"""A fault that repeats must not fill the disk the log needs."""
QT_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashNotes(QObject):
    """Hooks Python's and Qt's last words; `happened` carries the text of an error to the GUI thread."""

    happened = Signal(str)
    _raised = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: TextIO | None = None
        # Emitted on any thread, shown on this one.
        self._raised.connect(self.happened, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the hooks; `remove` gives them back."""
        sys.excepthook = self._exception
        threading.excepthook = self._thread_exception
        qInstallMessageHandler(_qt_message)

    def keep(self, folder: Path) -> None:
        """Open the file for what cannot be shown any more (a crash inside Qt), in a folder that is there by now."""
        path = folder / NOTES_NAME
        self._forget()
        try:
            if path.exists() and path.stat().st_size > NOTES_BYTES_MAX:
                path.unlink()
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            log.info("errors are not kept in a file: %s", error)
            return
        faulthandler.enable(self._file)

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        self._forget()

    def _forget(self) -> None:
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None

    def report(self, error: BaseException) -> None:
        """Show and keep an error that somebody caught at a door."""
        self._exception(type(error), error, error.__traceback__)

    def note(self, words: str) -> None:
        """Write down what is no error and is worth knowing; on any thread."""
        log.info("%s", words)
        if self._file is not None:
            self._file.write(words + "\n")
            self._file.flush()

    def _thread_exception(self, args: threading.ExceptHookArgs) -> None:
        self._exception(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    def _exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        # Read when it is needed: the first paint waits for nothing of the rules.
        from roomflow.domain.codes import without_codes

        text = without_codes("".join(traceback.format_exception(kind, error, trace)))
        log.error("an error nobody expected\n%s", text)
        if self._file is not None:
            self._file.write(text + "\n")
            self._file.flush()
        self._raised.emit(text)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = context.category
    logging.getLogger("qt").log(QT_LEVELS.get(kind, logging.WARNING), "%s: %s", category or "default", message)
