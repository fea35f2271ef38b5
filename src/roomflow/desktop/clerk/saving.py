"""Saving and printing from the Clerk page: which files, where, how far it is, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, QObject, QStandardPaths, QTemporaryDir
from PySide6.QtWidgets import QFileDialog

from roomflow.desktop.basis.words import WORDS, _, ngettext
from roomflow.desktop.clerk.export_process import ExportJob
from roomflow.desktop.clerk.paper import PAGES, Painted, ask_for_printer, paint_pages
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from roomflow.desktop.clerk.page import ClerkPage
    from roomflow.desktop.clerk.work import Log, Writing
    from roomflow.reports.export import Step, Written

BAR_STEPS: Final = 100
"""Of one file."""


class ClerkSaving(QObject):
    """Serves the buttons below the sentence for the minutes."""

    def __init__(self, page: ClerkPage, now_ms: Callable[[], int]) -> None:
        super().__init__(page)
        self._page, self._work, self._now_ms = page, page.work, now_ms
        self._pages_folder: QTemporaryDir | None = None
        self.buttons: dict[str, KeyButton] = {
            "pdf": page.pdf_button,
            "xlsx": page.xlsx_button,
            "csv": page.csv_button,
            "json": page.json_button,
            "sqlite": page.sqlite_button,
            "all": page.all_button,
        }
        self._say_words()
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, kind=kind: self.choose_folder(kind))
        page.print_button.clicked.connect(lambda: ask_for_printer(page, self.print_record, self._say))
        page.stop_button.clicked.connect(self._work.stop_writing)
        self._work.stepped.connect(self._show_step)
        say(page.progress_label, "")
        self.show_rest()

    def _say_words(self) -> None:
        page = self._page
        page.pdf_button.set_variant("main")
        page.pdf_button.set_words(_("Save PDF"))
        page.print_button.set_words(_("Print…"))
        for kind, words in (
            ("xlsx", "XLSX"),
            ("csv", "CSV"),
            ("json", "JSON"),
            ("sqlite", "SQLite"),
            ("all", _("All")),
        ):
            self.buttons[kind].set_words(words)
            self.buttons[kind].setAccessibleName(_("Save {format}").format(format=words))
        page.stop_button.set_variant("plain", "badge")
        page.stop_button.set_words(_("Stop"))
        page.stop_button.setAccessibleName(_("Stop saving"))

    # --- what is done ------------------------------------------------------------------------------------

    def choose_folder(self, kind: str) -> QFileDialog:
        """Ask for the folder of the files, and save them there; the desk goes on meanwhile."""
        dialog = QFileDialog(self._page, _("A folder for the files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(folder if QDir(folder).exists() else QDir.homePath())
        dialog.fileSelected.connect(lambda chosen: self.save(kind, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, kind: str, folder: Path) -> None:
        """Write the files of a format into a folder."""
        self.show_busy(_("Saving…"))
        self._page.stop_button.show()
        log = self._page.log
        self._work.save(log, self._job(log, (kind,), str(folder)), self._now_ms(), self._show_written)

    def go_on(self, writing: Writing) -> None:
        """Go on telling how the files are written that were begun on the page before."""
        self.show_busy(_("Saving…"))
        self._page.stop_button.show()
        self._work.go_on_with(writing, self._show_written)

    def print_record(self, printer: QPrinter) -> None:
        """Print the pages of the PDF: made as pictures first, beside the window."""
        self.show_busy(_("Making the pages…"))
        self._page.stop_button.show()
        self._pages_folder = folder = QTemporaryDir()

        def paint(pages: list[Written]) -> None:
            paths = [str(page.path) for page in pages]
            self._work.do(lambda: paint_pages(printer, paths, keep=folder), self._show_printed)

        self._work.draw(self._job(self._page.log, (PAGES,), folder.path()), paint)

    def _job(self, log: Log, formats: tuple[str, ...], folder: str) -> ExportJob:
        keeping = self._page.cards.keeping
        members = keeping.members if keeping is not None else ""
        return ExportJob(str(log.path), log.meeting, formats, folder, members, WORDS.language)

    # --- how it goes -------------------------------------------------------------------------------------

    def show_ready(self, *, is_ready: bool) -> None:
        """Nothing is saved while something else is being saved, nor before there is a record."""
        for button in (*self.buttons.values(), self._page.print_button, self._page.check_button):
            button.setEnabled(is_ready and self._work.is_idle)
        if self._work.is_idle:
            self.show_rest()

    def show_rest(self) -> None:
        self._page.progress_bar.hide()
        self._page.stop_button.hide()

    def show_busy(self, words: str) -> None:
        """Something is done that takes a while; how long is not known yet."""
        say(self._page.progress_label, words)
        self._page.progress_bar.setRange(0, 0)
        self._page.progress_bar.show()
        for button in (*self.buttons.values(), self._page.print_button, self._page.check_button):
            button.setEnabled(False)

    def _say(self, words: str) -> None:
        say(self._page.progress_label, words)

    def _show_step(self, step: Step) -> None:
        # Of one file whose share is not told the bar moves until it is done.
        self._page.progress_bar.setRange(0, step.total * BAR_STEPS if step.total > 1 or step.share else 0)
        self._page.progress_bar.setValue(round((step.done + step.share) * BAR_STEPS))
        if step.name:
            self._say(_("Saving {file}").format(file=step.name))

    def _show_written(self, written: list[Written]) -> None:
        first = written[0].path
        if len(written) == 1:
            words = _("Saved: {file}").format(file=QDir.toNativeSeparators(str(first)))
        else:
            words = ngettext("{n} file saved in {folder}", "{n} files saved in {folder}", len(written)).format(
                n=len(written), folder=QDir.toNativeSeparators(str(first.parent))
            )
        self._say(words)

    def _show_printed(self, painted: Painted) -> None:
        self._pages_folder = None
        if painted.problem:
            self._say(painted.problem)
        else:
            words = ngettext("{n} page sent to the printer.", "{n} pages sent to the printer.", painted.pages)
            self._say(words.format(n=painted.pages))
