"""The cards of an emergency: one asks before everything is stopped, the other says who ends it, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.cards.authority import AuthorityFields
from roomflow.desktop.emergency.sheet import counted_spaces, sums_of
from roomflow.desktop.widgets.asking import Ask, Card
from roomflow.domain.commands import BeginEmergency, EndEmergency
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space


class EmergencyDialog(Card):
    """One press from F12 to the emergency, Esc goes back; who only asks how many there are reads it here."""

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
        words = _(
            "No party is sent to a room and no ticket is called. Each space is then ticked as cleared. "
            "Doors go on counting. Pressed by mistake: Ctrl+Z, for {seconds} seconds."
        )
        self.state_label.setText(words.format(seconds=meeting.figures.undo_ms // 1_000))
        self._show_spaces(meeting)

    def present(self) -> None:
        super().present()
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_spaces(self, meeting: Meeting) -> None:
        sums = sums_of(meeting)
        rows: list[tuple[str, ...]] = [(_("Space"), _("Inside"), _("Reserved"), _("Together"), _("Head count"))]
        rows += [_row(space, meeting.building.timezone) for space in counted_spaces(meeting)]
        rows.append((_("All spaces"), str(sums.inside), str(sums.reserved), str(sums.present), ""))
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
        self.ask(BeginEmergency(), self.take)


class EndEmergencyDialog(Card):
    """Who says that it is over, and why; the rooms ask for head counts then."""

    authority_widget: AuthorityFields
    cancel_button: QPushButton
    end_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "emergency_end")
        self.cancel_button.clicked.connect(self.reject)
        self.end_button.clicked.connect(self._press)

    def present(self) -> None:
        self.authority_widget.clear()
        super().present()
        self.authority_widget.role_combo.setFocus(Qt.FocusReason.TabFocusReason)

    def _press(self) -> None:
        problem = self.authority_widget.problem()
        self.tell(problem)
        if not problem:
            self.ask(EndEmergency(self.authority_widget.authority()), self.take)


def _row(space: Space, zone: str) -> tuple[str, ...]:
    counted = _("not counted yet")
    if space.counted_at is not None:
        counted = _("at {time}").format(time=clock_words(space.counted_at, zone, seconds=False))
    return (space.name, str(space.inside), str(space.reserved), str(space.inside + space.reserved), counted)
