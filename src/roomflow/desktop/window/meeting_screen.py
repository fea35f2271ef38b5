"""The screen of a meeting: header, rail, page, footer, keys, scans and cards; all of it asks through the bridge."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.keys import EMERGENCY, NEXT_MEETING, PUBLIC, UNDO, DeskKeys
from roomflow.desktop.basis.keys import PAGES as PAGE_KEYS
from roomflow.desktop.basis.page_area import PageArea
from roomflow.desktop.basis.pages import CLERK, DESK, DOORS, LINE, SETUP, Keys, PageKeys, Pages
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.basis.scanner import Scanner
from roomflow.desktop.basis.words import told
from roomflow.desktop.computer.slip_printing import SlipPrinting
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.desk.page import DeskPage
from roomflow.desktop.desk.worn import take_over
from roomflow.desktop.emergency.view import EmergencyView
from roomflow.desktop.scanning.scans import Scans
from roomflow.desktop.scanning.stray import StrayKey
from roomflow.desktop.widgets.asking import Card, Then, answer_words
from roomflow.desktop.widgets.footer import Footer, undoable, why_no_undo
from roomflow.desktop.widgets.rail import Rail
from roomflow.desktop.window import screen_cards
from roomflow.desktop.window.hall import Hall
from roomflow.desktop.window.hall_parts import HallParts
from roomflow.desktop.window.header import Header, Recording
from roomflow.desktop.window.meeting_menu import MeetingMenu
from roomflow.desktop.window.meetings import Meetings
from roomflow.desktop.window.screen_pages import add_pages
from roomflow.domain.commands import Command, Undo
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.desktop.cards.keys import KeysDialog
    from roomflow.desktop.public.screen import PublicScreen
    from roomflow.service.answers import Answer

SECOND_MS: Final = 1_000
WAITING_SHOWN_AFTER_MS: Final = 250
"""A commit takes a few ms; the light says “Recording…” only where a person can see that it takes longer."""


class MeetingScreen(QWidget):
    """Shows one meeting and asks for it; made when a meeting is first shown."""

    header_bar: Header
    page_rail: Rail
    pages_area: PageArea
    footer_bar: Footer

    ended = Signal()
    """The log was closed and its head was shown; or a practice evening is over."""
    switch_wanted = Signal(int)
    """The number of another open meeting to show in place of this one."""

    def __init__(
        self,
        bridge: Bridge,
        parent: QWidget | None = None,
        remembered: Remembered | None = None,
        computer: ThisComputer | None = None,
        public: PublicScreen | None = None,
    ) -> None:
        super().__init__(parent)
        load_form(self, "meeting_screen")
        # The focus rests here, on no control: a click on empty ground brings it back.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.bridge = bridge
        self.remembered = remembered or Remembered(parent=self)
        self.computer = computer or ThisComputer()
        self.meeting: Meeting | None = None
        self._then: dict[str, Then] = {}
        self._cards: dict[type[Card], Card] = {}
        self._keys_card: KeysDialog | None = None
        self._has_problem = False
        # Each made where it stands: all that is in a widget is dressed anew when it is given to another.
        stack = QStackedWidget(self.pages_area)
        self.pages_area.hold(stack)
        self.page = DeskPage(stack)
        self.pages = Pages(stack, self)
        add_pages(self)
        self.menu = MeetingMenu(self)
        self.header_bar.set_menu(self.menu)
        self.meetings = Meetings(self, self.menu, self.header_bar, self._show_meeting)
        self.emergency = EmergencyView(self.meetings.ask_where, self.pages, self.page, self.page_rail, self)
        self.hall = Hall(self, bridge, self.remembered, self.computer.kept, public)
        self.scanner = Scanner(self)
        self.keys = DeskKeys(self, self.scanner, PageKeys(self.pages, self._actions()))
        self.stray = StrayKey(self.ask, self.pages, self._hide_cards)
        self.stray.serve(self.keys)
        self.scans = Scans(self.ask, self.pages, self.page, self.footer_bar, self.stray, lambda: self.meeting)
        self._second = QTimer(self, singleShot=True)
        self._second.timeout.connect(self._tick)
        self._slow = QTimer(self, singleShot=True, interval=WAITING_SHOWN_AFTER_MS)
        self._slow.timeout.connect(lambda: self.header_bar.show_recording(Recording.WAITING))
        self.slips = SlipPrinting(self.computer, self.ask, self)
        self._connect()
        self.slips.serve(self.page, self.footer_bar, bridge)

    def begin(self, meeting: Meeting, parts: HallParts | None = None) -> None:
        """Show this meeting, and from now on its changes; the keys are the desk's."""
        self.hall.begin(self.footer_bar, self.menu, parts or HallParts())
        with self.header_bar.fitting_once():
            self.bridge.watch(meeting)
            self.setFocus()
            self._tick()
        self.keys.begin()

    def take_over(self, worn: MeetingScreen) -> None:
        """Stand where the screen stood whose place this one takes: its page, its answer, its notice."""
        self.slips.take_over(worn.slips)
        take_over(self.page, worn.page)
        self.footer_bar.take_over(worn.footer_bar)
        if worn.pages.name != self.pages.name and not worn.emergency.is_shown:
            self.pages.take_over(worn.pages)

    def end(self) -> None:
        """Give the keys back, hear nothing more and stand still: the bridge may show another meeting next."""
        self.bridge.disconnect(self)
        self.meetings.end()
        self.keys.end()
        self._second.stop()
        self._slow.stop()
        self.hall.end()
        self._hide_cards()
        self.pages.end()
        self.slips.stop()

    # --- asking ------------------------------------------------------------------------------------------

    def ask(
        self, command: Command, then: Then | None = None, meeting: int | None = None, happened: int | None = None
    ) -> None:
        """Ask the desk; `then` gets the answer beside the page, which is shown every one of its own meeting."""
        request = self.bridge.ask(command, meeting, happened)
        self.stray.note(request)
        if then is not None:
            self._then[request] = then

    def try_voice(self) -> str:
        """Say a call aloud; why nothing is heard, if so."""
        return self.hall.try_voice(self.meeting) if self.meeting is not None else ""

    def undo(self) -> None:
        """Take back this station's last request, while that can be."""
        if self.meeting is None:
            return
        reason = why_no_undo(self.meeting, self.bridge.station, self.bridge.now_ms())
        if reason:
            self.footer_bar.show_tick(self.bridge.now_ms())
            return
        self.ask(Undo(undoable(self.meeting, self.bridge.station)[0].request))

    # --- cards -------------------------------------------------------------------------------------------

    def find_ticket(self) -> None:
        screen_cards.find_ticket(self)

    def turn_away(self) -> None:
        screen_cards.turn_away(self)

    def count_heads(self, space: str = "") -> None:
        """Count a space's public seats; the one counted longest ago where none is named."""
        screen_cards.count_heads(self, space)

    def show_card(self, name: str, about: object) -> None:
        """Show a card of the Desk page: its name, and the space or the ticket it is about."""
        screen_cards.show_card(self, name, about)

    def close_log(self) -> None:
        screen_cards.close_log(self)

    def show_keys(self) -> None:
        if self._keys_card is None:
            from roomflow.desktop.cards.keys import KeysDialog

            self._keys_card = KeysDialog(self)
        self._keys_card.show()
        self._keys_card.activateWindow()

    def _hide_cards(self) -> None:
        for card in (*self._cards.values(), *filter(None, [self._keys_card])):
            card.hide()

    def card(self, kind: type[Card]) -> Card:
        card = self._cards.get(kind)
        if card is None:
            card = self._cards[kind] = kind(self, self.ask)
            screen_cards.follow_end(card, self.ended)
            if self.meeting is not None:
                card.show_meeting(self.meetings.seen_by(card, self.meeting))
        return card

    # --- what is shown -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.page_rail.show_page(DESK)
        self.pages.turned.connect(self.page_rail.show_page)
        self.page_rail.page_wanted.connect(self.pages.show)
        self.bridge.meeting_changed.connect(self._show_meeting)
        self.bridge.answered.connect(self._show_answer)
        self.bridge.waiting_changed.connect(self._show_waiting)
        self.scanner.scanned.connect(self.scans.take)
        self.menu.asked.connect(self.ask)
        self.menu.adjourn_wanted.connect(partial(screen_cards.adjourn, self))
        self.menu.close_wanted.connect(self.close_log)
        self.menu.expected_end_wanted.connect(partial(screen_cards.expect_end, self))
        self.meetings.switch_wanted.connect(self.switch_wanted)
        self.menu.paper_wanted.connect(partial(screen_cards.enter_paper, self))
        self.menu.end_practice_wanted.connect(partial(screen_cards.end_practice, self))
        self.hall.scanned.connect(self.scans.take)
        self.scans.heard.connect(self.hall.sound_scan)
        self.header_bar.emergency_wanted.connect(self.emergency.open)
        self.emergency.begin_wanted.connect(partial(screen_cards.begin_emergency, self))
        self.emergency.end_wanted.connect(partial(screen_cards.end_emergency, self))
        self.emergency.turned.connect(self._hide_cards)
        self.footer_bar.undo_wanted.connect(self.undo)
        self.footer_bar.keys_wanted.connect(self.show_keys)
        self.page_rail.find_wanted.connect(self.find_ticket)
        self.page_rail.head_count_wanted.connect(self.count_heads)
        self.page_rail.turn_away_wanted.connect(self.turn_away)

    def _actions(self) -> Keys:
        """What keys do on every page."""
        turns = zip(PAGE_KEYS, (DESK, DOORS, LINE, CLERK), strict=False)
        return {
            PAGE_KEYS[-1]: partial(self.pages.show, SETUP),
            **{key: partial(self.pages.show, name) for key, name in turns},
            "T": self.turn_away,
            UNDO: self.undo,
            "/": self.find_ticket,
            EMERGENCY: self.emergency.open,
            NEXT_MEETING: self.meetings.show_next,
            PUBLIC: self.hall.toggle_public,
            "?": self.show_keys,
        }

    def _show_meeting(self, meeting: Meeting) -> None:
        self.meeting = meeting
        now = self.bridge.now_ms()
        self.header_bar.show_meeting(meeting)
        self.menu.show_meeting(meeting)
        self.meetings.show_meeting(meeting)
        self.footer_bar.show_meeting(meeting, self.bridge.station, now)
        self.pages.show_meeting(meeting)
        self.emergency.show_meeting(self.meetings.joined(meeting))
        for card in self._cards.values():
            card.show_meeting(self.meetings.seen_by(card, meeting))
        if not self.bridge.waiting:
            self.header_bar.show_recording(Recording.RECORDED, meeting.at)

    def _show_answer(self, command: Command, answer: Answer) -> None:
        if answer.problem is not None:
            self.header_bar.show_recording(Recording.PROBLEM, problem=told(answer.problem))
            self._say_problem(answer_words(answer))
        else:
            self._say_problem("")
            if not self.bridge.waiting and self.meeting is not None:
                self.header_bar.show_recording(Recording.RECORDED, self.meeting.at)
        then = self._then.pop(answer.request, None)
        if answer.is_done and then != self.scans.show:
            # The word for a scan stays until the next thing is done; then it would be untrue beside it.
            self.footer_bar.show_notice("", good=True)
        # What a card asked and was refused, the card says itself.
        if (then is None or answer.is_done) and self.meetings.is_of_this(answer):
            self.page.show_answer(command, answer)
        if then is not None:
            then(answer)

    def _say_problem(self, words: str) -> None:
        """A problem of the store stays in words until something is recorded again."""
        if words or self._has_problem:
            self.footer_bar.show_notice(words, good=False)
        self._has_problem = bool(words)

    def _show_waiting(self, waiting: int) -> None:
        if waiting and not self._slow.isActive():
            self._slow.start()
        elif not waiting:
            self._slow.stop()

    def _tick(self) -> None:
        """Once a second, on the second: the clock, countdowns and ages."""
        now = self.bridge.now_ms()
        self.header_bar.show_tick(now)
        self.footer_bar.show_tick(now)
        self.pages.show_tick(now)
        self.emergency.show_tick(now)
        self.hall.show_tick(now)
        self._second.start(SECOND_MS - now % SECOND_MS)
