"""What the Clerk page does beside the window: reads and checks on a thread of its own, writes files in a process.

Jobs read the log as anybody may, `mode=ro`, while the desk goes on writing. A mistake in one is raised again on the
GUI thread, where the error dialog shows it.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal

from roomflow.desktop.basis.words import _
from roomflow.desktop.clerk.export_process import ExportJob, ExportProcess
from roomflow.quiet_collector import nothing_thrown_away
from roomflow.sentences import said

if TYPE_CHECKING:
    from roomflow.reports.export import Written
    from roomflow.reports.keeping import Keeping
    from roomflow.reports.record import Record
    from roomflow.reports.verify import Report
    from roomflow.store.keeping import Kept

TURN_SECONDS: Final = 0.0005
Job = Callable[[], object]
Then = Callable[[Any], object]


class Log(Struct, frozen=True):
    """Where a log lies, and which of its meetings is meant. A copy is only read: nothing is written beside it."""

    path: Path
    meeting: int
    is_copy: bool = False


class Loaded(Struct, frozen=True):
    """What was read of a meeting."""

    record: Record
    keeping: Keeping


class Writing(Struct, frozen=True):
    """Files that are being written: by which process, of which record, begun at which moment (UTC ms)."""

    export: ExportProcess
    log: Log
    at: int


class ClerkWork(QObject):
    """Does jobs in their order; nothing waits for it. Without a parent: a job may end after its page."""

    failed = Signal(str)
    """Why a job could not be done, as a sentence."""
    stepped = Signal(object)
    """How far an export is (a Step)."""
    kept = Signal(object)
    """How the record is kept, now that files were written (a Keeping)."""
    idle = Signal()
    """Every job that was asked for is done."""

    _done = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[tuple[Job, Then]] = deque()
        self._running = False
        self._left = False
        self._export: ExportProcess | None = None
        self._writing: Writing | None = None
        """What of it is kept in mind: files, and no pages for a printer."""
        self._done.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        return not self._running and self._export is None

    @property
    def is_writing(self) -> bool:
        return self._export is not None

    def do(self, job: Job, then: Then) -> None:
        """Do a job after those before it; `then` gets what it gave, on the GUI thread."""
        self._waiting.append((job, then))
        if not self._running:
            self._begin()

    def leave(self) -> None:
        """Begin nothing more; what is read ends by itself, what is written is ended, and nobody is told."""
        self._waiting.clear()
        self._left = True
        export, self._export, self._writing = self._export, None, None
        if export is not None:
            export.leave()

    def _begin(self) -> None:
        job, then = self._waiting.popleft()
        self._running = True
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="roomflow-clerk")
        future = thread.submit(_politely, job)
        future.add_done_callback(lambda done: self._done.emit(done, then))
        thread.shutdown(wait=False)

    def _settle(self, done: Future[Any], then: Then) -> None:
        from roomflow.reports.files import ReportError
        from roomflow.store.journal import StoreProblem

        if self._left:
            return
        self._running = False
        if self._waiting:
            self._begin()
        try:
            then(done.result())
        except (ReportError, StoreProblem) as problem:
            self.failed.emit(said(problem.sentence, _))
        finally:
            if self.is_idle:
                self.idle.emit()

    # --- the jobs ----------------------------------------------------------------------------------------

    def read(self, log: Log, then: Callable[[Loaded], object]) -> None:
        """Read the record of a meeting."""
        self.do(lambda: _read(log), then)

    def check(self, log: Log, then: Callable[[Report], object]) -> None:
        """Read the whole log again with suspicion."""
        self.do(lambda: _check(log), then)

    def save(self, log: Log, job: ExportJob, at: int, then: Callable[[list[Written]], object]) -> None:
        """Write files, and keep that they were written, also where not all of them were; `at` is now in UTC ms."""
        writing = Writing(ExportProcess(job, self), log, at)
        self.go_on_with(writing, then)
        writing.export.start()

    def give_writing(self) -> Writing | None:
        """The files that are being written, for the work of another page; nobody is told of them here any more."""
        writing = self._writing
        if writing is not None:
            self._export = self._writing = None
            writing.export.stepped.disconnect()
            writing.export.ended.disconnect()
            writing.export.setParent(None)
        return writing

    def go_on_with(self, writing: Writing, then: Callable[[list[Written]], object]) -> None:
        """Tell how files are written, and keep in mind that they were; whoever began it."""
        log, at = writing.log, writing.at

        def remember(written: list[Written], problem: str) -> None:
            self._put_away()

            def told(keeping: Keeping) -> None:
                self.kept.emit(keeping)
                if written and not problem:
                    then(written)
                elif problem:
                    self.failed.emit(problem)

            self.do(lambda: _remember(log, written, at), told)

        writing.export.setParent(self)
        self._writing = writing
        self._follow(writing.export, remember)

    def draw(self, job: ExportJob, then: Callable[[list[Written]], object]) -> None:
        """Make the pages of the record as pictures; nothing is kept of them."""

        def drawn(written: list[Written], problem: str) -> None:
            self._put_away()
            if problem:
                self.failed.emit(problem)
            else:
                then(written)
            if self.is_idle:
                self.idle.emit()

        export = ExportProcess(job, self)
        self._follow(export, drawn)
        export.start()

    def stop_writing(self) -> None:
        """End the writing that is going on; what lies whole stays."""
        if self._export is not None:
            self._export.stop()

    def _follow(self, export: ExportProcess, ended: Callable[[list[Written], str], object]) -> None:
        self._export = export
        export.stepped.connect(self.stepped)
        export.ended.connect(ended)

    def _put_away(self) -> None:
        export, self._export, self._writing = self._export, None, None
        if export is not None:
            export.deleteLater()

    def keep(self, log: Log, line: Callable[[], Kept], then: Callable[[Keeping], object]) -> None:
        """Keep a line about the record, and say how it is kept now."""
        self.do(lambda: _keep(log, line), then)


def _politely(job: Job) -> object:
    """Do a job so that the window is never late by it.

    Python gives the window its turn only so often, and again for each of its calls: ten times as often here. And its
    search for rings of garbage stops every thread for most of a second among the millions of cells of a long log, where
    there are none.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        with nothing_thrown_away():
            return job()
    finally:
        sys.setswitchinterval(before)


def _read(log: Log) -> Loaded:
    from roomflow.reports.export import read_record
    from roomflow.reports.keeping import keeping_of
    from roomflow.store.keeping import kept_lines
    from roomflow.store.sqlite import open_log

    with open_log(log.path) as reader:
        record = read_record(reader, log.meeting)
        folder = reader.path.parent
    _ = record.series  # found here, that the window need not when it draws the strip
    return Loaded(record, keeping_of(log.meeting, [] if log.is_copy else kept_lines(folder)))


def _check(log: Log) -> Report:
    from roomflow.reports.verify import verify
    from roomflow.store.sqlite import open_log

    with open_log(log.path) as reader:
        return verify(reader, meeting=log.meeting)


def _remember(log: Log, written: list[Written], at: int) -> Keeping:
    from roomflow.reports.keeping import exported, keeping_of
    from roomflow.store.keeping import keep, kept_lines

    if log.is_copy:
        return keeping_of(log.meeting, ())
    folder = _folder(log)
    for each in written:
        keep(folder, exported(at, log.meeting, each.path, each.format, each.sha256))
    return keeping_of(log.meeting, kept_lines(folder))


def _keep(log: Log, line: Callable[[], Kept]) -> Keeping:
    from roomflow.reports.keeping import keeping_of
    from roomflow.store.keeping import keep, kept_lines

    folder = _folder(log)
    keep(folder, line())
    return keeping_of(log.meeting, kept_lines(folder))


def _folder(log: Log) -> Path:
    """Where what is kept lies."""
    return log.path if log.path.is_dir() else log.path.parent
