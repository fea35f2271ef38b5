"""Slips of the meeting that is shown: printed when asked, printed again with a new code, and said how it went.

A slip that came out is not printed a second time with the same code: a second press asks the desk for a reprint. One
that did not come out is printed as it is when the printer works again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.domain.commands import Command, Reprint
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Meeting
from roomflow.tongues import Tongues

if TYPE_CHECKING:
    from roomflow.desktop.basis.bridge import Bridge
    from roomflow.desktop.computer.printing import Job, Printing
    from roomflow.desktop.desk.page import DeskPage
    from roomflow.desktop.widgets.footer import Footer
    from roomflow.service.answers import Answer


AT_ONCE_MS: Final = 200
"""Longer than it takes to see that a barcode and no person asked for the ticket: its slip is never printed."""


class SlipPrinting(QObject):
    """Knows which tickets' slips this window printed; asks the desk where one is to be printed again."""

    said = Signal(str, bool)
    """(a sentence about a slip, whether it is good)."""
    changed = Signal(int)
    """How it stands with this ticket's slip."""

    def __init__(self, computer: ThisComputer, ask: Callable[[Command], object], parent: QObject) -> None:
        super().__init__(parent)
        self._kept, self._ask, self._send = computer.kept, ask, computer.send_slip
        self._network = computer.network
        self._tongues = Tongues()
        self._meeting: Meeting | None = None
        self._printed: set[int] = set()
        self._printing: set[int] = set()
        self._again: dict[int, int] = {}
        """Tickets printed again, and when (UTC ms): it stands on the slip."""
        self._soon: list[int] = []
        """Tickets whose slips are printed at once, unless they are taken back first."""
        self._at_once = QTimer(self, singleShot=True, interval=AT_ONCE_MS)
        self._at_once.timeout.connect(self._print_soon)

    @cached_property
    def printing(self) -> Printing:
        """Prints on a thread of its own; made, and its code read, with the first slip."""
        from roomflow.desktop.computer.printing import Printing

        printing = Printing(self._send, self)
        printing.done.connect(self._take, Qt.ConnectionType.QueuedConnection)
        return printing

    def serve(self, page: DeskPage, footer: Footer, bridge: Bridge) -> None:
        """Print what this page wants, say it there, and hear what the desk recorded for it."""
        page.answer_card.ticket_page = self.ticket_page
        page.answer_card.print_wanted.connect(lambda: self._print_shown(page))
        bridge.meeting_changed.connect(self.show_meeting)
        bridge.answered.connect(self.take_answer)
        self.said.connect(lambda words, good: footer.show_notice(words, good=good))
        self.changed.connect(lambda number: self._say_on(page, number))

    def show_meeting(self, meeting: Meeting) -> None:
        """The newest picture; another meeting has other slips."""
        if self._meeting is None or self._meeting.number != meeting.number:
            self._printed.clear()
            self._printing.clear()
            self._again.clear()
        self._meeting = meeting

    def ticket_page(self) -> str:
        """The address below which tickets have pages; empty where they have none."""
        return self._network.ticket_page if self._network is not None else ""

    def print_ticket(self, number: int) -> None:
        """Print a ticket's slip; the second time with a new code, by an entry."""
        if number in self._printing:
            return
        if number in self._printed:
            self._ask(Reprint(number))
        else:
            self._print(number)

    def button_words(self, number: int) -> str:
        """What the button that prints this ticket says."""
        if number in self._printing:
            return _("Printing…")
        return _("Print again") if number in self._printed else _("Print")

    def take_over(self, worn: SlipPrinting) -> None:
        """Know what the window knew whose place this one takes; what it was printing counts as printed."""
        self._printed |= worn._printed | worn._printing
        if worn._soon:
            self._soon += worn._soon
            self._at_once.start()
        self._again |= worn._again

    def take_answer(self, _command: Command, answer: Answer) -> None:
        """The desk recorded something for this window: a reprint is printed, a ticket where that is set."""
        for entry in answer.entries:
            self._take_entry(entry)

    def stop(self) -> None:
        """Print what is being printed to its end."""
        self._at_once.stop()
        if "printing" in vars(self):
            self.printing.stop()

    def _print_shown(self, page: DeskPage) -> None:
        number = page.issued()
        if number is not None and page.answer_card.shows_ticket():
            self.print_ticket(number)

    def _say_on(self, page: DeskPage, number: int) -> None:
        if number == page.issued():
            page.answer_card.ticket.say_print(self.button_words(number))

    # --- inside ------------------------------------------------------------------------------------------

    def _take_entry(self, entry: Entry) -> None:
        number = entry.ticket
        if number is None:
            return
        if entry.kind == Kind.REPRINTED:
            self._again[number] = entry.happened
            self._print(number)
        elif self._kept.settings.print_at_once and is_new_ticket(entry):
            self._soon.append(number)
            self._at_once.start()

    def _print_soon(self) -> None:
        soon, self._soon = self._soon, []
        for number in soon:
            ticket = self._meeting.tickets.get(number) if self._meeting is not None else None
            if ticket is not None and ticket.state is not TicketState.CANCELLED and number not in self._printed:
                self._print(number)

    def _print(self, number: int) -> None:
        from roomflow.desktop.computer.printing import Job
        from roomflow.slip_words import slip_of

        assert self._meeting is not None
        ticket, again_at = self._meeting.tickets[number], self._again.get(number)
        slip = slip_of(self._meeting, ticket, self._tongues, again_at=again_at, public=self.ticket_page())
        settings = self._kept.settings
        self._printing.add(number)
        self.changed.emit(number)
        self.printing.print_slip(Job(slip, settings.printer, settings.paper, (self._meeting.number, number)))

    def _take(self, job: Job, problem: str) -> None:
        number = job.slip.number
        if self._meeting is None or job.about != (self._meeting.number, number):
            return
        self._printing.discard(number)
        if problem:
            words = _("Ticket {number} is recorded and not printed. {problem}")
            self.said.emit(words.format(number=number, problem=problem), False)
        else:
            self._printed.add(number)
            self.said.emit(_("Ticket {number}: sent to the printer.").format(number=number), True)
        self.changed.emit(number)


def is_new_ticket(entry: Entry) -> bool:
    """Whether an entry gives a party at the desk a number: issued, or split off another; on paper it has one."""
    if entry.kind == Kind.ISSUED:
        return not entry.details.get("paper")
    return entry.kind == Kind.SPLIT and "of" in entry.details
