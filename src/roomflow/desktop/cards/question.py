"""Small cards that ask before what cannot be taken back: adjourn, end a practice evening, close the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.asking import Ask, Card
from roomflow.domain.commands import Adjourn
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting


class Question(Card):
    """A sentence of what it means, the button that does it, and the way back (Esc)."""

    title_label: QLabel
    meaning_label: QLabel
    back_button: QPushButton
    act_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "question")
        self.back_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self.act)

    def put(self, title: str, meaning: str, act: str, back: str = "") -> None:
        """Fill in the words; the way back keeps its own where none are given."""
        self.setWindowTitle(title)
        self.title_label.setText(title)
        self.meaning_label.setText(meaning)
        self.act_button.setText(act)
        if back:
            self.back_button.setText(back)

    def act(self) -> None:
        """Do it; a card that asks the desk waits for its answer."""
        self.accept()


class AdjournDialog(Question):
    """Asks before the meeting is adjourned, which is final."""

    def refresh(self) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        self.put(
            _("Adjourn {meeting}?").format(meeting=meeting.name),
            " ".join([_("Nobody is invited any more."), *still_words(meeting)]),
            _("Adjourn"),
        )

    def act(self) -> None:
        self.ask(Adjourn(), self.take)


def still_words(meeting: Meeting) -> list[str]:
    """Who still waits for a seat, as the line counts it: the waiting and the called are told apart."""
    waiting = meeting.line.parties()
    called = sum(ticket.state is TicketState.CALLED for ticket in meeting.tickets.values())
    still = []
    if waiting:
        still.append(
            ngettext("{n} party is still in line.", "{n} parties are still in line.", waiting).format(n=waiting)
        )
    if called:
        template = ngettext("{n} called party is not here yet.", "{n} called parties are not here yet.", called)
        still.append(template.format(n=called))
    return still


class EndPracticeDialog(Question):
    """Asks before a practice evening makes way for the first screen."""

    def refresh(self) -> None:
        self.put(
            _("End this practice evening?"),
            _("You come back to the first screen. Nothing of it counts as a meeting."),
            _("End practice"),
        )


class CloseWindowDialog(Question):
    """Asks before the window of an open meeting is closed."""

    def refresh(self) -> None:
        self.put(
            _("Close roomflow?"),
            _("The meeting stays open; start roomflow again to go on."),
            _("Close"),
            _("Stay"),
        )
