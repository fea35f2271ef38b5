"""An export in a process of its own: told by a pipe, stopped at once, and said in words where it fails."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import asdict
from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, Signal

import roomflow
from roomflow.desktop.basis.words import _
from roomflow.tongues import ENGLISH

if TYPE_CHECKING:
    from roomflow.reports.export import Written

DONE: Final = 0
KINDS: Final = {".db": "sqlite"}
"""Formats that are not called as their files end."""
FILE_TIME_SECONDS: Final = 2.0
"""So exactly a stick keeps the time of a file."""
FAULT_CHARACTERS_MAX: Final = 4_000


class ExportFault(Exception):  # noqa: N818 - what went wrong there, shown here as any mistake of roomflow
    """The process ended by a mistake of roomflow; the text is what it left."""


class ExportJob(Struct, frozen=True):
    """What is to be written: of which log (a folder or a copy) and meeting, in which formats, into which folder."""

    log: str
    meeting: int
    formats: tuple[str, ...]
    folder: str
    members: str = ""
    language: str = ENGLISH
    """Of the PDF, of pages for a printer, and of why it could not be done."""


class ExportProcess(QObject):
    """Does one job. `ended` comes once, whatever happens; not where it was stopped because nobody listens any more."""

    stepped = Signal(object)
    """A Step."""
    ended = Signal(object, str)
    """(the files that lie whole, why there are not all of them: a sentence, empty where all went well)."""

    def __init__(self, job: ExportJob, parent: QObject | None = None, command: list[str] | None = None) -> None:
        super().__init__(parent)
        self.written: list[Written] = []
        self._job = job
        self._problem = ""
        self._is_stopped = False
        self._has_ended = False
        self._begun = 0.0
        self._name = ""
        """The file that is being written."""
        self._process = QProcess(self)
        program, *words = command or command_of_this_program()
        self._process.setProgram(program)
        self._process.setArguments(words)
        self._process.setProcessEnvironment(_environment())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)

    def start(self) -> None:
        self._begun = time.time() - FILE_TIME_SECONDS
        self._process.start()
        self._process.write(QByteArray(json.dumps(asdict(self._job)).encode("ascii")))
        self._process.closeWriteChannel()

    def stop(self) -> None:
        """End it now; files that lie whole stay, and nothing half written does."""
        self._is_stopped = True
        self._process.kill()

    def leave(self) -> None:
        """End it now and tell nobody."""
        self.blockSignals(True)
        self.stop()
        self._process.waitForFinished()

    # --- how it goes -------------------------------------------------------------------------------------

    def _read(self) -> None:
        while self._process.canReadLine():
            self._take(bytes(self._process.readLine().data()))

    def _take(self, line: bytes) -> None:
        from roomflow.reports.export import Step, Written

        try:
            told: dict[str, Any] = json.loads(line)
        except ValueError:
            return  # a word of a library
        self._problem = str(told.get("problem", ""))
        if self._problem:
            return
        written = None
        if "written" in told:
            path, kind, sha256 = told["written"]
            written = Written(Path(path), kind, sha256)
            self.written.append(written)
        self._name = str(told["name"])
        share = float(told.get("share", 0.0))
        self.stepped.emit(Step(self._name, int(told["done"]), int(told["total"]), written, share))

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # else `finished` follows
            self._finish(_("The files cannot be written: {reason}.").format(reason=self._process.errorString()))

    def _end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._look_at_last()
        if self._is_stopped:
            self._finish(_("Stopped."))
        elif status is not QProcess.ExitStatus.NormalExit:
            self._finish(_("What writes the files was ended by the system: is there enough memory? Try once more."))
        elif code != DONE and not self._problem:
            self._finish(_("The files could not be written because of a mistake in roomflow."))
            raise ExportFault(self._last_words())
        else:
            self._finish(self._problem)

    def _finish(self, problem: str) -> None:
        if not self._has_ended:
            self._has_ended = True
            self.ended.emit(self.written, problem)

    def _last_words(self) -> str:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        return text[-FAULT_CHARACTERS_MAX:]

    def _look_at_last(self) -> None:
        """Of the file that was being written when the process was ended: what is half goes, what is whole is told."""
        if not self._name:
            return
        from roomflow.reports.export import Written

        last = Path(self._job.folder) / self._name
        with suppress(OSError):
            for half in last.parent.glob(f".{self._name}-*.part"):
                half.unlink()
            if last.stat().st_mtime >= self._begun and last not in [each.path for each in self.written]:
                kind = KINDS.get(last.suffix, last.suffix.removeprefix("."))
                self.written.append(Written(last, kind, hashlib.sha256(last.read_bytes()).hexdigest()))


def command_of_this_program() -> list[str]:
    """How this program is started once more, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "export-job"]
    return [sys.executable, "-P", "-m", "roomflow", "export-job"]


def _environment() -> QProcessEnvironment:
    """That of this program; where it is not frozen, its own code before any other that is installed."""
    environment = QProcessEnvironment.systemEnvironment()
    if not getattr(sys, "frozen", False):
        here = str(Path(roomflow.__file__).parents[1])
        before = environment.value("PYTHONPATH")
        environment.insert("PYTHONPATH", f"{here}{os.pathsep}{before}" if before else here)
    return environment
