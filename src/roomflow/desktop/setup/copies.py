"""The second folder for copies of the log: which, how often, and how it stands with the last copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from roomflow.computer import COPIES_MINUTES_MAX
from roomflow.desktop.basis.keys import FIGURES_ONLY
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _, told
from roomflow.desktop.computer.copies_light import CopiesLight, copies_words
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Field, SetupCard, line_edit, note


class CopiesCard(SetupCard):
    """Changes the settings; the copier follows them by itself."""

    def __init__(self, kept: KeptSettings, light: CopiesLight | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Copies of the log"), parent)
        self._kept = kept
        self._light = light
        """The copies of the log that is open; none where no log is."""
        self._now_ms = 0
        look = look_of()
        self.column.addWidget(
            note(_("A second folder, on a USB drive or another computer, gets a whole copy from time to time."), self)
        )
        self.folder_label = QLabel(self)
        self.folder_label.setWordWrap(True)
        self.folder_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self.folder_label)
        self.choose_button = KeyButton(self, size="small")
        self.choose_button.set_words(_("Choose a folder…"), icon="folder")
        self.off_button = KeyButton(self, size="small")
        self.off_button.set_words(_("No copies"))
        self.now_button = KeyButton(self, size="small")
        self.now_button.set_words(_("Copy now"))
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        for button in (self.choose_button, self.now_button, self.off_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.minutes_edit = line_edit("copies_minutes_edit", self, characters_max=2)
        self.minutes_edit.setProperty(FIGURES_ONLY, True)
        self.minutes_field = Field(_("Minutes between copies"), self.minutes_edit, self)
        self.minutes_field.setMaximumWidth(look.px(200))
        self.column.addWidget(self.minutes_field)
        self.state_label = QLabel(self)
        self.state_label.setWordWrap(True)
        self.column.addWidget(self.state_label)
        self.choose_button.clicked.connect(self.choose_folder)
        self.off_button.clicked.connect(lambda: kept.change(copies_folder=""))
        self.now_button.clicked.connect(self._copy_now)
        self.minutes_edit.textEdited.connect(lambda _text: self._minutes())
        self.minutes_edit.editingFinished.connect(self._keep_minutes)
        kept.changed.connect(self._show)
        if light is not None:
            light.changed.connect(self._show_state)
        self._show()

    def show_tick(self, now_ms: int) -> None:
        """How old the last copy is at UTC ms."""
        self._now_ms = now_ms
        self._show_state()

    def _show_state(self) -> None:
        state = self._light.state if self._light is not None else None
        if state is None:
            say(self.state_label, "")
            return
        words = copies_words(state, self._now_ms)
        self.state_label.setProperty("type", "warning" if state.problem else "small")
        self.state_label.style().polish(self.state_label)
        say(self.state_label, f"{words}. {told(state.problem)}" if state.problem else words)

    def choose_folder(self) -> None:
        """Ask for a folder; stops nothing meanwhile."""
        dialog = QFileDialog(self, _("The folder for copies"), self._kept.settings.copies_folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def choose(self, folder: str) -> None:
        """Copy to this folder from now on."""
        self._kept.change(copies_folder=str(Path(folder)))

    # --- inside ------------------------------------------------------------------------------------------

    def _copy_now(self) -> None:
        if self._light is not None:
            self._light.copy_now()

    def _minutes(self) -> int | None:
        """What is typed; None and a sentence where it cannot stand."""
        typed = self.minutes_edit.text().strip()
        minutes = int(typed) if typed.isascii() and typed.isdigit() else 0
        good = 1 <= minutes <= COPIES_MINUTES_MAX
        problem = _("Enter a whole number from {low} to {high}.").format(low=1, high=COPIES_MINUTES_MAX)
        self.minutes_field.say("" if good else problem)
        return minutes if good else None

    def _keep_minutes(self) -> None:
        minutes = self._minutes()
        if minutes is not None:
            self._kept.change(copies_minutes=minutes)

    def _show(self) -> None:
        settings = self._kept.settings
        folder = QDir.toNativeSeparators(settings.copies_folder)
        self.folder_label.setText(folder or _("No copies are made."))
        self.folder_label.setProperty("type", "strong" if folder else "muted")
        self.folder_label.style().polish(self.folder_label)
        self.minutes_edit.setText(str(settings.copies_minutes))
        self.minutes_field.setVisible(bool(folder))
        self.off_button.setVisible(bool(folder))
        self.now_button.setVisible(bool(folder) and self._light is not None)
        self._show_state()
