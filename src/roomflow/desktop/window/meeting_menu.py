"""The Meeting menu: stopping invitations, the marks of the agenda, adjourn and close; each only where it can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.basis.wording import listed
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import (
    AllowInvitations,
    Command,
    Mark,
    NoteManagersPresent,
    SetFirstClaim,
    StopInvitations,
)
from roomflow.domain.events import FirstClaim
from roomflow.domain.meeting import Meeting, Phase, rooms

MANAGERS_CHOICES: Final = 9
"""From none to eight: enough for 2,000 people."""
ROOMS_NAMED_MAX: Final = 3
"""A line of the menu stays shorter than the window."""


class MeetingMenu(QMenu):
    """Asks for what is chosen; what cannot be chosen now is disabled with its reason in its words."""

    asked = Signal(object)
    public_wanted = Signal()
    camera_wanted = Signal()
    adjourn_wanted = Signal()
    close_wanted = Signal()
    paper_wanted = Signal()
    evening_wanted = Signal()
    """To look at another log, or at a copy of one."""
    end_practice_wanted = Signal()
    expected_end_wanted = Signal()
    open_another_wanted = Signal()
    switch_wanted = Signal(int)
    """The number of another open meeting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting_actions: list[QAction] = []
        """One for each open meeting, where there are several."""
        self.open_another_action = self._wants(self.open_another_wanted)
        self.addSeparator()
        self.stop_action = self._asks(StopInvitations)
        self.allow_action = self._asks(AllowInvitations)
        self.addSeparator()
        self.order_action = self._asks(lambda: Mark("called-to-order"))
        self.comment_action = self._asks(lambda: Mark("comment-opens"))
        self.recess_action = self._asks(lambda: Mark("recess"))
        self.resume_action = self._asks(lambda: Mark("resume"))
        self.expected_end_action = self._wants(self.expected_end_wanted)
        self.addSeparator()
        self.paper_action = self._wants(self.paper_wanted)
        self.line_first_action = self._asks(lambda: SetFirstClaim(FirstClaim.HALLWAY))
        self.seated_first_action = self._asks(lambda: SetFirstClaim(FirstClaim.SEATED))
        self.managers_menu = self.addMenu("")
        self.managers_actions = [self._managers(here) for here in range(MANAGERS_CHOICES)]
        self.addSeparator()
        self.public_action = self._wants(self.public_wanted)
        self.camera_action = self._wants(self.camera_wanted)
        self.evening_action = self._wants(self.evening_wanted)
        self.addSeparator()
        # What is final stands far from what is pressed in a hurry, and asks.
        self.adjourn_action = self._wants(self.adjourn_wanted)
        self.close_action = self._wants(self.close_wanted)
        self.practice_line = self.addSeparator()
        self.end_practice_action = self._wants(self.end_practice_wanted)
        self._meeting: Meeting | None = None
        self.aboutToShow.connect(self._renew)

    def show_meeting(self, meeting: Meeting) -> None:
        """Enable what the meeting allows now; said anew when it opens, and with each picture while it is open."""
        self._meeting = meeting
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        is_open = meeting.phase is Phase.OPEN
        called = "called-to-order" in meeting.marks
        in_recess = is_in_recess(meeting)
        self._say(self.order_action, _("Call to order"), is_open and not called, _("done") if called else "")
        self._say(self.comment_action, _("Public comment opens"), is_open)
        self._say(self.recess_action, _("Recess"), is_open and not in_recess)
        self._say(self.resume_action, _("Resume"), is_open and in_recess, "" if in_recess else _("no recess"))
        self._say(self.expected_end_action, expected_end_words(meeting), is_open)
        self._say(self.open_another_action, _("Open another meeting…"), not meeting.in_emergency, _("emergency"))
        # A stop for the stairs ends by itself; a person may make it their own.
        may_stop = not meeting.stopped or bool(meeting.stopped_for)
        self._say(self.stop_action, _("Stop invitations"), is_open and may_stop)
        self.stop_action.setVisible(may_stop)
        self._say(self.allow_action, _("Allow invitations again"), is_open and meeting.stopped)
        self.allow_action.setVisible(meeting.stopped)
        self._show_first_claim(meeting, is_open)
        self._say(self.public_action, _("Public screen…"), enabled=True)
        self._say(self.camera_action, _("Scan with the camera…"), enabled=True)
        self._say(self.evening_action, _("Open an evening…"), enabled=True)
        self.managers_menu.setTitle(_("Crowd managers here"))
        self.managers_menu.setEnabled(meeting.phase is not Phase.CLOSED)
        for here, action in enumerate(self.managers_actions):
            action.setText(ngettext("{n} crowd manager", "{n} crowd managers", here).format(n=here))
            action.setEnabled(here != meeting.managers_present)
        self._say(self.paper_action, _("Paper…"), is_open)
        adjourned = meeting.phase is not Phase.OPEN
        self._say(self.adjourn_action, _("Adjourn…"), is_open, _("done") if adjourned else "")
        self._say(self.close_action, _("Close the log…"), adjourned, "" if adjourned else _("adjourn first"))
        self.end_practice_action.setText(_("End practice…"))
        for action in (self.practice_line, self.end_practice_action):
            action.setVisible(meeting.practice)

    def _show_first_claim(self, meeting: Meeting, is_open: bool) -> None:
        """Who is first on a freed chamber seat: matters where somebody may sit elsewhere and wish the chamber."""
        kinds = {room.kind for room in rooms(meeting)}
        seated = meeting.first_claim is FirstClaim.SEATED
        for action, words, is_set in (
            (self.line_first_action, _("Chamber seats: the line first"), not seated),
            (self.seated_first_action, _("Chamber seats: those seated elsewhere first"), seated),
        ):
            self._say(action, words, is_open and not is_set, _("set") if is_set else "")
            action.setVisible(kinds == {SpaceKind.CHAMBER, SpaceKind.OVERFLOW})

    def show_meetings(self, shown: Meeting, listed: Sequence[Meeting]) -> None:
        """List the open meetings where there are several, the one on the screen ticked."""
        for action in self.meeting_actions:
            self.removeAction(action)
            action.deleteLater()
        self.meeting_actions = []
        for meeting in listed if len(listed) > 1 else ():
            rooms = listed_rooms(meeting)
            action = QAction(_("{meeting}  ({rooms})").format(meeting=meeting.name, rooms=rooms), self)
            action.setCheckable(True)
            action.setChecked(meeting.number == shown.number)
            action.triggered.connect(partial(self._switch, meeting.number, shown.number))
            self.insertAction(self.open_another_action, action)
            self.meeting_actions.append(action)

    def _switch(self, number: int, shown: int) -> None:
        if number != shown:
            self.switch_wanted.emit(number)

    def _asks(self, command: Callable[[], Command]) -> QAction:
        action = QAction(self)
        action.triggered.connect(lambda _checked: self.asked.emit(command()))
        self.addAction(action)
        return action

    def _managers(self, here: int) -> QAction:
        action = QAction(self.managers_menu)
        action.triggered.connect(lambda _checked: self.asked.emit(NoteManagersPresent(here)))
        self.managers_menu.addAction(action)
        return action

    def _wants(self, card: SignalInstance) -> QAction:
        """A choice that opens a card."""
        action = QAction(self)
        action.triggered.connect(lambda _checked: card.emit())
        self.addAction(action)
        return action

    def _say(self, action: QAction, words: str, enabled: bool, reason: str = "") -> None:
        action.setEnabled(enabled)
        action.setText(words if enabled or not reason else f"{words}  ({reason})")


def listed_rooms(meeting: Meeting) -> str:
    """The rooms of a meeting, the first ones by name: “Chamber, Overflow A and 2 more”."""
    names = [room.name for room in rooms(meeting)]
    if len(names) <= ROOMS_NAMED_MAX:
        return listed(names)
    more = len(names) - ROOMS_NAMED_MAX + 1
    return _("{rooms} and {n} more").format(rooms=", ".join(names[: ROOMS_NAMED_MAX - 1]), n=more)


def expected_end_words(meeting: Meeting) -> str:
    """“Expected end: 22:30…”."""
    if not meeting.expected_end:
        return _("Expected end…")
    return _("Expected end: {time}…").format(time=meeting.expected_end)


def is_in_recess(meeting: Meeting) -> bool:
    """Whether the last of recess and resume was a recess."""
    return meeting.marks.get("recess", 0) > meeting.marks.get("resume", 0)
