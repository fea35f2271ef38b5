"""The card for people who were sent home without a ticket: how many and why; it warns while places are free."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from roomflow import list_words
from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.asking import Ask, Card, say
from roomflow.domain.agenda import TURN_AWAY_REASONS
from roomflow.domain.commands import TurnAway
from roomflow.domain.meeting import Meeting, Phase, rooms
from roomflow.domain.spaces import waits_for_count


def reason_words(reason: str) -> str:
    """A reason of the list, in words."""
    return list_words.turn_away_reasons(_)[reason]


def free_places_words(meeting: Meeting) -> str:
    """Why turning people away is wrong now, and what to do first; empty where nobody is invited or all is full."""
    if meeting.stopped or meeting.in_emergency or meeting.phase is not Phase.OPEN:
        return ""
    with_places = [room for room in rooms(meeting) if room.free > 0 and not room.closed]
    to_count = [room for room in with_places if waits_for_count(room, meeting.figures, meeting.elapsed)]
    free = sum(room.free for room in with_places if room not in to_count)
    sentences = []
    if free:
        template = ngettext(
            "{n} place is free: turning people away is wrong now. Send them in, or give them a ticket.",
            "{n} places are free: turning people away is wrong now. Send them in, or give them a ticket.",
            free,
        )
        sentences.append(template.format(n=free))
    if to_count:
        names = ", ".join(room.name for room in to_count)
        uncounted = sum(room.free for room in to_count)
        template = ngettext(
            "Count {rooms} first: {n} place may be free there.",
            "Count {rooms} first: {n} places may be free there.",
            uncounted,
        )
        sentences.append(template.format(rooms=names, n=uncounted))
    return " ".join(sentences)


class TurnAwayDialog(Card):
    """Number and reason."""

    free_label: QLabel
    people_edit: QLineEdit
    reason_combo: QComboBox
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "turn_away")
        for reason in TURN_AWAY_REASONS:
            self.reason_combo.addItem(reason_words(reason), reason)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)

    def present(self) -> None:
        self.people_edit.clear()
        super().present()
        self.people_edit.setFocus()

    def refresh(self) -> None:
        say(self.free_label, free_places_words(self.meeting) if self.meeting is not None else "")

    def _save(self) -> None:
        typed = self.people_edit.text().strip()
        if not (typed.isascii() and typed.isdigit() and int(typed) > 0):
            self.tell(_("Type how many people it were, as a number."))
            self.people_edit.setFocus()
            return
        self.ask(TurnAway(int(typed), str(self.reason_combo.currentData())), self.take)
