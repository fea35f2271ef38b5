"""Printing slips: on any printer of the system, or on one that speaks ESC/POS; on a thread of its own.

A printer may be slow or gone: nothing waits for it. What is printed was recorded before, so a printer without paper
loses nothing; what went wrong is a sentence that says what to do.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QObject, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.print_problem import PrintProblem
from roomflow.desktop.paper.slip import PAPERS, Paper, ground, paint_slip, slip_size
from roomflow.slip_words import Slip

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

ESCPOS: Final = "escpos:"
RECEIPT_DOTS_PER_MM: Final = 8
RECEIPT_DOTS: Final = 576
MM_PER_INCH: Final = 25.4
JOBS_MAX: Final = 50
STOP_SECONDS_MAX: Final = 20.0


class Job(Struct, frozen=True):
    """A slip for a printer; `about` comes back with the outcome."""

    slip: Slip
    printer: str
    paper: str
    about: object = None


Send = Callable[[Job], None]


def system_printers() -> list[str]:
    """The printers of the system by name; none where this Qt cannot print."""
    try:
        from PySide6.QtPrintSupport import QPrinterInfo
    except ImportError:  # a Qt without this module
        return []
    return QPrinterInfo.availablePrinterNames()


def send(job: Job) -> None:
    """Print a slip where the job says; raises PrintProblem."""
    paper = PAPERS[job.paper]
    if not job.printer:
        raise PrintProblem(_("No printer is chosen: choose one in Setup, This computer."))
    if job.printer.startswith(ESCPOS):
        from roomflow.desktop.computer.printing_escpos import print_image

        receipt = slip_image(job.slip, PAPERS["receipt"])
        across = (receipt.width() - RECEIPT_DOTS) // 2  # a roll of 80 mm is printed on 72 of them
        print_image(receipt.copy(across, 0, RECEIPT_DOTS, receipt.height()), job.printer.removeprefix(ESCPOS))
        return
    _print_on_system(job.slip, job.printer, paper)


def _print_on_system(slip: Slip, name: str, paper: Paper) -> None:
    try:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
    except ImportError as error:
        raise PrintProblem(_("This computer's Qt has no printing.")) from error
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        words = _("The printer {name} is not there: switch it on, or choose another in Setup.")
        raise PrintProblem(words.format(name=name))
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    paint_on(printer, slip, paper)
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        words = _("The printer {name} reports an error: look at its paper and its lights, then print again.")
        raise PrintProblem(words.format(name=name))


def paint_on(printer: QPrinter, slip: Slip, paper: Paper) -> None:
    """Paint a slip on one page of its own size; raises PrintProblem where the printer does not take it."""
    size = slip_size(slip, paper)
    printer.setPageSize(QPageSize(QSizeF(size), QPageSize.Unit.Millimeter, paper.name))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setDocName(_("Ticket {number}").format(number=slip.number))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintProblem(_("The printer did not take the page: look at it, then print again."))
    paint_slip(painter, slip, paper, printer.resolution() / MM_PER_INCH)
    if not painter.end():
        raise PrintProblem(_("The printer did not take the page: look at it, then print again."))


def slip_image(slip: Slip, paper: Paper, dots_per_mm: int = RECEIPT_DOTS_PER_MM) -> QImage:
    """The slip as a picture, black on white, as a receipt printer prints it and a preview shows it."""
    size = slip_size(slip, paper)
    width, height = round(size.width() * dots_per_mm), round(size.height() * dots_per_mm)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(ground())
    painter = QPainter(image)
    paint_slip(painter, slip, paper, float(dots_per_mm))
    painter.end()
    return image


class Printing(QObject):
    """Prints one job after the other; `done` says for each how it went."""

    done = Signal(object, str)
    """(Job, the sentence of its problem; empty where it was printed)."""

    def __init__(self, send_job: Send = send, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send = send_job
        self._jobs: queue.Queue[Job | None] = queue.Queue(JOBS_MAX)
        self._thread: threading.Thread | None = None

    def print_slip(self, job: Job) -> None:
        """Print behind what is waiting; a printer that is far behind is said at once."""
        # Begun with the first slip, for many desks print none; and anew where a bug of ours ended it.
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="roomflow-printer", daemon=False)
            self._thread.start()
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            self.done.emit(job, _("The printer is far behind: look at it, then print again."))

    def stop(self) -> None:
        """Finish the slip that is being printed; what waits behind it is dropped."""
        if self._thread is None:
            return
        while not self._jobs.empty():
            with suppress(queue.Empty):
                self._jobs.get_nowait()
        self._jobs.put(None)
        self._thread.join(STOP_SECONDS_MAX)
        self._thread = None

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            problem = ""
            try:
                self._send(job)
            except PrintProblem as found:
                problem = found.sentence
            self.done.emit(job, problem)
