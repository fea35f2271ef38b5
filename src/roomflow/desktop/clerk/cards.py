"""The cards of the Clerk page: tables, keeping, members. One is open at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from roomflow.desktop.clerk.keeping import KeepingDialog, MembersDialog
from roomflow.desktop.clerk.tables import TablesDialog
from roomflow.desktop.widgets.card_size import fit
from roomflow.desktop.widgets.focus_ring import FocusRing
from roomflow.reports import keeping as lines

if TYPE_CHECKING:
    from roomflow.desktop.clerk.work import ClerkWork, Loaded, Log
    from roomflow.reports.keeping import Keeping
    from roomflow.store.keeping import Kept


class ClerkCards(QObject):
    """Opens the cards over a page and keeps what is typed in them."""

    kept = Signal(object)
    """How the record is kept now (a Keeping)."""

    def __init__(self, page: QWidget, work: ClerkWork, now_ms: Callable[[], int]) -> None:
        super().__init__(page)
        self.card: QDialog | None = None
        """The card that is open."""
        self._page = page
        self._work = work
        self._now_ms = now_ms
        self._log: Log | None = None
        self._loaded: Loaded | None = None
        work.failed.connect(self._show_problem)
        work.kept.connect(self._show_keeping)

    def show_loaded(self, log: Log, loaded: Loaded) -> None:
        """What the cards are about."""
        self._log, self._loaded = log, loaded
        self._show_keeping(loaded.keeping)

    @property
    def keeping(self) -> Keeping | None:
        return self._loaded.keeping if self._loaded is not None else None

    def show_tables(self) -> None:
        """Every table of the record."""
        if self._loaded is not None:
            self._open(TablesDialog(self._page, self._loaded.record))

    def show_keeping(self) -> None:
        """Legal hold and retention, with every file and copy that was made."""
        if self._loaded is None or self._log is None:
            return
        zone = self._loaded.record.evening.zone.key
        card = KeepingDialog(self._page, zone, self.hold, self.keep_until, is_copy=self._log.is_copy)
        self._open(card)
        card.show_keeping(self._loaded.keeping)

    def type_members(self) -> None:
        """Where the members of the body present are typed."""
        if self._loaded is not None:
            self._open(MembersDialog(self._page, self._loaded.keeping.members, self.keep_members))

    def hold(self, reason: str) -> None:
        """Begin a legal hold, or release the one there is."""
        held = self._loaded is not None and self._loaded.keeping.hold
        self._keep(lambda at, meeting: (lines.released if held else lines.held)(at, meeting, reason))

    def keep_until(self, date: str) -> None:
        """Set until when the record is kept; empty for no period."""
        self._keep(lambda at, meeting: lines.kept_until(at, meeting, date))

    def keep_members(self, members: str) -> None:
        """Keep what was typed as the members of the body present."""
        self._keep(lambda at, meeting: lines.members_typed(at, meeting, members))

    def _keep(self, line: Callable[[int, int], Kept]) -> None:
        log, at = self._log, self._now_ms()
        if log is not None and not log.is_copy:
            self._work.keep(log, lambda: line(at, log.meeting), self._show_keeping)

    def _show_keeping(self, keeping: Keeping) -> None:
        if self._loaded is not None:
            self._loaded = replace(self._loaded, keeping=keeping)
        if isinstance(self.card, KeepingDialog):
            self.card.show_keeping(keeping)
        self.kept.emit(keeping)

    def _show_problem(self, sentence: str) -> None:
        if isinstance(self.card, KeepingDialog):
            self.card.show_problem(sentence)

    def _open(self, card: QDialog) -> None:
        self.card = card
        card.finished.connect(self._put_away)
        card.open()
        if isinstance(card, TablesDialog):
            FocusRing(card)
        else:
            fit(card)

    def _put_away(self) -> None:
        card, self.card = self.card, None
        if card is not None:
            card.deleteLater()
