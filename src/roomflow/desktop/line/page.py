"""The Line page: every ticket, found by number or scan, and everything that can be done with one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.keys import ESCAPE, SPACE
from roomflow.desktop.basis.look import grow, look_of
from roomflow.desktop.basis.page_large import Stacking
from roomflow.desktop.basis.pages import Keys, Page
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.line import move_words, no_move_words
from roomflow.desktop.desk.menus import Asking, ticket_menu
from roomflow.desktop.line.actions import KEYS, Action
from roomflow.desktop.line.menus import choices_menu
from roomflow.desktop.line.order import Listed, counts_of
from roomflow.desktop.line.ticket_panel import TicketPanel
from roomflow.desktop.line.ticket_table import TicketTable
from roomflow.desktop.line.words import empty_words, listed_words, number_in, ticket_of
from roomflow.desktop.widgets.asking import Ask, answer_words
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import CallNext
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.desktop.basis.remembered import Remembered
    from roomflow.desktop.basis.scanner import Heard
    from roomflow.service.answers import Answer

COLUMNS: Final = "line.columns"  # what the widths and the order of the columns are remembered by
MINIMUM: Final = QSize(1120, 400)  # below the width of a small window
PANEL_WIDTH: Final = 407
TABLE_HEIGHT: Final = 240
FIND_WIDTH: Final = 120
FIND_CHARACTERS_MAX: Final = 400


class LinePage(Page):
    """Shows the newest meeting; one ticket is chosen, and stays so wherever it moves."""

    page_layout: QHBoxLayout
    count_label: RunsLabel
    move_label: RunsLabel
    reason_label: RunsLabel
    call_button: KeyButton
    lists_layout: QHBoxLayout
    find_caption_label: QLabel
    find_edit: QLineEdit
    tickets_table: TicketTable
    panel_area: QScrollArea
    ticket_panel: TicketPanel

    def __init__(
        self,
        ask: Ask,
        remembered: Remembered,
        parent: QWidget | None = None,
        can_print: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._can_print = can_print
        load_form(self, "line_page")
        look = look_of()
        grow(self.page_layout, look)
        self.find_edit.setFixedWidth(look.px(FIND_WIDTH))
        self.panel_area.setFixedWidth(look.px(PANEL_WIDTH))
        self._ask = ask
        self._remembered = remembered
        self._meeting: Meeting | None = None
        self._now = Now(0, 0)
        self._number: int | None = None
        self._actions: dict[str, Action] = {}
        self._lists: dict[Listed, KeyButton] = {}
        self.count_label.set_type(20)
        self.move_label.set_type(16)
        self.reason_label.set_type(13, "quiet")
        for label in (self.move_label, self.reason_label):
            label.align_right()
        self.call_button.set_variant("main", "main")
        self.call_button.set_words(_("Call next"), key=_("Space"))
        self.find_edit.setMaxLength(FIND_CHARACTERS_MAX)
        self._make_lists()
        # Widths are of a text size: those of small text would cut every word of large text.
        self._columns = f"{COLUMNS}.{look.zoom}" if look.is_large else COLUMNS
        self.tickets_table.restore(remembered.text(self._columns))
        self._connect()
        self._stacking = Stacking(self.page_layout, self.panel_area)
        if look.is_large:
            for part in (self.find_caption_label, self.reason_label, self.move_label):
                part.hide()  # what the field and the button say to who hears them
            self.count_label.set_small_size(13)

    def minimumSizeHint(self) -> QSize:
        look = look_of()
        if self._stacking.is_stacked:
            return self._stacking.least()
        return QSize(look.px(MINIMUM.width()), look.px(MINIMUM.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stacking.fit(event.size().width())
        self.tickets_table.setMinimumHeight(look_of().px(TABLE_HEIGHT) * self._stacking.is_stacked)
        self.panel_area.setMinimumHeight(self.ticket_panel.minimumSizeHint().height() * self._stacking.is_stacked)

    # --- what the window shows here ----------------------------------------------------------------------

    def show_meeting(self, meeting: Meeting) -> None:
        if self._meeting is not None and self._meeting.number != meeting.number:
            self._number = None
        self._meeting = meeting
        self._now = Now(max(self._now.at, meeting.at), meeting.elapsed + max(0, self._now.at - meeting.at))
        if self.tickets_table.show_meeting(meeting, self._now):
            for listed, count in counts_of(meeting).items():
                self._lists[listed].set_words(_("{list} {n}").format(list=listed_words(listed), n=count))
        self._show_head(meeting)
        self._show_chosen(meeting)

    def show_tick(self, now_ms: int) -> None:
        if self._meeting is None:
            self._now = Now(now_ms, 0)
            return
        self._now = Now(now_ms, self._meeting.elapsed + max(0, now_ms - self._meeting.at))
        self.tickets_table.tickets.show_tick(self._now)
        self._show_head(self._meeting)
        self._show_chosen(self._meeting)

    def show_heard(self, heard: Heard, answer: Answer | None) -> None:
        """The word for a scan; its ticket is chosen."""
        number = ticket_of(answer) if answer is not None else None
        if number is not None:
            self.choose(number)
        self.ticket_panel.say(f"{heard.title}. {heard.sentence}", good=heard.is_good)

    def take_focus(self, _screen: QWidget | None = None) -> None:
        """The arrows go through the tickets at once."""
        self.tickets_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Keys:
        return {
            **{key: partial(self.do, name) for name, key in KEYS.items()},
            **{str(digit): partial(self._type, str(digit)) for digit in range(10)},
            "/": self._find_afresh,
            SPACE: self.call_next,
            ESCAPE: self._put_aside,
        }

    def take_back(self, key: str) -> None:
        if key.isdigit() or key == "/":
            self._put_aside()

    # --- what keys and buttons do ------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Choose a ticket; another list is shown where this one has it not."""
        if self._meeting is None or number not in self._meeting.tickets:
            return
        self._number = number
        if self.tickets_table.tickets.row_of(number) is None:
            self._list(Listed.ALL)
        self.tickets_table.choose(number)
        self.ticket_panel.say("", good=True)
        self._show_chosen(self._meeting)

    def call_next(self) -> None:
        """Call the whole next best move; nothing where there is none."""
        if self._meeting is not None and next_best_move(self._meeting, self._now.elapsed):
            self._ask(CallNext(), self._take)

    def do(self, name: str) -> None:
        """Do an action with the chosen ticket, or open its choices; nothing where it cannot be done."""
        action = self._actions.get(name)
        if action is None or not action.enabled or self._meeting is None:
            return
        if action.command is not None:
            self._ask(action.command, self._take)
        else:
            asking, ticket = self._asking(self._meeting), self._meeting.tickets[self._number or 0]
            choices_menu(name, asking, ticket, self).popup(self.ticket_panel.below(name))

    # --- inside ------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.call_button.clicked.connect(self.call_next)
        self.tickets_table.ticket_chosen.connect(self.choose)
        self.tickets_table.menu_wanted.connect(self._offer_ticket)
        self.ticket_panel.action_wanted.connect(self.do)
        self.find_edit.textEdited.connect(self._find)
        self.find_edit.returnPressed.connect(self._found)
        header = self.tickets_table.horizontalHeader()
        for changed in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            changed.connect(lambda *_what: self._remembered.keep(self._columns, self.tickets_table.columns_text()))

    def _make_lists(self) -> None:
        group = QButtonGroup(self)
        for listed in Listed:
            button = KeyButton(self, size="small")
            button.setCheckable(True)
            button.set_words(listed_words(listed))
            button.clicked.connect(lambda _checked=False, listed=listed: self._list(listed))
            group.addButton(button)
            self.lists_layout.addWidget(button)
            self._lists[listed] = button
        self._list(Listed.IN_LINE)

    def _list(self, listed: Listed) -> None:
        self._lists[listed].setChecked(True)
        self.tickets_table.list_only(listed)
        self.tickets_table.show_empty(empty_words(listed))

    def _show_head(self, meeting: Meeting) -> None:
        parties, people = meeting.line.parties(), meeting.line.people()
        self.count_label.say(
            ngettext(
                "*{n}* ~party waiting,~ *{people}* ~people~", "*{n}* ~parties waiting,~ *{people}* ~people~", parties
            ),
            n=parties,
            people=people,
        )
        moves = next_best_move(meeting, self._now.elapsed)
        first, second = move_words(meeting, moves) if moves else no_move_words(meeting, self._now)
        self.move_label.say(first or "{none}", none="")
        self.reason_label.say("{words}", words=second)
        self.call_button.setEnabled(bool(moves))
        self.call_button.setAccessibleDescription(f"{first} {second}".replace("*", "").strip())

    def _show_chosen(self, meeting: Meeting) -> None:
        if self._number is None or self._number not in meeting.tickets:
            self._actions = {}
            self.ticket_panel.show_nothing()
        else:
            self._actions = self.ticket_panel.show_ticket(meeting, self._number, self._now, can_print=self._can_print())

    def _take(self, answer: Answer) -> None:
        """What the desk answered: nothing more where it was done, since the ticket shows it."""
        self.ticket_panel.say(answer_words(answer), good=answer.is_done)
        made = [entry.ticket for entry in answer.entries if "of" in entry.details and entry.ticket is not None]
        if made:
            words = ngettext("New ticket: {tickets}.", "New tickets: {tickets}.", len(made))
            self.ticket_panel.say(words.format(tickets=", ".join(str(number) for number in made)), good=True)

    def _asking(self, meeting: Meeting) -> Asking:
        return Asking(meeting, self._now, lambda command: self._ask(command, self._take), self.card_wanted.emit)

    def _offer_ticket(self, number: int, where: QPoint) -> None:
        if self._meeting is not None:
            ticket_menu(self._asking(self._meeting), number, self).popup(where)

    # --- finding -----------------------------------------------------------------------------------------

    def _type(self, digit: str) -> None:
        """A digit begins a number."""
        self.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_edit.setText(digit)
        self._find(digit)

    def _find_afresh(self) -> None:
        self.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_edit.selectAll()

    def _find(self, typed: str) -> None:
        """Choose the ticket as soon as what is typed names one."""
        if self._meeting is None or not typed.strip():
            return
        number = number_in(self._meeting, typed.strip())
        if number in self._meeting.tickets:
            assert number is not None
            self.choose(number)

    def _found(self) -> None:
        """Enter: on to the list, where the keys of the actions act; or say that there is no such ticket."""
        typed = self.find_edit.text().strip()
        number = number_in(self._meeting, typed) if self._meeting is not None else None
        if self._meeting is None or number not in self._meeting.tickets:
            self.ticket_panel.say(_("There is no ticket {number}.").format(number=typed) if typed else "", good=False)
            self.find_edit.selectAll()
            return
        self.find_edit.clear()
        self.take_focus()

    def _put_aside(self) -> None:
        """No ticket is chosen; what was typed to find one is gone."""
        if self.find_edit.hasFocus():
            self.find_edit.clear()
            self.take_focus()
        self._number = None
        self.tickets_table.choose(None)
        self.ticket_panel.say("", good=True)
        if self._meeting is not None:
            self._show_chosen(self._meeting)
