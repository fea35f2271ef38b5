"""First start: choose a building, check its limits, name the meeting, open it; under a minute."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from roomflow import assets
from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.page_area import PageArea
from roomflow.desktop.basis.plan import Choice, Plan, SlipError, date_typed, plan_in, plan_of, time_typed
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.opening import folder_problem
from roomflow.desktop.first_start.large import lay_out_large
from roomflow.desktop.first_start.missing import what_is_missing
from roomflow.desktop.first_start.parts import ChoiceCard, StepTitle
from roomflow.desktop.first_start.rooms import RoomsColumn
from roomflow.desktop.first_start.words import set_words
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.icons import pixmap
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.building import Building, BuildingError, read_building
from roomflow.domain.commands import OpenMeeting
from roomflow.settings import Figures

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstStart(QWidget):
    """Fills in an OpenMeeting, and asks for it to be opened in a folder."""

    columns_area: PageArea
    columns_widget: QWidget
    mark_label: QLabel
    building_title: StepTitle
    sample_choice: ChoiceCard
    own_choice: ChoiceCard
    file_choice: ChoiceCard
    file_problem_label: QLabel
    building_name_caption_label: QLabel
    building_name_edit: QLineEdit
    timezone_caption_label: QLabel
    timezone_edit: QLineEdit
    limits_note_label: QLabel
    rooms_column: RoomsColumn
    meeting_title: StepTitle
    name_edit: QLineEdit
    date_edit: QLineEdit
    doors_open_edit: QLineEdit
    call_to_order_edit: QLineEdit
    expected_end_edit: QLineEdit
    folder_caption_label: QLabel
    folder_label: QLabel
    folder_button: KeyButton
    names_icon_label: QLabel
    names_label: RunsLabel
    status_icon_label: QLabel
    status_label: RunsLabel
    status_note_label: QLabel
    evening_button: KeyButton
    setup_button: KeyButton
    view_button: KeyButton
    practice_button: KeyButton
    open_button: KeyButton

    open_wanted = Signal(object, object)
    """(OpenMeeting, Path of the log folder)"""
    setup_wanted = Signal()
    evening_wanted = Signal()
    """To look at a log that is there already, or at a copy of one."""
    practice_wanted = Signal(object, object)
    """(OpenMeeting, Path of the log folder the practice folder lies beside)"""

    def __init__(
        self, folder: Path, now_ms: Callable[[], int], *, may_change_folder: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form(self, "first_start")
        lay_out_large(self)
        self.columns_area.hold(self.columns_widget)
        self.folder = folder
        self.figures = Figures()
        """What the meeting is opened with."""
        self.offered_name = ""
        self._now_ms = now_ms
        self._problem = self.folder_problem = ""
        self._is_opening = False
        self.enter_opens = True
        """Not where a log was just closed: Enter, pressed once more from habit, opens nothing before a choice."""
        self._limits_note = self.limits_note_label.text()
        self._sample = sample = plan_of(read_building(assets.resource("samples", "building.toml").read_bytes()))
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
        self.plans = {Choice.SAMPLE: sample, Choice.OWN: Plan("", zone), Choice.FILE: Plan("", zone)}
        self.choice = Choice.SAMPLE
        set_words(self, may_change_folder=may_change_folder)
        self._connect()
        self.rooms_column.show_plan(sample)
        self.choose(Choice.SAMPLE)

    def begin(self) -> None:
        """Put the cursor where the first word is typed."""
        self.name_edit.setFocus()
        self.name_edit.selectAll()

    # --- choosing ----------------------------------------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """Show a building: the sample, one's own, or the one read from a file. What was typed in another is kept."""
        self.plans[self.choice] = self.rooms_column.plan
        self.choice = choice
        self._card(choice).setChecked(True)
        plan = self.plans[choice]
        self.building_name_edit.setText(plan.name)
        self.timezone_edit.setText(plan.timezone)
        self.file_problem_label.hide()
        captions = (self.building_name_caption_label, self.timezone_caption_label)
        for field in (*captions, self.building_name_edit, self.timezone_edit):
            field.setVisible(choice is not Choice.SAMPLE)
        self.limits_note_label.setVisible(choice is Choice.SAMPLE)
        zone_note = _("Times are those of {zone}; a building of your own has this computer's.")
        self.limits_note_label.setText(f"{self._limits_note} {zone_note.format(zone=plan.timezone)}")
        self.rooms_column.show_plan(plan)

    def offer(self, building: Building | None) -> None:
        """Offer the building of the last meeting again, where it was not the sample."""
        if building is not None and plan_of(building) != self.plans[Choice.SAMPLE]:
            self.plans[Choice.OWN] = plan_of(building)
            self.choose(Choice.OWN)

    def choose_file(self) -> None:
        """Ask for a building's file."""
        dialog = QFileDialog(self, _("A building"), "", _("Buildings (*.toml)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.rejected.connect(lambda: self._card(self.choice).setChecked(True))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Show the building of a file, or the sentence that says why it cannot be used."""
        try:
            self.plans[Choice.FILE] = plan_in(path)
        except BuildingError as error:
            self._say_file_problem(error.sentence(_))
            return
        self.choose(Choice.FILE)

    def choose_folder(self) -> None:
        """Ask where the log shall lie."""
        dialog = QFileDialog(self, _("The folder of the log"), str(self.folder.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self._change_folder(Path(name)))
        dialog.open()

    def set_folder(self, folder: Path) -> None:
        self.folder = folder
        self.folder_label.setText(str(folder).replace("/", "/\N{ZERO WIDTH SPACE}"))
        self.folder_label.setToolTip(str(folder))
        self.folder_problem = folder_problem(folder)

    # --- opening -----------------------------------------------------------------------------------------

    def command(self, *, practice: bool = False) -> OpenMeeting:
        """The meeting as it is typed; raises BuildingError with a sentence."""
        building = self.rooms_column.plan.building()
        name = self.name_edit.text().strip()
        if not name:
            raise SlipError(_("Give the meeting a name."), "name")
        return OpenMeeting(
            name=name,
            date=date_typed(self.date_edit.text()) or building.day(self._now_ms()),
            building=building,
            practice=practice,
            doors_open=time_typed(self.doors_open_edit.text()),
            call_to_order=time_typed(self.call_to_order_edit.text()),
            expected_end=time_typed(self.expected_end_edit.text()),
            figures=self.figures,
        )

    def show_problem(self, sentence: str) -> None:
        """Say why the meeting could not be opened; the next change of a field takes it away."""
        self._problem = sentence
        self._is_opening = False
        self._check()

    def open_meeting(self, *, practice: bool = False) -> None:
        """Ask for the meeting to be opened; once, until the answer comes."""
        self.rooms_column.finish_typing()
        if self._is_opening:
            return
        try:
            command = self.command(practice=practice)
        except BuildingError:
            self._check()
            return
        self._is_opening = True
        self._check()
        (self.practice_wanted if practice else self.open_wanted).emit(command, self.folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the meeting; a cell that is typed in takes it first, a button reached by Tab is pressed by it.

        With the invented limits of the sample it only goes to the button: from habit nobody opens a real log with them.
        """
        if event.key() in ENTER and not event.isAutoRepeat():
            focus = self.focusWidget()
            if isinstance(focus, QPushButton) and focus.hasFocus():
                focus.click()
            elif self.enter_opens and self._has_invented_limits() and self.open_button.isEnabled():
                self.open_button.setFocus(Qt.FocusReason.TabFocusReason)
                self.status_label.set_type(13, "warning")
                words = _("These limits are invented: Enter again opens a real meeting with them.")
                self.status_label.say("*{words}*", words=words)
            elif self.enter_opens:
                self.open_meeting()
            return
        super().keyPressEvent(event)

    # --- inside ------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for card in (self.sample_choice, self.own_choice, self.file_choice):
            group.addButton(card)
        self.sample_choice.clicked.connect(lambda: self.choose(Choice.SAMPLE))
        self.own_choice.clicked.connect(lambda: self.choose(Choice.OWN))
        self.file_choice.clicked.connect(self.choose_file)
        self.building_name_edit.textEdited.connect(self._name_building)
        self.timezone_edit.textEdited.connect(self._name_building)
        edits = (self.doors_open_edit, self.call_to_order_edit, self.expected_end_edit)
        for field in (self.name_edit, self.date_edit, *edits):
            field.textChanged.connect(self._changed)
        self.rooms_column.changed.connect(self._changed)
        self.folder_button.clicked.connect(self.choose_folder)
        self.evening_button.clicked.connect(self.evening_wanted)
        self.setup_button.clicked.connect(self.setup_wanted)
        self.practice_button.clicked.connect(lambda: self.open_meeting(practice=True))
        self.open_button.clicked.connect(lambda _checked: self.open_meeting())

    def _has_invented_limits(self) -> bool:
        return self.choice is Choice.SAMPLE and self.rooms_column.plan == self._sample

    def _card(self, choice: Choice) -> ChoiceCard:
        return {Choice.SAMPLE: self.sample_choice, Choice.OWN: self.own_choice, Choice.FILE: self.file_choice}[choice]

    def _say_file_problem(self, sentence: str) -> None:
        self._card(self.choice).setChecked(True)
        self.file_problem_label.setText(sentence)
        self.file_problem_label.show()

    def _name_building(self) -> None:
        self.rooms_column.model.name(self.building_name_edit.text(), self.timezone_edit.text().strip())

    def _change_folder(self, folder: Path) -> None:
        self.set_folder(folder)
        self._changed()

    def _changed(self) -> None:
        self._problem = ""
        self.enter_opens = True
        self._check()

    def _check(self) -> None:
        """Say what is missing, or that all is ready."""
        look = look_of()
        sentence = self._problem or what_is_missing(self)
        ready = not sentence
        role, name = ("open.text", "check") if ready else ("warning", "warning")
        self.status_icon_label.setPixmap(pixmap(name, look.px(16), look.colour(role), self.devicePixelRatioF()))
        self.status_label.set_type(13, role)
        if self._is_opening:
            self.status_label.say(_("*Opening…*"))
        else:
            self.status_label.say("*{words}*", words=_("Ready to open") if ready else sentence)
        self.status_label.setToolTip(sentence)
        self.open_button.set_words(_("Open the meeting"), "Enter" if self.enter_opens else "")
        note = _("Tickets begin at 101.") if self.enter_opens else _("Press the button of what comes next.")
        self.status_note_label.setText(note if ready else "")
        for button in (self.open_button, self.practice_button):
            button.setEnabled((ready or bool(self._problem)) and not self._is_opening)
