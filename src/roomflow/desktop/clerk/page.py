"""The Clerk page: the evening on one page, the sentence for the minutes, the files, and whether the log is whole.

It reads the log as anybody may, beside the desk or without one: the same page shows a copy on any computer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QSizePolicy, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.pages import Page
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.clerk.cards import ClerkCards
from roomflow.desktop.clerk.figures import FiguresRow
from roomflow.desktop.clerk.large import lay_out_large
from roomflow.desktop.clerk.saving import ClerkSaving
from roomflow.desktop.clerk.strip import StripView
from roomflow.desktop.clerk.words import state_words
from roomflow.desktop.clerk.work import ClerkWork, Loaded, Log, Writing
from roomflow.desktop.widgets.asking import copy_text, say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.reports.minutes import ENGLISH, SPANISH, minutes_paragraph
from roomflow.sentences import said

if TYPE_CHECKING:
    from roomflow.domain.meeting import Meeting
    from roomflow.reports.keeping import Keeping
    from roomflow.reports.record import Record
    from roomflow.reports.verify import Report

READ_AGAIN_MS: Final = 30_000
"""While a meeting goes on, its log is read again so often."""
MINUTES_HEIGHTS: Final = (80, 220)
"""At least four lines of the paragraph are seen, and at most twelve."""


class ClerkPage(Page):
    """Shows the record of one meeting of a log."""

    state_label: RunsLabel
    check_label: RunsLabel
    check_button: KeyButton
    mark_button: KeyButton
    tables_button: KeyButton
    keeping_button: KeyButton
    evening_button: KeyButton
    figures_frame: FiguresRow
    strip_view: StripView
    minutes_caption_label: QLabel
    language_button: KeyButton
    members_button: KeyButton
    minutes_edit: QPlainTextEdit
    copy_button: KeyButton
    pdf_button: KeyButton
    print_button: KeyButton
    xlsx_button: KeyButton
    csv_button: KeyButton
    json_button: KeyButton
    sqlite_button: KeyButton
    all_button: KeyButton
    progress_label: QLabel
    stop_button: KeyButton
    progress_bar: QProgressBar

    shown = Signal()
    """A record was read and is shown."""
    mark_wanted = Signal()
    """The clerk wants to mark an item; only beside a desk."""
    evening_wanted = Signal()
    """The clerk wants to look at another log, or a copy of one."""

    def __init__(self, path: Path, now_ms: Callable[[], int], parent: QWidget | None = None, *, is_copy: bool = False):
        super().__init__(parent)
        load_form(self, "clerk_page")
        lay_out_large(self)
        self.record: Record | None = None
        self.work = ClerkWork()
        self.cards = ClerkCards(self, self.work, now_ms)
        self.log = Log(path, 0, is_copy)
        self._now_ms = now_ms
        self._language = ENGLISH
        self.was_writing = False
        """Whether files were being written when the page was put away."""
        self._seq = 0
        self._read_at = 0
        self._say_words()
        self.saving = ClerkSaving(self, now_ms)
        self._connect()
        self.state_label.say(_("Reading the log…"))
        self._enable()

    def minimumSizeHint(self) -> QSize:
        """A sentence below the buttons may wrap, and takes height from nothing else."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(max(hint.height(), layout.minimumHeightForWidth(self.width())))
        return hint

    # --- what is shown -----------------------------------------------------------------------------------

    def show_meeting(self, meeting: Meeting) -> None:
        """The newest picture says how far the log is; what is shown here is read from the log itself."""
        self.mark_button.show()
        self.mark_button.setEnabled(meeting.phase != "closed")
        if meeting.number != self.log.meeting:
            self.show_number(meeting.number)
        elif meeting.phase == "closed" and meeting.seq != self._seq:
            self._read()
        self._seq = meeting.seq

    def show_number(self, number: int) -> None:
        """Show another meeting of the log."""
        self.log = Log(self.log.path, number, self.log.is_copy)
        self._read()

    def show_tick(self, now_ms: int) -> None:
        """While the meeting goes on, read it again now and then."""
        grown = self.record is not None and self._seq > len(self.record.evening.entries)
        if grown and self.work.is_idle and now_ms - self._read_at >= READ_AGAIN_MS:
            self._read()

    def give(self) -> object:
        """The files that are being written: a process of its own, which another language is no reason to end."""
        return self.work.give_writing()

    def take(self, given: object) -> None:
        if isinstance(given, Writing):
            self.saving.go_on(given)

    def end(self) -> None:
        """Nothing more is begun for it, and what was being written is ended."""
        self.was_writing = self.work.is_writing
        self.work.leave()

    def go_on_from(self, worn: Page) -> None:
        """Say that the pages for a printer were not made to their end, for other words or colours came."""
        if isinstance(worn, ClerkPage) and worn.was_writing:
            say(self.progress_label, _("Stopped."))

    def _read(self) -> None:
        self._read_at = self._now_ms()
        self.work.read(self.log, self._show)

    def _show(self, loaded: Loaded) -> None:
        record = self.record = loaded.record
        self.state_label.say("*{state}*", state=state_words(record))
        self.state_label.setToolTip(self.state_label.text())
        self.figures_frame.show_record(record)
        self.strip_view.show_record(record)
        self._show_minutes()
        self.cards.show_loaded(self.log, loaded)
        self.check_label.say(
            ngettext("{n} entry, chain ends {head}", "{n} entries, chain ends {head}", len(record.evening.entries)),
            n=len(record.evening.entries),
            head=f"{record.head[:4]} {record.head[4:8]}",
        )
        self.check_label.setToolTip(self.check_label.text())
        self._enable()
        self.shown.emit()

    def _show_minutes(self) -> None:
        if self.record is not None:
            self.minutes_edit.setPlainText(minutes_paragraph(self.record, self._language))
        self.language_button.set_words("English" if self._language == SPANISH else "Español")

    def _show_keeping(self, keeping: Keeping) -> None:
        self.keeping_button.set_variant("warning" if keeping.hold else "plain")
        self.keeping_button.set_words(_("Under legal hold") if keeping.hold else _("Keeping…"))

    def _say_words(self) -> None:
        self.check_label.set_type(13, "quiet")
        self.check_button.set_words(_("Check the log"), icon="shield")
        self.tables_button.set_words(_("Tables"))
        self.mark_button.set_words(_("Mark…"))
        self.mark_button.hide()  # without a desk nothing can be marked
        self.evening_button.set_words(_("Open an evening…"))
        self.copy_button.set_words(_("Copy"))
        self.members_button.set_words(_("Members present…"))
        for button in (self.language_button, self.members_button, self.copy_button):
            button.set_variant("plain", "badge")
        look = look_of()
        if not look.is_large:  # where there is little room, what is said of the chain is cut first
            self.state_label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.minutes_edit.setMinimumHeight(look.px(MINUTES_HEIGHTS[0]))
        self.minutes_edit.setMaximumHeight(look.px(MINUTES_HEIGHTS[1]))
        self.minutes_edit.setAccessibleName(self.minutes_caption_label.text())

    # --- what is done ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.work.failed.connect(self._say_problem)
        self.work.idle.connect(self._enable)
        self.check_button.clicked.connect(self.check)
        self.mark_button.clicked.connect(self.mark_wanted)
        self.evening_button.clicked.connect(self.evening_wanted)
        self.cards.kept.connect(self._show_keeping)
        self.tables_button.clicked.connect(self.cards.show_tables)
        self.keeping_button.clicked.connect(self.cards.show_keeping)
        self.members_button.clicked.connect(self.cards.type_members)
        self.language_button.clicked.connect(self._turn_language)
        self.copy_button.clicked.connect(lambda: copy_text(self.minutes_edit.toPlainText()))

    def _enable(self) -> None:
        ready = self.record is not None
        self.saving.show_ready(is_ready=ready)
        for button in (self.tables_button, self.keeping_button, self.members_button, self.copy_button):
            button.setEnabled(ready)
        self.members_button.setEnabled(ready and not self.log.is_copy)

    def check(self) -> None:
        """Read the whole log again with suspicion, and say whether anything is not as it was written."""
        self.saving.show_busy(_("Checking the log…"))
        self.work.check(self.log, self._show_report)

    def _turn_language(self) -> None:
        self._language = ENGLISH if self._language == SPANISH else SPANISH
        self._show_minutes()

    def _show_report(self, report: Report) -> None:
        say(self.progress_label, said(report.otherwise[0], _) if report.otherwise else "")
        if report.first_bad is None:
            self.check_label.set_type(13, "open.text")
            words = ngettext(
                "*Log checked, {n} entry: nothing rewritten*, chain ends {head}",
                "*Log checked, {n} entries: nothing rewritten*, chain ends {head}",
                report.entries,
            )
            self.check_label.say(words, n=report.entries, head=f"{report.head[:4]} {report.head[4:8]}")
            self.check_label.setToolTip(self.check_label.text())
        else:
            self.check_label.set_type(13, "warning")
            problem = said(report.first_bad, _)
            self.check_label.say("*{problem}*", problem=problem)
            self.check_label.setToolTip(problem)
            say(self.progress_label, problem)

    def _say_problem(self, sentence: str) -> None:
        if self.record is None:
            self.state_label.say("*{problem}*", problem=sentence)
            self.state_label.setToolTip(sentence)
        say(self.progress_label, sentence)
        if self.work.is_idle:
            self.saving.show_rest()
