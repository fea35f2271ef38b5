"""The card that opens another meeting beside the one on the screen, in rooms that no open meeting uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import SlipError, time_typed
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import Ask, Card, say
from roomflow.desktop.widgets.buttons import ToggleKey
from roomflow.desktop.widgets.card_size import fit
from roomflow.domain.building import BuildingError, SpaceKind, SpacePlan
from roomflow.domain.commands import OpenMeeting
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.service.answers import Answer

SPACES_HEIGHT_MAX: Final = 240
"""More spaces scroll."""


class OpenAnotherDialog(Card):
    """Asks the desk itself; `opened` has the new meeting's number."""

    name_edit: QLineEdit
    doors_open_edit: QLineEdit
    call_to_order_edit: QLineEdit
    expected_end_edit: QLineEdit
    spaces_area: QScrollArea
    spaces_widget: QWidget
    spaces_layout: QVBoxLayout
    title_label: QLabel
    cancel_button: QPushButton
    open_button: QPushButton

    opened = Signal(int)

    def __init__(self, parent: QWidget | None, ask: Ask, meetings: Callable[[], Sequence[Meeting]]) -> None:
        super().__init__(parent, ask)
        load_form(self, "open_another")
        self.spaces_area.viewport().setAutoFillBackground(False)
        self.spaces_widget.setAutoFillBackground(False)
        self._meetings = meetings
        self._boxes: dict[str, ToggleKey] = {}
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._press)

    def present(self) -> None:
        for edit in (self.name_edit, self.doors_open_edit, self.call_to_order_edit, self.expected_end_edit):
            edit.clear()
        self._show_spaces()
        super().present()
        fit(self)
        self.name_edit.setFocus(Qt.FocusReason.TabFocusReason)

    def done_with(self, answer: Answer) -> None:
        super().done_with(answer)
        if answer.meeting is not None:
            self.opened.emit(answer.meeting)

    def box(self, space: str) -> ToggleKey:
        return self._boxes[space]

    def command(self) -> OpenMeeting:
        """The meeting as it is typed; raises BuildingError with a sentence."""
        assert self.meeting is not None
        whole = self.meeting.whole
        name = self.name_edit.text().strip()
        if not name:
            raise SlipError(_("Give the meeting a name."))
        chosen = tuple(space for space, box in self._boxes.items() if box.isChecked())
        if not any(plan.is_room and plan.name in chosen for plan in whole.spaces):
            raise SlipError(_("Choose a chamber or an overflow room: there is nowhere to send people."))
        return OpenMeeting(
            name=name,
            date=whole.day(self.meeting.at),
            building=whole,
            practice=self.meeting.practice,
            doors_open=time_typed(self.doors_open_edit.text()),
            call_to_order=time_typed(self.call_to_order_edit.text()),
            figures=self.meeting.figures,
            expected_end=time_typed(self.expected_end_edit.text()),
            spaces=chosen,
        )

    def _press(self) -> None:
        try:
            command = self.command()
        except BuildingError as error:
            say(self.problem_label, str(error))
            fit(self)
            return
        self.ask(command, self.take)

    def take(self, answer: Answer) -> None:
        super().take(answer)
        fit(self)

    def _show_spaces(self) -> None:
        """Each space with a box; one that another open meeting uses cannot be chosen, and says whose it is."""
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        if self.meeting is None:
            return
        users = {space: each for each in self._meetings() for space in each.spaces}
        for plan in self.meeting.whole.spaces:
            user = users.get(plan.name) if plan.kind is not SpaceKind.OUTSIDE else None
            box = ToggleKey(self.spaces_widget)
            box.set_words(_space_words(plan, user), "")
            box.setEnabled(user is None)
            # Outside is everybody's; what else is free is for somebody to choose.
            box.setChecked(plan.kind is SpaceKind.OUTSIDE)
            self.spaces_layout.addWidget(box)
            self._boxes[plan.name] = box
        wanted = self.spaces_layout.sizeHint().height()
        self.spaces_area.setFixedHeight(min(look_of().px(SPACES_HEIGHT_MAX), wanted))


def _space_words(plan: SpacePlan, user: Meeting | None) -> str:
    """“Overflow A, limit 70”, or “Commission Chamber: belongs to City Commission”."""
    if user is not None:
        return _("{space}: belongs to {meeting}").format(space=plan.name, meeting=user.name)
    if plan.limit is None or plan.kind is SpaceKind.KEEP_CLEAR:
        return plan.name
    return _("{space}, limit {limit}").format(space=plan.name, limit=plan.limit)
