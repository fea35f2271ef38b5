"""The building editor: the spaces of the next meeting's building, checked at every key, opened and saved as TOML."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimeZone
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from roomflow import assets
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.page_area import PageArea
from roomflow.desktop.basis.plan import Plan, PlanRow, plan_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.first_start.rooms import RoomsColumn
from roomflow.desktop.setup.building_file import BuildingFile, read_building_file, write_building_file
from roomflow.desktop.setup.planning import PlanningCard
from roomflow.desktop.setup.space import SpaceCard
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Field, Flowing, beside, line_edit, note
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.building import Building, BuildingError

SIDE_WIDTH = 400
ROWS_SHOWN: Final = 5
"""Of the table, where text is large and the page scrolls as a whole."""
SUGGESTED = "building.toml"


class BuildingSection(Flowing):
    """Edits a building for the next meeting; an open meeting keeps the limits it has."""

    def __init__(self, kept: KeptSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._file: BuildingFile | None = None
        self._meeting_building: Building | None = None
        self._saved: Plan | None = None
        self._may_drop = False
        look = look_of()
        self.name_edit = line_edit("building_name_edit", self)
        self.zone_edit = line_edit("timezone_edit", self)
        self.name_field = Field(_("Building"), self.name_edit, self)
        self.zone_field = Field(_("Time zone"), self.zone_edit, self)
        self.open_button = KeyButton(self, size="normal")
        self.open_button.set_words(_("Open…"), icon="chevron")
        self.save_button = KeyButton(self, "main")
        self.save_button.set_words(_("Save"))
        self.save_as_button = KeyButton(self)
        self.save_as_button.set_words(_("Save as…"))
        self.status_label = RunsLabel(self, 13)
        self.rooms_column = RoomsColumn(self)
        self.rooms_column.rooms_title.set_words(0, _("Spaces and limits"))
        self.space_card = SpaceCard(self)
        self.planning_card = PlanningCard(self)
        self.note_label = note("", self)
        self._place(look.px(16))
        self._connect()

    # --- what is edited ----------------------------------------------------------------------------------

    def show_meeting_building(self, building: Building | None) -> None:
        """The building of the meeting that is open, to begin from; its limits are changed elsewhere."""
        is_first = self._meeting_building is None and building is not None
        self._meeting_building = building
        if is_first and self._file is None and not self.is_changed:
            self.edit(building)  # rather than the sample
        words = _("Counts from the next meeting on.")
        if building is not None:
            words += " " + _("A limit of the meeting that is open is changed in the room's menu, with who says so.")
        self.note_label.setText(words)

    def begin(self) -> None:
        """Show the building saved last, else the meeting's, else the sample."""
        if self._saved is not None:
            return
        named = self._kept.settings.building_file
        if named and Path(named).exists() and not self.open_file(Path(named)):
            return
        if self._file is None:
            self.edit(self._meeting_building or _sample())

    def edit(self, building: Building | None) -> None:
        """Edit this building as a new one without a file; an empty one where it is None."""
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
        self._file = None
        self._show(plan_of(building) if building is not None else Plan("", zone))

    def take_over(self, worn: BuildingSection) -> None:
        """Go on with what is edited where the page is made again."""
        if worn._saved is None:
            return
        self._file = worn._file
        self._show(worn.rooms_column.plan)
        self._saved = worn._saved
        self._check()

    def open_file(self, path: Path) -> bool:
        """Edit the building of a file; gives False where it cannot be read, and says why."""
        try:
            file, building = read_building_file(path)
        except BuildingError as error:
            self._say(error.sentence(_), good=False)
            if self._saved is None:
                self.edit(self._meeting_building or _sample())
                self._say(error.sentence(_), good=False)
            return False
        self._file = file
        self._show(plan_of(building))
        return True

    def save(self) -> None:
        """Save to the file it came from; ask where the first time."""
        if self._file is None:
            self.save_as()
        else:
            self.save_to(self._file.path)

    def save_to(self, path: Path) -> bool:
        """Save the building, and begin the next meeting with it; gives False and says why where that cannot be."""
        self.rooms_column.finish_typing()
        try:
            self._file = write_building_file(self.rooms_column.plan.building(), path, self._file)
        except BuildingError as error:
            self._say(error.sentence(_), good=False)
            return False
        self._saved = self.rooms_column.plan
        self._kept.change(building_file=str(path), next_building=str(path))
        self._check()
        return True

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._saved is not None and self.rooms_column.plan != self._saved

    # --- asking for files --------------------------------------------------------------------------------

    def offer_to_open(self) -> None:
        """Where a building may come from; what is not saved yet is said first, and a second press drops it."""
        if self.is_changed and not self._may_drop:
            self._may_drop = True
            self._say(_("What you changed is not saved. Save it, or press “Open…” again to drop it."), good=False)
            return
        self._may_drop = False
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("From a file…"), self._ask_file)
        if self._meeting_building is not None:
            menu.addAction(_("The building of this meeting"), lambda: self.edit(self._meeting_building))
        menu.addAction(_("The sample building"), lambda: self.edit(_sample()))
        menu.addAction(_("An empty one"), lambda: self.edit(None))
        menu.popup(self.open_button.mapToGlobal(QPoint(0, self.open_button.height() + 4)))

    def save_as(self) -> None:
        dialog = self._dialog(_("Save the building"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(self._file.path.name if self._file is not None else SUGGESTED)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _ask_file(self) -> None:
        dialog = self._dialog(_("A building"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        folder = str(self._file.path.parent) if self._file is not None else ""
        dialog = QFileDialog(self, title, folder, _("Buildings (*.toml)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    # --- inside ------------------------------------------------------------------------------------------

    def _place(self, gap: int) -> None:
        side = Flowing(self)
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, gap // 2, 0)
        side_column.setSpacing(gap)
        side_column.addWidget(self.space_card)
        side_column.addWidget(self.planning_card)
        side_column.addStretch(1)
        is_large = look_of().is_large
        head = beside(self.name_field, self.zone_field, stretches=(3, 2))
        buttons = QHBoxLayout() if is_large else head
        for button in (self.open_button, self.save_as_button, self.save_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addLayout(head)
        if is_large:
            buttons.addStretch(1)
            left.addLayout(buttons)
        left.addWidget(self.status_label)
        left.addWidget(self.rooms_column, 1)
        left.addWidget(self.note_label)
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_large else QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        row.addLayout(left, 1)
        if is_large:
            self.rooms_column.show_whole_rows(ROWS_SHOWN)
            row.addWidget(side)  # the section itself scrolls
            return
        area = PageArea(self)
        area.hold(side)
        area.setFixedWidth(look_of().px(SIDE_WIDTH))
        row.addWidget(area)

    def _connect(self) -> None:
        self.name_edit.textEdited.connect(self._name)
        self.zone_edit.textEdited.connect(self._name)
        self.rooms_column.changed.connect(self._changed)
        self.rooms_column.chosen.connect(self._show_space)
        self.space_card.changed.connect(self._take_row)
        self.open_button.clicked.connect(self.offer_to_open)
        self.save_button.clicked.connect(self.save)
        self.save_as_button.clicked.connect(self.save_as)

    def _show(self, plan: Plan) -> None:
        self._saved = plan
        self.name_edit.setText(plan.name)
        self.zone_edit.setText(plan.timezone)
        self.rooms_column.show_plan(plan)
        if plan.rows:
            self.rooms_column.rooms_table.selectRow(0)
        self._changed()

    def _name(self) -> None:
        self.rooms_column.model.name(self.name_edit.text(), self.zone_edit.text().strip())

    def _take_row(self, row: PlanRow) -> None:
        at = self.rooms_column.current_row()
        if at >= 0:
            self.rooms_column.model.replace_row(at, row)

    def _changed(self) -> None:
        self._may_drop = False
        self._show_space()
        self._check()

    def _show_space(self) -> None:
        at, model = self.rooms_column.current_row(), self.rooms_column.model
        shown = 0 <= at < model.rowCount()
        self.space_card.show_row(model.plan.rows[at] if shown else None, model.error_of(at) if shown else None)

    def _check(self) -> None:
        """Say what cannot stand, or which file it is and whether it is saved."""
        error = self._error()
        for field, at in ((self.name_field, "name"), (self.zone_field, "timezone")):
            field.say(error.sentence(_) if error is not None and error.at == at and not self._rows_wrong() else "")
        self.save_button.setEnabled(error is None)
        self.save_as_button.setEnabled(error is None)
        if error is not None:
            self._say(error.sentence(_), good=False)
        elif self._file is None:
            self._say(_("Ready to save"), good=True)
        else:
            template = _("{file}, not saved yet") if self.is_changed else _("Saved: {file}")
            self._say(template.format(file=self._file.path), good=not self.is_changed)

    def _rows_wrong(self) -> bool:
        return bool(self.rooms_column.plan.errors())

    def _error(self) -> BuildingError | None:
        errors = self.rooms_column.plan.errors()
        if errors:
            return errors[min(errors)]
        try:
            self.rooms_column.plan.building()
        except BuildingError as error:
            return error
        return None

    def _say(self, words: str, *, good: bool) -> None:
        self.status_label.set_type(13, "open.text" if good else "warning")
        self.status_label.say("*{words}*", words=words)
        self.status_label.setToolTip(words)


def _sample() -> Building:
    from roomflow.domain.building import read_building

    return read_building(assets.resource("samples", "building.toml").read_bytes())
