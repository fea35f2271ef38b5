"""What becomes of a scan: it is asked at the door of the page that is shown, and its answer is said there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from roomflow.desktop.basis.scanner import (
    Heard,
    code_in,
    heard_answer,
    heard_no_code,
    words_for_answer,
    words_for_no_code,
)
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import Ask
from roomflow.domain.commands import Scan

if TYPE_CHECKING:
    from roomflow.desktop.basis.pages import Page, Pages
    from roomflow.desktop.scanning.stray import StrayKey
    from roomflow.desktop.widgets.footer import Footer
    from roomflow.domain.meeting import Meeting
    from roomflow.service.answers import Answer


class Scans(QObject):
    """Asks for each whole scan, and says its word in the footer and on the page."""

    heard = Signal(object)
    """What a scan was answered (a Heard), for who makes its tone."""

    def __init__(
        self,
        ask: Ask,
        pages: Pages,
        desk: Page,
        footer: Footer,
        stray: StrayKey,
        meeting: Callable[[], Meeting | None],
    ) -> None:
        super().__init__(pages)
        self._ask = ask
        self._pages = pages
        self._desk = desk
        self._footer = footer
        self._stray = stray
        self._meeting = meeting

    def take(self, typed: str) -> None:
        """A scanner typed something: ask for the ticket, or say that it is none."""
        code = code_in(typed)
        if code is None:
            self._stray.when_done(partial(self._say_no_code, typed))
            return
        page = self._pages.current
        self._ask(Scan(code, page.scan_space() if page is not None else None), self.show)

    def show(self, answer: Answer) -> None:
        """The word for a scan that the desk answered."""
        meeting = self._meeting()
        if meeting is None:
            return
        zone = meeting.building.timezone

        def clock_text(at: int) -> str:
            return clock_words(at, zone, seconds=False)

        words, _good = words_for_answer(answer, meeting, clock_text)
        self._say(heard_answer(answer, meeting, clock_text), words, answer)

    def _say_no_code(self, typed: str) -> None:
        heard, words = heard_no_code(typed), words_for_no_code(typed)
        if self._stray.stands:
            words = _("A barcode was scanned, and its first character was taken for a key: please take that back.")
            heard = Heard("over", heard.title, words)
        self._say(heard, words, None)

    def _say(self, heard: Heard, words: str, answer: Answer | None) -> None:
        self.heard.emit(heard)
        self._footer.show_notice(words, good=heard.is_good)
        self._desk.show_heard(heard, answer)
        page = self._pages.current
        if page is not None and page is not self._desk:
            page.show_heard(heard, answer)
