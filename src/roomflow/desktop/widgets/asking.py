"""What the cards of the desk share: they lie beside the work, ask the desk, and say in words what it answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _, told
from roomflow.desktop.widgets.card_size import fit
from roomflow.domain.commands import Command
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.service.answers import Answer

Then = Callable[["Answer"], None]
Ask = Callable[[Command, Then], None]
"""Asks the desk; what is given second is called with the answer, on the GUI thread."""

CARD_WIDTH = 480


def answer_words(answer: Answer) -> str:
    """Why nothing was done, as a sentence; empty where it was."""
    if answer.problem is not None:
        return _("Not recorded: {problem}").format(problem=told(answer.problem))
    return answer.refusal.sentence(_) if answer.refusal is not None else ""


def say(label: QLabel, words: str) -> None:
    """Show words, and no empty line where there are none."""
    label.setText(words)
    label.setVisible(bool(words))


def parties_in_line(meeting: Meeting) -> int:
    """Parties that wait for a seat: those not called yet, and those called and not here yet."""
    expected = (TicketState.WAITING, TicketState.CALLED)
    return sum(ticket.state in expected for ticket in meeting.tickets.values())


class Card(QDialog):
    """A dialog that is made once and shown again; the desk goes on working beside it."""

    problem_label: QLabel

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent)
        self.ask = ask
        self.meeting: Meeting | None = None

    def show_meeting(self, meeting: Meeting) -> None:
        """Keep the newest picture; shown ones change with it."""
        self.meeting = meeting
        if self.isVisible():
            self.refresh()
            fit(self)  # a sentence more or less

    def refresh(self) -> None:
        """Show what the newest meeting says; cards with figures in them say more."""

    def present(self) -> None:
        """Show the card afresh over its window, without stopping the desk."""
        say(self.problem_label, "")
        self.refresh()
        self.setMinimumWidth(look_of().text_px(CARD_WIDTH) if not look_of().is_large else look_of().px(CARD_WIDTH))
        self.show()
        fit(self)  # after show: only then do the labels have their fonts
        self.activateWindow()
        self.focus_main()

    def focus_main(self) -> None:
        """Enter presses the button that looks as if it did, and not the first one of the row."""
        for button in self.findChildren(QPushButton):
            # The look is asked and not isDefault(): Qt moves that one to whichever button got the focus first.
            if button.property("variant") == "main" and button.autoDefault() and button.isVisible():
                button.setFocus()

    def tell(self, words: str) -> None:
        """Say what is wrong, in sight: the card grows by the sentence."""
        say(self.problem_label, words)
        fit(self)

    def take(self, answer: Answer) -> None:
        """Close when it was done, else say why not."""
        words = answer_words(answer)
        if words:
            self.tell(words)
        else:
            say(self.problem_label, "")
            self.done_with(answer)

    def done_with(self, answer: Answer) -> None:  # noqa: ARG002 - cards that stay open look at it
        """The desk did what the card asked."""
        self.accept()


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
