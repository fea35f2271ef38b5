"""The record on paper: the pages of the PDF, painted on any printer of the system."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, QTemporaryDir
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from roomflow.desktop.basis.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAGES: Final = "pages"
"""As cli/export_job.py names them."""


class Painted(NamedTuple):
    """How many pages went to the printer, or why not all of them did."""

    pages: int
    problem: str = ""


def ask_for_printer(parent: QWidget, chosen: Callable[[QPrinter], object], say: Callable[[str], object]) -> None:
    """Ask for a printer; without one, say what works instead. Stops nothing meanwhile."""
    without = _("Cannot print: {reason}. “Save PDF” works without a printer.")
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
    except ImportError:  # a Qt without this module
        say(without.format(reason=_("this computer's Qt has no printing")))
        return
    if not QPrinterInfo.availablePrinterNames():
        say(without.format(reason=_("no printer is set up")))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def paint_pages(printer: QPrinter, paths: list[str], *, keep: QTemporaryDir) -> Painted:
    """Paint each picture on a page of its own, as large as the paper allows; on any thread.

    `keep` is the folder of the pictures, which lasts as long as somebody holds it.
    """
    painter = QPainter()
    refused = _("The printer did not take the page: look at it, then print again.")
    printer.setFullPage(True)  # the pages have margins of their own
    if not keep.isValid() or not painter.begin(printer):
        return Painted(0, refused)
    for number, path in enumerate(paths):
        if number and not printer.newPage():
            painter.end()
            return Painted(number, refused)
        image = QImage(path)
        paper = QRectF(painter.viewport())
        scale = min(paper.width() / image.width(), paper.height() / image.height())
        size = QRectF(0, 0, image.width() * scale, image.height() * scale)
        size.moveCenter(paper.center())
        painter.drawImage(size, image)
    return Painted(len(paths)) if painter.end() else Painted(len(paths), refused)
