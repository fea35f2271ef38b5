"""The emergency sheet out of the window: printed on one page, or saved as text where no printer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, QIODevice, QSaveFile, QStandardPaths
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import Now, clock_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.emergency.sheet import sheet_html, sheet_text
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

Say = Callable[[str, bool], None]
"""Says how it went, and whether it went well."""
Shown = tuple[Meeting, Now]
PAPER_POINTS: Final = 12


def print_sheet(parent: QWidget, shown: Shown, say: Say) -> None:
    """Ask for a printer and print; without one, say what works instead. Stops nothing meanwhile."""
    without = _("Cannot print: {reason}. “Save as text…” works without a printer.")
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
    except ImportError:  # a Qt without this module
        say(without.format(reason=_("this computer's Qt has no printing")), False)
        return
    if not QPrinterInfo.availablePrinterNames():
        say(without.format(reason=_("no printer is set up")), False)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)

    def go() -> None:
        done = paint_sheet(printer, *shown)
        say(_("Sent to the printer.") if done else _("The printer did not take the page."), done)

    dialog.accepted.connect(go)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def paint_sheet(paper: QPagedPaintDevice, meeting: Meeting, now: Now) -> bool:
    """The whole sheet on one page: made smaller where it would need two."""
    look = look_of()
    painter = QPainter()
    if not painter.begin(paper):
        return False
    document = QTextDocument()
    document.documentLayout().setPaintDevice(paper)
    font = look.font()
    font.setPointSizeF(PAPER_POINTS)  # in points, for a printer's pixel is a hair
    document.setDefaultFont(font)
    document.setHtml(sheet_html(meeting, now, look.theme))
    page = painter.viewport()
    document.setTextWidth(page.width())
    size = document.size()
    scale = min(1.0, page.height() / size.height(), page.width() / size.width())
    painter.scale(scale, scale)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, look.colour("code-ink"))  # not the window's: it may be dark
    document.documentLayout().draw(painter, context)
    return painter.end()


def ask_where_to_save(parent: QWidget, shown: Shown, say: Say) -> QFileDialog:
    """Ask for a file and save the sheet as text; stops nothing meanwhile."""
    dialog = QFileDialog(parent, _("Save as text"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_("Text (*.txt)"))
    dialog.setDefaultSuffix("txt")
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog.setDirectory(folder if QDir(folder).exists() else QDir.homePath())
    dialog.selectFile(file_name(*shown))
    dialog.fileSelected.connect(lambda path: save_sheet(path, shown, say))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def file_name(meeting: Meeting, now: Now) -> str:
    """A name that sorts by time: `emergency-2026-01-13-180731.txt`."""
    time = clock_words(now.at, meeting.building.timezone).replace(":", "")
    return f"emergency-{meeting.date}-{time}.txt"


def save_sheet(path: str, shown: Shown, say: Say) -> None:
    """Write the sheet whole or not at all, and say how it went."""
    file = QSaveFile(path)
    done = (
        file.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Text)
        and file.write(sheet_text(*shown).encode()) >= 0
        and file.commit()
    )
    if done:
        say(_("Saved: {file}").format(file=QDir.toNativeSeparators(path)), True)
    else:
        say(_("Not saved: {reason}").format(reason=file.errorString()), False)
