"""The pages of a meeting: one is shown, each is made when it is first wanted, and only the one shown has keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from roomflow.desktop.basis.keys import is_single

if TYPE_CHECKING:
    from roomflow.desktop.basis.scanner import Heard
    from roomflow.domain.meeting import Meeting
    from roomflow.service.answers import Answer

DESK: Final = "desk"
DOORS: Final = "doors"
LINE: Final = "line"
CLERK: Final = "clerk"
SETUP: Final = "setup"
EMERGENCY: Final = "emergency"
HEAD_COUNT: Final = "head-count"
"""The name of the card that counts heads, as a menu asks for it."""

Act = Callable[[], object]
Keys = Mapping[str, Act]
"""By the name a key has in `keys`."""


class Page(QWidget):
    """One page. It shows the newest meeting and asks; it holds nothing but what is shown."""

    is_typed_in = False
    """Whether people type here: then a single character is no key."""

    head_count_wanted = Signal(str)
    card_wanted = Signal(str, object)
    """(name of a card as in desk_cards, the space or the number of the ticket it is about)."""

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the newest picture of the meeting."""
        raise NotImplementedError

    def keep_meeting(self, meeting: Meeting) -> None:
        """The newest picture while the page is not seen; `show_meeting` comes before it is."""

    def show_tick(self, now_ms: int) -> None:
        """Ages and countdowns at UTC ms; once a second while the page is shown."""
        raise NotImplementedError

    def take_focus(self, screen: QWidget) -> None:
        """The page was turned to. The focus rests on no control, or a stray Space would press it."""
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """The window turns to something else: stand still, for good."""

    def go_on_from(self, worn: Page) -> None:
        """Go on where the same page stood in the window whose place this one takes."""

    def give(self) -> object:
        """What goes on while the window is made again, before this page ends; None where nothing does."""
        return None

    def take(self, given: object) -> None:
        """Go on with what the same page of the window before gave."""

    def keys(self) -> Keys:
        """The keys of this page; those of the window come after them."""
        return {}

    def take_back(self, key: str) -> None:
        """This single key was the first of a barcode: what it did here and asked of nobody is undone."""

    def scan_space(self) -> str | None:
        """The room at whose door a ticket is scanned, where this page stands at one."""
        return None

    def show_heard(self, heard: Heard, answer: Answer | None) -> None:
        """The word for a scan; `answer` where it was asked, since it held a ticket's code."""


class Pages(QObject):
    """Turns from one page to another; one that is not seen costs nothing."""

    turned = Signal(str)
    """The name of the page that is shown now."""

    def __init__(self, stack: QStackedWidget, screen: QWidget) -> None:
        super().__init__(screen)
        self._stack = stack
        self._screen = screen
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._meeting: Meeting | None = None
        self._now_ms = 0
        self.name = ""
        """The page that is shown."""

    def add(self, name: str, make: Callable[[], QWidget]) -> None:
        """Know a page by its name; `make` is called when it is first shown."""
        self._makers[name] = make

    def show(self, name: str) -> None:
        """Show this page as the meeting is now; the focus rests on no control of it."""
        page = self.page(name)
        turned, self.name = self.name != name, name
        self._stack.setCurrentWidget(page)
        if isinstance(page, Page) and self._meeting is not None:
            page.show_tick(self._now_ms)
            page.show_meeting(self._meeting)
        if isinstance(page, Page):
            page.take_focus(self._screen)
        if turned:
            self.turned.emit(name)

    def end(self) -> None:
        """All pages stand still."""
        for page in self._made.values():
            if isinstance(page, Page):
                page.end()

    def take_over(self, worn: Pages) -> None:
        """Show the page that was shown in the window whose place this one takes, as far as it was."""
        self.show(worn.name)
        shown, before = self.current, worn.current
        if shown is not None and before is not None:
            shown.go_on_from(before)

    def give(self) -> dict[str, object]:
        """What goes on while the window is made again, by the name of its page; asked before these pages end."""
        given = {name: page.give() for name, page in self._made.items() if isinstance(page, Page)}
        return {name: what for name, what in given.items() if what is not None}

    def take(self, given: Mapping[str, object]) -> None:
        """Have the pages go on with what those of the window before gave."""
        for name, what in given.items():
            page = self.page(name)
            if isinstance(page, Page):
                page.take(what)

    def page(self, name: str) -> QWidget:
        """The page of this name, made now where it was not yet."""
        page = self._made.get(name)
        if page is None:
            page = self._made[name] = self._makers[name]()
            self._stack.addWidget(page)
        return page

    @property
    def current(self) -> Page | None:
        """The page that is shown, where it takes keys and scans."""
        shown = self._made.get(self.name)
        return shown if isinstance(shown, Page) else None

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the newest picture where it is seen."""
        self._meeting = meeting
        for name, page in self._made.items():
            if isinstance(page, Page):
                (page.show_meeting if name == self.name else page.keep_meeting)(meeting)

    def show_tick(self, now_ms: int) -> None:
        self._now_ms = now_ms
        page = self.current
        if page is not None:
            page.show_tick(now_ms)


class PageKeys(Mapping[str, Act]):
    """What each key does now: the keys of the page that is shown before those of the window."""

    def __init__(self, pages: Pages, window: Keys) -> None:
        self._pages = pages
        self._window = window

    def _now(self) -> dict[str, Act]:
        page = self._pages.current
        made = {**self._window, **(page.keys() if page is not None else {})}
        if page is not None and page.is_typed_in:
            return {name: act for name, act in made.items() if not is_single(name)}
        return made

    def __getitem__(self, name: str) -> Act:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())
