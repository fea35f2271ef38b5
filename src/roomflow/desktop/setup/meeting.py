"""The next meeting: its name, date and times, which the first screen begins with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import SlipError, date_typed, time_typed
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Field, Flowing, SetupCard, beside, line_edit, note
from roomflow.settings import Figures

NAME_CHARACTERS_MAX = 80


class MeetingSection(Flowing):
    """Four fields, each kept as soon as it can stand."""

    section_wanted = Signal(str)
    """The name of another section of the page."""

    def __init__(self, kept: KeptSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        look = look_of()
        card = SetupCard(_("The next meeting"), self)
        self.name_edit = line_edit("next_name_edit", self, characters_max=NAME_CHARACTERS_MAX)
        self.date_edit = line_edit("next_date_edit", self, characters_max=10)
        self.doors_open_edit = line_edit("next_doors_open_edit", self, characters_max=5)
        self.call_to_order_edit = line_edit("next_call_to_order_edit", self, characters_max=5)
        self.date_edit.setPlaceholderText("2026-01-27")
        self.doors_open_edit.setPlaceholderText("17:15")
        self.call_to_order_edit.setPlaceholderText("18:00")
        self.fields = {
            "next_name": Field(_("Name of the meeting"), self.name_edit, self),
            "next_date": Field(_("Date"), self.date_edit, self),
            "next_doors_open": Field(_("Doors open"), self.doors_open_edit, self),
            "next_call_to_order": Field(_("Called to order"), self.call_to_order_edit, self),
        }
        card.column.addWidget(self.fields["next_name"])
        names = ("next_date", "next_doors_open", "next_call_to_order")
        card.column.addLayout(beside(*(self.fields[name] for name in names)))
        words = _(
            "Kept as you type, and shown on the first screen when the next meeting is opened. Without a date, it is "
            "the day on which it is opened. The meeting that is open keeps its name and times."
        )
        card.column.addWidget(note(words, self))
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if look.is_large else QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(16))
        for each in (card, self._begins_card()):
            row.addWidget(each, 1, Qt.AlignmentFlag.AlignTop if not look.is_large else Qt.AlignmentFlag(0))
        for name, field in self.fields.items():
            edit = field.control
            edit.textEdited.connect(lambda _text: self._check())  # type: ignore[attr-defined]  # all are line edits
            edit.editingFinished.connect(lambda name=name: self._keep(name))  # type: ignore[attr-defined]
        self.begin()

    def begin(self) -> None:
        """Show what is kept."""
        settings = self._kept.settings
        for name, field in self.fields.items():
            field.control.setText(getattr(settings, name))  # type: ignore[attr-defined]
        self._check()

    def _begins_card(self) -> SetupCard:
        """What else the next meeting begins with, and where that is changed."""
        card = SetupCard(_("It begins with"), self)
        self.building_label, self.figures_label = QLabel(self), QLabel(self)
        for label, words, section in (
            (self.building_label, _("Building"), "building"),
            (self.figures_label, _("Figures"), "figures"),
        ):
            label.setWordWrap(True)
            button = KeyButton(card, size="small")
            button.set_words(words)
            button.clicked.connect(lambda _checked=False, section=section: self.section_wanted.emit(section))
            line = QHBoxLayout()
            line.addWidget(label, 1)
            line.addWidget(button)
            card.column.addLayout(line)
        self._kept.changed.connect(self._show_rest)
        self._show_rest()
        return card

    def _show_rest(self) -> None:
        settings = self._kept.settings
        saved = Path(settings.next_building).name
        template = (
            _("The building saved in {file}.") if saved else _("The building of the last meeting, or the sample.")
        )
        self.building_label.setText(template.format(file=saved))
        defaults = Figures().as_dict()
        changed = sum(value != defaults[name] for name, value in settings.figures.as_dict().items())
        words = ngettext("{n} figure is not at its default.", "{n} figures are not at their defaults.", changed)
        self.figures_label.setText(words.format(n=changed) if changed else _("Every figure at its default."))

    def _typed(self, name: str) -> str:
        """What a field holds, as it is kept; raises SlipError with a sentence."""
        text = str(self.fields[name].control.text()).strip()  # type: ignore[attr-defined]
        if name == "next_date":
            return date_typed(text)
        return text if name == "next_name" else time_typed(text)

    def _keep(self, name: str) -> None:
        try:
            text = self._typed(name)
        except SlipError:
            return
        self._kept.change(**{name: text})
        self.fields[name].control.setText(text)  # type: ignore[attr-defined]

    def _check(self) -> None:
        for name, field in self.fields.items():
            try:
                self._typed(name)
            except SlipError as error:
                field.say(error.said)
            else:
                field.say("")
