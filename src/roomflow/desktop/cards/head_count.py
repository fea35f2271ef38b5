"""The card of a head count: Start, count the public seats, type the figure, Save. The desk works on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.asking import Ask, Card
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import ChangeUsher, SaveHeadCount, StartHeadCount
from roomflow.domain.events import Kind
from roomflow.domain.meeting import HoldKind, Meeting
from roomflow.domain.spaces import Space
from roomflow.settings import MINUTE_MS

if TYPE_CHECKING:
    from roomflow.service.answers import Answer


class HeadCountDialog(Card):
    """One space at a time; a count that was started goes on when the card is closed."""

    space_combo: QComboBox
    start_button: QPushButton
    running_label: QLabel
    figure_caption_label: QLabel
    figure_edit: QLineEdit
    usher_button: QPushButton
    close_button: QPushButton
    save_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "head_count")
        self.space_combo.currentIndexChanged.connect(lambda _index: self.refresh())
        self.start_button.clicked.connect(self._start)
        self.save_button.clicked.connect(self._save)
        self.usher_button.clicked.connect(lambda: self.ask(ChangeUsher(self.space_combo.currentText()), self.take))
        self.close_button.clicked.connect(self.reject)

    def present_for(self, space: str | None = None) -> None:
        """Show the card for a space, or for the one that was counted longest ago."""
        if self.meeting is None:
            return
        countable = [one for one in self.meeting.spaces.values() if one.kind is not SpaceKind.OUTSIDE]
        names = [one.name for one in countable]
        if [self.space_combo.itemText(row) for row in range(self.space_combo.count())] != names:
            self.space_combo.clear()
            self.space_combo.addItems(names)
        chosen = space or _counted_longest_ago(countable)
        self.space_combo.setCurrentText(chosen)
        self.figure_edit.clear()
        self.present()
        (self.figure_edit if self._is_running() else self.start_button).setFocus()

    def refresh(self) -> None:
        running = self._is_running()
        space = self._space()
        change = space.counting_change if space is not None else 0
        words = _("Count every person in the public seats; the places reserved for staff are not counted.")
        if space is not None and space.count_asked:
            words = _("A head count is asked for here.") + " " + words
        if running:
            words = _("Counting. {change} through the doors since Start.").format(change=f"{change:+d}")
            words = words.replace("-", "−")
        if space is not None and self.meeting is not None:
            words = " ".join(filter(None, (words, on_the_way_words(self.meeting, space.name))))
        self.running_label.setText(words)
        self.usher_button.setEnabled(space is not None)
        self.start_button.setEnabled(not running and space is not None)
        self.start_button.setDefault(not running)
        self.save_button.setEnabled(running)
        self.save_button.setDefault(running)
        self.figure_edit.setEnabled(running)

    def done_with(self, answer: Answer) -> None:
        """After Start the figure is asked for; after Save the card has done its work."""
        if any(entry.kind == Kind.COUNT_STARTED for entry in answer.entries):
            self.refresh()
            self.figure_edit.setFocus()
            return
        if any(entry.kind == Kind.USHER_CHANGED for entry in answer.entries):
            self.refresh()
            self.start_button.setFocus()
            return
        self.accept()

    def _space(self) -> Space | None:
        return self.meeting.spaces.get(self.space_combo.currentText()) if self.meeting is not None else None

    def _is_running(self) -> bool:
        space = self._space()
        return space is not None and space.counting_since is not None

    def _start(self) -> None:
        self.ask(StartHeadCount(self.space_combo.currentText()), self.take)

    def _save(self) -> None:
        typed = self.figure_edit.text().strip()
        if not (typed.isascii() and typed.isdigit()):
            self.tell(_("Type the figure, as a number."))
            self.figure_edit.setFocus()
            return
        self.ask(SaveHeadCount(self.space_combo.currentText(), int(typed)), self.take)


def on_the_way_words(meeting: Meeting, space: str) -> str:
    """Who was sent here and not tapped in may sit here already: then the place is held beside the count for a while."""
    holds = (hold for hold in meeting.holds.values() if hold.space == space and hold.kind is HoldKind.ON_THE_WAY)
    people = sum(hold.people for hold in holds)
    template = ngettext(
        "{n} person was sent here and is not tapped in: if you count that person, the place is held as well "
        "until {minutes} min are over.",
        "{n} people were sent here and are not tapped in: for those you count, places are held as well "
        "until {minutes} min are over.",
        people,
    )
    return template.format(n=people, minutes=meeting.figures.on_the_way_ms // MINUTE_MS) if people else ""


def _counted_longest_ago(spaces: list[Space]) -> str:
    rooms = [space for space in spaces if space.is_room] or spaces
    return min(rooms, key=lambda space: space.counted_elapsed if space.counted_elapsed is not None else -1).name
