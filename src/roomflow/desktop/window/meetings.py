"""The meetings that are open beside the one on the screen: listed in the menu, switched to, joined in an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from roomflow.desktop.widgets.asking import Card, Then
from roomflow.desktop.window.header import Header
from roomflow.desktop.window.meeting_menu import MeetingMenu
from roomflow.domain.commands import Command
from roomflow.domain.meeting import Meeting
from roomflow.domain.sharing import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from roomflow.desktop.window.meeting_screen import MeetingScreen
    from roomflow.desktop.window.open_another import OpenAnotherDialog
    from roomflow.service.answers import Answer


class Meetings(QObject):
    """Of a screen that shows one meeting: what there is of others."""

    switch_wanted = Signal(int)
    """The number of the meeting to show in place of this one."""

    def __init__(
        self, screen: MeetingScreen, menu: MeetingMenu, header: Header, show: Callable[[Meeting], None]
    ) -> None:
        super().__init__(screen)
        self._bridge = screen.bridge
        self._menu = menu
        self._header = header
        self._show = show
        self._screen = screen
        self._meeting: Meeting | None = None
        self._card: OpenAnotherDialog | None = None
        self._bridge.others_changed.connect(self._show_others)
        menu.switch_wanted.connect(self.switch_wanted)
        menu.open_another_wanted.connect(self.open_another)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show which of the open meetings this is."""
        self._meeting = meeting
        listed = self._bridge.meetings()
        self._menu.show_meetings(meeting, listed)
        numbers = [each.number for each in listed]
        here = numbers.index(meeting.number) + 1 if meeting.number in numbers else 1
        self._header.show_place(here, max(1, len(listed)))
        if self._card is not None:
            self._card.show_meeting(meeting)

    def end(self) -> None:
        """Hear nothing more."""
        self._bridge.disconnect(self)

    def _show_others(self) -> None:
        if self._meeting is not None:
            self._show(self._meeting)

    def show_next(self) -> None:
        """Switch to the next open meeting; after the last the first."""
        numbers = [each.number for each in self._bridge.meetings()]
        if self._meeting is None or not set(numbers) - {self._meeting.number}:
            return
        later = [number for number in numbers if number > self._meeting.number]
        self.switch_wanted.emit((later or numbers)[0])

    def open_another(self) -> None:
        """Ask for another meeting's name, times and rooms."""
        if self._card is None:
            from roomflow.desktop.window.open_another import OpenAnotherDialog

            self._card = OpenAnotherDialog(self._screen, self._screen.ask, self._bridge.meetings)
            self._card.opened.connect(self.switch_wanted)
        if self._meeting is not None:
            self._card.show_meeting(self._meeting)
        self._card.present()

    def joined(self, meeting: Meeting) -> Meeting:
        """The meeting's picture with the spaces of all open ones: an emergency is one of the whole building."""
        others = [each for each in self._bridge.meetings() if each.number != meeting.number]
        return joined(meeting, others) if others else meeting

    def seen_by(self, card: Card, meeting: Meeting) -> Meeting:
        """The question before an emergency is about all spaces, every other card about this meeting."""
        from roomflow.desktop.emergency.card import EmergencyDialog

        return self.joined(meeting) if isinstance(card, EmergencyDialog) else meeting

    def is_of_this(self, answer: Answer) -> bool:
        """Whether an answer is about the meeting on the screen; one that opened another, or came late, is not."""
        return self._meeting is None or answer.meeting in (None, self._meeting.number)

    def ask_where(self, command: Command, then: Then) -> None:
        """Ask the meeting that uses the space the command is about."""
        space = getattr(command, "space", None)
        of = next((each.number for each in self._bridge.meetings() if space in each.spaces), None)
        self._screen.ask(command, then, of)
