"""The panel beside the line: the chosen ticket, how it stands, and every action with its key or its reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.basis.words import _
from roomflow.desktop.line.actions import KEYS, Action, action_words, actions_for, main_action
from roomflow.desktop.line.words import history_words, party_words, standing_words
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.meeting import Meeting

PADDING: Final = 24
BUTTON_WIDTH: Final = 166
ROW: Final = 38


class TicketPanel(QWidget):
    """Says what the newest picture says of one ticket; a press asks for the action of its name."""

    action_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.number_label = RunsLabel(self, 44)
        self.party_label = QLabel(self)
        self.party_label.setProperty("type", "strong")
        self.standing_label = QLabel(self)
        self.history_label = QLabel(self)
        self.history_label.setProperty("type", "quiet")
        self.notice_label = QLabel(self)
        for label in (self.party_label, self.standing_label, self.history_label, self.notice_label):
            label.setWordWrap(True)
        self.buttons: dict[str, KeyButton] = {}
        self.beside: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        edge = look.px(PADDING)
        column.setContentsMargins(edge, look.px(12), edge, look.px(12))
        column.setSpacing(look.px(4))
        for widget in (self.number_label, self.party_label, self.standing_label, self.history_label):
            column.addWidget(widget)
        column.addSpacing(look.px(8))
        column.addLayout(self._make_actions())
        column.addStretch(1)
        column.addWidget(self.notice_label)
        self.say("", good=True)
        self.show_nothing()

    def show_ticket(self, meeting: Meeting, number: int, now: Now, *, can_print: bool) -> dict[str, Action]:
        """Show a ticket as it is now, and give what can be done with it."""
        ticket = meeting.tickets[number]
        self.number_label.say("~{word}~ *{number}*", word=_("Ticket"), number=number)
        self.party_label.setText(party_words(ticket))
        self.standing_label.setText(standing_words(meeting, ticket, now))
        self.history_label.setText(history_words(meeting, ticket, now))
        actions = actions_for(meeting, number, now, can_print=can_print)
        main = main_action(ticket)
        for name, action in actions.items():
            self._show_action(action, is_main=name == main)
        return actions

    def show_nothing(self) -> None:
        """No ticket is chosen."""
        self.number_label.say("~{word}~", word=_("No ticket chosen"))
        self.party_label.setText(_("Choose one in the list, type its number, or scan it."))
        self.standing_label.setText("")
        self.history_label.setText("")
        for name in self.buttons:
            self._show_action(Action(name, _("choose a ticket"), enabled=False), is_main=False)

    def say(self, words: str, *, good: bool) -> None:
        """What a scan was, or why nothing was done; until the next thing is done."""
        kind = "strong" if good else "warning"
        if self.notice_label.property("type") != kind:
            self.notice_label.setProperty("type", kind)
            self.notice_label.style().polish(self.notice_label)
        say(self.notice_label, words)

    def below(self, name: str) -> QPoint:
        """Where the menu of an action opens, on the screen."""
        button = self.buttons[name]
        return button.mapToGlobal(QPoint(0, button.height() + 2))

    # --- inside ------------------------------------------------------------------------------------------

    def _show_action(self, action: Action, *, is_main: bool) -> None:
        button, beside = self.buttons[action.name], self.beside[action.name]
        button.set_variant("main" if is_main and action.enabled else "plain", "small")
        button.setEnabled(action.enabled)
        button.setAccessibleDescription(action.beside)
        beside.setText(action.beside)

    def _make_actions(self) -> QGridLayout:
        look = look_of()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(4))
        for row, (name, key) in enumerate(KEYS.items()):
            button = KeyButton(self, size="small")
            button.set_words(action_words(name), key=key)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(look.px(BUTTON_WIDTH))
            button.clicked.connect(lambda _checked=False, name=name: self.action_wanted.emit(name))
            beside = QLabel(self)
            beside.setProperty("type", "quiet")
            beside.setWordWrap(True)
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(beside, row, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(row, look.px(ROW))
            self.buttons[name], self.beside[name] = button, beside
        grid.setColumnStretch(1, 1)
        return grid
