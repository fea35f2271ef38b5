"""Why a party got a ticket and no room, and what can still be done for it: sit apart, count a room, override."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import Now, listed, short_names
from roomflow.desktop.basis.words import _
from roomflow.desktop.desk.answer import room_to_count
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.domain.apart import apart
from roomflow.domain.commands import SeatApart, SplitToFit
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting, Phase, Ticket, rooms
from roomflow.domain.splitting import parts_that_fit


class TicketReason(QWidget):
    """A sentence, the free places of each room, and the buttons that fit the case."""

    apart_wanted = Signal(object)
    """The command SeatApart or SplitToFit."""
    count_wanted = Signal(str)
    override_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._command: SeatApart | None = None
        self._split: SplitToFit | None = None
        self._room = ""
        self.sentence_label = QLabel(self)
        self.sentence_label.setProperty("type", "strong")
        self.free_label = QLabel(self)
        self.free_label.setProperty("type", "quiet")
        self.apart_button = KeyButton(self, size="small")
        self.apart_button.set_words(_("Seat apart"))
        self.split_button = KeyButton(self, "urged", "small")
        self.split_button.set_words(_("Split"))
        self.count_button = KeyButton(self, "urged", "small")
        self.count_button.set_words(_("Count"), icon="tally")
        self.override_button = KeyButton(self, size="small")
        self.override_button.set_words(_("Override…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(8), 0, 0)
        column.setSpacing(0)
        for label in (self.sentence_label, self.free_label):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(look.px(2))
        row = self._buttons = QHBoxLayout()
        row.setSpacing(look.px(8))
        for button in (self.apart_button, self.split_button, self.count_button, self.override_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apart_button.clicked.connect(lambda: self.apart_wanted.emit(self._command))
        self.split_button.clicked.connect(lambda: self.apart_wanted.emit(self._split))
        self.count_button.clicked.connect(lambda: self.count_wanted.emit(self._room))
        self.override_button.clicked.connect(self.override_wanted)
        self.hide()

    def stack(self) -> None:
        """Have the buttons below each other: beside each other they have no room where text is large."""
        self._buttons.setDirection(QHBoxLayout.Direction.TopToBottom)

    def show_reason(self, sentence: str, free: str) -> None:
        """Why, as it was when the ticket was issued; nothing where there is no ticket."""
        self.sentence_label.setText(sentence)
        self.free_label.setText(free)
        self.setVisible(bool(sentence))

    def show_ways(self, meeting: Meeting, number: int, now: Now) -> None:
        """What can be done for the ticket now; nothing once it is no longer waiting."""
        ticket = meeting.tickets[number]
        invites = meeting.phase is Phase.OPEN and not (meeting.stopped or meeting.in_emergency)
        waits = ticket.state is TicketState.WAITING and invites
        parts = apart(meeting, number, now.elapsed) if waits else ()
        room = room_to_count(meeting, ticket.people, ticket.wish, now) if waits else None
        self._command = SeatApart(number, parts) if parts else None
        self._room = room.name if room is not None else ""
        self._offer_split(meeting, ticket, waits=waits)
        short = short_names([one.name for one in rooms(meeting)])
        if parts:
            self.apart_button.set_words(apart_words([(people, short[name]) for people, name in parts]))
            self.apart_button.setAccessibleName(apart_words(parts))
            self.apart_button.setToolTip(_("The party agrees to sit apart: {where}").format(where=apart_words(parts)))
        self.apart_button.setVisible(bool(parts))
        if room is not None:
            self.count_button.set_words(_("Count {room}").format(room=short[room.name]), icon="tally")
            self.count_button.setAccessibleName(_("Head count: {space}").format(space=room.name))
        self.count_button.setVisible(room is not None)
        self.override_button.setVisible(waits)

    def _offer_split(self, meeting: Meeting, ticket: Ticket, *, waits: bool) -> None:
        """Rule 14: the party is larger than any room; in parts it can be called."""
        sizes = parts_that_fit(meeting, ticket.people, ticket.wish) if waits else ()
        self._split = SplitToFit(ticket.number, sizes) if sizes else None
        if sizes:
            self.split_button.set_words(_("Split into {parts}").format(parts=listed([str(size) for size in sizes])))
            self.split_button.setToolTip(_("The parts keep the place in line and get following numbers."))
        self.split_button.setVisible(bool(sizes))


def apart_words(parts: list[tuple[int, str]] | tuple[tuple[int, str], ...]) -> str:
    """“Seat 2 in Overflow A and 1 in Overflow B”."""
    each = [_("{people} in {room}").format(people=people, room=name) for people, name in parts]
    return _("Seat {parts}").format(parts=listed(each))
