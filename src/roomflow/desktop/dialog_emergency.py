"""The emergency card (F12): stops all invitations, and shows who is where, people and reserved places both named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from roomflow.desktop.dialogs import Ask, Card
from roomflow.desktop.forms import load_form
from roomflow.desktop.wording import clock_words
from roomflow.desktop.words import _
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import AllowInvitations, StopInvitations
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space

if TYPE_CHECKING:
    from roomflow.service.answers import Answer


class EmergencyDialog(Card):
    """What a fire official asks first: how many people are in each space."""

    state_label: QLabel
    spaces_layout: QGridLayout
    close_button: QPushButton
    stop_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "emergency")
        self._cells: list[QLabel] = []
        self.close_button.clicked.connect(self.reject)
        self.stop_button.clicked.connect(self._press)

    def refresh(self) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        stopped = meeting.stopped
        self.state_label.setText(
            _("All invitations are stopped: nobody is sent to a room and no ticket is called until you allow it again.")
            if stopped
            else _("Stop all invitations: nobody is sent to a room and no ticket is called until you allow it again.")
        )
        self.stop_button.setText(_("Allow invitations again") if stopped else _("Stop all invitations"))
        self._show_spaces(meeting)

    def done_with(self, answer: Answer) -> None:
        """Stays open: the figures are what is read now."""

    def _show_spaces(self, meeting: Meeting) -> None:
        counted = [space for space in meeting.spaces.values() if space.kind is not SpaceKind.OUTSIDE]
        rows: list[tuple[str, ...]] = [(_("Space"), _("Inside"), _("Reserved"), _("Together"), _("Head count"))]
        rows += [_row(space, meeting.building.timezone) for space in counted]
        inside, reserved = sum(space.inside for space in counted), sum(space.reserved for space in counted)
        rows.append((_("All spaces"), str(inside), str(reserved), str(inside + reserved), ""))
        if len(self._cells) != len(rows) * len(rows[0]):
            self._make_cells(rows)
        for cell, words in zip(self._cells, (words for row in rows for words in row), strict=True):
            cell.setText(words)

    def _make_cells(self, rows: list[tuple[str, ...]]) -> None:
        for cell in self._cells:
            cell.deleteLater()
        self._cells = []
        for row, words in enumerate(rows):
            for column in range(len(words)):
                cell = QLabel(self)
                kind = "label" if row == 0 else "strong" if column in (0, 3) or row == len(rows) - 1 else ""
                cell.setProperty("type", kind)
                cell.ensurePolished()  # now, so that the card is made wide enough for its words
                if column in (1, 2, 3):
                    cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.spaces_layout.addWidget(cell, row, column)
                self._cells.append(cell)

    def _press(self) -> None:
        if self.meeting is not None:
            self.ask(AllowInvitations() if self.meeting.stopped else StopInvitations(), self.take)


def _row(space: Space, zone: str) -> tuple[str, ...]:
    counted = _("not counted yet")
    if space.counted_at is not None:
        counted = _("at {time}").format(time=clock_words(space.counted_at, zone, seconds=False))
    return (space.name, str(space.inside), str(space.reserved), str(space.inside + space.reserved), counted)
