"""The voice of this computer: in which languages a called number is said aloud, and how it sounds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from roomflow.computer import VOICES, Settings
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Field, SetupCard, choice, note


class VoiceCard(SetupCard):
    """Changes the setting; the public screen follows it with its next call."""

    try_wanted = Signal()
    """Somebody wants to hear it; only where a meeting is open."""

    def __init__(self, kept: KeptSettings, parent: QWidget | None = None) -> None:
        super().__init__(_("Voice"), parent)
        self._kept = kept
        self.column.addWidget(
            note(_("A called number is said twice after a chime. Where it is silent is chosen for each screen."), self)
        )
        self.voice_combo = choice("voice_combo", self)
        words = (_("English and Spanish"), _("English"), _("Spanish"), _("The chime only"))
        for value, caption in zip(VOICES, words, strict=True):
            self.voice_combo.addItem(caption, value)
        self.column.addWidget(Field(_("What is said"), self.voice_combo, self))
        self.try_button = KeyButton(self, size="small")
        self.try_button.set_words(_("Listen"))
        self.try_button.clicked.connect(self.try_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(look_of().px(8))
        buttons.addWidget(self.try_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.problem_label = QLabel(self)
        self.problem_label.setProperty("type", "warning")
        self.problem_label.setWordWrap(True)
        self.column.addWidget(self.problem_label)
        self.say_problem("")
        self.voice_combo.activated.connect(lambda _row: kept.change(voice=self.voice_combo.currentData()))
        kept.changed.connect(self._show)
        self._show(kept.settings)

    def say_problem(self, problem: str) -> None:
        """Why nothing was heard; empty where it was."""
        say(self.problem_label, problem)

    def _show(self, settings: Settings) -> None:
        self.voice_combo.setCurrentIndex(self.voice_combo.findData(settings.voice))
