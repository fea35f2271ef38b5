"""The limits helper: what a planner would reckon with. It sets nothing, for the posted sign controls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from roomflow.desktop.basis.keys import FIGURES_ONLY
from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.form_parts import Field, SetupCard, beside, choice, line_edit, note
from roomflow.domain.planning import FIGURE_MAX, SEATS, SQUARE_FEET, estimate


class PlanningCard(SetupCard):
    """Reckons a number of people out of a floor or of seats."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Planning only: the posted sign controls"), parent)
        self.use_choice = choice("use_combo", self)
        names = {
            "tables": _("tables and chairs, {feet} sq ft each"),
            "chairs": _("rows of chairs, {feet} sq ft each"),
            "standing": _("standing, {feet} sq ft each"),
        }
        for use, feet in SQUARE_FEET.items():
            self.use_choice.addItem(names[use].format(feet=feet), use)
        self.use_choice.addItem(_("fixed seats"), SEATS)
        self.figure_edit = line_edit("area_edit", self, characters_max=7)
        self.figure_edit.setProperty(FIGURES_ONLY, True)
        self.figure_field = Field(_("Net square feet"), self.figure_edit, self)
        self.column.addWidget(Field(_("Use"), self.use_choice, self))
        self.estimate_label = QLabel(self)
        self.estimate_label.setProperty("type", "title")
        row = beside(self.figure_field)
        row.addWidget(self.estimate_label, 1, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        words = _("Net is the floor people stand or sit on. roomflow never computes a limit.")
        self.column.addWidget(note(words, self))
        self.use_choice.currentIndexChanged.connect(lambda _index: self._show())
        self.figure_edit.textChanged.connect(lambda _text: self._show())
        self._show()

    def _show(self) -> None:
        use, typed = self.use_choice.currentData(), self.figure_edit.text().strip()
        caption = _("Number of seats") if use == SEATS else _("Net square feet")
        self.figure_field.caption_label.setText(caption)
        self.figure_edit.setAccessibleName(caption)
        if not typed:
            self.figure_field.say("")
            self.estimate_label.setText(_("about … people"))
        elif not (typed.isascii() and typed.isdigit() and int(typed) <= FIGURE_MAX):
            self.figure_field.say(_("Enter a whole number."))
            self.estimate_label.setText(_("about … people"))
        else:
            self.figure_field.say("")
            self.estimate_label.setText(_("about {people}").format(people=people_words(estimate(use, int(typed)))))
