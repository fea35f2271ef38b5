"""The card about paper: a pack for when nothing runs, and what was written on it, entered with its own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from roomflow.desktop.basis.keys import FIGURES_ONLY
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import SlipError, time_typed
from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.paper.pack import write_pack
from roomflow.desktop.widgets.asking import Card, Then, answer_words, say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.card_size import fit
from roomflow.desktop.widgets.form_parts import Field, SetupCard, beside, choice, line_edit, note
from roomflow.domain.commands import Command, EnterPaperTicket, EnterTally, TakePack
from roomflow.domain.events import Wish
from roomflow.domain.paper import numbers_to_enter
from roomflow.domain.waiting import people_ahead

if TYPE_CHECKING:
    from roomflow.service.answers import Answer

TICKETS: Final = 40
NO_DOOR: Final = ""


class AskOf(Protocol):
    """Asks for what happened at UTC ms; None is now."""

    def __call__(self, command: Command, then: Then, *, happened: int | None = None) -> None: ...


class PaperDialog(Card):
    """Asks; a pack's numbers are recorded before a page of it is written."""

    def __init__(self, parent: QWidget | None, ask: AskOf) -> None:
        super().__init__(parent, ask)
        self._ask_of = ask
        self.setWindowTitle(_("Paper"))
        look = look_of()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(16), look.px(16), look.px(16))
        column.setSpacing(look.px(12))
        self.problem_label = QLabel(self)
        self.problem_label.setWordWrap(True)
        self.problem_label.setProperty("type", "warning")
        self.done_label = QLabel(self)
        self.done_label.setProperty("type", "strong")
        self.done_label.setWordWrap(True)
        for widget in (self._pack_card(), self._ticket_card(), self._tally_card(), self.problem_label, self.done_label):
            column.addWidget(widget)
        self.close_button = KeyButton(self)
        self.close_button.set_words(_("Close"), key=_("Esc"))
        self.close_button.clicked.connect(self.reject)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)

    def present(self) -> None:
        say(self.done_label, "")
        super().present()
        self.number_edit.setFocus()

    def refresh(self) -> None:
        """The spaces of the meeting; the number that is entered next."""
        if self.meeting is None:
            return
        names = [space.name for space in self.meeting.spaces.values() if space.limit is not None]
        if [self.space_choice.itemText(index) for index in range(self.space_choice.count())] != names:
            self.space_choice.clear()
            self.space_choice.addItems(names)
        left = numbers_to_enter(self.meeting)
        if left and not self.number_edit.text():
            self.number_edit.setText(str(left[0]))
        self.enter_ticket_button.setEnabled(bool(left))
        self.ticket_note.setText(
            _("Numbers not entered yet: {n}.").format(n=len(left)) if left else _("No pack was made yet.")
        )

    # --- the pack ----------------------------------------------------------------------------------------

    def make_pack(self) -> None:
        """Ask where the pack goes; then its numbers are taken, and it is written."""
        dialog = QFileDialog(self, _("Save the paper pack"), "", _("PDF (*.pdf)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("paper-pack.pdf")
        dialog.fileSelected.connect(lambda name: self.take_pack(Path(name)))
        dialog.open()

    def take_pack(self, file: Path) -> None:
        """Take the numbers, and write the pack once they are recorded."""
        count = whole(self.count_edit)
        if count is None:
            self._say(_("Enter a whole number of tickets."), good=False)
            return
        self._ask_of(TakePack(count), lambda answer: self._write_pack(answer, file))

    def _write_pack(self, answer: Answer, file: Path) -> None:
        words = answer_words(answer)
        if words or self.meeting is None:
            self._say(words, good=False)
            return
        details = answer.entries[0].details
        numbers = range(details["first"], details["first"] + details["count"])
        span = _("{first} to {last}").format(first=numbers[0], last=numbers[-1])
        try:
            pages = write_pack(file, self.meeting, numbers)
        except OSError as error:
            template = _("The numbers {span} are taken, and {file} cannot be written ({reason}). Make another pack.")
            self._say(template.format(span=span, file=file.name, reason=error.strerror), good=False)
            return
        template = _("Saved: {file}, {pages} pages, tickets {span}. Print it now.")
        self._say(template.format(file=file.name, pages=pages, span=span), good=True)

    # --- what was written on paper -----------------------------------------------------------------------

    def enter_ticket(self) -> None:
        """Enter one line of the list of paper tickets."""
        number, people = whole(self.number_edit), whole(self.people_edit)
        if number is None or people is None:
            self._say(_("Enter the number of the ticket and how many people."), good=False)
            return
        wish = Wish.CHAMBER if self.chamber_box.isChecked() else Wish.ANY
        command = EnterPaperTicket(number, people, self.accessible_box.isChecked(), wish)
        self._ask_at(self.time_edit, command, self._ticket_entered)

    def enter_tally(self) -> None:
        """Enter the sums of one tally sheet."""
        came_in, went_out = whole(self.in_edit, empty=0), whole(self.out_edit, empty=0)
        if came_in is None or went_out is None:
            self._say(_("Enter whole numbers of people in and out."), good=False)
            return
        door = str(self.door_choice.currentData() or "") or None
        command = EnterTally(self.space_choice.currentText(), came_in, went_out, door)
        self._ask_at(self.tally_time_edit, command, self._tally_entered)

    def _ticket_entered(self, answer: Answer) -> None:
        words = answer_words(answer)
        if words or self.meeting is None:
            self._say(words, good=False)
            return
        number = answer.entries[0].ticket or 0
        ahead = people_words(people_ahead(self.meeting, number))
        self._say(_("Ticket {number} is entered; {people} ahead of it.").format(number=number, people=ahead), good=True)
        self.number_edit.setText(str(number + 1) if number + 1 in numbers_to_enter(self.meeting) else "")
        for edit in (self.people_edit, self.time_edit):
            edit.clear()
        for box in (self.accessible_box, self.chamber_box):
            box.setChecked(False)
        self.refresh()
        self.people_edit.setFocus()

    def _tally_entered(self, answer: Answer) -> None:
        words = answer_words(answer)
        self._say(words or _("The tally is entered."), good=not words)
        if not words:
            for edit in (self.in_edit, self.out_edit, self.tally_time_edit):
                edit.clear()

    def _ask_at(self, edit: QLineEdit, command: Command, then: Then) -> None:
        """Ask for what happened at the time that is typed, now where none is; a sentence where that is no time."""
        if self.meeting is None:
            return
        try:
            typed = time_typed(edit.text())
        except SlipError as error:
            self._say(error.said, good=False)
            return
        happened = happened_at(typed, self.meeting.at, self.meeting.building.timezone) if typed else None
        self._ask_of(command, then, happened=happened)

    # --- the parts ---------------------------------------------------------------------------------------

    def _pack_card(self) -> SetupCard:
        card = SetupCard(_("A pack for when nothing runs"), self)
        words = _("Numbered tickets, a list, tally sheets and cards to hold up, as a PDF. Its numbers stay taken.")
        card.column.addWidget(note(words, self))
        self.count_edit = figure("paper_count_edit", self, str(TICKETS))
        self.pack_button = KeyButton(self)
        self.pack_button.set_words(_("Make the pack…"), icon="ticket")
        self.pack_button.clicked.connect(self.make_pack)
        card.column.addLayout(_with_button(self.pack_button, Field(_("Tickets"), self.count_edit, self)))
        return card

    def _ticket_card(self) -> SetupCard:
        card = SetupCard(_("Enter paper: a ticket"), self)
        self.ticket_note = note("", self)
        card.column.addWidget(self.ticket_note)
        self.number_edit = figure("paper_number_edit", self)
        self.people_edit = figure("paper_people_edit", self)
        self.time_edit = line_edit("paper_time_edit", self, characters_max=5)
        self.time_edit.setPlaceholderText(_("now"))
        self.accessible_box = QCheckBox(_("Accessible"), self)
        self.chamber_box = QCheckBox(_("Chamber only"), self)
        self.enter_ticket_button = KeyButton(self, "main")
        self.enter_ticket_button.set_words(_("Enter ticket"))
        self.enter_ticket_button.clicked.connect(self.enter_ticket)
        fields = (
            Field(_("Ticket"), self.number_edit, self),
            Field(_("People"), self.people_edit, self),
            Field(_("Handed out at"), self.time_edit, self),
        )
        card.column.addLayout(_with_button(self.enter_ticket_button, *fields))
        boxes = QHBoxLayout()
        for box in (self.accessible_box, self.chamber_box):
            boxes.addWidget(box)
        boxes.addStretch(1)
        card.column.addLayout(boxes)
        return card

    def _tally_card(self) -> SetupCard:
        card = SetupCard(_("Enter paper: a tally sheet"), self)
        self.space_choice, self.door_choice = choice("tally_space_combo", self), choice("tally_door_combo", self)
        self.space_choice.currentTextChanged.connect(self._offer_doors)
        self.in_edit, self.out_edit = figure("tally_in_edit", self), figure("tally_out_edit", self)
        self.tally_time_edit = line_edit("tally_time_edit", self, characters_max=5)
        self.tally_time_edit.setPlaceholderText(_("now"))
        self.enter_tally_button = KeyButton(self)
        self.enter_tally_button.set_words(_("Enter tally"))
        self.enter_tally_button.clicked.connect(self.enter_tally)
        where = (Field(_("Space"), self.space_choice, self), Field(_("Door"), self.door_choice, self))
        card.column.addLayout(beside(*where))
        fields = (
            Field(_("In"), self.in_edit, self),
            Field(_("Out"), self.out_edit, self),
            Field(_("Counted at"), self.tally_time_edit, self),
        )
        card.column.addLayout(_with_button(self.enter_tally_button, *fields))
        return card

    def _offer_doors(self, name: str) -> None:
        self.door_choice.clear()
        self.door_choice.addItem(_("no door"), NO_DOOR)
        space = self.meeting.spaces.get(name) if self.meeting is not None else None
        for door in space.plan.doors if space is not None else ():
            self.door_choice.addItem(door, door)

    def _say(self, words: str, *, good: bool) -> None:
        say(self.done_label if good else self.problem_label, words)
        say(self.problem_label if good else self.done_label, "")
        fit(self)


def figure(name: str, parent: QWidget, text: str = "") -> QLineEdit:
    """A field for a whole number."""
    edit = line_edit(name, parent, characters_max=5)
    edit.setProperty(FIGURES_ONLY, True)
    edit.setText(text)
    return edit


def whole(edit: QLineEdit, empty: int | None = None) -> int | None:
    """The number in a field; None where it is none."""
    typed = edit.text().strip()
    if not typed:
        return empty
    return int(typed) if typed.isascii() and typed.isdigit() else None


def happened_at(typed: str, near_ms: int, zone: str) -> int:
    """UTC ms of a time of day, HH:MM in the zone, on the day on which it is nearest to a moment of the meeting."""
    near = datetime.fromtimestamp(near_ms / 1_000, UTC).astimezone(ZoneInfo(zone))
    hours, minutes = (int(part) for part in typed.split(":"))
    same_day = near.replace(hour=hours, minute=minutes, second=0, microsecond=0)
    days = (same_day - timedelta(days=1), same_day, same_day + timedelta(days=1))
    return int(min(days, key=lambda then: abs(then - near)).timestamp() * 1_000)


def _with_button(button: KeyButton, *fields: Field) -> QHBoxLayout:
    row = beside(*fields)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return row
