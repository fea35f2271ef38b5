"""Takes back what the first key of a foreign barcode did, before its word is said: nothing is sent by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from roomflow.domain.commands import Undo

if TYPE_CHECKING:
    from roomflow.desktop.basis.keys import DeskKeys
    from roomflow.desktop.basis.pages import Pages
    from roomflow.desktop.widgets.asking import Ask
    from roomflow.service.answers import Answer

NOTHING_DONE: Final = frozenset(("nothing-to-undo",))
"""The first key's request was refused itself: there is nothing that would have to be taken back."""


class StrayKey(QObject):
    """Remembers what the last single key asked; `take_back` when it turns out that no person pressed it."""

    def __init__(self, ask: Ask, pages: Pages, put_cards_away: Callable[[], None]) -> None:
        super().__init__(pages)
        self._ask = ask
        self._pages = pages
        self._put_cards_away = put_cards_away
        self._name = ""
        self._is_acting = False
        self._requests: list[str] = []
        self._waiting = 0
        self._after: list[Callable[[], None]] = []
        self.stands = False
        """Whether what a barcode's first key did could not be taken back."""

    def serve(self, keys: DeskKeys) -> None:
        """Hear what single keys do, and when one of them was no person's."""
        keys.acting.connect(self.begin)
        keys.acted.connect(self.end)
        keys.burst.began.connect(self.take_back)

    def begin(self, name: str) -> None:
        """A single key acts now; what is asked until `end` is asked by it."""
        self._name, self._is_acting, self._requests = name, True, []

    def end(self) -> None:
        self._is_acting = False

    def note(self, request: str) -> None:
        """The screen asked the desk for something."""
        if self._is_acting:
            self._requests.append(request)

    def take_back(self) -> None:
        """The last single key was a machine's."""
        if self._name:  # else it went to a card or a menu of the person's, and did nothing here
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
            self._put_cards_away()
            page = self._pages.current
            if page is not None:
                page.take_back(self._name)
        self.stands = False
        asked, self._requests = self._requests, []
        for request in reversed(asked):
            self._waiting += 1
            self._ask(Undo(request), self._undone)

    def when_done(self, say: Callable[[], None]) -> None:
        """Say the word for a scan after what its first key did is gone from the screen."""
        if self._waiting:
            self._after.append(say)
        else:
            say()

    def _undone(self, answer: Answer) -> None:
        self._waiting -= 1
        refused = answer.refusal is not None and answer.refusal.key not in NOTHING_DONE
        self.stands = self.stands or answer.problem is not None or refused
        if not self._waiting:
            after, self._after = self._after, []
            for say in after:
                say()
