"""The figures of the brief, each a field with its unit and its default; they hold from the next meeting on."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.computer import Settings
from roomflow.desktop.basis.keys import FIGURES_ONLY
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Flowing, SetupCard, line_edit, note
from roomflow.settings import BOUNDS, Figures, Unit, slips_in

FIELD_WIDTH = 76
UNIT_WIDTH = 128
NO_FIGURE = -1
"""Stands for what is typed and is no number: it lies outside of all bounds."""


class FigureRow(QWidget):
    """One figure: what it is, its field, its unit and default, and why it cannot stand."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.name = name
        low, high, unit = BOUNDS[name]
        self._unit = unit
        default = getattr(Figures(), name) // unit.size
        self.words_label = QLabel(words, self)
        self.words_label.setProperty("type", "small")
        self.words_label.setWordWrap(True)
        self.figure_edit = line_edit(f"{name}_edit", self, characters_max=6)
        self.figure_edit.setProperty(FIGURES_ONLY, True)
        self.figure_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.figure_edit.setFixedWidth(look.px(FIELD_WIDTH))
        self.figure_edit.setAccessibleName(words)
        self.words_label.setBuddy(self.figure_edit)
        self.unit_label = QLabel(unit_words(unit, default), self)
        self.unit_label.setProperty("type", "quiet")
        self.unit_label.setFixedWidth(look.text_px(UNIT_WIDTH))
        self.figure_edit.setToolTip(_("from {low} to {high}").format(low=low, high=high))
        self.problem_label = QLabel(self)
        self.problem_label.setProperty("type", "warning")
        self.problem_label.setWordWrap(True)
        self.problem_label.hide()
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.words_label, 1)
        row.addWidget(self.figure_edit)
        row.addWidget(self.unit_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(row)
        column.addWidget(self.problem_label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_figure(self, stored: int) -> None:
        """Show a figure as it is stored, where it is not being typed."""
        text = str(stored // self._unit.size)
        if self.figure_edit.text() != text:
            self.figure_edit.setText(text)

    def stored(self) -> int:
        """What is typed, as it is stored; NO_FIGURE where it is no number."""
        typed = self.figure_edit.text().strip()
        return int(typed) * self._unit.size if typed.isascii() and typed.isdigit() else NO_FIGURE

    def say(self, problem: str) -> None:
        say(self.problem_label, problem)
        self.figure_edit.setAccessibleDescription(problem)


class FiguresSection(Flowing):
    """All figures in three columns, in one where text is large; what goes together is kept once a field is left."""

    def __init__(self, kept: KeptSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        look = look_of()
        self.rows: dict[str, FigureRow] = {}
        columns = QHBoxLayout()
        columns.setSpacing(look.px(16))
        parts = figure_words()
        for cards in [[card for part in parts for card in part]] if look.is_large else parts:
            column = QVBoxLayout()
            column.setSpacing(look.px(12))
            for title, figures in cards:
                column.addWidget(self._card(title, figures))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.defaults_button = KeyButton(self, size="small")
        self.defaults_button.set_words(_("All defaults"), icon="undo")
        self.defaults_button.clicked.connect(self._restore)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(12))
        words = _("They hold from the next meeting on. A meeting keeps those it was opened with, in its log.")
        foot.addWidget(note(words, self), 1)
        foot.addWidget(self.defaults_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(12))
        outer.addLayout(foot)
        outer.addLayout(columns, 1)
        self.show_figures(kept.settings.figures)
        kept.changed.connect(self._show)

    def _show(self, settings: Settings) -> None:
        self.show_figures(settings.figures)

    def show_figures(self, figures: Figures) -> None:
        """Show the figures that are kept."""
        for name, row in self.rows.items():
            row.show_figure(getattr(figures, name))
        self._check()

    def typed(self) -> Figures:
        """The figures as they are typed; what is no number is out of all bounds."""
        return replace(self._kept.settings.figures, **{name: row.stored() for name, row in self.rows.items()})

    def _card(self, title: str, figures: list[tuple[str, str]]) -> SetupCard:
        card = SetupCard(title, self)
        for name, words in figures:
            row = self.rows[name] = FigureRow(name, words, card)
            card.column.addWidget(row)
            row.figure_edit.textEdited.connect(lambda _text: self._check())
            row.figure_edit.editingFinished.connect(self._keep)
        return card

    def _check(self) -> bool:
        slips = slips_in(self.typed())
        for name, row in self.rows.items():
            row.say(slips[name].sentence(_) if name in slips else "")
        figures = self.typed()
        self.defaults_button.setEnabled(figures != Figures())
        return not slips

    def _keep(self) -> None:
        if self._check():
            self._kept.change(figures=self.typed())

    def _restore(self) -> None:
        self._kept.change(figures=Figures())
        self.show_figures(self._kept.settings.figures)


def unit_words(unit: Unit, default: int) -> str:
    """The unit of a figure and its default: “min, default 5”."""
    return {
        Unit.PEOPLE: _("people, default {n}"),
        Unit.TIMES: _("times, default {n}"),
        Unit.NUMBER: _("default {n}"),
        Unit.PERCENT: _("%, default {n}"),
        Unit.SECONDS: _("s, default {n}"),
        Unit.MINUTES: _("min, default {n}"),
    }[unit].format(n=default)


Cards = list[tuple[str, list[tuple[str, str]]]]
"""Titles, and for each the names of its figures with their words."""


def figure_words() -> list[Cards]:
    """Every figure with its words, in cards, in three columns."""
    return [_of_parties(), _of_holds(), _of_the_line()]


def _of_parties() -> Cards:
    parties = [
        ("party_people_max", _("largest party")),
        ("group_people_max", _("refused at once above")),
        ("first_ticket", _("first ticket")),
    ]
    rooms = [("filling_percent", _("Filling from")), ("nearly_full_percent", _("Nearly full from"))]
    managers = [("crowd_manager_people", _("one for each")), ("crowd_manager_two_above", _("two above"))]
    return [(_("Parties and tickets"), parties), (_("Rooms"), rooms), (_("Crowd managers"), managers)]


def _of_holds() -> Cards:
    held = [
        ("on_the_way_ms", _("on the way")),
        ("call_grace_ms", _("called")),
        ("recall_first_ms", _("called again after")),
        ("recall_second_ms", _("and again after")),
        ("stepped_out_ms", _("stepped out")),
        ("stepped_out_in_recess_ms", _("out in recess or emergency")),
    ]
    speakers = [
        ("on_deck_seats", _("seats in the chamber")),
        ("on_deck_ms", _("empty for")),
        ("on_deck_remind_ms", _("reminder after")),
    ]
    return [(_("How long places are held"), held), (_("On deck for speakers"), speakers)]


def _of_the_line() -> Cards:
    passed = [
        ("passes_max", _("places are saved after")),
        ("passed_ms", _("or after the first pass")),
        ("saved_ms", _("saved for")),
    ]
    counts = [
        ("head_count_crossings", _("due after")),
        ("head_count_ms", _("or after")),
        ("count_deferral_ms", _("put off for")),
    ]
    undo = [("undo_ms", _("own last action"))]
    reports = [("report_grid_minutes", _("minutes between rows"))]
    return [(_("Passed over"), passed), (_("Head counts"), counts), (_("Undo"), undo), (_("Reports"), reports)]
