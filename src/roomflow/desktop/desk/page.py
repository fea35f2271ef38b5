"""The Desk page: where the next party goes, how full the rooms are, and the line. It asks, the desk decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.keys import ESCAPE, SPACE
from roomflow.desktop.basis.look import grow, look_of
from roomflow.desktop.basis.pages import HEAD_COUNT, Keys, Page
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.basis.words import _, told
from roomflow.desktop.desk.answer import (
    ahead_words,
    held_words,
    issued_answer,
    ready_words,
    refusal_words,
    sent_answer,
    ticket_reason,
)
from roomflow.desktop.desk.beyond import BeyondPanel
from roomflow.desktop.desk.large import lay_out_large, least_large, width_of_toggles
from roomflow.desktop.desk.line import LineHead
from roomflow.desktop.desk.line_rows import RowsOfLine
from roomflow.desktop.desk.rooms import RoomsPanel
from roomflow.desktop.desk.ticket import TicketReason
from roomflow.desktop.widgets.answer import AnswerCard
from roomflow.desktop.widgets.buttons import ToggleKey
from roomflow.desktop.widgets.legend import Legend
from roomflow.desktop.widgets.line_table import LineTable
from roomflow.desktop.widgets.party_keys import PartyKeys
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import CallNext, Command, SendParty, Tap
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.desktop.basis.scanner import Heard
    from roomflow.desktop.desk.menus import Asking
    from roomflow.service.answers import Answer

PANEL_WIDTH: Final = 407
HEAD_HEIGHT: Final = 48
MINIMUM: Final = QSize(1200, 604)
KEYS_MAX: Final = 9  # party keys are single digits


class DeskPage(Page):
    """Shows the newest meeting; `asked` carries a Command."""

    asked = Signal(object)
    """A Command; what the desk answers comes by `show_answer`."""

    page_layout: QHBoxLayout
    legend: Legend
    rooms_head: QWidget
    rooms_title_label: QLabel
    beyond_panel: BeyondPanel
    rooms_panel: RoomsPanel
    party_panel: QWidget
    next_title_label: QLabel
    press_label: RunsLabel
    keys_line: PartyKeys
    accessible_toggle: ToggleKey
    chamber_toggle: ToggleKey
    answer_card: AnswerCard
    ticket_reason: TicketReason
    line_head: LineHead
    line_table: LineTable

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "desk_page")
        look = look_of()
        grow(self.page_layout, look)
        self._meeting: Meeting | None = None
        self._now = Now(0, 0)
        self.answered: Entry | None = None
        self.rooms_head.setFixedHeight(look.px(HEAD_HEIGHT))
        self.next_title_label.setFixedHeight(look.line_px(20))
        self.press_label.set_type(13, "quiet")
        self.press_label.align_right()
        self.accessible_toggle.set_words(_("Accessible"), "A")
        self.chamber_toggle.set_words(_("Chamber only"), "C")
        self._toggles, self._ticked = (self.accessible_toggle, self.chamber_toggle), [False, False]
        self.party_panel.setFixedWidth(max(look.px(PANEL_WIDTH), width_of_toggles(self)))
        if look.is_large:
            lay_out_large(self)
        self.rooms_panel.tapped.connect(lambda space, change: self.asked.emit(Tap(space, change)))
        self.rooms_panel.count_wanted.connect(self.head_count_wanted)
        self.rooms_panel.menu_wanted.connect(partial(self._offer, "room"))
        self.beyond_panel.holds_wanted.connect(partial(self._offer, "holds"))
        self.keys_line.size_pressed.connect(self.press_size)
        self.answer_card.next_party.connect(self.clear_answer)
        self.answer_card.other_room.connect(self._offer_other_rooms)
        self.ticket_reason.apart_wanted.connect(self.asked)
        self.ticket_reason.count_wanted.connect(self.head_count_wanted)
        self.ticket_reason.override_wanted.connect(lambda: self._want("override", self.issued()))
        self.line_head.call_wanted.connect(self.call_next)
        self.line_table.ticket_wanted.connect(partial(self._offer, "ticket"))
        self._show_keys(6)
        self.clear_answer()

    def minimumSizeHint(self) -> QSize:
        """The same in every state: no answer makes the window grow."""
        look = look_of()
        plain = QSize(look.px(MINIMUM.width()), look.px(MINIMUM.height()))
        return least_large(self) if look.is_large else plain

    # --- what the window shows here --------------------------------------------------------------------

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the newest picture of the meeting."""
        if self._meeting is None or self._meeting.number != meeting.number:
            self._meeting = meeting
            self._show_keys(min(meeting.figures.party_people_max, KEYS_MAX))
            self._forget_party()
            self.answer_card.show_words(*ready_words(meeting), is_answer=False)
        self.keep_meeting(meeting)
        self._show()

    def keep_meeting(self, meeting: Meeting) -> None:
        """An answer may be shown before the page is seen again."""
        self._meeting = meeting
        # The window's next tick may be a second away: until then it is as late as the meeting's last entry.
        self._now = Now(max(self._now.at, meeting.at), meeting.elapsed + max(0, self._now.at - meeting.at))

    def show_tick(self, now_ms: int) -> None:
        """Ages and countdowns at UTC ms."""
        if self._meeting is None:
            self._now = Now(now_ms, 0)
            return
        self._now = Now(now_ms, self._meeting.elapsed + max(0, now_ms - self._meeting.at))
        self._show()

    def show_answer(self, _command: Command, answer: Answer) -> None:
        """What the desk answered to what this station asked; call after `show_meeting` of the same entries."""
        if answer.problem is not None:
            self.show_words(_("Not recorded"), told(answer.problem))
            return
        if answer.refusal is not None:
            self.show_words(*refusal_words(answer.refusal.key, answer.refusal.sentence(_)))
            return
        shown = self.answered
        for entry in answer.entries:
            if entry.kind in (Kind.SENT, Kind.ISSUED) or (entry.kind == Kind.SPLIT and "of" in entry.details):
                self.show_party(entry)
            elif shown is not None and entry.kind == Kind.UNDONE and entry.undoes == shown.seq:
                self.clear_answer()
            elif shown is not None and entry.kind == Kind.MOVED and entry.details.get("hold") == str(shown.seq):
                self.answer_card.flash()  # the same party, another room: a new answer

    def show_heard(self, heard: Heard, _answer: Answer | None) -> None:
        """The answer to a scan, until the next party."""
        self._forget_party()
        self.answer_card.show_heard(heard.state, heard.title, heard.sentence)
        self.answer_card.flash()
        self._show()

    def show_words(self, title: str, sentence: str) -> None:
        """A sentence in the place of the answer."""
        self._forget_party()
        self.answer_card.show_words(title, sentence)
        self.answer_card.flash()
        self._show()

    # --- what keys and buttons do ----------------------------------------------------------------------

    def keys(self) -> Keys:
        return {
            **{str(people): partial(self.press_size, people) for people in range(1, KEYS_MAX + 1)},
            "A": self.accessible_toggle.toggle,
            "C": self.chamber_toggle.toggle,
            SPACE: self.call_next,
            ESCAPE: self.clear_answer,
            "P": self.answer_card.print_wanted.emit,
        }

    def take_back(self, key: str) -> None:
        for toggle, name, was in zip(self._toggles, "AC", self._ticked, strict=True):
            toggle.setChecked(was if key.isdigit() else toggle.isChecked() != (key == name))

    def press_size(self, people: int) -> None:
        """Send a party of this size with the boxes as they are ticked, then clear the boxes."""
        self._ticked = accessible, chamber = [toggle.isChecked() for toggle in self._toggles]
        if self._meeting is None or not 1 <= people <= len(self.keys_line):
            return
        self.asked.emit(SendParty(people, accessible, Wish.CHAMBER if chamber else Wish.ANY))
        for toggle in self._toggles:
            toggle.setChecked(False)

    def call_next(self) -> None:
        """Call the whole next best move; nothing where there is none."""
        if self._meeting is not None and next_best_move(self._meeting, self._now.elapsed):
            self.asked.emit(CallNext())

    def clear_answer(self) -> None:
        """On to the next party."""
        self._forget_party()
        self.answer_card.show_words(*ready_words(self._meeting), is_answer=False)
        self._show()

    def _forget_party(self) -> None:
        """The answer is about a party no more."""
        self.answered = None
        self.keys_line.choose(None)
        self.ticket_reason.show_reason("", "")

    def _show(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        self.beyond_panel.show_meeting(meeting)
        # What is to be decided takes the place of the title, so that no row below moves.
        self.rooms_head.setVisible(self.beyond_panel.isHidden() and not look_of().is_large)
        self.rooms_panel.show_meeting(meeting, self._now)
        self._show_line(meeting)
        self._show_answered(meeting)
        if not self.answer_card.is_answer:  # once the meeting is adjourned there is no next party
            self.answer_card.show_words(*ready_words(meeting), is_answer=False)

    def _show_line(self, meeting: Meeting) -> None:
        moves = next_best_move(meeting, self._now.elapsed)
        self.line_head.set_compact(compact=self.answer_card.shows_ticket())
        self.line_head.show_line(meeting, moves, self._now)
        self.line_table.show_rows(RowsOfLine(meeting, moves, self._now, self.issued()))

    def issued(self) -> int | None:
        """The ticket of the answer, where it is one."""
        return self.answered.ticket if self.answered is not None else None

    def show_party(self, entry: Entry) -> None:
        """A new answer: the room, or the ticket and why."""
        meeting = self._meeting
        if meeting is None:
            return
        self.answered = entry
        self.keys_line.choose(entry.people)
        # Room is made before the ticket takes it, so that the window never grows for a moment.
        self.line_head.set_compact(compact=entry.kind != Kind.SENT)
        if entry.kind == Kind.SENT:
            self.ticket_reason.show_reason("", "")
        else:
            wish, needs = Wish(entry.details["wish"]), meeting.tickets[entry.ticket or 0].accessible
            self.ticket_reason.show_reason(*ticket_reason(meeting, entry.people or 0, wish, accessible=needs))
        self.answer_card.flash()
        self._show_answered(meeting)
        self._show_line(meeting)  # the rooms are those of `show_meeting`, which came before

    def _show_answered(self, meeting: Meeting) -> None:
        """How it stands now with the party of the answer."""
        entry = self.answered
        if entry is None:
            return
        if entry.kind == Kind.SENT:
            self.answer_card.show_sent(sent_answer(meeting, entry))
            self.answer_card.sent.held_label.show_runs(*held_words(meeting, entry, self._now))
            self.answer_card.sent.other_button.setEnabled(str(entry.seq) in meeting.holds)
        elif entry.ticket is not None:
            self.answer_card.show_ticket(issued_answer(meeting, entry, self._now, self.answer_card.ticket_page()))
            self.answer_card.ticket.ahead_label.show_runs(*ahead_words(meeting, entry.ticket))
            if meeting.tickets[entry.ticket].state is not TicketState.WAITING:
                self.ticket_reason.show_reason("", "")  # why it had to wait is over
            self.ticket_reason.show_ways(meeting, entry.ticket, self._now)

    def _offer_other_rooms(self) -> None:
        if self.answered is not None:
            button = self.answer_card.sent.other_button
            self._offer("other rooms", str(self.answered.seq), button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _offer(self, menu: str, about: object, where: QPoint) -> None:
        if self._meeting is not None:
            from roomflow.desktop.desk.offers import MENUS

            MENUS[menu](self._asking(self._meeting), about, self).popup(where)

    def _asking(self, meeting: Meeting) -> Asking:
        from roomflow.desktop.desk.menus import Asking

        return Asking(meeting, self._now, self.asked.emit, self._want)

    def _want(self, card: str, about: object) -> None:
        if card == HEAD_COUNT:
            self.head_count_wanted.emit(about)
        else:
            self.card_wanted.emit(card, about)

    def _show_keys(self, count: int) -> None:
        self.keys_line.show_sizes(count)
        self.press_label.say(_("press [{first}] to [{last}]") if look_of().single_keys else "", first=1, last=count)
