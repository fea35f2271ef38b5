"""What this computer keeps for itself: where the log and the settings lie, and the folder for copies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.setup.copies import CopiesCard
from roomflow.desktop.setup.printer import PrinterCard
from roomflow.desktop.setup.voice import VoiceCard
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.form_parts import Flowing, SetupCard, note


class FilesCard(SetupCard):
    """Where things lie on this computer, to be read out on the telephone."""

    def __init__(self, kept: KeptSettings, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Where things are"), parent)
        self._kept = kept
        settings_file = str(kept.file) if kept.file is not None else _("kept for this run only")
        for caption, words in ((_("The log"), str(log_folder)), (_("The settings"), settings_file)):
            label = QLabel(caption, self)
            label.setProperty("type", "label")
            value = QLabel(breakable(words), self)
            value.setProperty("type", "small")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{caption}: {words}")
            self.column.addWidget(label)
            self.column.addWidget(value)
        self.problem_label = QLabel(self)
        self.problem_label.setProperty("type", "warning")
        self.problem_label.setWordWrap(True)
        self.column.addWidget(self.problem_label)
        words = _(
            "Where the log lies is chosen on the first screen. Language, colors, size of text and single keys are in "
            "the View menu."
        )
        self.column.addWidget(note(words, self))
        kept.problem_changed.connect(lambda problem: say(self.problem_label, problem))
        say(self.problem_label, kept.problem)


class ComputerSection(Flowing):
    """The cards of this computer, side by side."""

    def __init__(self, computer: ThisComputer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.copies_card = CopiesCard(computer.kept, computer.copies, self)
        self.printer_card = PrinterCard(computer, self)
        self.voice_card = VoiceCard(computer.kept, self)
        self.files_card = FilesCard(computer.kept, computer.log_folder, self)
        self.columns = QHBoxLayout(self)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.columns.setSpacing(look.px(16))
        beside = ((self.printer_card,), (self.copies_card, self.voice_card, self.files_card))
        below = ((self.printer_card, self.copies_card, self.voice_card, self.files_card),)
        for cards in below if look.is_large else beside:
            column = QVBoxLayout()
            column.setSpacing(look.px(16))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self.columns.addLayout(column, 1)


def breakable(path: str) -> str:
    """A path that may break at its separators."""
    return QDir.toNativeSeparators(path).replace("/", "/\N{ZERO WIDTH SPACE}")
