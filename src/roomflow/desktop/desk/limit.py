"""The cards of a space's figures: the posted limit, by order of somebody, and how many reserved places are in use."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.cards.authority import AuthorityFields
from roomflow.desktop.desk.card import DeskCard
from roomflow.desktop.widgets.asking import Ask, say
from roomflow.desktop.widgets.card_size import fit
from roomflow.domain.commands import SetLimit, SetReserved
from roomflow.domain.spaces import Space


class FigureCard(DeskCard):
    """One figure of one space, and what it will mean."""

    title_label: QLabel
    now_label: QLabel
    figure_edit: QLineEdit
    effect_label: QLabel
    cancel_button: QPushButton
    save_button: QPushButton

    def begin(self) -> None:
        """Join what every such card has, after its form is loaded."""
        self.space_name = ""
        self.figure_edit.textChanged.connect(lambda _text: self.refresh())
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)

    def present_about(self, about: object) -> None:
        """Show the card for the space of this name."""
        self.space_name = str(about)
        self.figure_edit.clear()
        self.present()
        self.figure_edit.setFocus()

    def refresh(self) -> None:
        space = self.space()
        if space is None:
            return
        self.now_label.setText(now_words(space))
        figure = self.figure()
        say(self.effect_label, self.effect(space, figure) if figure is not None else "")
        if self.isVisible():
            fit(self)  # a sentence more or less

    def space(self) -> Space | None:
        return self.meeting.spaces.get(self.space_name) if self.meeting is not None else None

    def figure(self) -> int | None:
        """What is typed, as a number."""
        typed = self.figure_edit.text().strip()
        return int(typed) if typed.isascii() and typed.isdigit() else None

    def effect(self, space: Space, figure: int) -> str:
        """What the figure will mean, in a sentence."""
        raise NotImplementedError

    def save(self) -> None:
        """Ask for what was entered, or say what is missing."""
        raise NotImplementedError


class LimitDialog(FigureCard):
    """The fire official's number: it may be lowered at any moment, whoever is inside."""

    authority_widget: AuthorityFields

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "limit")
        self.begin()

    def present_about(self, about: object) -> None:
        self.authority_widget.clear()
        self.title_label.setText(_("Posted limit of {space}").format(space=about))
        super().present_about(about)

    def effect(self, space: Space, figure: int) -> str:
        if figure < space.reserved:
            template = _("{reserved} places are reserved: enter fewer reserved places first.")
            return template.format(reserved=space.reserved)
        return free_or_over(replace(space, limit=figure))

    def save(self) -> None:
        figure = self.figure()
        if figure is None:
            self.tell(_("Type the new limit, as a number."))
            self.figure_edit.setFocus()
            return
        problem = self.authority_widget.problem()
        if problem:
            self.tell(problem)
            return
        self.ask(SetLimit(self.space_name, figure, self.authority_widget.authority()), self.take)


class ReservedDialog(FigureCard):
    """Reserved places are taken as occupied; a person may say that fewer, or more, are in use."""

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "reserved")
        self.begin()

    def present_about(self, about: object) -> None:
        self.title_label.setText(_("Reserved places of {space}").format(space=about))
        super().present_about(about)

    def effect(self, space: Space, figure: int) -> str:
        if figure > (space.limit or 0):
            return _("The posted limit is {limit}.").format(limit=space.limit)
        return free_or_over(replace(space, reserved=figure))

    def save(self) -> None:
        figure = self.figure()
        if figure is None:
            self.tell(_("Type how many are in use, as a number."))
            self.figure_edit.setFocus()
            return
        self.ask(SetReserved(self.space_name, figure), self.take)


def now_words(space: Space) -> str:
    """The figures of a space now, in one line."""
    return _("Now: posted limit {limit}, {reserved} of it reserved; {inside} inside, {held} held.").format(
        limit=space.limit, reserved=space.reserved, inside=space.inside, held=space.held
    )


def free_or_over(space: Space) -> str:
    """What is free, or who is past the places; who is promised a place is listed for decision (rule 16)."""
    if not space.over:
        template = ngettext("Then {n} place is free.", "Then {n} places are free.", space.free)
        return template.format(n=space.free)
    promised = min(space.over, space.held)
    inside = space.over - promised
    words = _("Then nobody is invited.")
    if inside:
        words += " " + _("{party} inside will be past the places.").format(party=people_words(inside))
    if promised:
        template = ngettext(
            "{n} promised place is listed for you to decide.",
            "{n} promised places are listed for you to decide.",
            promised,
        )
        words += " " + template.format(n=promised)
    return words
