"""Rows of the Desk page that are no rooms: a waiting space, and a space that is kept clear."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.bar import WAITING_BAR, OccupancyBar
from roomflow.desktop.widgets.buttons import StepButton
from roomflow.desktop.widgets.further import nobody_in_words, unmatched_words
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.space_rows import FREE_WIDTH, PADDING, SpaceRow, set_type
from roomflow.desktop.widgets.stacked_rows import stack_keep_clear, stack_waiting
from roomflow.domain.spaces import Space, SpaceState, state_of
from roomflow.settings import Figures

HEIGHT: Final = 46
STEP: Final = 34
BADGE_WIDTH: Final = 96
FIGURES_WIDTH: Final = 104


class WaitingRow(SpaceRow):
    """A hallway or lobby: it has a limit too, and no doors."""

    def __init__(self, space: Space, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        look = look_of()
        set_type(self.name_label, "strong")
        self.name_label.setText(space.name)
        self.name_label.setWordWrap(True)
        self.badge.setMinimumWidth(look.text_px(BADGE_WIDTH))
        self.bar = OccupancyBar(self, WAITING_BAR)
        self.figures_label = RunsLabel(self, 16)
        self.free_label = RunsLabel(self, 16)
        self.free_label.set_quiet_size(13)
        self.notice_label = QLabel(self)
        set_type(self.notice_label, "warning")
        self.notice_label.setWordWrap(True)
        for label in (self.figures_label, self.free_label):
            label.align_right()
        if look.is_large:
            stack_waiting(self, space.name)
        else:
            self._lay_out(space.name)

    def _lay_out(self, space: str) -> None:
        look = look_of()
        name = QWidget(self)
        grid = QGridLayout(name)
        grid.setContentsMargins(0, 0, look.px(PADDING), 0)
        grid.setSpacing(0)
        grid.addWidget(self.name_label, 1, 0)
        grid.addWidget(self.notice_label, 2, 0)
        grid.addWidget(self.more(space), 0, 1, 4, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(3, 1)
        columns = self._columns(name)
        columns.addWidget(self.badge)
        columns.addSpacing(look.px(16))
        columns.addWidget(self.bar, 1)
        columns.addWidget(self.figures_label)
        columns.addWidget(self.free_label)
        self.figures_label.setFixedWidth(look.text_px(FIGURES_WIDTH))
        self.free_label.setFixedWidth(look.text_px(FREE_WIDTH))
        self.add_steps(columns, STEP, space)

    def show_space(self, space: Space, figures: Figures, now: Now) -> None:  # noqa: ARG002 - as all rows
        state = state_of(space, figures)
        self.badge.show_state(state.value)
        self.bar.show_figures(space.limit or 0, space.reserved, space.inside, space.held, state.value)
        self.notice_label.setText(unmatched_words(space.unmatched))
        self.notice_label.setVisible(space.unmatched > 0)
        self.figures_label.say(_("*{inside}* ~of~ *{places}*"), inside=space.inside, places=space.places)
        if state is SpaceState.OVER:
            self.free_label.set_type(16, "over.edge")
            self.free_label.say(_("*{over}* ~over~"), over=space.over)
        elif self.further.lets_nobody_in:
            self.free_label.set_type(16, "quiet")
            self.free_label.say("~{words}~", words=nobody_in_words())
        else:
            self.free_label.set_type(16, "ink")
            self.free_label.say(ngettext("*{free}* ~free~", "*{free}* ~free~", space.free), free=space.free)


class KeepClearRow(SpaceRow):
    """Stairs: nobody may stand there."""

    def __init__(self, space: Space, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        look = look_of()
        set_type(self.name_label, "strong")
        self.name_label.setText(space.name)
        self.badge.setMinimumWidth(look.text_px(BADGE_WIDTH))
        self.words_label = RunsLabel(self, 16, "quiet")
        self.words_label.set_small_size(13)
        if look.is_large:
            self.name_label.setWordWrap(True)
            stack_keep_clear(self, space.name)
            return
        columns = self._columns(self.name_label)
        columns.addWidget(self.badge)
        columns.addSpacing(look.px(16))
        columns.addWidget(self.words_label, 1)
        self.add_steps(columns, STEP, space.name)

    def show_space(self, space: Space, figures: Figures, now: Now) -> None:  # noqa: ARG002 - as all rows
        self.badge.show_state(state_of(space, figures).value)
        for button in self.findChildren(StepButton):
            button.setVisible(space.inside > 0)
        if space.inside > 0:
            words = ngettext("{n} person there; keep it clear", "{n} people there; keep it clear", space.inside)
            if self.further.reminders:
                words = ngettext(
                    "{n} person there: nobody is invited", "{n} people there: nobody is invited", space.inside
                )
            self.words_label.say(words, n=space.inside)
        else:
            self.words_label.say(_("kept clear, limit {limit}"), limit=space.limit)
